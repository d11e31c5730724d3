// tests/kvbench/core/random.cpp: the random streams.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/random.hpp>

#include <cstddef>
#include <cstdint>
#include <set>

#include "catch.hpp"

using namespace kvbench;

// Another compiler or release that draws other numbers makes every stored result incomparable.
TEST_CASE("random: the stream of a seed is what it was", "[core][golden]") {
  random_stream stream{42};
  CHECK(stream.next() == 0x989b3f130a063869u);
  CHECK(stream.next() == 0x290db4bf2570ded7u);
  random_stream operation = random_stream::at(42, 1'000'000);
  CHECK(operation.next() == 0xbf882a6d4ba70cc6u);
  CHECK(operation.below(10'000) == 705);
  CHECK(operation.unit() == 0x1.47191cb63ab4p-1);
  constexpr std::uint64_t at_compile_time = random_stream{42}.next();
  STATIC_REQUIRE(at_compile_time == 0x989b3f130a063869u);
}

// SplitMix64 as published: a slip in a constant would still look random.
TEST_CASE("random: the finaliser is SplitMix64's", "[core]") {
  CHECK(mix(0x9e3779b97f4a7c15u) == 0xe220a8397b1dcdafu);      // first output for state 0
  CHECK(mix(2 * 0x9e3779b97f4a7c15u) == 0x6e789e6aa1b965f4u);  // second
}

// A payload finds its place through the inverse: one value that does not come back is a false
// alarm.
TEST_CASE("random: unmix takes mix back", "[core]") {
  random_stream stream{1};
  for (int i = 0; i < 10'000; ++i) {
    const std::uint64_t z = stream.next();
    REQUIRE(unmix(mix(z)) == z);
    REQUIRE(mix(unmix(z)) == z);
  }
  for (unsigned bit = 0; bit < 64; ++bit) {
    REQUIRE(unmix(mix(std::uint64_t{1} << bit)) == std::uint64_t{1} << bit);
  }
}

// Operation 0 must begin the seed's sequence, and a neighbour must not continue into it.
TEST_CASE("random: operations own separate draws", "[core]") {
  CHECK(random_stream::at(7, 0) == random_stream{7});
  std::set<std::uint64_t> seen;
  for (std::uint64_t operation = 0; operation < 1'000; ++operation) {
    random_stream stream = random_stream::at(7, operation);
    for (int draw = 0; draw < 20; ++draw) {
      seen.insert(stream.next());
    }
  }
  CHECK(seen.size() == 20'000);
  CHECK(random_stream::at(7, 3) != random_stream::at(8, 3));
}

// An operation's first draw picks what it does: correlated first draws would make a mix of runs.
TEST_CASE("random: first draws of successive operations are even, alone and in pairs", "[core]") {
  constexpr std::size_t cells = 16;
  constexpr int draws = 160'000;
  int single[cells] = {};
  int pairs[cells][cells] = {};
  std::size_t before = 0;
  for (int i = 0; i < draws; ++i) {
    random_stream stream = random_stream::at(42, static_cast<std::uint64_t>(i));
    const auto now = static_cast<std::size_t>(stream.below(cells));
    ++single[now];
    ++pairs[before][now];
    before = now;
  }
  double chi_single = 0;
  double chi_pairs = 0;
  for (std::size_t a = 0; a < cells; ++a) {
    const double off = single[a] - draws / 16.0;
    chi_single += off * off / (draws / 16.0);
    for (std::size_t b = 0; b < cells; ++b) {
      const double pair_off = pairs[a][b] - draws / 256.0;
      chi_pairs += pair_off * pair_off / (draws / 256.0);
    }
  }
  CHECK(chi_single < 44);  // 15 degrees of freedom, p = 0.0001
  CHECK(chi_pairs < 350);  // 255 degrees of freedom, p < 0.0001
}

// One draw outside its range indexes past a table.
TEST_CASE("random: below and unit stay in their range", "[core]") {
  random_stream stream{3};
  bool seen[3] = {};
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t small = stream.below(3);
    REQUIRE(small < 3);
    seen[small] = true;
    const double u = stream.unit();
    REQUIRE(u >= 0.0);
    REQUIRE(u < 1.0);
  }
  CHECK((seen[0] && seen[1] && seen[2]));
  CHECK(stream.below(0) == 0);
  CHECK(stream.below(1) == 0);
}
