// tests/kvbench/workload/zipf_table.cpp: ranks by Zipf's law.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/zipf_table.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

constexpr int draws = 1'000'000;

std::uint64_t billionths(double exponent) {
  return static_cast<std::uint64_t>(exponent * 1e9 + 0.5);
}

/// Chi-square of the draws against 1 / k^exponent in standard deviations above its mean; ranks too
/// rare to judge alone are judged together with their neighbours.
double surprise(double exponent, std::uint64_t n, std::uint64_t seed) {
  const zipf_table table{billionths(exponent), n};
  std::vector<int> seen(n);
  random_stream stream{seed};
  for (int i = 0; i < draws; ++i) ++seen.at(table.draw(stream));
  double zeta = 0;
  for (std::uint64_t k = 1; k <= n; ++k) zeta += std::pow(static_cast<double>(k), -exponent);
  double chi = 0;
  double expected = 0;
  double observed = 0;
  int cells = 0;
  for (std::uint64_t k = 1; k <= n; ++k) {
    expected += draws * std::pow(static_cast<double>(k), -exponent) / zeta;
    observed += seen[k - 1];
    if (expected >= 20) {
      chi += (observed - expected) * (observed - expected) / expected;
      ++cells;
      expected = observed = 0;
    }
  }
  return (chi - (cells - 1)) / std::sqrt(2.0 * (cells - 1));
}

}  // namespace

// A skew that is not the one named makes every comparison with YCSB's results void.
TEST_CASE("zipf_table: ranks come as often as YCSB's definition says", "[workload]") {
  for (const double exponent : {0.2, 0.5, 0.99, 1.0, 1.2, 2.5}) {
    for (const std::uint64_t n : {2u, 10u, 1'000u, 2'048u, 2'049u, 10'000u, 100'000u}) {
      CAPTURE(exponent, n);
      CHECK(surprise(exponent, n, 1) < 4.5);
    }
  }
}

// The test above must be able to fail: a slightly other law is seen by it.
TEST_CASE("zipf_table: the measure of surprise sees a wrong exponent", "[workload]") {
  const std::uint64_t n = 10'000;
  const zipf_table table{billionths(0.97), n};
  std::vector<int> seen(n);
  random_stream stream{1};
  for (int i = 0; i < draws; ++i) ++seen[table.draw(stream)];
  double zeta = 0;
  for (std::uint64_t k = 1; k <= n; ++k) zeta += std::pow(static_cast<double>(k), -0.99);
  double chi = 0;
  for (std::uint64_t k = 1; k <= 1'000; ++k) {
    const double expected = draws * std::pow(static_cast<double>(k), -0.99) / zeta;
    chi += (seen[k - 1] - expected) * (seen[k - 1] - expected) / expected;
  }
  CHECK((chi - 1'000) / std::sqrt(2'000.0) > 4.5);
}

// A table built in floating point would move with libm, -march and -ffast-math, and each draw with
// it.
TEST_CASE("zipf_table: the draws of a seed are what they were", "[workload][golden]") {
  std::uint64_t sum = 0;
  for (const double exponent : {0.5, 0.99, 1.0, 1.2, 40.0}) {
    for (const std::uint64_t n :
         {std::uint64_t{7}, std::uint64_t{100'000}, std::uint64_t{1} << 40}) {
      const zipf_table table{billionths(exponent), n};
      random_stream stream{42};
      for (int i = 0; i < 1'000; ++i) sum = mix(sum + table.draw(stream));
    }
  }
  CHECK(sum == 0xa41c4b3dc0f4e5a4u);
}

// A rank at the end of a key space that is no power of two falls into a cell cut short.
TEST_CASE("zipf_table: every rank below n is drawn, and none beyond", "[workload]") {
  for (const std::uint64_t n :
       {1u, 2u, 3u, 2'047u, 2'048u, 2'049u, 2'051u, 6'143u, 6'147u, 6'149u}) {
    const zipf_table table{billionths(0.1), n};
    std::vector<bool> seen(n);
    random_stream stream{6};
    for (std::uint64_t i = 0; i < 40 * n; ++i) seen.at(table.draw(stream)) = true;
    std::size_t missing = 0;
    for (const bool s : seen) missing += s ? 0 : 1;
    CHECK(missing == 0);
  }
}

// A table that grows with the key space would evict the store that is being measured.
TEST_CASE("zipf_table: the largest key space still has a small table", "[workload]") {
  const std::uint64_t n = std::uint64_t{1} << 48;
  const zipf_table table{billionths(0.99), n};
  CHECK(table.bytes() <= 1u << 20);
  random_stream stream{8};
  std::uint64_t beyond_half = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t rank = table.draw(stream);
    REQUIRE(rank < n);
    beyond_half += rank >= n / 2 ? 1 : 0;
  }
  CHECK(beyond_half > 1'000);  // expected: about 2 % (zeta from the integral), were it not cut off
}

// The two functions that the table is made of, against libm.
TEST_CASE("zipf_table: logarithm and power in whole numbers", "[workload]") {
  for (std::uint64_t x = 1; x < std::uint64_t{1} << 50; x = x * 3 / 2 + 1) {
    const double log2 = std::ldexp(static_cast<double>(detail::log2_fixed50(x)), -50);
    CHECK(std::abs(log2 - std::log2(static_cast<double>(x))) < 1e-13);
    const auto exponent = static_cast<detail::uint128>(detail::log2_fixed50(x)) << 40;
    const double inverse =
        std::ldexp(static_cast<double>(detail::exp2_minus_fixed90(exponent)), -62);
    CHECK(std::abs(inverse * static_cast<double>(x) - 1) <
          1e-3 * static_cast<double>(x) / 1e15 + 1e-13);
  }
  CHECK(detail::log2_fixed50(1) == 0);
  CHECK(detail::log2_fixed50(1024) == std::uint64_t{10} << 50);
}
