// tests/kvbench/gate/reference.cpp: the work beside each run.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/reference.hpp>

#include <cmath>

#include "catch.hpp"

using namespace kvbench::gate;

// A loop that the compiler leaves out takes no time, and a division by it is no figure.
TEST_CASE("reference: it takes as long as a million steps at least", "[gate]") {
  reference_work work;
  for (int i = 0; i < 2; ++i) {
    double const ns = work.time_ns();
    CHECK(std::isfinite(ns));
    CHECK(ns > 0.05);  // no machine multiplies twice and reads in less
  }
}
