// kvbench/workload/operation_numbers.hpp: which numbers operations have, so that no two share their
// randomness.
//
// Floor: workload. An operation's randomness is its number: docs/adr/0005.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>  // std::uint64_t

namespace kvbench {

/// Numbers from `first` on, `count` of them.
struct number_range {
  std::uint64_t first = 0;
  std::uint64_t count = 0;

  [[nodiscard]] constexpr std::uint64_t end() const noexcept { return first + count; }
};

namespace numbers {

/// Operations that are measured.
inline constexpr number_range measured{0, std::uint64_t{1} << 45};
/// The gaps between a worker's operations in an open loop, a stream for each worker.
inline constexpr number_range arrivals{measured.end(), std::uint64_t{1} << 45};
/// Items that are loaded: a value each, all of a family's elements one after the other.
inline constexpr number_range loading{arrivals.end(), std::uint64_t{1} << 46};
/// Operations that warm up.
inline constexpr number_range warming_up{loading.end(), std::uint64_t{1} << 46};
/// Operations whose replies are looked at after the run.
inline constexpr number_range verifying{warming_up.end(), std::uint64_t{1} << 46};

}  // namespace numbers

}  // namespace kvbench
