// tests/kvbench/gate/thresholds.cpp: what a file lets pass, and where it is wrong.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/thresholds.hpp>

#include <string>

#include "catch.hpp"

using namespace kvbench;
using namespace kvbench::gate;

namespace {

std::string refusal_of(std::string const& text) {
  try {
    static_cast<void>(read_thresholds(text, "t.yaml"));
  } catch (error const& refused) {
    return refused.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("thresholds: shares are percent or parts of one", "[gate]") {
  CHECK(parse_share("5%") == Approx(0.05));
  CHECK(parse_share("5 %") == Approx(0.05));
  CHECK(parse_share("0.05") == Approx(0.05));
  CHECK(parse_share("0") == 0.0);
  CHECK(parse_share("150%") == Approx(1.5));
  for (char const* bad : {"5", "", "%", "-1%", "x", "1e999%", "5%%", "nan", "inf", "5x", "2000%"})
    CHECK_FALSE(parse_share(bad));
}

TEST_CASE("thresholds: a file's rules, in their order", "[gate]") {
  threshold_table const table = read_thresholds(R"(
threshold: 3%
benchmarks:
  "get/*": 2%
  "*/file":
    real_time: 10%
    hit_rate: {threshold: 1%, better: higher}
  "*/flaky": ignore
)",
                                                "t.yaml");
  CHECK(table.threshold == Approx(0.03));
  REQUIRE(table.rules.size() == 3);
  CHECK(table.rules[0].pattern == "get/*");
  CHECK(table.rules[0].metrics[0].threshold == Approx(0.02));
  CHECK(table.rules[1].metrics[1].metric == "hit_rate");
  CHECK(table.rules[1].metrics[1].which == better::higher);
  CHECK(table.rules[2].ignored);
  CHECK(matches("get/*", "get/redlite/threads:2"));
  CHECK_FALSE(matches("get/*", "mget/redlite"));
}

TEST_CASE("thresholds: a fault has its place", "[gate]") {
  CHECK(refusal_of("treshold: 5%\n") ==
        "t.yaml:1:1: unknown key \"treshold\"; did you mean \"threshold\"?");
  CHECK(refusal_of("benchmarks:\n  a: 5\n") ==
        "t.yaml:2:6: a threshold is a share, as 5% or 0.05, not \"5\"");
  CHECK(refusal_of("benchmarks:\n  a: 5%\n  a: 6%\n") == "t.yaml:3:3: \"a\" is here twice");
  CHECK(refusal_of("benchmarks: 5%\n") == "t.yaml:1:13: \"benchmarks\" must be keys with values");
  CHECK(refusal_of("- a\n") == "t.yaml:1:1: the file must be keys with values");
  CHECK(refusal_of("benchmarks:\n  a:\n    p99_ns: {better: more}\n") ==
        "t.yaml:3:22: better is higher or lower, not \"more\"");
  CHECK(
      refusal_of("benchmarks:\n  a:\n    p99_ns: {worse: 1%}\n").find("t.yaml:3:14: unknown key") ==
      0);
  CHECK(refusal_of("") == "t.yaml: holds no table of thresholds: it begins with \"benchmarks:\"");
  CHECK(refusal_of("a: [").find("t.yaml:") == 0);
}
