// tests/kvbench/measure/knee.cpp: knees and searches.
//
// SPDX-License-Identifier: MIT
#include <kvbench/measure/knee.hpp>

#include <kvbench/core/random.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

/// A server of 100,000/s with random arrivals: latency grows as 1 / (1 - load), and at most the
/// limit is answered.
curve_point queue_at(double rate) {
  double const load = rate / 100'000;
  return {rate, rate < 99'000 ? rate : 99'000, load < 0.99 ? 10'000 / (1 - load) : 5e6};
}

/// Searches for a limit that `met(rate)` knows; yields the answer and counts the trials.
template <class Met>
std::optional<double> search(search_rule const& rule, Met&& met, std::vector<rate_trial>& trials) {
  for (;;) {
    search_step const step = next_search_step(trials, rule);
    if (!step.next_per_s) return step.best_per_s;
    REQUIRE(*step.next_per_s >= rule.min_per_s);
    REQUIRE(*step.next_per_s <= rule.max_per_s);
    for (rate_trial const& t : trials) REQUIRE(t.rate_per_s != *step.next_per_s);
    trials.push_back({*step.next_per_s, met(*step.next_per_s)});
    REQUIRE(trials.size() < 100);
  }
}

}  // namespace

TEST_CASE("knee: of a corner it is the corner, in any order", "[measure]") {
  std::vector<curve_point> const corner{{40, 40, 1}, {10, 10, 1}, {50, 50, 11},
                                        {20, 20, 1}, {30, 30, 1}, {60, 60, 21}};
  CHECK(knee_of(corner) == 0u);
}

// Of y = 1 / (1 - x) from a to b the farthest below the chord is where the slope is the chord's:
// (1 - x)^2 = (1 - a)(1 - b).
TEST_CASE("knee: of a queue it is where the slope is the chord's", "[measure]") {
  std::vector<curve_point> curve;
  for (int percent = 10; percent <= 96; ++percent) curve.push_back(queue_at(percent * 1'000.0));
  std::size_t const place = knee_of(curve).value();
  double const load = 1 - std::sqrt(0.9 * 0.04);
  CHECK(curve[place].rate_per_s == Approx(load * 100'000).margin(600));
  // Beyond saturation: the same rate is answered, later.
  curve.push_back({120'000, 96'000, 4e6});
  CHECK(curve[knee_of(curve).value()].rate_per_s >= load * 100'000);
}

// "The knee" of a straight line is noise with a name.
TEST_CASE("knee: no knee is an answer", "[measure]") {
  CHECK_FALSE(knee_of({}).has_value());
  std::vector<curve_point> line{{1, 1, 1}, {2, 2, 2.05}, {3, 3, 2.95}, {4, 4, 4}};
  CHECK_FALSE(knee_of(line).has_value());
  CHECK_FALSE(knee_of(std::vector<curve_point>(5, {1, 1, 1})).has_value());
  CHECK_FALSE(knee_of(std::vector<curve_point>{{1, 1, 1}, {2, 2, 9}}).has_value());
  std::vector<curve_point> falling{{1, 1, 9}, {2, 2, 5}, {3, 3, 1}};
  CHECK_FALSE(knee_of(falling).has_value());
  line[1].latency_ns = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(knee_of(line).has_value());
}

TEST_CASE("search: finds the limit to the precision asked, from any start", "[measure]") {
  for (double const limit : {3.0, 777.0, 45'678.0, 9e6}) {
    for (double const start : {1.0, 1'000.0, 1e8}) {
      for (double const precision : {0.1, 0.01}) {
        std::vector<rate_trial> trials;
        auto const met = [&](double rate) { return rate <= limit; };
        auto const best = search({start, 1, 1e9, precision}, met, trials);
        REQUIRE(best.has_value());
        CHECK(*best <= limit);
        CHECK(*best >= limit * (1 - precision) * (1 - 1e-9));
        CHECK(trials.size() < 45);
      }
    }
  }
}

TEST_CASE("search: the bounds are answers too", "[measure]") {
  std::vector<rate_trial> all;
  CHECK(search(
            {100, 10, 3'000, 0.02}, [](double) { return true; }, all) == 3'000.0);
  std::vector<rate_trial> none;
  CHECK_FALSE(search(
                  {100, 10, 3'000, 0.02}, [](double) { return false; }, none)
                  .has_value());
  CHECK(none.back().rate_per_s == 10);
  std::vector<rate_trial> outside;
  (void)search(
      {1, 10, 3'000, 0.02}, [](double) { return false; }, outside);
  CHECK(outside.size() == 1);
  // A precision of 0 would never end.
  std::vector<rate_trial> fine;
  (void)search(
      {100, 1, 1e6, 0}, [](double rate) { return rate < 12'345; }, fine);
  CHECK(fine.size() < 60);
}

// One lucky pass far above a failure must not become the answer, nor may noise keep it from ending.
TEST_CASE("search: an answer never lies above a rate that failed", "[measure]") {
  std::vector<rate_trial> const lucky{{100, true}, {200, false}, {400, true}};
  CHECK(next_search_step(lucky).best_per_s == 100.0);
  CHECK(next_search_step(lucky).next_per_s == 150.0);
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    random_stream stream{seed};
    std::vector<rate_trial> trials;
    auto const best = search(
        {1'000, 1, 1e6, 0.02}, [&](double rate) { return stream.unit() > rate / 50'000; }, trials);
    for (rate_trial const& t : trials) CHECK((t.met || !best || t.rate_per_s > *best));
  }
}
