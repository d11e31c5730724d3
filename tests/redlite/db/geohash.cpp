// tests/redlite/db/geohash.cpp: scores of points, and distances, as Redis 7.0.15 has them.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/geohash.hpp>

#include <cstdint>  // bits
#include <limits>   // odd scores
#include <random>   // mt19937_64, the same everywhere

#include "catch.hpp"

using namespace redlite::detail;
using redlite::geo_position;

// A bit at the wrong place is a point elsewhere on the earth.
TEST_CASE("geohash: bits go to every second place and come back", "[db]") {
  CHECK(spread_bits(0b1011) == 0b1000101);
  CHECK(spread_bits(0xffffffff) == 0x5555555555555555);
  CHECK(bits_of({1, 0}) == 2);
  CHECK(bits_of({0, 1}) == 1);
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const auto number = static_cast<std::uint32_t>(random());
    REQUIRE(gather_bits(spread_bits(number)) == number);
    REQUIRE(gather_bits(spread_bits(number) | 0xaaaaaaaaaaaaaaaa) == number);
  }
}

// Scores are read by other programs, and by Redis after a move.
TEST_CASE("geohash: scores are Redis', the edges of the earth included", "[db]") {
  CHECK(score_of_position({13.361389, 38.115556}) == 3479099956230698);
  CHECK(score_of_position({15.087269, 37.502669}) == 3479447370796909);
  CHECK(score_of_position({-0.1278, 51.5074}) == 2163557714755072);
  CHECK(score_of_position({151.2093, -33.8688}) == 3252046221964352);
  CHECK(score_of_position({0, 0}) == 3377699720527872);
  CHECK(score_of_position({-180, -latitude_max}) == 0);
  CHECK(score_of_position({180, latitude_max}) == 13510798882111488);
}

// Any sorted set may be asked for positions: its scores are no geohashes, and may be no integers.
TEST_CASE("geohash: positions of scores are Redis', of odd ones too", "[db]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double west = -179.99999731779098511;
  constexpr double south = -85.05112751263942528;
  const auto at = [](double score) { return position_of_score(score); };
  CHECK(at(3479099956230698) == geo_position{13.36138933897018433, 38.11555639549629859});
  CHECK(at(0) == geo_position{west, south});
  CHECK(at(13510798882111488) == geo_position{180, latitude_max});
  CHECK(at(-1) == geo_position{180, latitude_max});
  CHECK(at(1e300) == geo_position{west, south});
  CHECK(at(infinity) == geo_position{west, south});
  CHECK(at(-infinity) == geo_position{180, south});
  CHECK(at(3.7) == geo_position{-179.99999195337295532, -85.05112497791824921});
  CHECK(at(1.8e19) == geo_position{180, latitude_max});
}

// A point is given back from its own cell: never further than half a cell away.
TEST_CASE("geohash: a point and the middle of its cell are neighbours", "[db]") {
  std::mt19937_64 random(2);
  for (int i = 0; i < 1000; ++i) {
    const geo_position point{static_cast<double>(random() % 360'000) / 1000 - 180,
                             static_cast<double>(random() % 170'000) / 1000 - 85};
    const double score = score_of_position(point);
    const geo_position middle = position_of_score(score);
    REQUIRE(distance_m(point, middle) < 0.6);
    REQUIRE(score_of_position(middle) == score);
  }
}

TEST_CASE("geohash: letters are those of geohash.org", "[db]") {
  const auto text = [](double score) { return geohash_text(position_of_score(score)); };
  CHECK(text(3479099956230698) == "sqc8b49rny0");
  CHECK(text(2163557714755072) == "gcpvj0duq50");
  CHECK(text(3252046221964352) == "r3gx2f77bj0");
  CHECK(text(0) == "00bh0hbj200");
  CHECK(text(13510798882111488) == "bp05b5048p0");
}

TEST_CASE("geohash: distances along the earth", "[db]") {
  const geo_position palermo = position_of_score(3479099956230698);
  const geo_position catania = position_of_score(3479447370796909);
  CHECK(distance_m(palermo, catania) == Approx(166274.1516).margin(0.0001));
  CHECK(distance_m(palermo, palermo) == 0);
  CHECK(distance_m({0, 0}, {0, 1}) == latitude_distance_m(0, 1));
  CHECK(distance_m({179.9, 0}, {-179.9, 0}) == Approx(distance_m({0, 0}, {0.2, 0})));
  CHECK(metres_per(redlite::geo_unit::miles) == 1609.34);
  CHECK(metres_per(redlite::geo_unit::feet) == 0.3048);
}
