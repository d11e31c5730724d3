// tests/redlite/db/geo_cover.cpp: every point of a shape lies in the ranges that cover it.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/geo_cover.hpp>

#include <algorithm>  // std::any_of
#include <cmath>      // extents
#include <random>     // mt19937_64, the same everywhere

#include "catch.hpp"

using namespace redlite::detail;
using redlite::geo_position;

namespace {

double some(std::mt19937_64& random, double limit) {
  return (static_cast<double>(random() % 2'000'001) / 1'000'000 - 1) * limit;
}

}  // namespace

// A range that is missing hides members that are right there; away from the poles none may be.
TEST_CASE("geo_cover: no point of a circle or a box is left out", "[db]") {
  std::mt19937_64 random(3);
  int inside = 0;
  for (int round = 0; round < 400; ++round) {
    geo_reach reach{{some(random, 170), some(random, 60)}};
    const double extent_m = std::pow(10.0, 1 + static_cast<double>(random() % 5));
    reach.box = random() % 2 == 0;
    reach.radius_m = extent_m;
    reach.width_m = extent_m * (1 + static_cast<double>(random() % 3));
    reach.height_m = extent_m * (1 + static_cast<double>(random() % 3));
    const auto ranges = cover(reach);
    REQUIRE(ranges.size() <= 9);
    const double degrees = to_degrees(extent_m / earth_radius_m) * 3;
    for (int i = 0; i < 40; ++i) {
      const geo_position point{reach.centre.longitude + some(random, degrees),
                               reach.centre.latitude + some(random, degrees)};
      if (std::fabs(point.longitude) > 180 || !reach.distance_within(point)) continue;
      ++inside;
      const double score = score_of_position(point);
      REQUIRE(std::any_of(ranges.begin(), ranges.end(), [&](const geo_range& range) {
        return range.low <= score && score < range.high;
      }));
    }
  }
  REQUIRE(inside > 1500);
}

// Ranges far larger than the shape would make each search a scan of everything.
TEST_CASE("geo_cover: a small shape is covered by small ranges", "[db]") {
  const auto share = [](double radius_m) {
    double sum = 0;
    for (const geo_range& range : cover({.centre = {13.4, 38.1}, .radius_m = radius_m})) {
      sum += range.high - range.low;
    }
    return sum / 4503599627370496;  // 2^52, all scores
  };
  CHECK(share(100) < 1e-8);
  CHECK(share(10'000) < 1e-4);
  CHECK(share(30'000'000) == 1);
  CHECK(cover({.centre = {13.4, 38.1}}).size() == 1);
}

// The edges of a shape belong to it, as in Redis.
TEST_CASE("geo_cover: distances within", "[db]") {
  const geo_position centre{10, 0};
  const geo_position east{11, 0};
  const double apart = distance_m(centre, east);
  CHECK(geo_reach{.centre = centre, .radius_m = apart}.distance_within(east) == apart);
  CHECK_FALSE(geo_reach{.centre = centre, .radius_m = apart * 0.999}.distance_within(east));
  const auto box = [&](double width, double height) {
    return geo_reach{.centre = centre, .box = true, .width_m = width, .height_m = height};
  };
  CHECK(box(apart * 2, 0).distance_within(east) == apart);
  CHECK_FALSE(box(apart * 1.99, apart).distance_within(east));
  CHECK_FALSE(box(apart, apart * 1.99).distance_within({10, 1}));
  CHECK(box(0, apart * 2.01).distance_within({10, 1}));
}
