// kvbench/testing/laws/string_exchange.hpp: the laws of strings that are taken, exchanged, or
// stored with an end.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::get, cmd::set, cmd::setnx, cmd::getset, cmd::getdel>
void exchange_laws(Store& store) {
  auto& db = *store;
  SECTION("SETNX stores only what is absent, whatever the type of what is there") {
    CHECK(db.setnx("k", ""));
    CHECK_FALSE(db.setnx("k", "second"));
    CHECK(bulk(db.get("k")) == "");
    if (put_list(store, "l")) CHECK_FALSE(db.setnx("l", "v"));
  }
  SECTION("GETSET and GETDEL yield what was there, byte for byte") {
    std::string const bytes = all_bytes();
    CHECK_FALSE(bulk(db.getset("k", bytes)));
    CHECK(bulk(db.getset("k", "new")) == bytes);
    CHECK(bulk(db.getdel("k")) == "new");
    CHECK(vanished(store, "k"));
    CHECK_FALSE(bulk(db.getdel("k")));
  }
  if constexpr (has<Store, cmd::ttl>) {
    SECTION("what GETSET stores has no end") {
      db.set("k", "v", {.ex = 100});
      db.getset("k", "new");
      CHECK(db.ttl("k") == -1);
    }
  }
  SECTION("another type is refused, and stays") {
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.getset("l", "v"); }) == wrong_type);
      CHECK(refusal([&] { return db.getdel("l"); }) == wrong_type);
      CHECK_FALSE((has<Store, cmd::exists> && vanished(store, "l")));
    }
  }
}

template <class Store>
  requires has<Store, cmd::get, cmd::set, cmd::setex, cmd::psetex, cmd::ttl> &&
           has_forms<Store, cmd::getex>
void ending_string_laws(Store& store) {
  auto& db = *store;
  SECTION("SETEX and PSETEX store a value and its end, over any type") {
    db.setex("k", 100, "v");
    CHECK(bulk(db.get("k")) == "v");
    CHECK(db.ttl("k") == 100);
    put_list(store, "l");
    db.psetex("l", 100'000, "w");
    CHECK(bulk(db.get("l")) == "w");
    CHECK(db.ttl("l") == 100);
  }
  SECTION("an end that is not in the future is refused, and nothing is stored") {
    CHECK(refusal([&] { db.setex("k", 0, "v"); }) == "ERR invalid expire time in 'setex' command");
    CHECK(refusal([&] { db.psetex("k", -1, "v"); }) ==
          "ERR invalid expire time in 'psetex' command");
    CHECK(refusal([&] { db.setex("k", INT64_MAX, "v"); }) ==
          "ERR invalid expire time in 'setex' command");
    CHECK(vanished(store, "k"));
  }
  SECTION("GETEX yields the value, and leaves, sets or removes the end") {
    db.set("k", "v", {.ex = 100});
    CHECK(bulk(db.getex("k")) == "v");
    CHECK(db.ttl("k") == 100);
    CHECK(bulk(db.getex("k", {.px = 200'000})) == "v");
    CHECK(db.ttl("k") == 200);
    CHECK(bulk(db.getex("k", {.persist = true})) == "v");
    CHECK(db.ttl("k") == -1);
    CHECK(bulk(db.getex("k", {.pxat = 1})) == "v");
    CHECK(vanished(store, "k"));
    CHECK_FALSE(bulk(db.getex("k", {.ex = 100})));
    CHECK(vanished(store, "k"));
  }
  SECTION("GETEX refuses what is no time, two ends, and another type") {
    db.set("k", "v");
    CHECK(refusal([&] { return db.getex("k", {.ex = 0}); }) ==
          "ERR invalid expire time in 'getex' command");
    CHECK(refusal([&] { return db.getex("k", {.ex = 1, .px = 1}); }) == "ERR syntax error");
    CHECK(db.ttl("k") == -1);
    if (put_list(store, "l")) CHECK(refusal([&] { return db.getex("l"); }) == wrong_type);
  }
}

/// All laws of strings exchanged that the store's client can be held to.
template <class Store>
void string_exchanges(Store& store) {
  if constexpr (requires { exchange_laws(store); }) {
    SECTION("exchange") { exchange_laws(store); }
  }
  if constexpr (requires { ending_string_laws(store); }) {
    SECTION("ending strings") { ending_string_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
