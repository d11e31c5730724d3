// tests/kvbench/workload/operation_numbers.cpp: no two kinds of operations share their randomness.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/operation_numbers.hpp>

#include <array>

#include "catch.hpp"

using namespace kvbench;

// Gaps of an open loop that repeat the measured arguments, or a warm-up that draws the very keys
// that are measured next, look random one by one.
TEST_CASE("operation numbers: no range meets another", "[workload]") {
  constexpr std::array all{numbers::measured, numbers::arrivals, numbers::loading,
                           numbers::warming_up, numbers::verifying};
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].count >= std::uint64_t{1} << 45);
    CHECK(all[i].end() > all[i].first);  // it does not wrap
    for (std::size_t j = 0; j < i; ++j)
      CHECK((all[i].first >= all[j].end() || all[j].first >= all[i].end()));
  }
}

// The operations of a seed are part of what a result promises: they stay what they were.
TEST_CASE("operation numbers: a run begins at 0, and loading where it always did", "[workload]") {
  CHECK(numbers::measured.first == 0);
  CHECK(numbers::arrivals.first == std::uint64_t{1} << 45);
  CHECK(numbers::loading.first == std::uint64_t{1} << 46);
  CHECK(numbers::warming_up.first == std::uint64_t{1} << 47);
}
