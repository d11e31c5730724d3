// tests/kvbench/run/schedule.cpp
#include <kvbench/run/schedule.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

using kvbench::arrival;
using kvbench::schedule;

namespace {

std::vector<std::uint64_t> due(schedule::share const& share, std::size_t count,
                               double ns_per_tick = 1) {
  schedule s{share, 1'000, ns_per_tick};
  std::vector<std::uint64_t> all;
  for (; all.size() < count; s.pop()) all.push_back(s.next_ticks());
  return all;
}

}  // namespace

// Gaps that are added up drift away from the rate.
TEST_CASE("schedule: at equal distances nothing adds up", "[run]") {
  auto const all = due({.rate_per_s = 3'000'000}, 3'000'001);
  CHECK(all.front() == 1'000);
  CHECK(all.back() == 1'000 + 1'000'000'000);
  CHECK(due({.rate_per_s = 1'000}, 2, 0.5)[1] == 1'000 + 2'000'000);
}

// Workers that start together would send bursts as large as their number.
TEST_CASE("schedule: workers take turns, and share the rate", "[run]") {
  std::vector<std::uint64_t> all;
  for (std::uint64_t w = 0; w < 4; ++w) {
    auto const own = due({.rate_per_s = 1'000, .worker = w, .workers = 4}, 25);
    all.insert(all.end(), own.begin(), own.end());
  }
  std::sort(all.begin(), all.end());
  CHECK(all == due({.rate_per_s = 1'000}, 100));
}

// Poisson arrivals have gaps whose deviation is their mean; equal gaps or a wrong mean would pass
// for a gentler load than was asked for.
TEST_CASE("schedule: poisson gaps are exponential", "[run]") {
  schedule::share const share{
      .rate_per_s = 10'000, .how = arrival::poisson, .seed = 7, .worker = 1, .workers = 2};
  auto const all = due(share, 100'001);
  CHECK(std::is_sorted(all.begin(), all.end()));
  double sum = 0;
  double squares = 0;
  std::size_t long_ones = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    auto const gap = static_cast<double>(all[i] - all[i - 1]);
    sum += gap;
    squares += gap * gap;
    long_ones += gap > 3 * 200'000 ? 1 : 0;
  }
  double const mean = sum / 1e5;
  CHECK(mean == Approx(200'000).epsilon(0.015));
  CHECK(std::sqrt(squares / 1e5 - mean * mean) == Approx(mean).epsilon(0.02));
  CHECK(static_cast<double>(long_ones) / 1e5 == Approx(std::exp(-3.0)).epsilon(0.05));
  CHECK(all == due(share, 100'001));
  schedule::share other = share;
  other.worker = 0;
  CHECK(all != due(other, 100'001));
}

// What was due and not sent is told, not dropped.
TEST_CASE("schedule: counts what is due", "[run]") {
  schedule s{{.rate_per_s = 1'000'000}, 0, 1};
  CHECK(s.count_until(10'000) == 10);
  CHECK(s.count_until(10'000) == 0);
  CHECK(s.next_ticks() == 10'000);
  // Far too many to take one by one.
  for (arrival const how : {arrival::constant, arrival::poisson}) {
    schedule many{{.rate_per_s = 1e9, .how = how}, 0, 1};
    CHECK(static_cast<double>(many.count_until(3'000'000'000'000)) == Approx(3e12).epsilon(0.002));
  }
}
