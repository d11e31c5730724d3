// tests/kvbench/core/bounds.cpp: the smaller, the larger, and what lies between.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/bounds.hpp>

#include "catch.hpp"

// A bound on the wrong side makes a percentile larger than the maximum.
TEST_CASE("bounds: the smaller, the larger, and a value kept between two", "[core]") {
  CHECK(kvbench::smaller(1, 2) == 1);
  CHECK(kvbench::smaller(2, 1) == 1);
  CHECK(kvbench::larger(1, 2) == 2);
  CHECK(kvbench::larger(2, 1) == 2);
  CHECK(kvbench::between(1, 0, 3) == 1);
  CHECK(kvbench::between(1, 2, 3) == 2);
  CHECK(kvbench::between(1, 4, 3) == 3);
}
