// tests/kvbench/gate/round_order.cpp: who runs first.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/round_order.hpp>

#include <array>

#include "catch.hpp"

using namespace kvbench::gate;

// One side that runs first more often would be charged with what the first place costs, and an
// order that can be foretold from the rounds before would let a rhythm take sides.
TEST_CASE("round order: any order of four rounds is as probable as any other", "[gate]") {
  std::array<int, 16> seen{};
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::size_t block = 0; block < 80; ++block) {
      unsigned way = 0;
      for (std::size_t i = 0; i < 4; ++i)
        way |= (base_runs_first(seed, block * 4 + i) ? 1u : 0u) << i;
      ++seen[way];
    }
  }
  for (int const times : seen) CHECK(times == Approx(500).margin(100));
}

TEST_CASE("round order: another seed is another order", "[gate]") {
  int differ = 0;
  for (std::size_t round = 0; round < 64; ++round)
    differ += base_runs_first(1, round) != base_runs_first(2, round) ? 1 : 0;
  CHECK(differ > 15);
  CHECK(differ < 49);
}
