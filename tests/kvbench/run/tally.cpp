// tests/kvbench/run/tally.cpp: what a worker counts.
//
// SPDX-License-Identifier: MIT
#include <kvbench/run/tally.hpp>

#include "catch.hpp"

// Without latency there are no histograms: 30 KiB each for nothing.
TEST_CASE("tally: room for each operation, and for latency where it is wanted", "[run]") {
  CHECK(kvbench::worker_tally{3, true}.latency_ns.size() == 3);
  CHECK(kvbench::worker_tally{3, false}.latency_ns.empty());
  CHECK(kvbench::worker_tally{3, false}.calls.size() == 3);
}

// The second error is often an effect of the first.
TEST_CASE("tally: errors are counted by operation, and the first is kept", "[run]") {
  kvbench::worker_tally tally{2, false};
  tally.count_error(1, "first");
  tally.count_error(1, "second");
  CHECK(tally.calls[0].errors == 0);
  CHECK(tally.calls[1].errors == 2);
  CHECK(tally.calls[1].first_error == "first");
}
