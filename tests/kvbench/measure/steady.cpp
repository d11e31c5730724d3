// tests/kvbench/measure/steady.cpp: when a series has settled.
//
// SPDX-License-Identifier: MIT
#include <kvbench/measure/steady.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "series.hpp"

using namespace kvbench;
using kvbench_test::make_series;
using kvbench_test::series_shape;

namespace {

/// How many of 400 series of this shape are called steady.
int steady_of_400(series_shape const& shape) {
  int steady = 0;
  random_stream stream{11};
  for (int i = 0; i < 400; ++i) steady += is_steady(make_series(stream, shape)) ? 1 : 0;
  return steady;
}

}  // namespace

// A warm-up that ends while the store still slows down (or speeds up) measures the warm-up.
TEST_CASE("steady: what drifts is not called steady", "[measure]") {
  for (double const noise : {0.002, 0.01, 0.03, 0.1}) {
    for (std::size_t const count : {10u, 13u, 20u, 100u, 600u}) {
      std::size_t const looked_at = count < 20 ? 10 : count / 2;
      double const whole =
          0.065 * static_cast<double>(count - 1) / static_cast<double>(looked_at - 1);
      CHECK(steady_of_400({count, noise, 0, whole}) <= 20);
      CHECK(steady_of_400({count, noise, 0, -whole}) <= 20);
    }
    CHECK(steady_of_400({100, noise, 0.5, 0.12}) <= 60);  // neighbours that resemble each other
  }
}

// A warm-up that never ends is as useless.
TEST_CASE("steady: what does not drift is, as soon as there are enough intervals", "[measure]") {
  CHECK(steady_of_400({10, 0.002, 0, 0}) >= 398);
  CHECK(steady_of_400({10, 0.01, 0, 0}) >= 380);
  CHECK(steady_of_400({200, 0.03, 0, 0}) >= 380);
  CHECK(steady_of_400({2'000, 0.1, 0, 0}) >= 380);
  CHECK(is_steady(std::vector<double>(10, 5.0)));
  CHECK_FALSE(is_steady(std::vector<double>(9, 5.0)));
  CHECK_FALSE(is_steady({}));
}

// The cold start must not count against what came after it, nor a checkpoint against what it
// interrupts.
TEST_CASE("steady: the start is forgotten, and outliers move nothing", "[measure]") {
  std::vector<double> series;
  for (int i = 0; i < 60; ++i) series.push_back(100 + 400 * std::exp(-i / 5.0));
  CHECK(is_steady(series));
  series.resize(20);
  CHECK_FALSE(is_steady(series));
  std::vector<double> stalls(24, 100.0);
  stalls[13] = stalls[22] = 5'000;
  CHECK(is_steady(stalls));
}

TEST_CASE("steady: the rule is the caller's", "[measure]") {
  std::vector<double> series;
  for (int i = 0; i < 12; ++i) series.push_back(100 + i);
  CHECK_FALSE(is_steady(series, {.intervals = 12}));
  CHECK(is_steady(series, {.intervals = 12, .drift_max = 0.2}));
  CHECK_FALSE(is_steady(series, {.intervals = 13, .drift_max = 0.2}));
}

// An interval in which nothing was answered is no sign of rest.
TEST_CASE("steady: intervals without a mean are never steady", "[measure]") {
  for (double const odd : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity()}) {
    std::vector<double> series(12, 100.0);
    series[7] = odd;
    CHECK_FALSE(is_steady(series));
  }
}

TEST_CASE("steady: sorting sorts", "[measure]") {
  random_stream stream{3};
  for (std::size_t const count : {0u, 1u, 2u, 45u, 500u, 1'711u}) {
    std::vector<double> all(count);
    for (double& value : all) value = static_cast<double>(stream.below(count));
    double before = 0;
    for (double const value : all) before += value;
    detail::sort_ascending(all);
    double after = 0;
    for (std::size_t i = 0; i < count; ++i) {
      after += all[i];
      if (i > 0) REQUIRE(all[i - 1] <= all[i]);
    }
    CHECK(before == after);
  }
}
