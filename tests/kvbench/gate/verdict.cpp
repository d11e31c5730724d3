// tests/kvbench/gate/verdict.cpp: what is said of one figure.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/verdict.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "catch.hpp"

using namespace kvbench::gate;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// 20 rounds spread by 1 % to both sides of `ratio`.
std::vector<double> around(double ratio, double spread = 0.01, int rounds = 20) {
  std::vector<double> out;
  for (int i = 0; i < rounds; ++i)
    out.push_back(std::log(ratio) + spread * (2.0 * i / (rounds - 1) - 1));
  return out;
}

verdict verdict_of(std::vector<double> const& logs, double threshold,
                   look_rule rule = {.looks_max = 1}) {
  rule.rounds_max = logs.size();
  return judge(logs, threshold, plan_looks(rule)).says;
}

}  // namespace

TEST_CASE("verdict: a slowdown is above 0 for times and for rates", "[gate]") {
  CHECK(log_slowdown({.base = 100, .head = 110}, better::lower) == Approx(std::log(1.1)));
  CHECK(log_slowdown({.base = 110, .head = 100}, better::higher) == Approx(std::log(1.1)));
  CHECK(log_slowdown({.base = 100, .head = 50}, better::lower) == Approx(std::log(0.5)));
}

// The machine was 2x slower while head ran: its reference took twice the time, too.
TEST_CASE("verdict: the reference takes the machine's speed out, of times and of rates", "[gate]") {
  CHECK(log_slowdown({100, 220, 10, 20}, better::lower) == Approx(std::log(1.1)));
  CHECK(log_slowdown({220, 100, 10, 20}, better::higher) == Approx(std::log(1.1)));
}

TEST_CASE("verdict: a figure that is no time counts for nothing", "[gate]") {
  for (double const bad : {0.0, -1.0, inf, -inf, std::nan("")}) {
    CHECK_FALSE(log_slowdown({.base = bad, .head = 1}, better::lower));
    CHECK_FALSE(log_slowdown({.base = 1, .head = bad}, better::lower));
    CHECK_FALSE(log_slowdown({.base = bad, .head = bad}, better::higher));
    CHECK_FALSE(log_slowdown({1, 1, bad, 1}, better::higher));
  }
}

TEST_CASE("verdict: where the whole interval lies decides", "[gate]") {
  CHECK(verdict_of(around(1.10), 0.05) == verdict::slower);
  CHECK(verdict_of(around(1.00), 0.05) == verdict::same);
  CHECK(verdict_of(around(1.03), 0.05) == verdict::same);
  CHECK(verdict_of(around(1.05), 0.05) == verdict::ambiguous);
  CHECK(verdict_of(around(0.90), 0.05) == verdict::faster);
  CHECK(verdict_of(around(1 / 1.05), 0.05) == verdict::not_slower);
  CHECK(verdict_of(around(1.0, 0.5), 0.05) == verdict::ambiguous);
  // Without a threshold every difference counts that is one.
  CHECK(verdict_of(around(1.02), 0) == verdict::slower);
  CHECK(verdict_of(around(1.00), 0) == verdict::ambiguous);
}

TEST_CASE("verdict: too few rounds are no verdict", "[gate]") {
  look_plan const plan = plan_looks({.rounds_max = 20, .looks_max = 1});
  CHECK(judge({}, 0.05, plan).says == verdict::ambiguous);
  finding const one = judge(around(2.0, 0, 5), 0.05, plan);
  CHECK(one.says == verdict::ambiguous);
  CHECK(one.ratio == Approx(2));
  CHECK(one.low == 0);
  CHECK(one.high == inf);
  CHECK(one.rounds == 5);
  // Six agree for an interval of 95 %, which is not yet a difference that one gate in a hundred
  // shows.
  CHECK(judge(around(2.0, 0.01, 6), 0.05, plan).low > 1.9);
  CHECK(judge(around(2.0, 0.01, 6), 0.05, plan).says == verdict::ambiguous);
  CHECK(judge(around(2.0, 0.01, 8), 0.05, plan).says == verdict::slower);
  CHECK(judge(around(0.5, 0.01, 6), 0.05, plan).says == verdict::not_slower);
  CHECK(judge(around(0.5, 0.01, 8), 0.05, plan).says == verdict::faster);
}

// 2^-12 is one chance in 4,096: too much among a hundred benchmarks, little for one.
TEST_CASE("verdict: among many figures each has to be surer", "[gate]") {
  auto const logs = around(1.2, 0.01, 12);
  look_plan plan = plan_looks({.comparisons = 1, .rounds_max = 12, .looks_max = 1});
  CHECK(judge(logs, 0.05, plan).says == verdict::slower);
  plan.alarm_tail /= 100;
  CHECK(judge(logs, 0.05, plan).says == verdict::ambiguous);
}
