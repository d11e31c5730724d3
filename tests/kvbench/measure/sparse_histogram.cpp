// tests/kvbench/measure/sparse_histogram.cpp: the histogram of an interval.
//
// SPDX-License-Identifier: MIT
#include <kvbench/measure/sparse_histogram.hpp>

#include <kvbench/core/random.hpp>
#include <kvbench/measure/histogram.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

/// Cuts `values` into intervals of random lengths, some of them empty.
std::vector<sparse_histogram> intervals_of(std::vector<std::uint64_t> const& values,
                                           histogram& whole, random_stream& stream) {
  std::vector<sparse_histogram> all;
  auto last = std::make_unique<histogram>();
  for (std::size_t at = 0; at < values.size();) {
    for (std::uint64_t n = stream.below(50); n != 0 && at < values.size(); --n)
      whole.record(values[at++]);
    all.push_back(sparse_histogram::between(*last, whole));
    *last = whole;
  }
  return all;
}

std::vector<std::uint64_t> values_of_all_sizes(random_stream& stream, std::size_t count) {
  std::vector<std::uint64_t> values(count);
  for (std::uint64_t& value : values) value = stream.next() >> stream.below(64);
  return values;
}

}  // namespace

// A series that does not add up to the whole hides or doubles what happened between two intervals.
TEST_CASE("sparse histogram: the intervals add up to the whole, in any order", "[measure]") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    random_stream stream{seed};
    auto values = values_of_all_sizes(stream, 500);
    if (seed % 2 == 1) values[seed] = largest;  // the edge of the range
    if (seed % 3 == 1) values[2 * seed] = 0;
    auto const whole = std::make_unique<histogram>();
    auto const intervals = intervals_of(values, *whole, stream);

    auto const forwards = std::make_unique<histogram>();
    for (sparse_histogram const& i : intervals) i.add_to(*forwards);
    CHECK(*forwards == *whole);

    sparse_histogram merged;
    for (std::size_t i = intervals.size(); i-- > 0;) merged.merge(intervals[i]);
    CHECK(merged == sparse_histogram::between(histogram{}, *whole));
    auto const through = std::make_unique<histogram>();
    merged.add_to(*through);
    CHECK(*through == *whole);
  }
}

// Two ways to say the same figure would make the series disagree with the table.
TEST_CASE("sparse histogram: its figures are those of a histogram of the same buckets",
          "[measure]") {
  random_stream stream{7};
  auto const values = values_of_all_sizes(stream, 2'000);
  auto const whole = std::make_unique<histogram>();
  for (sparse_histogram const& i : intervals_of(values, *whole, stream)) {
    auto const same = std::make_unique<histogram>();
    i.add_to(*same);
    CHECK(i.count() == same->count());
    CHECK(i.empty() == same->empty());
    CHECK(i.min() == same->min());
    CHECK(i.max() == same->max());
    CHECK(i.mean() == Approx(same->mean()).epsilon(1e-12));
    for (double const p : {-1.0, 0.0, 1.0, 50.0, 90.0, 99.0, 99.9, 100.0, 200.0})
      CHECK(i.value_at_percentile(p) == same->value_at_percentile(p));
    std::vector<std::uint64_t> ours;
    std::vector<std::uint64_t> theirs;
    auto const into = [](std::vector<std::uint64_t>& out) {
      return [&out](std::uint64_t lowest, std::uint64_t highest, std::uint64_t count) {
        out.insert(out.end(), {lowest, highest, count});
      };
    };
    i.for_each_bucket(into(ours));
    same->for_each_bucket(into(theirs));
    CHECK(ours == theirs);
  }
}

// An extreme of the whole run that turns up in each interval's row would be a stall that never was.
TEST_CASE("sparse histogram: the extremes belong to the interval", "[measure]") {
  auto const before = std::make_unique<histogram>();
  before->record(5);
  before->record(1'000'000);
  auto after = std::make_unique<histogram>(*before);
  after->record(1'003);
  after->record(20'001);
  auto const inside = sparse_histogram::between(*before, *after);
  CHECK(inside.count() == 2);
  CHECK(inside.min() <= 1'003);
  CHECK(inside.min() >= 987);
  CHECK(inside.max() >= 20'001);
  CHECK(inside.max() <= 20'321);
  *before = *after;
  after->record(3);
  after->record(9'999'999);
  auto const moved = sparse_histogram::between(*before, *after);
  CHECK(moved.min() == 3);
  CHECK(moved.max() == 9'999'999);
}

// NaN, or the minimum of nothing, breaks every reader of the series.
TEST_CASE("sparse histogram: nothing recorded is zero everywhere, and adds nothing", "[measure]") {
  auto const some = std::make_unique<histogram>();
  some->record(77);
  for (sparse_histogram const& none :
       {sparse_histogram{}, sparse_histogram::between(*some, *some)}) {
    CHECK(none.empty());
    CHECK(none.count() == 0);
    CHECK(none.min() == 0);
    CHECK(none.max() == 0);
    CHECK(none.mean() == 0.0);
    CHECK(none.value_at_percentile(50) == 0);
    auto const same = std::make_unique<histogram>(*some);
    none.add_to(*same);
    CHECK(*same == *some);
    sparse_histogram one = sparse_histogram::between(histogram{}, *some);
    one.merge(none);
    CHECK(one == sparse_histogram::between(histogram{}, *some));
  }
}
