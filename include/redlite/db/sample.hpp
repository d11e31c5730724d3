// redlite/db/sample.hpp: fair draws of positions.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>        // std::int64_t
#include <random>         // std::random_device
#include <unordered_set>  // positions taken
#include <utility>        // std::swap
#include <vector>         // samples

namespace redlite::detail {

/// SplitMix64, seeded by the system: each store draws its own sequence.
/// Source  prng.di.unimi.it/splitmix64.c
class random_source {
 public:
  random_source() {
    std::random_device seed;
    state_ = (std::uint64_t{seed()} << 32) ^ seed();
  }

  /// Yields  a number from 0 to `n - 1`, each equally likely; `n` is above 0.
  [[nodiscard]] std::int64_t below(std::int64_t n) noexcept {
    const auto range = static_cast<std::uint64_t>(n);
    const std::uint64_t uneven = (0 - range) % range;  // 2^64 mod range: these would come too often
    std::uint64_t drawn = next();
    while (drawn < uneven) drawn = next();
    return static_cast<std::int64_t>(drawn % range);
  }

 private:
  std::uint64_t next() noexcept {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

/// Puts them in random order.
template <class Value>
void shuffle(random_source& random, std::vector<Value>& values) {
  for (std::size_t left = values.size(); left > 1; --left) {
    const auto chosen = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(left)));
    if (chosen != left - 1) std::swap(values[chosen], values[left - 1]);
  }
}

/// Yields  `count` different positions below `n`, every choice equally likely, in random order.
/// Cost    O(count).
/// Source  Floyd's algorithm: Bentley, Programming Pearls, CACM 30(9), 1987
inline std::vector<std::int64_t> distinct_positions(random_source& random, std::int64_t n,
                                                    std::int64_t count) {
  std::vector<std::int64_t> chosen;
  std::unordered_set<std::int64_t> taken;
  for (std::int64_t last = n - count; last < n; ++last) {
    const std::int64_t position = random.below(last + 1);
    chosen.push_back(taken.insert(position).second ? position : last);
    taken.insert(chosen.back());
  }
  shuffle(random, chosen);
  return chosen;
}

}  // namespace redlite::detail
