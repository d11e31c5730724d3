// kvbench/workload/alias_table.hpp: one of several, each with its own probability, by one look-up.
//
// Floor: workload. Whole numbers only, so that the same probabilities give the same draws anywhere.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>  // std::uint64_t
#include <vector>   // the table

namespace kvbench::detail {

/// Yields  of each slot, in the low half: stay where a coin of 32 bits is below; in the high half:
/// else go there.
/// `mass` of each slot in units of 2^-32 of a slot: they sum to its size, a power of two, times
/// 2^32.
/// Source  Vose, "A linear algorithm for generating random numbers with a given distribution"
/// (1991)
[[nodiscard, gnu::cold]] inline std::vector<std::uint64_t> alias_table(
    std::vector<std::uint64_t> mass) {
  constexpr std::uint64_t full = std::uint64_t{1} << 32;
  std::vector<std::uint64_t> table(mass.size());
  std::vector<std::uint64_t> small;
  std::vector<std::uint64_t> large;
  for (std::uint64_t i = 0; i < mass.size(); ++i) {
    table[i] = i << 32;
    (mass[i] < full ? small : large).push_back(i);
  }
  while (!small.empty()) {
    const std::uint64_t poor = small.back();
    const std::uint64_t rich = large.back();
    small.pop_back();
    table[poor] = mass[poor] | rich << 32;
    mass[rich] -= full - mass[poor];
    if (mass[rich] < full) {
      large.pop_back();
      small.push_back(rich);
    }
  }
  return table;
}

}  // namespace kvbench::detail
