// kvbench/workload/pick_table.hpp: weights as a table in which one random number finds the next
// operation.
//
// Floor: workload. Knows operations by their index only.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>    // the table of a mix known at compile time
#include <cstddef>  // size_t
#include <cstdint>  // uint8_t: an operation's index
#include <numeric>  // gcd
#include <span>     // weights, tables
#include <vector>   // the table of a mix known at run time

#include <kvbench/core/random.hpp>  // multiply_high

namespace kvbench {

/// Weights are whole parts of this: one percent is 10^10 parts, so that percentages multiply
/// through mixes of mixes exactly.
inline constexpr std::int64_t whole_parts = 1'000'000'000'000;
inline constexpr std::int64_t percent_parts = whole_parts / 100;

/// No mix has more operations: an entry of the table is one byte.
inline constexpr std::size_t operations_max = 255;

namespace detail {

inline constexpr std::size_t pick_table_max = 65'536;

/// The smallest table that holds the weights exactly (100 for whole percents), or the largest
/// allowed, which is then off by less than 1/131,072 of the whole for an operation.
constexpr std::size_t pick_table_size(std::span<std::int64_t const> weights) {
  std::int64_t divisor = whole_parts;
  for (std::int64_t const weight : weights) divisor = std::gcd(divisor, weight);
  auto const exact = static_cast<std::uint64_t>(whole_parts / divisor);
  return exact <= pick_table_max ? static_cast<std::size_t>(exact) : pick_table_max;
}

constexpr void fill_pick_table(std::span<std::int64_t const> weights,
                               std::span<std::uint8_t> table) {
  __extension__ using wide = unsigned __int128;
  std::uint64_t sum = 0;
  std::size_t at = 0;
  for (std::size_t op = 0; op < weights.size(); ++op) {
    sum += static_cast<std::uint64_t>(weights[op]);
    // Rounds the running sum, not the weight, so that errors do not add up.
    auto const end = static_cast<std::size_t>(
        (static_cast<wide>(sum) * table.size() + whole_parts / 2) / static_cast<wide>(whole_parts));
    for (; at < end; ++at) table[at] = static_cast<std::uint8_t>(op);
  }
}

}  // namespace detail

/// The table of weights known at compile time; weights must sum to `whole_parts`.
template <std::int64_t... Weights>
inline constexpr auto pick_table = [] {
  constexpr std::array<std::int64_t, sizeof...(Weights)> weights{Weights...};
  std::array<std::uint8_t, detail::pick_table_size(weights)> table{};
  detail::fill_pick_table(weights, table);
  return table;
}();

/// The same table, entry for entry, from weights known at run time.
inline std::vector<std::uint8_t> make_pick_table(std::span<std::int64_t const> weights) {
  std::vector<std::uint8_t> table(detail::pick_table_size(weights));
  detail::fill_pick_table(weights, table);
  return table;
}

/// Yields  the operation that owns the random number `r`.
/// Cost    one multiplication and one load; no branch.
template <class Table>
[[nodiscard]] constexpr std::uint8_t pick(Table const& table, std::uint64_t r) {
  return table[static_cast<std::size_t>(multiply_high(r, table.size()))];
}

}  // namespace kvbench
