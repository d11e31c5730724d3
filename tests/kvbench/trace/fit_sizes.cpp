// tests/kvbench/trace/fit_sizes.cpp: how long the values of a trace are.
//
// SPDX-License-Identifier: MIT
#include <kvbench/trace/fit_sizes.hpp>

#include <kvbench/workload/value_sizes.hpp>

#include <string>

#include "catch.hpp"

using namespace kvbench;

namespace {

double mean_of(value_size const& size) {
  payload_pool const pool{static_cast<std::size_t>(size.most)};
  return value_sizes{size, pool}.mean();
}

histogram seen(value_size const& size, int values) {
  payload_pool const pool{static_cast<std::size_t>(size.most)};
  value_sizes const lengths{size, pool};
  histogram h;
  random_stream stream{1};
  for (int i = 0; i < values; ++i) h.record(lengths.view(stream).size());
  return h;
}

}  // namespace

TEST_CASE("fit sizes: one size is that size, and few are themselves", "[trace]") {
  histogram h;
  h.record(120, 7);
  CHECK(fit_sizes(h) == 120u);
  h.record(5'000, 3);
  value_size const two = fit_sizes(h);
  REQUIRE(two.list_size == 2);
  CHECK(two.list[0] == value_size::listed{120, 700'000'000});
  CHECK(two.list[1].share == 300'000'000);
  CHECK_NOTHROW(check(two));
  histogram empty_values;
  empty_values.record(0, 4);
  CHECK(fit_sizes(empty_values) == 0u);
  empty_values.record(10, 4);
  CHECK_NOTHROW(check(fit_sizes(empty_values)));
}

// A fit by counts alone would leave out the few values that make most of the bytes.
TEST_CASE("fit sizes: a tail keeps its mean and its large values", "[trace]") {
  for (value_size const& size :
       {sizes::pareto(64, 1u << 20u, 1.2), sizes::uniform(10, 5'000), sizes::normal(1'000, 300)}) {
    histogram const h = seen(size, 200'000);
    value_size const found = fit_sizes(h);
    INFO(to_text(found));
    CHECK_NOTHROW(check(found));
    CHECK(found.list_size > 8);
    CHECK(mean_of(found) == Approx(h.mean()).epsilon(0.005));
  }
  value_size const tail = fit_sizes(seen(sizes::pareto(64, 1u << 20u, 1.2), 200'000));
  CHECK(tail.most > 100'000);
  CHECK(tail.least < 80);
}

// A share of less than a billionth is still a value that was seen.
TEST_CASE("fit sizes: shares sum to the whole, however small", "[trace]") {
  histogram h;
  h.record(10, 1'000'000'000'000);
  for (std::uint64_t i = 1; i < 40; ++i) h.record(100 * i);
  CHECK_NOTHROW(check(fit_sizes(h)));
}
