// tests/kvbench/measure/precision.cpp: how well a mean is known.
//
// SPDX-License-Identifier: MIT
#include <kvbench/measure/precision.hpp>

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

/// In how many of 1,000 series of this shape the interval holds the true mean, 100.
int covered_of_1000(series_shape const& shape) {
  int covered = 0;
  random_stream stream{19};
  for (int i = 0; i < 1'000; ++i) {
    auto const series = make_series(stream, shape);
    double mean = 0;
    for (double const value : series) mean += value / static_cast<double>(series.size());
    covered += std::abs(mean - 100) <= mean * relative_half_width(series).value() ? 1 : 0;
  }
  return covered;
}

}  // namespace

// A run that stops at "1 %" and is 3 % off has told a lie with a number in it.
TEST_CASE("precision: 95 of 100 intervals hold the true mean", "[measure]") {
  for (std::size_t const count : {10u, 20u, 39u, 40u, 200u, 1'000u}) {
    CHECK(covered_of_1000({count, 0.05, 0, 0}) >= 935);
    CHECK(covered_of_1000({count, 0.05, 0, 0}) <= 985);  // nor is it far too wide
  }
}

// Neighbouring intervals share what disturbs them; taken for independent, they promise too much.
TEST_CASE("precision: intervals that resemble their neighbours promise less", "[measure]") {
  CHECK(covered_of_1000({20, 0.05, 0.5, 0}) >= 870);
  CHECK(covered_of_1000({100, 0.05, 0.5, 0}) >= 925);
  CHECK(covered_of_1000({400, 0.05, 0.5, 0}) >= 935);
  CHECK(covered_of_1000({400, 0.05, 0.8, 0}) >= 925);
}

TEST_CASE("precision: the more intervals, the narrower", "[measure]") {
  random_stream stream{2};
  auto const few = relative_half_width(make_series(stream, {40, 0.05, 0, 0}));
  auto const many = relative_half_width(make_series(stream, {4'000, 0.05, 0, 0}));
  REQUIRE(few.has_value());
  REQUIRE(many.has_value());
  CHECK(*many < *few / 5);
  CHECK(*many == Approx(1.96 * 0.05 / std::sqrt(4'000.0)).epsilon(0.5));
}

// "0 % wide" from two intervals that happen to agree would end a run at once.
TEST_CASE("precision: too few intervals, or no mean, are an answer", "[measure]") {
  CHECK_FALSE(relative_half_width(std::vector<double>(9, 1.0)).has_value());
  CHECK_FALSE(relative_half_width({}).has_value());
  CHECK_FALSE(relative_half_width(std::vector<double>(20, 0.0)).has_value());
  std::vector<double> broken(20, 1.0);
  broken[3] = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(relative_half_width(broken).has_value());
  CHECK(relative_half_width(std::vector<double>(16, 1.0)) == 0.0);
}

TEST_CASE("precision: Student's t", "[measure]") {
  CHECK(t_quantile_975(0) == Approx(12.706).margin(0.001));
  CHECK(t_quantile_975(1) == Approx(12.706).margin(0.001));
  CHECK(t_quantile_975(9) == Approx(2.262).margin(0.001));
  CHECK(t_quantile_975(20) == Approx(2.086).margin(0.001));
  CHECK(t_quantile_975(21) == Approx(2.080).margin(0.001));
  CHECK(t_quantile_975(29) == Approx(2.045).margin(0.001));
  CHECK(t_quantile_975(120) == Approx(1.980).margin(0.001));
  CHECK(t_quantile_975(1'000'000) == Approx(1.960).margin(0.001));
}
