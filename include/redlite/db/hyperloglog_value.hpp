// redlite/db/hyperloglog_value.hpp: a HyperLogLog as the string that Redis keeps it in.
//
// Floor: db. 16 bytes of header: "HYLL", the encoding, 3 zeros, and the last estimate
// (little-endian; its highest bit says that it is no longer true). Then, dense: 16,384 registers of
// 6 bits, lowest bit first. Or, sparse: runs in the order of the registers,
//
//     00nnnnnn            n + 1 registers of 0
//     01nnnnnn nnnnnnnn   n + 1 registers of 0
//     1vvvvvnn            n + 1 registers of v + 1
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>               // error
#include <redlite/db/hyperloglog_estimate.hpp>  // registers

#include <algorithm>    // std::max
#include <cstdint>      // std::uint64_t
#include <cstring>      // std::memcpy
#include <optional>     // the last estimate
#include <string>       // the value
#include <string_view>  // the value
#include <utility>      // std::move

namespace redlite::detail {

[[noreturn]] inline void throw_corrupted_hll() {
  throw error(errc::generic, "INVALIDOBJ Corrupted HLL object detected");
}

class hyperloglog_value {
 public:
  /// An empty one.
  hyperloglog_value() : bytes_(header_bytes, '\0') {
    bytes_.replace(0, 4, "HYLL");
    bytes_[encoding_at] = sparse;
    append_zeros(bytes_, hll_registers);
  }
  /// Errors  wrong_type where the bytes are none.
  explicit hyperloglog_value(std::string bytes) : bytes_(std::move(bytes)) { check(bytes_); }

  /// Errors  wrong_type where the bytes are none.
  static void check(std::string_view bytes) {
    if (bytes.size() >= header_bytes && bytes.starts_with("HYLL") &&
        (bytes[encoding_at] == sparse ||
         (bytes[encoding_at] == dense && bytes.size() == dense_bytes)))
      return;
    throw error(errc::wrong_type, "WRONGTYPE Key is not a valid HyperLogLog string value.");
  }

  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool is_dense() const noexcept { return bytes_[encoding_at] == dense; }

  /// Yields  the last estimate of checked bytes, where it is still true.
  [[nodiscard]] static std::optional<std::uint64_t> remembered(std::string_view bytes) noexcept {
    std::uint64_t estimate = 0;
    std::memcpy(&estimate, bytes.data() + estimate_at, sizeof estimate);
    if (estimate >> 63 != 0) return std::nullopt;
    return estimate;
  }
  void remember(std::uint64_t estimate) noexcept {
    std::memcpy(bytes_.data() + estimate_at, &estimate, sizeof estimate);
  }
  void forget_estimate() noexcept {
    bytes_[header_bytes - 1] = static_cast<char>(bytes_[header_bytes - 1] | 0x80);
  }

  /// Calls `each(index, length, rank)` for runs of equal registers, in order.
  /// Errors  generic where the bytes are damaged.
  template <class Each>
  void each_run(Each&& each) const {
    if (is_dense()) {
      for (std::size_t i = 0; i < hll_registers; ++i) each(i, std::size_t{1}, dense_register(i));
      return;
    }
    std::size_t index = 0;
    for (std::size_t at = header_bytes; at < bytes_.size();) {
      const run here = run_at(at);
      if (index + here.length > hll_registers) throw_corrupted_hll();
      each(index, here.length, here.rank);
      index += here.length;
      at += here.bytes;
    }
    if (index != hll_registers) throw_corrupted_hll();
  }

  [[nodiscard]] hll_histogram histogram() const {
    hll_histogram counts{};
    each_run([&](std::size_t, std::size_t length, std::uint8_t rank) {
      counts[rank] += static_cast<std::uint32_t>(length);
    });
    return counts;
  }

  /// Raises each of the registers to this value's.
  void merge_into(hll_register_array& registers) const {
    each_run([&](std::size_t index, std::size_t length, std::uint8_t rank) {
      for (std::size_t i = index; i < index + length; ++i) {
        registers[i] = std::max(registers[i], rank);
      }
    });
  }

  /// Raises a register.
  /// Yields  whether it was lower.
  bool raise(const hll_rank& to) { return is_dense() ? raise_dense(to) : raise_sparse(to); }

  void make_dense() {
    if (is_dense()) return;
    hll_register_array registers{};
    merge_into(registers);
    bytes_.resize(header_bytes);
    bytes_.resize(dense_bytes);
    bytes_[encoding_at] = dense;
    for (std::size_t i = 0; i < hll_registers; ++i) {
      if (registers[i] != 0) raise_dense({i, registers[i]});
    }
  }

 private:
  static constexpr std::size_t encoding_at = 4;
  static constexpr std::size_t estimate_at = 8;
  static constexpr std::size_t header_bytes = 16;
  static constexpr std::size_t dense_bytes = header_bytes + hll_registers * 6 / 8;
  static constexpr std::size_t sparse_bytes_max = 3000;  // Redis' hll-sparse-max-bytes
  static constexpr std::uint8_t sparse_rank_max = 32;
  static constexpr std::size_t short_zeros_max = 64;
  static constexpr std::size_t equal_ranks_max = 4;
  static constexpr char dense = 0;
  static constexpr char sparse = 1;

  struct run {
    std::size_t length;  // registers
    std::uint8_t rank;
    std::size_t bytes;
  };

  [[nodiscard]] std::uint8_t byte(std::size_t at) const noexcept {
    return static_cast<std::uint8_t>(bytes_[at]);
  }

  [[nodiscard]] run run_at(std::size_t at) const {
    const std::uint8_t first = byte(at);
    if ((first & 0x80) != 0) {
      return {static_cast<std::size_t>(first & 3) + 1,
              static_cast<std::uint8_t>((first >> 2 & 31) + 1), 1};
    }
    if ((first & 0x40) == 0) return {static_cast<std::size_t>(first & 63) + 1, 0, 1};
    const std::size_t second =
        at + 1 < bytes_.size() ? byte(at + 1) : 0;  // cut off: as Redis reads
    return {(static_cast<std::size_t>(first & 63) << 8 | second) + 1, 0, 2};
  }

  static void append_zeros(std::string& to, std::size_t length) {
    if (length == 0) return;
    if (length > short_zeros_max) to += static_cast<char>(0x40 | (length - 1) >> 8);
    to += static_cast<char>(length - 1);
  }
  static void append_ranks(std::string& to, std::size_t length, std::uint8_t rank) {
    if (length != 0) to += static_cast<char>(0x80U | (rank - 1U) << 2 | (length - 1));
  }

  [[nodiscard]] std::uint8_t dense_register(std::size_t index) const noexcept {
    const std::size_t at = header_bytes + index * 6 / 8;
    const unsigned shift = index * 6 % 8;
    const unsigned next = at + 1 < bytes_.size() ? byte(at + 1) : 0;
    return static_cast<std::uint8_t>((byte(at) | next << 8) >> shift & 63);
  }

  bool raise_dense(const hll_rank& to) noexcept {
    if (dense_register(to.index) >= to.rank) return false;
    const std::size_t at = header_bytes + to.index * 6 / 8;
    const unsigned shift = to.index * 6 % 8;
    const unsigned clear = ~(63U << shift);
    const unsigned rank = static_cast<unsigned>(to.rank) << shift;
    bytes_[at] = static_cast<char>((byte(at) & clear) | rank);
    if (shift > 2) bytes_[at + 1] = static_cast<char>((byte(at + 1) & clear >> 8) | rank >> 8);
    return true;
  }

  /// Splits the run that the register is in, then joins equal neighbours: Redis' own steps, so that
  /// the bytes are Redis' own.
  bool raise_sparse(const hll_rank& to) {
    std::size_t at = header_bytes;
    std::size_t before_at = at;  // the run before, if there is one
    std::size_t first = 0;
    run here{0, 0, 0};
    for (; at < bytes_.size(); at += here.bytes) {
      here = run_at(at);
      if (to.index < first + here.length) break;
      first += here.length;
      before_at = at;
    }
    if (at >= bytes_.size()) throw_corrupted_hll();
    if (here.rank >= to.rank) return false;

    std::string runs;
    const auto rest = [&](std::size_t length) {
      if (here.rank == 0) {
        append_zeros(runs, length);
      } else {
        append_ranks(runs, length, here.rank);
      }
    };
    rest(to.index - first);
    append_ranks(runs, 1, to.rank);
    rest(first + here.length - 1 - to.index);
    const bool grows = runs.size() > here.bytes;
    if (to.rank > sparse_rank_max ||
        (grows && bytes_.size() + runs.size() - here.bytes > sparse_bytes_max)) {
      make_dense();
      return raise_dense(to);
    }
    bytes_.replace(at, here.bytes, runs);
    join_equal_runs(before_at);
    return true;
  }

  void join_equal_runs(std::size_t at) {
    for (int steps = 5; steps > 0 && at < bytes_.size(); --steps) {
      const run here = run_at(at);
      if (here.rank != 0 && at + 1 < bytes_.size() && (byte(at + 1) & 0x80) != 0) {
        const run next = run_at(at + 1);
        if (next.rank == here.rank && here.length + next.length <= equal_ranks_max) {
          std::string joined;
          append_ranks(joined, here.length + next.length, here.rank);
          bytes_.replace(at, 2, joined);
          continue;
        }
      }
      at += here.bytes;
    }
  }

  std::string bytes_;
};

}  // namespace redlite::detail
