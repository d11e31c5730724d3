// tests/kvbench/gate/sentence.cpp: a verdict as a line.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/sentence.hpp>

#include <limits>

#include "catch.hpp"

using namespace kvbench::gate;

namespace {

comparison of(finding const& f, double threshold = 0.05) {
  return {.benchmark = "get/redlite", .metric = "real_time", .threshold = threshold, .found = f};
}

}  // namespace

TEST_CASE("sentence: a line that a person understands", "[gate]") {
  CHECK(sentence(of({verdict::slower, 1.081, 1.054, 1.109, 14}), 0.95) ==
        "get/redlite: head is 1.08x slower (95 % CI 1.05-1.11, 14 paired rounds), threshold 1.05");
  CHECK(sentence(of({verdict::same, 1.002, 0.99, 1.01, 12}), 0.95) ==
        "get/redlite: same, 1.00x (95 % CI 0.99-1.01, 12 paired rounds), threshold 1.05");
  CHECK(sentence(of({verdict::not_slower, 0.96, 0.91, 1.01, 12}), 0.95) ==
        "get/redlite: head is not slower, 0.96x (95 % CI 0.91-1.01, 12 paired rounds), threshold "
        "1.05");
  CHECK(sentence(of({verdict::ambiguous, 1.04, 0.98, 1.1, 30}), 0.95) ==
        "get/redlite: ambiguous, 1.04x (95 % CI 0.98-1.10, 30 paired rounds), threshold 1.05");
  // 0.8 of the time is 1.25x faster, and so is its interval.
  CHECK(sentence(of({verdict::faster, 0.8, 0.7, 0.9, 12}), 0.95) ==
        "get/redlite: head is 1.25x faster (95 % CI 1.11-1.43, 12 paired rounds), threshold 1.05");
}

TEST_CASE("sentence: small thresholds have a third digit, other metrics are named", "[gate]") {
  comparison c = of({verdict::slower, 1.0312, 1.0224, 1.04, 14}, 0.02);
  c.metric = "p99_ns";
  CHECK(sentence(c, 0.99) ==
        "get/redlite p99_ns: head is 1.031x slower (99 % CI 1.022-1.040, 14 paired rounds), "
        "threshold 1.02");
  CHECK(sentence(of({verdict::same, 1, 1, 1, 9}, 0.025), 0.95).ends_with("threshold 1.025"));
}

TEST_CASE("sentence: where there is no interval, none is printed", "[gate]") {
  constexpr double inf = std::numeric_limits<double>::infinity();
  CHECK(sentence(of({verdict::ambiguous, 1.5, 0, inf, 1}), 0.95) ==
        "get/redlite: ambiguous, 1.50x (1 paired round, too few for an interval), threshold 1.05");
  CHECK(sentence(of({}), 0.95) ==
        "get/redlite: ambiguous (0 paired rounds, too few for an interval), threshold 1.05");
  comparison c = of({});
  c.benchmark = "a\x1b[31m";
  CHECK(sentence(c, 0.95).find('\x1b') == std::string::npos);
}
