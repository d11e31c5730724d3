// tests/kvbench/measure/histogram.cpp: the histogram.
//
// SPDX-License-Identifier: MIT
#include <kvbench/measure/histogram.hpp>

#include <kvbench/core/random.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

/// Values of every magnitude: as many of each power of two as of any other.
std::vector<std::uint64_t> values_of_all_sizes(std::uint64_t seed, std::size_t count) {
  random_stream stream{seed};
  std::vector<std::uint64_t> values(count);
  for (std::uint64_t& value : values) {
    value = stream.next() >> stream.below(64);
  }
  return values;
}

std::unique_ptr<histogram> of(const std::vector<std::uint64_t>& values) {
  auto h = std::make_unique<histogram>();
  for (const std::uint64_t value : values) h->record(value);
  return h;
}

}  // namespace

// A bucket that is too wide or misplaced reports a latency that nobody saw.
TEST_CASE("histogram: any value comes back within one percent", "[measure]") {
  random_stream stream{5};
  auto h = std::make_unique<histogram>();
  for (int i = 0; i < 2'000; ++i) {
    const std::uint64_t value = stream.next() >> stream.below(64);
    *h = histogram{};
    // Far neighbours on both sides, so that the exact minimum and maximum do not help.
    h->record(0);
    h->record(value);
    h->record(std::numeric_limits<std::uint64_t>::max());
    const auto reported = static_cast<double>(h->value_at_percentile(50));
    REQUIRE(std::abs(reported - static_cast<double>(value)) <= static_cast<double>(value) * 0.01);
  }
  for (std::uint64_t value = 0; value < 128; ++value) {
    *h = histogram{};
    h->record(0);
    h->record(value);
    h->record(1'000);
    REQUIRE(h->value_at_percentile(50) == value);
  }
}

// Buckets that overlap or leave a gap lose counts or count twice.
TEST_CASE("histogram: the buckets cover every value once, in order", "[measure]") {
  auto h = std::make_unique<histogram>();
  for (unsigned bit = 0; bit < 64; ++bit) {
    const std::uint64_t power = std::uint64_t{1} << bit;
    for (const std::uint64_t value : {power - 1, power, power + 1, power + power / 3}) {
      *h = histogram{};
      h->record(value);
      int visited = 0;
      h->for_each_bucket([&](std::uint64_t lowest, std::uint64_t highest, std::uint64_t count) {
        ++visited;
        CHECK(lowest <= value);
        CHECK(value <= highest);
        CHECK(count == 1);
        histogram edge;
        edge.record(lowest);
        edge.record(highest);
        int buckets = 0;
        edge.for_each_bucket([&](auto, auto, auto) { ++buckets; });
        CHECK(buckets == 1);
      });
      CHECK(visited == 1);
    }
  }
}

// Clamped outliers (redis-benchmark stops at 3 s) hide the very thing a maximum is for.
TEST_CASE("histogram: count, minimum and maximum are exact, at any size", "[measure]") {
  const auto values = values_of_all_sizes(9, 10'000);
  const auto h = of(values);
  CHECK(h->count() == values.size());
  CHECK(h->min() == *std::min_element(values.begin(), values.end()));
  CHECK(h->max() == *std::max_element(values.begin(), values.end()));
  CHECK(h->value_at_percentile(100) == h->max());
  auto far = std::make_unique<histogram>();
  far->record(std::numeric_limits<std::uint64_t>::max());
  CHECK(far->max() == std::numeric_limits<std::uint64_t>::max());
  CHECK(far->value_at_percentile(1) == far->max());
}

// The extremes share one comparison on the way in: the first value and the largest of all are its
// edges, in any order and through any merge.
TEST_CASE("histogram: the extremes are right at the edges of the range", "[measure]") {
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::uint64_t> values{0, 1, 500, largest - 1, largest};
  do {
    auto h = std::make_unique<histogram>();
    auto merged = std::make_unique<histogram>();
    for (std::size_t n = 0; n < values.size(); ++n) {
      h->record(values[n]);
      histogram single;
      single.record(values[n]);
      merged->merge(single);
      const auto end = values.begin() + static_cast<std::ptrdiff_t>(n + 1);
      REQUIRE(h->min() == *std::min_element(values.begin(), end));
      REQUIRE(h->max() == *std::max_element(values.begin(), end));
      REQUIRE(*h == *merged);
    }
  } while (std::next_permutation(values.begin(), values.end()));
}

// Averaged percentiles are no percentiles: merging must equal having recorded everything in one.
TEST_CASE("histogram: merging is exact, whatever the order", "[measure]") {
  const auto left = values_of_all_sizes(1, 5'000);
  auto right = values_of_all_sizes(2, 300);
  for (std::uint64_t& value : right) value |= 1u << 20;  // another distribution altogether
  std::vector<std::uint64_t> both = left;
  both.insert(both.end(), right.begin(), right.end());
  const auto together = of(both);
  auto merged = of(left);
  merged->merge(*of(right));
  CHECK(*merged == *together);
  auto reversed = of(right);
  reversed->merge(*of(left));
  CHECK(*reversed == *together);
  for (const double p : {0.0, 1.0, 50.0, 90.0, 95.0, 99.0, 99.9, 100.0}) {
    CHECK(merged->value_at_percentile(p) == together->value_at_percentile(p));
  }
  merged->merge(histogram{});
  CHECK(*merged == *together);
}

// Off by one place is off by a whole tail where samples are few.
TEST_CASE("histogram: percentiles are the nearest rank's", "[measure]") {
  auto h = std::make_unique<histogram>();
  for (std::uint64_t value = 1; value <= 100; ++value) h->record(value);
  CHECK(h->value_at_percentile(0) == 1);
  CHECK(h->value_at_percentile(0.5) == 1);
  CHECK(h->value_at_percentile(1) == 1);
  CHECK(h->value_at_percentile(1.1) == 2);
  CHECK(h->value_at_percentile(50) == 50);
  CHECK(h->value_at_percentile(99) == 99);
  CHECK(h->value_at_percentile(99.9) == 100);
  CHECK(h->value_at_percentile(100) == 100);
  CHECK(h->value_at_percentile(-5) == 1);
  CHECK(h->value_at_percentile(500) == 100);
  // In floating point 99.9 / 100 * 1000 is above 999.
  *h = histogram{};
  h->record(1, 999);
  h->record(100, 1);
  CHECK(h->value_at_percentile(99.9) == 1);
  CHECK(h->value_at_percentile(99.91) == 100);
}

// Percentiles that bend with the shape would agree with sorted samples only on the shapes tried.
TEST_CASE("histogram: percentiles agree with the sorted samples within one percent", "[measure]") {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    auto values = values_of_all_sizes(seed, 1'000 + 77 * seed);
    const auto h = of(values);
    std::sort(values.begin(), values.end());
    for (std::uint64_t tenth = 1; tenth <= 1'000; ++tenth) {  // tenths of a percent
      const std::size_t rank = (tenth * values.size() + 999) / 1'000;
      const auto exact = static_cast<double>(values[rank - 1]);
      const auto reported =
          static_cast<double>(h->value_at_percentile(static_cast<double>(tenth) / 10));
      REQUIRE(std::abs(reported - exact) <= exact * 0.01);
    }
  }
}

// NaN in a report breaks every reader of the JSON.
TEST_CASE("histogram: nothing recorded is zero everywhere", "[measure]") {
  const auto h = std::make_unique<histogram>();
  CHECK(h->empty());
  CHECK(h->count() == 0);
  CHECK(h->min() == 0);
  CHECK(h->max() == 0);
  CHECK(h->mean() == 0.0);
  CHECK(h->stddev() == 0.0);
  CHECK(h->value_at_percentile(50) == 0);
}

// A mean that drifts from the throughput makes one of the two look forged.
TEST_CASE("histogram: mean and deviation are within one percent", "[measure]") {
  auto h = std::make_unique<histogram>();
  random_stream stream{4};
  double sum = 0;
  double squares = 0;
  constexpr int count = 50'000;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t value = 1'000 + stream.below(9'000);
    h->record(value);
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
  }
  const double mean = sum / count;
  const double deviation = std::sqrt(squares / count - mean * mean);
  CHECK(std::abs(h->mean() - mean) <= mean * 0.01);
  CHECK(std::abs(h->stddev() - deviation) <= deviation * 0.01);
  *h = histogram{};
  h->record(77'777, 10);
  CHECK(h->mean() == 77'777.0);
  CHECK(h->stddev() == 0.0);
}

// A batch counted once would hide what a batch cost.
TEST_CASE("histogram: recording n at once is recording n times", "[measure]") {
  auto once = std::make_unique<histogram>();
  auto often = std::make_unique<histogram>();
  once->record(12'345, 7);
  for (int i = 0; i < 7; ++i) often->record(12'345);
  CHECK(*once == *often);
  once->record(1, 0);
  CHECK(*once == *often);
}
