// tests/redlite/db/sample.cpp: draws are fair, samples are distinct.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/sample.hpp>

#include <algorithm>  // std::sort
#include <cstdint>    // positions
#include <map>        // how often
#include <set>        // distinct
#include <vector>     // samples

#include "catch.hpp"

using namespace redlite::detail;

// Of 6000 draws among six, each comes 1000 times, give or take 29: a bias of a fifth would be seen,
// and a fair source fails once in a million runs of all tests.
TEST_CASE("sample: every position is as likely as any other", "[db]") {
  random_source random;
  std::map<std::int64_t, int> seen;
  for (int i = 0; i < 6000; ++i) ++seen[random.below(6)];
  REQUIRE(seen.size() == 6);
  for (const auto& [position, times] : seen) {
    REQUIRE(position >= 0);
    REQUIRE(position < 6);
    REQUIRE(times > 800);
    REQUIRE(times < 1200);
  }
}

// A sample that repeats a position would pop fewer members than were asked for.
TEST_CASE("sample: positions are distinct, within range, and each as likely", "[db]") {
  random_source random;
  std::map<std::int64_t, int> seen;
  std::map<std::int64_t, int> first;
  for (int i = 0; i < 4000; ++i) {
    const std::vector<std::int64_t> chosen = distinct_positions(random, 8, 3);
    REQUIRE(chosen.size() == 3);
    REQUIRE(std::set<std::int64_t>(chosen.begin(), chosen.end()).size() == 3);
    for (const std::int64_t position : chosen) ++seen[position];
    ++first[chosen.front()];
  }
  REQUIRE(seen.size() == 8);
  for (const auto& [position, times] : seen) {
    REQUIRE(position >= 0);
    REQUIRE(position < 8);
    REQUIRE(times > 1200);  // 1500 give or take 31
    REQUIRE(times < 1800);
  }
  // Floyd's algorithm alone puts the last position first less often than the others.
  for (const auto& [position, times] : first) {
    REQUIRE(times > 350);  // 500 give or take 21
    REQUIRE(times < 650);
  }
}

// Two stores that draw the same sequence would hand out the same "random" members.
TEST_CASE("sample: each source draws its own sequence", "[db]") {
  random_source a;
  random_source b;
  int same = 0;
  for (int i = 0; i < 100; ++i) same += a.below(1'000'000'000) == b.below(1'000'000'000) ? 1 : 0;
  REQUIRE(same < 5);
}
