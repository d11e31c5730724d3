// kvbench/testing/laws/geo.hpp: the laws of points on the earth.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>  // a tolerance

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

/// Members found, in the order in which they were.
template <class Reply>
texts found(Reply const& reply) {
  texts all;
  for (auto const& one : reply) all.emplace_back(one.member);
  return all;
}

/// Towns of Sicily, and corners to the west and east of them.
template <class Store>
void sicily(Store& store) {
  (*store).geoadd("g", {{13.361389, 38.115556, "Palermo"},
                        {15.087269, 37.502669, "Catania"},
                        {12.758489, 38.788135, "west"},
                        {17.241510, 38.788135, "east"}});
}

template <class Store>
  requires has_forms<Store, cmd::geoadd> && has_lists<Store, cmd::geopos, cmd::geohash>
void geoadd_laws(Store& store) {
  auto& db = *store;
  using redlite::zadd_if;
  SECTION("a point comes back as the middle of its cell, to within a metre") {
    sicily(store);
    auto const all = db.geopos("g", {"Catania", "absent", "Palermo"});
    REQUIRE(all.size() == 3);
    REQUIRE(static_cast<bool>(all[0]));
    CHECK(std::abs(all[0]->longitude - 15.087269) < 1e-5);
    CHECK(std::abs(all[0]->latitude - 37.502669) < 1e-5);
    CHECK_FALSE(static_cast<bool>(all[1]));
    CHECK(std::abs(all[2]->longitude - 13.361389) < 1e-5);
    CHECK_FALSE(static_cast<bool>(db.geopos("absent", {"Catania"})[0]));
  }
  SECTION("GEOHASH yields the eleven letters that maps know") {
    sicily(store);
    CHECK(bulks(db.geohash("g", {"Palermo", "x", "Catania"})) ==
          answers{"sqc8b49rny0", std::nullopt, "sqdtr74hyu0"});
    CHECK(bulks(db.geohash("absent", {"a"})) == answers{std::nullopt});
  }
  SECTION("yields how many were new, and with CH how many moved, too") {
    CHECK(db.geoadd("g", {{1, 1, "a"}, {2, 2, "b"}, {3, 3, "a"}}) == 2);
    CHECK(db.geoadd("g", {{4, 4, "a"}, {5, 5, "c"}}, {.changed = true}) == 2);
    CHECK(db.geoadd("g", {{9, 9, "a"}, {6, 6, "d"}}, {.when = zadd_if::absent}) == 1);
    CHECK(db.geoadd("g", {{8, 8, "a"}, {7, 7, "e"}}, {.when = zadd_if::present}) == 0);
    CHECK(std::abs(db.geopos("g", {"a"})[0]->latitude - 8) < 1e-5);
    CHECK_FALSE(static_cast<bool>(db.geopos("g", {"e"})[0]));
  }
  SECTION("a point is a member of a sorted set, by its geohash of 52 bits") {
    sicily(store);
    if constexpr (has<Store, cmd::type>) CHECK(db.type("g") == "zset");
    if constexpr (has<Store, cmd::zscore>) CHECK(db.zscore("g", "Catania") == 3479447370796909.0);
    if constexpr (has<Store, cmd::zcard>) CHECK(db.zcard("g") == 4);
  }
  SECTION("what is not on the map is refused, and nothing is added") {
    CHECK(refusal([&] {
            return db.geoadd("g", {{1, 1, "a"}, {180.1, 0, "b"}});
          }) == "ERR invalid longitude,latitude pair 180.100000,0.000000");
    CHECK(refusal([&] { return db.geoadd("g", 0.0, 85.06, "b"); }) ==
          "ERR invalid longitude,latitude pair 0.000000,85.060000");
    CHECK(vanished(store, "g"));
    CHECK(db.geoadd("g", {{-180, -85.05112878, "a"}, {180, 85.05112878, "b"}}) == 2);
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.geoadd("k", 1.0, 1.0, "a"); }) == wrong_type);
      CHECK(refusal([&] { return db.geopos("k", {"a"}); }) == wrong_type);
      CHECK(refusal([&] { return db.geohash("k", {"a"}); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_forms<Store, cmd::geoadd, cmd::geodist>
void geodist_laws(Store& store) {
  auto& db = *store;
  using redlite::geo_unit;
  SECTION("the way along the earth, to four decimals, in the unit asked for") {
    sicily(store);
    CHECK(db.geodist("g", "Palermo", "Catania") == 166274.1516);
    CHECK(db.geodist("g", "Catania", "Palermo", {.unit = geo_unit::kilometres}) == 166.2742);
    CHECK(db.geodist("g", "Palermo", "Catania", {.unit = geo_unit::miles}) == 103.3182);
    CHECK(db.geodist("g", "Palermo", "Catania", {.unit = geo_unit::feet}) == 545518.8700);
    CHECK(db.geodist("g", "Palermo", "Palermo") == 0.0);
  }
  SECTION("nothing where one of them is absent; another type is refused") {
    sicily(store);
    CHECK_FALSE(static_cast<bool>(db.geodist("g", "Palermo", "absent")));
    CHECK_FALSE(static_cast<bool>(db.geodist("absent", "Palermo", "Catania")));
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.geodist("k", "a", "b"); }) == wrong_type);
  }
}

template <class Store>
  requires has_forms<Store, cmd::geoadd, cmd::geosearch>
void geosearch_laws(Store& store) {
  auto& db = *store;
  using redlite::geo_order;
  using redlite::geo_unit;
  sicily(store);
  redlite::from_lonlat const middle{15, 37};
  redlite::by_radius const near{200, geo_unit::kilometres};
  SECTION("within a radius, the nearest or the farthest first") {
    CHECK(found(db.geosearch("g", middle, near, {.order = geo_order::nearest_first})) ==
          texts{"Catania", "Palermo"});
    CHECK(found(db.geosearch("g", middle, near, {.order = geo_order::farthest_first})) ==
          texts{"Palermo", "Catania"});
    CHECK(found(db.geosearch("g", middle, redlite::by_radius{1})).empty());
    CHECK(found(db.geosearch("absent", middle, near)).empty());
  }
  SECTION("within a box, whose corners are farther away than its sides") {
    redlite::by_box const box{400, 400, geo_unit::kilometres};
    CHECK(found(db.geosearch("g", middle, box, {.order = geo_order::nearest_first})) ==
          texts{"Catania", "Palermo", "east", "west"});
    CHECK(found(db.geosearch("g", middle, redlite::by_box{100, 400, geo_unit::kilometres})) ==
          texts{"Catania"});
  }
  SECTION("around a member, which is found, too") {
    CHECK(found(db.geosearch("g", redlite::from_member{"Palermo"}, near,
                             {.order = geo_order::nearest_first})) ==
          texts{"Palermo", "west", "Catania"});
    CHECK(refusal([&] { return db.geosearch("g", redlite::from_member{"nobody"}, near); }) ==
          "ERR could not decode requested zset member");
  }
  SECTION("COUNT takes the nearest, unless ANY takes whichever") {
    CHECK(found(db.geosearch("g", middle, redlite::by_radius{1000, geo_unit::kilometres},
                             {.count = 1})) == texts{"Catania"});
    CHECK(found(db.geosearch("g", middle, redlite::by_radius{1000, geo_unit::kilometres},
                             {.count = 3, .any = true}))
              .size() == 3);
    CHECK(refusal([&] { return db.geosearch("g", middle, near, {.count = 0}); }) ==
          "ERR COUNT must be > 0");
    CHECK(refusal([&] { return db.geosearch("g", middle, near, {.any = true}); }) ==
          "ERR the ANY argument requires COUNT argument");
  }
  SECTION("position, distance and hash come along where they are asked for") {
    auto const all = db.geosearch("g", middle, near,
                                  {.order = geo_order::nearest_first,
                                   .with_position = true,
                                   .with_distance = true,
                                   .with_hash = true});
    REQUIRE(all.size() == 2);
    CHECK(all[0].distance == 56.4413);
    CHECK(all[0].hash == 3479447370796909);
    REQUIRE(static_cast<bool>(all[0].position));
    CHECK(std::abs(all[0].position->longitude - 15.087269) < 1e-5);
    auto const plain = db.geosearch("g", middle, near, {.count = 1});
    CHECK_FALSE(static_cast<bool>(plain[0].distance));
    CHECK_FALSE(static_cast<bool>(plain[0].hash));
    CHECK_FALSE(static_cast<bool>(plain[0].position));
  }
  SECTION("the date line does not part neighbours") {
    db.geoadd("line", {{179.99, 0, "west of it"}, {-179.99, 0, "east of it"}});
    CHECK(found(db.geosearch("line", redlite::from_member{"west of it"},
                             redlite::by_radius{5, geo_unit::kilometres}))
              .size() == 2);
  }
  SECTION("a negative radius, and another type, are refused") {
    CHECK(refusal([&] { return db.geosearch("g", middle, redlite::by_radius{-1}); }) ==
          "ERR radius cannot be negative");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.geosearch("k", middle, near); }) == wrong_type);
  }
  if constexpr (has_forms<Store, cmd::geosearchstore, cmd::zrange>) {
    SECTION("GEOSEARCHSTORE stores what was found, by its geohash or its distance") {
      auto const held = [&] { return scored(db.zrange("d", 0, -1, redlite::with_scores)); };
      CHECK(db.geosearchstore("d", "g", middle, near) == 2);
      CHECK(held() == scores{{"Palermo", 3479099956230698.0}, {"Catania", 3479447370796909.0}});
      CHECK(db.geosearchstore("d", "g", middle, near, {.count = 1, .store_distance = true}) == 1);
      REQUIRE(held().size() == 1);
      CHECK(std::abs(held()[0].second - 56.4413) < 1e-4);
      CHECK(db.geosearchstore("d", "g", middle, redlite::by_radius{1}) == 0);
      CHECK(vanished(store, "d"));
      if (put_string(store, "k"))
        CHECK(refusal([&] { return db.geosearchstore("d", "k", middle, near); }) == wrong_type);
    }
  }
}

/// All laws of points that the store's client can be held to.
template <class Store>
void geos(Store& store) {
  if constexpr (requires { geoadd_laws(store); }) {
    SECTION("geoadd") { geoadd_laws(store); }
  }
  if constexpr (requires { geodist_laws(store); }) {
    SECTION("geodist") { geodist_laws(store); }
  }
  if constexpr (requires { geosearch_laws(store); }) {
    SECTION("geosearch") { geosearch_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
