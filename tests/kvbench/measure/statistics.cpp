// tests/kvbench/measure/statistics.cpp: medians.
//
// SPDX-License-Identifier: MIT
#include <kvbench/measure/statistics.hpp>

#include <vector>

#include "catch.hpp"

using namespace kvbench;

// The middle of an even number of samples is where medians go wrong by one.
TEST_CASE("statistics: the median of odd, even and no samples", "[measure]") {
  CHECK(median(std::vector<double>{3, 1, 2}) == 2);
  CHECK(median(std::vector<double>{4, 1, 3, 2}) == 2.5);
  CHECK(median(std::vector<double>{7}) == 7);
  CHECK_FALSE(median(std::vector<double>{}).has_value());
}

// One interrupted round must not decide a verdict.
TEST_CASE("statistics: one outlier moves neither median nor spread", "[measure]") {
  const std::vector<double> samples{1, 2, 3, 4, 1'000'000};
  CHECK(median(samples) == 3);
  CHECK(median_absolute_deviation(samples) == 1);
  CHECK_FALSE(median_absolute_deviation(std::vector<double>{}).has_value());
}

// A slow moment hits both of a pair: the ratio of medians would see it, the median of ratios does
// not.
TEST_CASE("statistics: ratios are taken pair by pair", "[measure]") {
  const std::vector<double> ours{1, 10, 100};
  const std::vector<double> theirs{2, 20, 200};
  CHECK(median_ratio(ours, theirs) == 0.5);
  CHECK(median_ratio(std::vector<double>{1, 5}, std::vector<double>{0, 10, 3}) == 0.5);
  CHECK_FALSE(median_ratio(ours, std::vector<double>{}).has_value());
}

// The spread of the population is too small for a few repeats, and that of one run is no spread.
TEST_CASE("statistics: the spread of repeats", "[measure]") {
  const auto three = spread_of(std::vector<double>{12, 10, 8}).value();
  CHECK(three.count == 3);
  CHECK(three.mean == Approx(10));
  CHECK(three.median == 10);
  CHECK(three.min == 8);
  CHECK(three.max == 12);
  CHECK(three.variation.value() == Approx(0.2));
  const auto one = spread_of(std::vector<double>{7}).value();
  CHECK(one.mean == 7);
  CHECK_FALSE(one.variation.has_value());
  CHECK_FALSE(spread_of(std::vector<double>{-1, 1}).value().variation.has_value());
  CHECK_FALSE(spread_of(std::vector<double>{}).has_value());
}
