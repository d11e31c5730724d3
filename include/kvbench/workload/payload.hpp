// kvbench/workload/payload.hpp: values that cost nothing to draw and can be checked when they come
// back.
//
// Floor: workload. Holds bytes; who stores them is op/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/random.hpp>  // mix and its inverse, the draw of a start

#include <bit>          // std::endian
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <cstring>      // std::memcpy, std::memcmp
#include <string_view>  // a value
#include <vector>       // the pool

namespace kvbench {

/// A pool of incompressible bytes; a value is a view into it.
///
/// Word k of the pool is `mix(k + salt)`. mix is a bijection, so that the first eight bytes of a
/// value tell where in the pool it starts, and with that every byte that must follow: a reply is
/// verified without remembering what was stored. Immutable once built: any number of threads share
/// one.
class payload_pool {
 public:
  /// A pool for values of up to `max_bytes`: at least 2 * max_bytes + 64 KiB.
  explicit payload_pool(std::size_t max_bytes)
      : words_{(2 * max_bytes + 64 * 1024) / 8 + 1}, pool_(words_) {
    for (std::size_t k = 0; k < words_; ++k) {
      pool_[k] = little_endian(mix(k + salt));
    }
  }

  /// Yields  a value of `bytes` bytes (at most the pool's max_bytes) that starts at a random word;
  /// it lives as long as the pool.
  /// Cost    one draw, about 1 ns.
  [[nodiscard]] std::string_view view(random_stream& stream, std::size_t bytes) const noexcept {
    return view_from(stream.below(starts(bytes)), bytes);
  }
  /// Yields  how many words values of `bytes` bytes start at: from word 0 on.
  [[nodiscard]] std::uint64_t starts(std::size_t bytes) const noexcept {
    return words_ - (bytes + 7) / 8;
  }
  /// Yields  the value that starts at one of them.
  [[nodiscard]] std::string_view view_from(std::uint64_t start, std::size_t bytes) const noexcept {
    return {reinterpret_cast<const char*>(pool_.data() + start), bytes};
  }

  /// Yields  whether `value` is, byte for byte, a view that this pool could have handed out. Says
  /// yes to anything shorter than eight bytes: such a value does not tell its place, so compare its
  /// length.
  [[nodiscard]] bool verify(std::string_view value) const noexcept {
    if (value.size() < 8) {
      return true;
    }
    const std::uint64_t start = start_of(value);
    const std::size_t needed = (value.size() + 7) / 8;
    return needed <= words_ && start < words_ - needed &&
           std::memcmp(pool_.data() + start, value.data(), value.size()) == 0;
  }

  /// Yields  the word at which a value of at least eight bytes starts; any number for what is none.
  [[nodiscard]] static std::uint64_t start_of(std::string_view value) noexcept {
    std::uint64_t first = 0;
    std::memcpy(&first, value.data(), sizeof first);
    return unmix(little_endian(first)) - salt;
  }

  [[nodiscard]] std::size_t size() const noexcept { return words_ * 8; }

 private:
  static constexpr std::uint64_t salt =
      0x6b76'6265'6e63'6831u;  // "kvbench1": keeps word 0 from being all zeros

  static std::uint64_t little_endian(std::uint64_t word) noexcept {
    if constexpr (std::endian::native == std::endian::big) {
      return __builtin_bswap64(word);
    }
    return word;
  }

  std::size_t words_;
  std::vector<std::uint64_t> pool_;
};

}  // namespace kvbench
