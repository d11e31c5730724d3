// tests/kvbench/gate/signed_rank.cpp: the centre of a few numbers, and how surely.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/signed_rank.hpp>

#include <cmath>
#include <vector>

#include "catch.hpp"

using namespace kvbench::gate;

// The critical values that every textbook prints (Wilcoxon 1945, two-sided 5 % and 1 %): one more
// than these is cut. A cut that is one too large is a gate that cries wolf.
TEST_CASE("signed rank: cuts are those of the tables", "[gate]") {
  CHECK(signed_rank_cut(6, 0.025) == 0 + 1);
  CHECK(signed_rank_cut(10, 0.025) == 8 + 1);
  CHECK(signed_rank_cut(12, 0.025) == 13 + 1);
  CHECK(signed_rank_cut(20, 0.025) == 52 + 1);
  CHECK(signed_rank_cut(25, 0.025) == 89 + 1);
  CHECK(signed_rank_cut(10, 0.005) == 3 + 1);
  CHECK(signed_rank_cut(30, 0.005) == 109 + 1);
  // Of all patterns of signs one in 2^n has no positive sum.
  CHECK(signed_rank_cut(3, 1.0 / 8) == 1);
  CHECK(signed_rank_cut(3, 0.124) == 0);
  CHECK(signed_rank_cut(5, 0.025) == 0);
  CHECK(signed_rank_cut(0, 0.5) == 0);
  CHECK(signed_rank_cut(pairs_max + 1, 0.5) == 0);
}

TEST_CASE("signed rank: so many pairs are needed that a cut is possible, and no more", "[gate]") {
  for (double const tail : {0.3, 0.025, 0.005, 0.001, 1e-5, 1.0 / 1024}) {
    std::size_t const needed = pairs_needed(tail);
    CHECK(signed_rank_cut(needed, tail) >= 1);
    CHECK(signed_rank_cut(needed - 1, tail) == 0);
  }
}

TEST_CASE("signed rank: the centre is the median of the averages, the ends are cut off", "[gate]") {
  std::vector<double> const numbers{4, 1, 2};  // averages 1 1.5 2 2.5 3 4
  CHECK(centre_of(numbers, 0)->centre == Approx(2.25));
  CHECK(std::isinf(centre_of(numbers, 0)->low));
  CHECK(std::isinf(centre_of(numbers, 0)->high));
  CHECK(centre_of(numbers, 1)->low == 1);
  CHECK(centre_of(numbers, 1)->high == 4);
  CHECK(centre_of(numbers, 2)->low == 1.5);
  CHECK(centre_of(numbers, 2)->high == 3);
  CHECK_FALSE(centre_of({}, 1).has_value());
}

// A mean would be carried to 100 by one run that the host held up.
TEST_CASE("signed rank: wild numbers do not carry the centre away", "[gate]") {
  std::vector<double> numbers{1.0, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 1.0};
  double const before = centre_of(numbers, 0)->centre;
  numbers[2] = 800;
  numbers[5] = 900;
  CHECK(std::abs(centre_of(numbers, 0)->centre - before) < 0.1);
}
