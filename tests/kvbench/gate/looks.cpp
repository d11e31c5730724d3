// tests/kvbench/gate/looks.cpp: when a gate looks, and how sure it must be.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/looks.hpp>

#include "catch.hpp"

using namespace kvbench::gate;

TEST_CASE("looks: five of them share what may go wrong", "[gate]") {
  look_plan const plan = plan_looks({});
  CHECK(plan.rounds == std::vector<std::size_t>{12, 15, 19, 24, 30});
  CHECK(plan.alarm_tail == Approx(0.01 / 2 / 5));
  CHECK(plan.interval_tail == Approx(0.05 / 2 / 5));
}

// A sum over all looks and figures that came to more than was promised would be a gate that cries
// wolf more often than it says; a look that can find nothing would waste its part.
TEST_CASE("looks: parts add up, looks rise, and each can find something", "[gate]") {
  for (std::size_t comparisons : {1u, 2u, 7u, 100u, 1'000u}) {
    for (std::size_t rounds = 1; rounds <= 60; ++rounds) {
      look_plan const plan = plan_looks({.comparisons = comparisons, .rounds_max = rounds});
      if (plan.rounds.empty()) {
        CHECK(rounds < pairs_needed(plan.alarm_tail));
        continue;
      }
      auto const looks = static_cast<double>(plan.rounds.size());
      CHECK(plan.alarm_tail * 2 * looks * static_cast<double>(comparisons) == Approx(0.01));
      CHECK(plan.interval_tail * 2 * looks == Approx(0.05));
      CHECK(plan.rounds.back() == rounds);
      for (std::size_t i = 0; i < plan.rounds.size(); ++i) {
        CHECK(signed_rank_cut(plan.rounds[i], plan.alarm_tail) >= 1);
        if (i > 0) CHECK(plan.rounds[i - 1] < plan.rounds[i]);
      }
    }
  }
}

TEST_CASE("looks: rounds that are over are looked at once", "[gate]") {
  look_plan const plan = plan_looks({.rounds_max = 20, .looks_max = 1});
  CHECK(plan.rounds == std::vector<std::size_t>{20});
  CHECK(plan.alarm_tail == Approx(0.005));
  CHECK(plan_looks({.rounds_max = 8, .looks_max = 1}).rounds.size() == 1);
  CHECK(plan_looks({.rounds_max = 7, .looks_max = 1}).rounds.empty());
  CHECK(plan_looks({.rounds_max = 10'000}).rounds.back() == pairs_max);
}

// A gate that may raise many alarms still owes its reader an interval.
TEST_CASE("looks: too few rounds for the interval are too few", "[gate]") {
  for (std::size_t rounds = 1; rounds <= 40; ++rounds) {
    look_plan const plan = plan_looks({.false_alarms = 0.5, .rounds_max = rounds});
    for (std::size_t const at : plan.rounds) CHECK(signed_rank_cut(at, plan.interval_tail) >= 1);
    CHECK(plan.rounds.empty() == (rounds < 6));
    if (plan.rounds.empty()) CHECK(rounds_needed(plan) == 6);
  }
}
