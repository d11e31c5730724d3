// kvbench/testing/laws/database.hpp: the laws of databases, of which a store has 16.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

inline constexpr std::string_view no_database = "ERR DB index is out of range";

template <class Store>
  requires has<Store, cmd::set, cmd::get, cmd::select, cmd::flushdb, cmd::flushall, cmd::dbsize>
void select_laws(Store& store) {
  auto& db = *store;
  SECTION("a key is in one database, and in no other") {
    db.set("k", "zero");
    db.select(15);
    CHECK_FALSE(bulk(db.get("k")));
    CHECK(vanished(store, "k"));
    CHECK(db.dbsize() == 0);
    db.set("k", "fifteen");
    db.set("j", "v");
    CHECK(db.dbsize() == 2);
    db.select(0);
    CHECK(bulk(db.get("k")) == "zero");
    CHECK(db.dbsize() == 1);
  }
  SECTION("FLUSHDB empties one, FLUSHALL all") {
    for (std::int64_t const database : {0, 1, 2}) {
      db.select(database);
      one_of_each(store);
    }
    db.select(1);
    db.flushdb();
    CHECK(db.dbsize() == 0);
    db.select(2);
    CHECK(db.dbsize() > 0);
    db.flushall();
    for (std::int64_t const database : {2, 1, 0}) {
      db.select(database);
      CHECK(db.dbsize() == 0);
      CHECK(vanished(store, "string"));
    }
  }
  SECTION("there are 16; another is refused, and the old one stays selected") {
    db.set("k", "zero");
    CHECK(refusal([&] { db.select(16); }) == no_database);
    CHECK(refusal([&] { db.select(-1); }) == no_database);
    CHECK(bulk(db.get("k")) == "zero");
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::get, cmd::select, cmd::swapdb, cmd::dbsize>
void swapdb_laws(Store& store) {
  auto& db = *store;
  SECTION("SWAPDB exchanges all that two databases hold") {
    texts const types = one_of_each(store);
    db.set("k", "zero");
    db.select(3);
    db.set("k", "three");
    db.swapdb(0, 3);
    CHECK(bulk(db.get("k")) == "zero");
    CHECK(db.dbsize() == static_cast<std::int64_t>(types.size()) + 1);
    if constexpr (has<Store, cmd::lrange>) CHECK(list(db.lrange("list", 0, -1)) == texts{"v"});
    db.select(0);
    CHECK(bulk(db.get("k")) == "three");
    CHECK(db.dbsize() == 1);
  }
  SECTION("a database may be swapped with itself; one that is not there is refused") {
    db.set("k", "zero");
    db.swapdb(0, 0);
    CHECK(bulk(db.get("k")) == "zero");
    CHECK(refusal([&] { db.swapdb(0, 16); }) == no_database);
    CHECK(refusal([&] { db.swapdb(-1, 0); }) == no_database);
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::get, cmd::select, cmd::move>
void move_laws(Store& store) {
  auto& db = *store;
  SECTION("MOVE takes a key of any type to another database, with its end") {
    texts const types = one_of_each(store);
    if constexpr (has<Store, cmd::expire>) db.expire("string", 100);
    for (std::string const& key : types) {
      CAPTURE(key);
      CHECK(db.move(key, 1));
      CHECK(vanished(store, key));
      CHECK_FALSE(db.move(key, 1));
    }
    db.select(1);
    CHECK(bulk(db.get("string")) == "v");
    if constexpr (has<Store, cmd::expire, cmd::ttl>) CHECK(db.ttl("string") == 100);
    if constexpr (has<Store, cmd::type>) {
      for (std::string const& key : types) CHECK(db.type(key) == key);
    }
    db.select(0);
  }
  SECTION("it does not replace") {
    db.set("k", "zero");
    db.select(1);
    db.set("k", "one");
    db.select(0);
    CHECK_FALSE(db.move("k", 1));
    CHECK(bulk(db.get("k")) == "zero");
  }
  SECTION("the same database, and one that is not there, are refused") {
    db.set("k", "zero");
    CHECK(refusal([&] { return db.move("k", 0); }) ==
          "ERR source and destination objects are the same");
    CHECK(refusal([&] { return db.move("k", 16); }) == no_database);
    CHECK(bulk(db.get("k")) == "zero");
  }
  if constexpr (has_forms<Store, cmd::copy>) {
    SECTION("COPY with DB leaves the key, and makes another there") {
      db.set("k", "zero");
      CHECK(db.copy("k", "k", {.database = 2}));
      CHECK_FALSE(db.copy("k", "k", {.database = 2}));
      CHECK(refusal([&] { return db.copy("k", "k", {.database = 0}); }) ==
            "ERR source and destination objects are the same");
      CHECK(refusal([&] { return db.copy("k", "j", {.database = 16}); }) == no_database);
      db.set("k", "new");
      db.select(2);
      CHECK(bulk(db.get("k")) == "zero");
      db.select(0);
      CHECK(bulk(db.get("k")) == "new");
    }
  }
}

/// All laws of databases that the store's client can be held to.
template <class Store>
void databases(Store& store) {
  if constexpr (requires { select_laws(store); }) {
    SECTION("select") { select_laws(store); }
  }
  if constexpr (requires { swapdb_laws(store); }) {
    SECTION("swapdb") { swapdb_laws(store); }
  }
  if constexpr (requires { move_laws(store); }) {
    SECTION("move") { move_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
