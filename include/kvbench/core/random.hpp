// kvbench/core/random.hpp: seeded random numbers that are the same on every machine.
//
// Floor: core. Draws plain numbers; which keys or values they become is workload/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>  // std::uint64_t

namespace kvbench {

/// The finaliser of SplitMix64: a bijection of 64 bits in which each input bit reaches each output
/// bit.
/// Source  Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014), Stafford's
/// variant 13
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t z) noexcept {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// The inverse of `mix`: `unmix(mix(z)) == z` for every z.
[[nodiscard]] constexpr std::uint64_t unmix(std::uint64_t z) noexcept {
  z = (z ^ (z >> 31) ^ (z >> 62)) * 0x319642b2d24d8ec3u;
  z = (z ^ (z >> 27) ^ (z >> 54)) * 0x96de1b173f119089u;
  return z ^ (z >> 30) ^ (z >> 60);
}

/// The high 64 bits of a * b: `multiply_high(draw, n)` maps a draw onto [0, n) without a division.
[[nodiscard]] constexpr std::uint64_t multiply_high(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<wide>(a) * b) >> 64);
}

/// SplitMix64: draw number j is `mix(start + (j + 1) * step)`, so that any place of the stream is
/// reached at once and successive draws do not wait for each other.
/// Cost    about 0.8 ns a draw; the state is eight bytes.
class random_stream {
 public:
  explicit constexpr random_stream(std::uint64_t seed) noexcept : state_{mix(seed)} {}

  /// The stream of operation number `operation` of the run with this seed. A pure function of its
  /// arguments: the bytes of a run do not depend on how many threads play it. Each operation owns
  /// 65,537 successive draws of the seed's one sequence, and no two operations share a draw.
  [[nodiscard]] static constexpr random_stream at(std::uint64_t seed,
                                                  std::uint64_t operation) noexcept {
    random_stream stream{seed};
    stream.state_ += operation * (step * 65'537u);
    return stream;
  }

  [[nodiscard]] constexpr std::uint64_t next() noexcept {
    state_ += step;
    return mix(state_);
  }

  /// Yields  a number in [0, n); 0 where n is 0. A value's probability is off by less than n / 2^64
  /// of itself: rejection would remove that and cost a branch.
  /// Source  Lemire, "Fast random integer generation in an interval" (2019), without the rejection
  /// step
  [[nodiscard]] constexpr std::uint64_t below(std::uint64_t n) noexcept {
    return multiply_high(next(), n);
  }

  /// Yields  a number in [0, 1): a multiple of 2^-53.
  [[nodiscard]] constexpr double unit() noexcept {
    return static_cast<double>(next() >> 11) * 0x1p-53;
  }

  friend constexpr bool operator==(const random_stream&, const random_stream&) = default;

 private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15u;  // 2^64 / golden ratio, odd

  std::uint64_t state_;
};

}  // namespace kvbench
