// kvbench/testing/laws/key.hpp: the laws of the commands on keys of any type.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::del, cmd::exists>
void del_laws(Store& store) {
  auto& db = *store;
  texts const types = one_of_each(store);
  SECTION("DEL removes a key of any type, once") {
    for (std::string const& key : types) {
      CAPTURE(key);
      CHECK(db.exists(key) == 1);
      CHECK(db.del(key) == 1);
      CHECK(db.exists(key) == 0);
      CHECK(db.del(key) == 0);
      CHECK(vanished(store, key));
    }
  }
  SECTION("what comes after it is new, without the old elements") {
    for (std::string const& key : types) db.del(key);
    one_of_each(store);
    if constexpr (has<Store, cmd::rpush, cmd::llen>) CHECK(db.llen("list") == 1);
    if constexpr (has<Store, cmd::hset, cmd::hlen>) CHECK(db.hlen("hash") == 1);
    if constexpr (has<Store, cmd::sadd, cmd::scard>) CHECK(db.scard("set") == 1);
    if constexpr (has<Store, cmd::zadd, cmd::zcard>) CHECK(db.zcard("zset") == 1);
    if constexpr (has<Store, cmd::xadd, cmd::xlen>) CHECK(db.xlen("stream") == 1);
  }
  if constexpr (has_lists<Store, cmd::del, cmd::exists> && has<Store, cmd::set>) {
    SECTION("several keys: DEL counts each once, EXISTS as often as it is named") {
      db.set("a", "1");
      db.set("b", "2");
      CHECK(db.exists({"a", "a", "b", "absent"}) == 3);
      CHECK(db.del({"a", "a", "absent", "b"}) == 2);
      CHECK(db.exists({"a", "b"}) == 0);
    }
  }
}

template <class Store>
  requires has<Store, cmd::type>
void type_laws(Store& store) {
  auto& db = *store;
  SECTION("TYPE names the type") {
    for (std::string const& key : one_of_each(store)) CHECK(db.type(key) == key);
    CHECK(db.type("absent") == "none");
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::flushdb, cmd::dbsize>
void whole_store_laws(Store& store) {
  auto& db = *store;
  SECTION("DBSIZE counts keys of all types; FLUSHDB leaves none") {
    CHECK(db.dbsize() == 0);
    auto const types = one_of_each(store);
    CHECK(db.dbsize() == static_cast<std::int64_t>(types.size()));
    one_of_each(store);
    CHECK(db.dbsize() == static_cast<std::int64_t>(types.size()));
    if constexpr (has<Store, cmd::del>) {
      db.del("string");
      CHECK(db.dbsize() == static_cast<std::int64_t>(types.size()) - 1);
    }
    db.flushdb();
    CHECK(db.dbsize() == 0);
    for (std::string const& key : types) CHECK(vanished(store, key));
    one_of_each(store);
    if constexpr (has<Store, cmd::rpush, cmd::llen>) CHECK(db.llen("list") == 1);
  }
  if constexpr (has_forms<Store, cmd::flushdb, cmd::flushall>) {
    SECTION("SYNC and ASYNC leave as little") {
      using redlite::flush_how;
      for (flush_how const how : {flush_how::sync, flush_how::async}) {
        one_of_each(store);
        db.flushdb({.how = how});
        CHECK(db.dbsize() == 0);
        one_of_each(store);
        db.flushall({.how = how});
        CHECK(db.dbsize() == 0);
      }
    }
  }
  if constexpr (has<Store, cmd::ping>) {
    SECTION("PING") { CHECK(std::string(db.ping()) == "PONG"); }
  }
}

/// All laws of keys that the store's client can be held to.
template <class Store>
void keys(Store& store) {
  if constexpr (requires { del_laws(store); }) {
    SECTION("del") { del_laws(store); }
  }
  if constexpr (requires { type_laws(store); }) {
    SECTION("type") { type_laws(store); }
  }
  if constexpr (requires { whole_store_laws(store); }) {
    SECTION("whole store") { whole_store_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
