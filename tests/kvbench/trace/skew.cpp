// tests/kvbench/trace/skew.cpp: the distribution behind counts of keys.
//
// SPDX-License-Identifier: MIT
#include <kvbench/trace/skew.hpp>
#include <kvbench/workload/keyspace.hpp>

#include <cmath>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

/// How often each key was taken, those that were.
std::vector<std::uint64_t> counts_of(distribution const& from, std::uint64_t keys,
                                     std::uint64_t draws) {
  keyspace const space{from, keys};
  std::vector<std::uint64_t> counts(keys);
  for (std::uint64_t i = 0; i < draws; ++i) {
    random_stream stream = random_stream::at(42, i);
    ++counts[space.draw(stream, i)];
  }
  std::erase(counts, 0u);
  return counts;
}

bool near(std::uint64_t number, std::uint64_t wanted, double share) {
  auto const w = static_cast<double>(wanted);
  return std::fabs(static_cast<double>(number) - w) <= share * w;
}

}  // namespace

TEST_CASE("trace skew: Zipf's exponent comes back, and the keys that were never taken", "[trace]") {
  for (double const exponent : {0.5, 0.8, 0.99, 1.2}) {
    for (std::uint64_t const keys : {1'000u, 10'000u}) {
      INFO(exponent << " of " << keys);
      fitted_keys const found = fit_keys(counts_of(zipfian(exponent), keys, 100'000));
      REQUIRE(found.from.shape == distribution::kind::zipfian);
      CHECK(std::fabs(static_cast<double>(found.from.exponent) / 1e9 - exponent) < 0.05);
      CHECK(near(found.keys, keys, 0.05));
      CHECK(found.is_certain);
    }
  }
}

TEST_CASE("trace skew: a hot set comes back", "[trace]") {
  fitted_keys const found = fit_keys(counts_of(hot(10, 90), 10'000, 200'000));
  REQUIRE(found.from.shape == distribution::kind::hot);
  CHECK(std::fabs(static_cast<double>(found.from.hot_keys) / 1e7 - 10) < 0.5);
  CHECK(std::fabs(static_cast<double>(found.from.hot_share) / 1e7 - 90) < 0.5);
  CHECK(near(found.keys, 10'000, 0.02));
}

// Chance alone makes some keys look hot.
TEST_CASE("trace skew: keys that are alike are told as uniform", "[trace]") {
  for (std::uint64_t const draws : {2'000u, 20'000u, 200'000u}) {
    INFO(draws);
    fitted_keys const found = fit_keys(counts_of(uniform, 10'000, draws));
    CHECK(found.from == uniform);
    CHECK(near(found.keys, 10'000, 0.1));
  }
  CHECK(fit_keys(std::vector<std::uint64_t>(100, 7)).from == uniform);
}

TEST_CASE("trace skew: too little to tell is no crash", "[trace]") {
  CHECK(fit_keys({}).keys == 0);
  CHECK(fit_keys({1}).keys == 1);
  CHECK(fit_keys({1'000'000}).keys == 1);
  CHECK(fit_keys({5, 1}).keys >= 2);
  CHECK(!fit_keys(std::vector<std::uint64_t>(100, 1)).is_certain);
  std::vector<std::uint64_t> few(50, 1);
  few[0] = 4;
  few[1] = 3;
  fitted_keys const found = fit_keys(few);
  CHECK(found.keys >= 50);
}
