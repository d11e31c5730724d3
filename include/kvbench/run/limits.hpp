// kvbench/run/limits.hpp: how much a run may be told to do.
//
// Floor: run. Values only: `run`, the command line and files refuse beyond the same.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>  // std::uint64_t

#include <kvbench/workload/operation_numbers.hpp>  // what must not overlap

namespace kvbench::limits {

/// Of one family.
inline constexpr std::uint64_t keys_max = 1'000'000'000'000;
/// Of one collection.
inline constexpr std::uint64_t elements_max = 1'000'000'000;
/// Of all workers together, in the measured part, and as many to warm up.
inline constexpr std::uint64_t operations_max = 10'000'000'000'000;
inline constexpr std::uint64_t threads_max = 1'024;
/// Operations per second.
inline constexpr std::uint64_t rate_max = 1'000'000'000;

static_assert(operations_max <= numbers::measured.count &&
                  operations_max <= numbers::warming_up.count &&
                  threads_max <= numbers::arrivals.count && keys_max <= numbers::loading.count,
              "what a run does must have randomness of its own");

/// Whether all elements of a family can be loaded, each with a value of its own.
[[nodiscard]] constexpr bool can_load(std::uint64_t keys, std::uint64_t elements) noexcept {
  return elements == 0 || keys <= numbers::loading.count / elements;
}

}  // namespace kvbench::limits
