// tests/kvbench/gate/round_order.cpp: who runs first.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/round_order.hpp>

#include <array>

#include "catch.hpp"

using namespace kvbench::gate;

// One side that runs first more often would be charged with what the first place costs.
TEST_CASE("round order: of each four rounds base begins two, in each of the six ways", "[gate]") {
  std::array<int, 16> seen{};
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::size_t block = 0; block < 60; ++block) {
      unsigned way = 0;
      for (std::size_t i = 0; i < 4; ++i)
        way |= (base_runs_first(seed, block * 4 + i) ? 1u : 0u) << i;
      ++seen[way];
    }
  }
  for (unsigned way = 0; way < 16; ++way) {
    bool const balanced = __builtin_popcount(way) == 2;
    CHECK((seen[way] > 0) == balanced);
    if (balanced) CHECK(seen[way] == Approx(1'000).margin(150));
  }
}
