// tests/redlite/db/geo.cpp: the geo commands. Expected values are those of Redis 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/geo.hpp>

#include <algorithm>   // the model's order
#include <cmath>       // NaN
#include <functional>  // calls
#include <limits>      // infinity
#include <map>         // calls
#include <random>      // mt19937_64, the same everywhere
#include <string>      // members
#include <utility>     // the model
#include <vector>      // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::by_box;
using redlite::by_radius;
using redlite::from_lonlat;
using redlite::from_member;
using redlite::geo_match;
using redlite::geo_order;
using redlite::geo_position;
using redlite::geo_unit;
using redlite::scored;
using redlite::with_scores;
using support::message_of;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double highest = 85.05112878;
constexpr geo_unit km = geo_unit::kilometres;

using texts = std::vector<std::string>;

texts names(const std::vector<geo_match>& matches) {
  texts all;
  for (const geo_match& each : matches) all.push_back(each.member);
  return all;
}

void fill(redlite::db& db) {
  REQUIRE(db.geoadd("s", {{13.361389, 38.115556, "Palermo"},
                          {15.087269, 37.502669, "Catania"},
                          {0, 0, "null"},
                          {-180, -highest, "sw"},
                          {180, highest, "ne"},
                          {0.0000001, 0.0000001, "near"},
                          {-0.1278, 51.5074, "London"},
                          {151.2093, -33.8688, "Sydney"}}) == 8);
}

}  // namespace

// The same command is also a sorted set's: its options must not get lost on the way.
TEST_CASE("geo: GEOADD adds, moves, and counts as ZADD", "[db]") {
  redlite::db db(":memory:");
  CHECK(db.geoadd("g", 1, 2, "a") == 1);
  CHECK(db.geoadd("g", 1, 2, "a", {.changed = true}) == 0);
  CHECK(db.geoadd("g", {{1, 3, "a"}, {5, 5, "b"}}, {.changed = true}) == 2);
  CHECK(db.geoadd("g", {{7, 7, "b"}, {8, 8, "c"}}, {.when = redlite::zadd_if::absent}) == 1);
  CHECK(db.geodist("g", "b", "c", {km}) == db.geodist("g", "c", "b", {km}));
  CHECK(db.geohash("g", "b") == std::vector<std::optional<std::string>>{"s0gs3y0zh70"});
  CHECK(db.geoadd("g", {{9, 9, "b"}, {9, 9, "d"}},
                  {.when = redlite::zadd_if::present, .changed = true}) == 1);
  CHECK(db.zcard("g") == 3);
  CHECK(message_of([&] {
          db.geoadd("g", {{1, 1, "x"}, {181, 0, "y"}});
        }) == "ERR invalid longitude,latitude pair 181.000000,0.000000");
  CHECK(message_of([&] { db.geoadd("g", 0, 86, "x"); }) ==
        "ERR invalid longitude,latitude pair 0.000000,86.000000");
  CHECK(message_of([&] { db.geoadd("g", infinity, 0, "x"); }) ==
        "ERR invalid longitude,latitude pair inf,0.000000");
  CHECK(message_of([&] { db.geoadd("g", 0, std::nan(""), "x"); }) ==
        "ERR value is not a valid float");
  CHECK(db.zcard("g") == 3);
}

// What is read back is the middle of the cell, with the digits that Redis writes.
TEST_CASE("geo: GEOPOS, GEOHASH and GEODIST", "[db]") {
  redlite::db db(":memory:");
  fill(db);
  CHECK(db.geopos("s", {"Palermo", "none", "near", "ne"}) ==
        std::vector<std::optional<geo_position>>{
            geo_position{13.36138933897018433, 38.11555639549629859}, std::nullopt,
            geo_position{0.00000268220901489, 0.00000126736058093}, geo_position{180, highest}});
  CHECK(db.geohash("s", {"Palermo", "null", "none"}) ==
        std::vector<std::optional<std::string>>{"sqc8b49rny0", "s0000000000", std::nullopt});
  CHECK(db.geodist("s", "Palermo", "Catania") == 166274.1516);
  CHECK(db.geodist("s", "Palermo", "Catania", {km}) == 166.2742);
  CHECK(db.geodist("s", "Palermo", "Catania", {geo_unit::miles}) == 103.3182);
  CHECK(db.geodist("s", "Palermo", "Catania", {geo_unit::feet}) == 545518.87);
  CHECK(db.geodist("s", "London", "Sydney") == 16998728.2324);
  CHECK(db.geodist("s", "null", "null") == 0);
  CHECK(db.geodist("s", "null", "none") == std::nullopt);
  CHECK(db.geodist("none", "a", "b") == std::nullopt);
  CHECK(db.geopos("s", texts()).empty());
  CHECK(db.geohash("none", texts()).empty());
  CHECK(db.geopos("none", "a") == std::vector<std::optional<geo_position>>{std::nullopt});
  CHECK(db.geohash("none", "a") == std::vector<std::optional<std::string>>{std::nullopt});
}

// Columns that were not asked for must not come, and those asked for must be this member's.
TEST_CASE("geo: GEOSEARCH by circle and box, with what was asked for", "[db]") {
  redlite::db db(":memory:");
  fill(db);
  const from_lonlat centre{15, 37};
  CHECK(db.geosearch("s", centre, by_radius{200, km}, {.order = geo_order::nearest_first}) ==
        std::vector<geo_match>{{"Catania"}, {"Palermo"}});
  CHECK(db.geosearch("s", centre, by_radius{200, km},
                     {.order = geo_order::farthest_first,
                      .with_position = true,
                      .with_distance = true,
                      .with_hash = true}) ==
        std::vector<geo_match>{{"Palermo", 190.4424, 3479099956230698,
                                geo_position{13.36138933897018433, 38.11555639549629859}},
                               {"Catania", 56.4413, 3479447370796909,
                                geo_position{15.08726745843887329, 37.50266842333162032}}});
  CHECK(db.geosearch("s", centre, by_box{400, 400, km},
                     {.order = geo_order::nearest_first, .with_distance = true}) ==
        std::vector<geo_match>{{"Catania", 56.4413}, {"Palermo", 190.4424}});
  CHECK(db.geosearch("s", from_member{"Palermo"}, by_radius{100}, {.with_distance = true}) ==
        std::vector<geo_match>{{"Palermo", 0}});
  CHECK(names(db.geosearch("s", from_lonlat{0, 0}, by_radius{20'000, km})) ==
        texts{"near", "null", "Palermo", "Catania", "Sydney", "London", "sw"});
  CHECK(names(db.geosearch("s", from_lonlat{0, 0}, by_radius{30'000, km}, {.count = 3})) ==
        texts{"near", "null", "Catania"});
  CHECK(names(db.geosearch("s", from_lonlat{0, 0}, by_radius{30'000, km},
                           {.count = 2, .any = true})) == texts{"near", "null"});
  CHECK(db.geosearch("none", from_member{"x"}, by_radius{1}).empty());
}

TEST_CASE("geo: refusals are Redis'", "[db]") {
  redlite::db db(":memory:");
  fill(db);
  const from_lonlat here{0, 0};
  const auto refused = [&](const redlite::geo_centre& centre, const redlite::geo_shape& shape,
                           const redlite::geosearch_options& how = {}) {
    const std::string said = message_of([&] { db.geosearch("s", centre, shape, how); });
    CHECK(message_of([&] {
            db.geosearchstore("d", "none", centre, shape, {how.order, how.count, how.any});
          }) == (said.find("decode") == said.npos ? said : "(done)"));
    return said;
  };
  CHECK(refused(from_member{"none"}, by_radius{1}) == "ERR could not decode requested zset member");
  CHECK(refused(from_lonlat{200, 0}, by_radius{1}) ==
        "ERR invalid longitude,latitude pair 200.000000,0.000000");
  CHECK(refused(here, by_radius{-1}) == "ERR radius cannot be negative");
  CHECK(refused(here, by_radius{std::nan("")}) == "ERR need numeric radius");
  CHECK(refused(here, by_box{-1, 1}) == "ERR height or width cannot be negative");
  CHECK(refused(here, by_box{1, -1}) == "ERR height or width cannot be negative");
  CHECK(refused(here, by_box{std::nan(""), 1}) == "ERR need numeric width");
  CHECK(refused(here, by_box{1, std::nan("")}) == "ERR need numeric height");
  CHECK(refused(here, by_radius{1}, {.count = 0}) == "ERR COUNT must be > 0");
  CHECK(refused(here, by_radius{1}, {.any = true}) ==
        "ERR the ANY argument requires COUNT argument");
  db.set("text", "x");
  const std::map<std::string, std::function<void()>> calls{
      {"GEOADD", [&] { db.geoadd("text", 1, 1, "a"); }},
      {"GEOPOS", [&] { db.geopos("text", "a"); }},
      {"GEODIST", [&] { db.geodist("text", "a", "b"); }},
      {"GEOHASH", [&] { db.geohash("text", "a"); }},
      {"GEOSEARCH", [&] { db.geosearch("text", here, by_radius{-1}); }},
      {"GEOSEARCHSTORE", [&] { db.geosearchstore("s", "text", here, by_radius{1}); }},
  };
  for (const auto& [name, call] : calls) {
    INFO(name);
    CHECK(message_of(call) == support::wrong_type_text);
  }
  CHECK(db.zcard("s") == 8);
}

TEST_CASE("geo: GEOSEARCHSTORE stores geohashes or distances, and replaces", "[db]") {
  redlite::db db(":memory:");
  fill(db);
  const from_lonlat centre{15, 37};
  db.set("d", "text", {.ex = 100});
  CHECK(db.geosearchstore("d", "s", centre, by_radius{200, km}, {.store_distance = true}) == 2);
  const auto stored = db.zrange("d", 0, -1, with_scores);
  REQUIRE(stored.size() == 2);
  CHECK(stored[0].member == "Catania");
  CHECK(stored[0].score == Approx(56.441257870158204).epsilon(1e-14));
  CHECK(stored[1].score == Approx(190.44242984775784).epsilon(1e-14));
  CHECK(db.ttl("d") == -1);
  CHECK(db.geosearchstore("d", "s", centre, by_radius{200, km}, {.count = 1}) == 1);
  CHECK(db.zrange("d", 0, -1, with_scores) == std::vector<scored>{{"Catania", 3479447370796909}});
  CHECK(db.geosearchstore("d", "s", from_lonlat{80, 80}, by_radius{1, km}) == 0);
  CHECK_FALSE(db.exists("d"));
}

// The cells of a search are a short cut: what they leave out must not be there.
TEST_CASE("geo: a search finds what looking at every point finds", "[db]") {
  redlite::db db(":memory:");
  std::mt19937_64 random(9);
  const auto some = [&](double limit) {
    return (static_cast<double>(random() % 2'000'001) / 1'000'000 - 1) * limit;
  };
  std::vector<std::string> members;
  for (int i = 0; i < 3000; ++i) {
    members.push_back(std::to_string(i));
    db.geoadd("g", 10 + some(5), 45 + some(5), members.back());
  }
  const auto at = db.geopos("g", members);
  for (const double radius_km : {0.5, 5.0, 50.0, 300.0}) {
    const geo_position centre{10 + some(5), 45 + some(5)};
    std::vector<std::pair<double, std::string>> right;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const double apart_m = redlite::detail::distance_m(centre, *at[i]);
      if (apart_m <= radius_km * 1000) right.emplace_back(apart_m, members[i]);
    }
    std::sort(right.begin(), right.end());
    texts wanted;
    for (const auto& [apart_m, member] : right) wanted.push_back(member);
    const from_lonlat from{centre.longitude, centre.latitude};
    REQUIRE(names(db.geosearch("g", from, by_radius{radius_km, km},
                               {.order = geo_order::nearest_first})) == wanted);
    std::reverse(wanted.begin(), wanted.end());
    REQUIRE(names(db.geosearch("g", from, by_radius{radius_km, km},
                               {.order = geo_order::farthest_first})) == wanted);
  }
}

// Where points lie at the same place, which of them a COUNT leaves out is Redis' choice.
TEST_CASE("geo: COUNT among equal distances chooses as Redis", "[db]") {
  redlite::db db(":memory:");
  for (int i = 0; i < 100; ++i) {
    const std::string name = (i < 10 ? "m0" : "m") + std::to_string(i);
    db.geoadd("t", 10 + i * 7 % 5, 40 + i * 3 % 4, name);
  }
  const auto found = [&](geo_order order, std::int64_t count) {
    std::string joined;
    for (const auto& each : db.geosearch("t", from_lonlat{12, 41}, by_radius{1000, km},
                                         {.order = order, .count = count})) {
      joined += each.member + ' ';
    }
    return joined;
  };
  CHECK(found(geo_order::nearest_first, 3) == "m11 m91 m31 ");
  CHECK(found(geo_order::nearest_first, 12) == "m11 m91 m31 m51 m71 m39 m19 m99 m79 m59 m03 m23 ");
  CHECK(found(geo_order::none, 60) ==
        "m11 m91 m31 m51 m71 m39 m19 m99 m79 m59 m03 m23 m83 m63 m43 m66 m06 m26 m46 m86 m96 m76 "
        "m56 m36 m16 m74 m94 m54 m34 m14 m98 m78 m58 m38 m18 m44 m04 m24 m64 m84 m08 m88 m28 m48 "
        "m68 m35 m15 m95 m75 m55 m67 m87 m27 m47 m07 m90 m10 m30 m50 m70 ");
  CHECK(found(geo_order::farthest_first, 5) == "m17 m97 m77 m57 m37 ");
}
