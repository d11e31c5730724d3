// tests/kvbench/workload/value_sizes.cpp: values whose lengths differ.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/value_sizes.hpp>

#include <kvbench/core/hash.hpp>

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

struct fixture {
  value_size size;
  payload_pool pool;
  value_sizes lengths;

  explicit fixture(value_size const& from)
      : size{from}, pool{static_cast<std::size_t>(from.most)}, lengths{size, pool} {}
};

struct moments {
  double mean = 0;
  double deviation = 0;
  std::uint64_t least = ~std::uint64_t{0};
  std::uint64_t most = 0;
};

moments drawn_from(fixture const& f, int draws) {
  moments m;
  random_stream stream{7};
  double squares = 0;
  for (int i = 0; i < draws; ++i) {
    std::uint64_t const bytes = f.lengths.view(stream).size();
    m.mean += static_cast<double>(bytes);
    squares += static_cast<double>(bytes) * static_cast<double>(bytes);
    m.least = smaller(m.least, bytes);
    m.most = larger(m.most, bytes);
  }
  m.mean /= draws;
  m.deviation = std::sqrt(squares / draws - m.mean * m.mean);
  return m;
}

/// The mean of the bounded Pareto distribution.
double pareto_mean(double low, double high, double shape) {
  double const kept = 1 - std::pow(low / high, shape);
  if (shape == 1) return low / kept * std::log(high / low);
  return std::pow(low, shape) / kept * shape / (shape - 1) *
         (std::pow(low, 1 - shape) - std::pow(high, 1 - shape));
}

}  // namespace

// A report that says a mean other than the one that was played misleads whoever sizes a cache.
TEST_CASE("value_sizes: the mean is that of the formula, whatever the pool's size", "[workload]") {
  for (auto const& [least, most] :
       {std::pair{10u, 1'024u}, {1u, 1u}, {5u, 4'100u}, {7u, 100'001u}, {1u, 3'000'000u}}) {
    fixture const f{sizes::uniform(least, most)};
    CHECK(f.lengths.mean() == Approx((least + most) / 2.0).epsilon(1e-6));
  }
  for (auto const& [mean, deviation] :
       {std::pair{512u, 128u}, {100u, 1u}, {100u, 50u}, {10'000u, 2'000u}, {300'000u, 60'000u}}) {
    fixture const f{sizes::normal(mean, deviation)};
    CHECK(f.lengths.mean() == Approx(mean).epsilon(1e-6));
  }
  for (auto const& [least, most] :
       {std::pair{64u, 65'536u}, {1u, 1u << 20u}, {100u, 200u}, {1'000u, 1'000'000u}}) {
    for (double const shape : {0.2, 0.9, 1.0, 1.2, 2.0, 5.0}) {
      fixture const f{sizes::pareto(least, most, shape)};
      CAPTURE(least, most, shape);
      // Of sizes of one digit, rounding to whole bytes is felt.
      double const expected = pareto_mean(least, most, shape);
      CHECK(std::abs(f.lengths.mean() - expected) <=
            0.002 * expected + (least == 1 ? shape / 12 : 0));
    }
  }
  fixture const f{sizes::weighted({{99.99, 100}, {0.01, 10'000'000}})};
  CHECK(f.lengths.mean() == Approx(0.9999 * 100 + 0.0001 * 10'000'000).epsilon(1e-5));
  CHECK(fixture{100}.lengths.mean() == 100);
  CHECK_FALSE(fixture{100}.lengths.vary());
}

// What is drawn must be what `mean` says: the table, the coin and the place share one number.
TEST_CASE("value_sizes: draws have the moments and bounds of their distribution", "[workload]") {
  constexpr int draws = 400'000;
  {
    moments const m = drawn_from(fixture{sizes::uniform(10, 1'024)}, draws);
    CHECK(m.mean == Approx(517).epsilon(0.005));
    CHECK(m.deviation == Approx(std::sqrt((1'015.0 * 1'015 - 1) / 12)).epsilon(0.01));
    CHECK(m.least == 10);
    CHECK(m.most == 1'024);
  }
  {
    moments const m = drawn_from(fixture{sizes::uniform(1, 1'000'000)}, draws);
    CHECK(m.mean == Approx(500'000).epsilon(0.005));
    CHECK(m.deviation == Approx(1e6 / std::sqrt(12)).epsilon(0.01));
    CHECK(m.least == 1);
    CHECK(m.most == 1'000'000);
  }
  {
    moments const m = drawn_from(fixture{sizes::normal(5'000, 500)}, draws);
    CHECK(m.mean == Approx(5'000).epsilon(0.005));
    CHECK(m.deviation == Approx(500).epsilon(0.01));
    CHECK(m.least >= 2'000);
    CHECK(m.most <= 8'000);
  }
  {
    moments const m = drawn_from(fixture{sizes::normal(100'000, 10'000)}, draws);
    CHECK(m.mean == Approx(100'000).epsilon(0.005));
    CHECK(m.deviation == Approx(10'000).epsilon(0.01));
  }
  {  // what the header says of a cut at two and at three deviations
    CHECK(drawn_from(fixture{sizes::normal(1'000, 500)}, draws).deviation ==
          Approx(440).epsilon(0.01));
    CHECK(drawn_from(fixture{sizes::normal(900, 300)}, draws).deviation ==
          Approx(296).epsilon(0.01));
  }
  {
    fixture const f{sizes::pareto(64, 65'536, 1.2)};
    moments const m = drawn_from(f, draws);
    CHECK(m.mean == Approx(f.lengths.mean()).epsilon(0.02));
    CHECK(m.least == 64);
    CHECK(m.most <= 65'536);
    CHECK(m.most > 60'000);
  }
}

// A tail that is too light is what a benchmark of large values would never notice.
TEST_CASE("value_sizes: a Pareto tail falls by its power", "[workload]") {
  fixture const f{sizes::pareto(64, 65'536, 1.2)};
  random_stream stream{3};
  constexpr int draws = 400'000;
  std::vector<int> longer(10);
  for (int i = 0; i < draws; ++i) {
    std::uint64_t const bytes = f.lengths.view(stream).size();
    for (std::size_t k = 0; k < longer.size(); ++k) longer[k] += bytes > (64u << k) ? 1 : 0;
  }
  double const cut = std::pow(1 / 1'024.0, 1.2);
  for (std::size_t k = 0; k < longer.size(); ++k) {
    double const expected = (std::pow(0.5, 1.2 * static_cast<double>(k)) - cut) / (1 - cut);
    double const share = static_cast<double>(longer[k]) / draws;
    CAPTURE(k);
    CHECK(std::abs(share - expected) <= 5 * std::sqrt(expected / draws) + 0.012 * expected);
  }
}

// A rare large value is what a list is for: a share that the pool's words round away is no list.
TEST_CASE("value_sizes: each size of a list comes as often as it should", "[workload]") {
  fixture const f{sizes::weighted({{94.9, 100}, {5, 1'024}, {0.1, 300'000}})};
  random_stream stream{5};
  std::map<std::size_t, int> seen;
  constexpr int draws = 1'000'000;
  for (int i = 0; i < draws; ++i) ++seen[f.lengths.view(stream).size()];
  REQUIRE(seen.size() == 3);
  CHECK(std::abs(seen[100] - 949'000) < 1'200);
  CHECK(std::abs(seen[1'024] - 50'000) < 1'200);
  CHECK(std::abs(seen[300'000] - 1'000) < 160);
}

// Every length of its own: a verifier that takes the right bytes at a wrong length lets a store
// that cuts values pass.
TEST_CASE("value_sizes: a reply is verified to its last byte, and no further", "[workload]") {
  for (value_size const& size :
       {sizes::uniform(8, 1'024), sizes::uniform(8, 200'000), sizes::normal(512, 84),
        sizes::pareto(64, 65'536, 1.2), sizes::weighted({{80, 100}, {15, 1'024}, {5, 10'240}}),
        sizes::weighted({{50, 100}, {50, 108}}), sizes::uniform(16, 16)}) {
    fixture const f{size};
    CAPTURE(to_text(size));
    random_stream stream{11};
    for (int i = 0; i < 2'000; ++i) {
      std::string value{f.lengths.view(stream)};
      REQUIRE(f.lengths.verify(value));
      REQUIRE(f.lengths.possible(value.size()));
      // The bytes that follow in the pool: right, but too many.
      auto const start = payload_pool::start_of(value);
      std::string const longer{f.pool.view_from(start, value.size() + 1)};
      REQUIRE_FALSE(f.lengths.verify(longer));
      REQUIRE_FALSE(f.lengths.verify(std::string{f.pool.view_from(start, value.size() + 8)}));
      if (value.size() > 8) REQUIRE_FALSE(f.lengths.verify(value.substr(0, value.size() - 1)));
      // The right bytes of another start, at this length.
      std::string const other{f.lengths.view(stream)};
      if (other.size() != value.size()) {
        REQUIRE_FALSE(f.lengths.verify(std::string{f.pool.view_from(start, other.size())}));
      }
      char& last = value.back();
      last = static_cast<char>(last ^ 1);
      REQUIRE_FALSE(f.lengths.verify(value));
    }
    CHECK_FALSE(f.lengths.verify(std::string(static_cast<std::size_t>(size.most), 'x')));
    CHECK_FALSE(f.lengths.verify(std::string(static_cast<std::size_t>(size.least), '\0')));
  }
}

// A value that ends behind the pool is another object's memory.
TEST_CASE("value_sizes: values lie inside the pool, at words, and vary", "[workload]") {
  for (value_size const& size :
       {sizes::uniform(1, 100'000), sizes::weighted({{50, 1}, {50, 90'000}}),
        sizes::pareto(1, 1'000'000, 0.5)}) {
    fixture const f{size};
    random_stream stream{4};
    char const* const lowest = f.pool.view_from(0, 0).data();
    std::map<char const*, int> places;
    for (int i = 0; i < 100'000; ++i) {
      std::string_view const value = f.lengths.view(stream);
      REQUIRE(reinterpret_cast<std::uintptr_t>(value.data()) % 8 == 0);
      REQUIRE(value.data() >= lowest);
      REQUIRE(static_cast<std::size_t>(value.data() + value.size() - lowest) <= f.pool.size());
      ++places[value.data()];
    }
    CHECK(places.size() > 2'000);
  }
}

// Fewer than eight bytes hold no start: all that can be asked of them is whether any value is so
// long.
TEST_CASE("value_sizes: of a short value the length is judged", "[workload]") {
  fixture const f{sizes::weighted({{50, 3}, {50, 100}})};
  CHECK(f.lengths.verify("abc"));
  CHECK_FALSE(f.lengths.verify("ab"));
  CHECK_FALSE(f.lengths.verify(""));
  CHECK(f.lengths.possible(100));
  CHECK_FALSE(f.lengths.possible(99));
  CHECK_FALSE(f.lengths.possible(101));
}

// Other sizes on another machine would be another workload under the same name.
TEST_CASE("value_sizes: the values of a seed are what they were", "[workload][golden]") {
  auto const hash_of = [](value_size const& size) {
    fixture const f{size};
    random_stream stream{42};
    operation_hash hash{0};
    for (int i = 0; i < 100; ++i) hash.add(f.lengths.view(stream));
    return hash.value();
  };
  CHECK(hash_of(sizes::uniform(10, 1'024)) == 0xdb53072f2c26d581u);
  CHECK(hash_of(sizes::normal(512, 128)) == 0xf92579ede4f6b651u);
  CHECK(hash_of(sizes::pareto(64, 65'536, 1.2)) == 0xcafa8ca9d11feaffu);
  CHECK(hash_of(sizes::weighted({{80, 100}, {15, 1'024}, {5, 10'240}})) == 0x4806723d139a4b52u);
}

// A table of a bound beyond its bounds would be played before anyone notices.
TEST_CASE("value_sizes: numbers out of range are refused", "[workload]") {
  payload_pool const pool{100};
  CHECK_THROWS_AS((value_sizes{sizes::uniform(0, 100), pool}), error);
  CHECK_THROWS_AS((value_sizes{sizes::weighted({{99, 100}}), pool}), error);
}
