// tests/kvbench/workload/keyspace.cpp: which key is taken.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/keyspace.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

constexpr int draws = 1'000'000;

std::vector<int> counts(const keyspace& space, std::uint64_t seed = 42) {
  std::vector<int> seen(space.size());
  for (std::uint64_t i = 0; i < draws; ++i) {
    random_stream stream = random_stream::at(seed, i);
    ++seen.at(space.draw(stream, i));
  }
  return seen;
}

bool within_sigmas(double observed, double probability, double sigmas = 4.5) {
  const double expected = probability * draws;
  return std::abs(observed - expected) <= sigmas * std::sqrt(expected * (1 - probability));
}

}  // namespace

// Another stream under the same seed makes stored results incomparable.
TEST_CASE("keyspace: the keys of a seed are what they were", "[workload][golden]") {
  std::uint64_t sum = 0;
  for (const distribution& d :
       {uniform, zipfian(), zipfian(1.2), hot(10, 90), latest, sequential}) {
    for (const std::uint64_t n :
         {std::uint64_t{1}, std::uint64_t{10'000}, std::uint64_t{1} << 33}) {
      const keyspace space{d, n};
      for (std::uint64_t i = 0; i < 1'000; ++i) {
        random_stream stream = random_stream::at(42, i);
        const std::uint64_t key = space.draw(stream, i);
        REQUIRE(key < n);
        sum = mix(sum + key);
      }
    }
  }
  CHECK(sum == 0x2140e138716d65ffu);
}

// A key that is never drawn is loaded for nothing, and the store is smaller than the report says.
TEST_CASE("keyspace: every key can be drawn", "[workload]") {
  for (const distribution& d : {uniform, zipfian(0.2), hot(10, 50), sequential}) {
    const auto seen = counts(keyspace{d, 5'003});
    CHECK(std::count(seen.begin(), seen.end(), 0) == 0);
  }
  for (const distribution& d : {zipfian(), latest}) {
    const auto seen = counts(keyspace{d, 1'000});
    CHECK(std::count(seen.begin(), seen.end(), 0) == 0);
  }
}

// A scatter that maps two ranks onto one key makes it hotter, and leaves another without draws.
TEST_CASE("keyspace: scattering gives each rank a key of its own, neighbours far apart",
          "[workload]") {
  for (std::uint64_t n = 1; n <= 600; ++n) {
    const rank_scatter scatter{n};
    std::vector<bool> taken(n);
    for (std::uint64_t rank = 0; rank < n; ++rank) {
      const std::uint64_t key = scatter(rank);
      REQUIRE(key < n);
      REQUIRE_FALSE(taken[key]);
      taken[key] = true;
    }
  }
  for (const std::uint64_t n : {std::uint64_t{10'000}, std::uint64_t{1'000'003}}) {
    const rank_scatter scatter{n};
    std::vector<std::uint64_t> hottest;
    for (std::uint64_t rank = 0; rank < 32; ++rank) hottest.push_back(scatter(rank));
    std::sort(hottest.begin(), hottest.end());
    for (std::size_t i = 1; i < hottest.size(); ++i) CHECK(hottest[i] - hottest[i - 1] > n / 200);
  }
}

// The fast remainder is exact up to 2^32 keys only: at and past that edge both ways must agree.
TEST_CASE("keyspace: scattering is exact at the largest sizes", "[workload]") {
  for (const std::uint64_t n :
       {(std::uint64_t{1} << 32) - 1, std::uint64_t{1} << 32, (std::uint64_t{1} << 32) + 1,
        keyspace::most_keys - 59, keyspace::most_keys}) {
    const rank_scatter scatter{n};
    const std::uint64_t factor = scatter(1);
    random_stream stream{n};
    for (int i = 0; i < 10'000; ++i) {
      const std::uint64_t rank = i == 0 ? n - 1 : stream.below(n);
      REQUIRE(scatter(rank) ==
              static_cast<std::uint64_t>(static_cast<detail::uint128>(rank) * factor % n));
    }
  }
}

// YCSB's shares, key by key: the hottest keys decide what a cache is worth.
TEST_CASE("keyspace: zipfian gives the hottest keys their share", "[workload]") {
  constexpr std::uint64_t n = 10'000;
  for (const double exponent : {0.5, 0.99, 1.0, 1.2}) {
    double zeta = 0;
    for (std::uint64_t k = 1; k <= n; ++k) zeta += std::pow(static_cast<double>(k), -exponent);
    const auto seen = counts(keyspace{zipfian(exponent), n});
    const rank_scatter scatter{n};
    for (std::uint64_t k = 1; k <= 100; ++k) {
      CAPTURE(exponent, k);
      CHECK(
          within_sigmas(seen[scatter(k - 1)], std::pow(static_cast<double>(k), -exponent) / zeta));
    }
  }
}

// "90 % on 10 %" is what the workload's description promises.
TEST_CASE("keyspace: the hot part gets its share, each part evenly", "[workload]") {
  constexpr std::uint64_t n = 1'000;
  auto seen = counts(keyspace{hot(10, 90), n});
  std::sort(seen.rbegin(), seen.rend());
  double hot_draws = 0;
  for (std::size_t i = 0; i < n / 10; ++i) {
    hot_draws += seen[i];
    CHECK(within_sigmas(seen[i], 0.9 / 100));
  }
  CHECK(within_sigmas(hot_draws, 0.9));
  for (std::size_t i = n / 10; i < n; ++i) CHECK(within_sigmas(seen[i], 0.1 / 900, 5));
  // All draws on the hot part, or a hot part of all keys.
  auto only = counts(keyspace{hot(10, 100), n});
  CHECK(std::count(only.begin(), only.end(), 0) == 900);
  auto all = counts(keyspace{hot(100, 10), n});
  for (const int count : all) CHECK(within_sigmas(count, 1.0 / n, 5));
  CHECK(keyspace{hot(1, 99), 3}.size() == 3);  // at least one hot key
}

// "Uniform" that favours some keys is a skewed run under a wrong name.
TEST_CASE("keyspace: uniform is even", "[workload]") {
  const auto seen = counts(keyspace{uniform, 1'000});
  double chi = 0;
  for (const int count : seen) chi += (count - 1'000.0) * (count - 1'000.0) / 1'000.0;
  CHECK(std::abs(chi - 999) < 4.5 * std::sqrt(2 * 999.0));
}

// Latest means the newest key, not the hottest of a scattered law.
TEST_CASE("keyspace: latest takes the newest most, sequential each in turn", "[workload]") {
  constexpr std::uint64_t n = 1'000;
  double zeta = 0;
  for (std::uint64_t k = 1; k <= n; ++k) zeta += std::pow(static_cast<double>(k), -0.99);
  const auto seen = counts(keyspace{latest, n});
  for (std::uint64_t age = 0; age < 50; ++age) {
    CHECK(within_sigmas(seen[n - 1 - age], std::pow(static_cast<double>(age + 1), -0.99) / zeta));
  }
  const keyspace in_turn{sequential, 7};
  random_stream stream{1};
  for (std::uint64_t i = 0; i < 30; ++i) CHECK(in_turn.draw(stream, i) == i % 7);
}

// A keyspace without keys would divide by zero, or draw a key that is not there.
TEST_CASE("keyspace: impossible sizes and numbers are refused", "[workload]") {
  CHECK_THROWS_AS((keyspace{uniform, 0}), error);
  CHECK_THROWS_AS((keyspace{zipfian(), 0}), error);
  CHECK_THROWS_AS((keyspace{uniform, keyspace::most_keys + 1}), error);
  CHECK_THROWS_AS((keyspace{zipfian(0), 10}), error);
  CHECK_THROWS_AS((keyspace{zipfian(-1), 10}), error);
  CHECK_THROWS_AS((keyspace{zipfian(1'000), 10}), error);
  CHECK_THROWS_AS((keyspace{hot(0, 50), 10}), error);
  CHECK_THROWS_AS((keyspace{hot(10, 101), 10}), error);
  random_stream stream{1};
  CHECK(keyspace{latest, 1}.draw(stream, 9) == 0);
}
