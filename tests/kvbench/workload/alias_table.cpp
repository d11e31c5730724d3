// tests/kvbench/workload/alias_table.cpp: one of several, each with its own probability.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/alias_table.hpp>

#include <cstdint>
#include <vector>

#include "catch.hpp"

namespace {

/// What each slot gets back of all coins.
std::vector<std::uint64_t> masses_in(std::vector<std::uint64_t> const& table) {
  std::vector<std::uint64_t> mass(table.size());
  for (std::size_t slot = 0; slot < table.size(); ++slot) {
    std::uint64_t const stays = table[slot] & 0xffff'ffffu;
    mass[slot] += stays;
    mass[table[slot] >> 32] += (std::uint64_t{1} << 32) - stays;
  }
  return mass;
}

}  // namespace

// Every draw of a skewed key and of a value's size falls by this table.
TEST_CASE("alias_table: each slot gets exactly its mass", "[workload]") {
  constexpr std::uint64_t full = std::uint64_t{1} << 32;
  for (std::vector<std::uint64_t> const& mass : std::vector<std::vector<std::uint64_t>>{
           {full},
           {full, full, full, full},
           {0, 2 * full},
           {4 * full, 0, 0, 0},
           {1, 3 * full - 2, 1, full},
           {full / 2, full / 3, 5 * full - full / 2 - full / 3, 0, full, full, 7, full - 7}}) {
    CHECK(masses_in(kvbench::detail::alias_table(mass)) == mass);
  }
}
