// kvbench/testing/laws/expire.hpp: the laws of EXPIRE and TTL, and of what time does to keys.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::set, cmd::expire, cmd::ttl>
void expire_laws(Store& store) {
  auto& db = *store;
  using redlite::expire_if;
  SECTION("TTL tells an end from none, and none from an absent key") {
    db.set("k", "v");
    CHECK(db.ttl("k") == -1);
    CHECK(db.ttl("absent") == -2);
    CHECK(db.expire("k", 100));
    CHECK(db.ttl("k") == 100);
    CHECK_FALSE(db.expire("absent", 100));
  }
  SECTION("an end that is not in the future removes at once") {
    for (std::string const& key : one_of_each(store)) {
      CAPTURE(key);
      CHECK(db.expire(key, key == "list" ? -5 : 0));
      CHECK(vanished(store, key));
      CHECK(db.ttl(key) == -2);
      CHECK_FALSE(db.expire(key, 1));
    }
  }
  SECTION("an end beyond all time is refused") {
    db.set("k", "v");
    std::string_view const invalid = "ERR invalid expire time in 'expire' command";
    CHECK(refusal([&] { return db.expire("k", INT64_MAX); }) == invalid);
    CHECK(refusal([&] { return db.expire("k", INT64_MIN); }) == invalid);
    CHECK(refusal([&] { return db.expire("k", 9'223'372'036'854'775); }) == invalid);
    CHECK(db.ttl("k") == -1);
  }
  SECTION("writes that change a value keep its end") {
    if constexpr (has<Store, cmd::append, cmd::incr>) {
      db.set("k", "1");
      db.expire("k", 100);
      db.incr("k");
      db.append("k", "0");
      CHECK(db.ttl("k") == 100);
    }
    if constexpr (has<Store, cmd::rpush, cmd::lpop>) {
      db.rpush("l", {"a", "b"});
      db.expire("l", 100);
      db.rpush("l", "c");
      db.lpop("l");
      CHECK(db.ttl("l") == 100);
    }
    if constexpr (has<Store, cmd::hset>) {
      db.hset("h", "f", "v");
      db.expire("h", 100);
      db.hset("h", "g", "v");
      CHECK(db.ttl("h") == 100);
    }
  }
  SECTION("a key made anew has no end") {
    db.set("k", "v");
    db.expire("k", 100);
    db.set("k", "w");
    CHECK(db.ttl("k") == -1);
    if constexpr (has<Store, cmd::rpush, cmd::lpop>) {
      db.rpush("l", "a");
      db.expire("l", 100);
      db.lpop("l");
      db.rpush("l", "b");
      CHECK(db.ttl("l") == -1);
    }
    if constexpr (has<Store, cmd::mset>) {
      db.expire("k", 100);
      db.mset({{"k", "x"}});
      CHECK(db.ttl("k") == -1);
    }
  }
  if constexpr (requires { db.expire("k", 1, redlite::expire_options{}); }) {
    SECTION("conditions; no end counts as one after all others") {
      db.set("k", "v");
      CHECK_FALSE(db.expire("k", 100, {.when = expire_if::present}));
      CHECK_FALSE(db.expire("k", 100, {.when = expire_if::greater}));
      CHECK(db.ttl("k") == -1);
      CHECK(db.expire("k", 100, {.when = expire_if::absent}));
      CHECK_FALSE(db.expire("k", 200, {.when = expire_if::absent}));
      CHECK_FALSE(db.expire("k", 50, {.when = expire_if::greater}));
      CHECK(db.expire("k", 200, {.when = expire_if::greater}));
      CHECK_FALSE(db.expire("k", 300, {.when = expire_if::less}));
      CHECK(db.expire("k", 50, {.when = expire_if::less}));
      CHECK(db.ttl("k") == 50);
      CHECK(db.expire("k", 70, {.when = expire_if::present}));
      CHECK(db.ttl("k") == 70);
      db.set("other", "v");
      CHECK(db.expire("other", 50, {.when = expire_if::less}));
      CHECK_FALSE(db.expire("other", -1, {.when = expire_if::absent}));
      CHECK(db.ttl("other") == 50);
    }
  }
}

/// Expired is absent, for every command, from the millisecond on.
template <class Store>
  requires moves_time<Store> && has<Store, cmd::set, cmd::expire, cmd::ttl, cmd::get, cmd::exists>
void passing_time_laws(Store& store) {
  auto& db = *store;
  SECTION("a key is there until its end, and not from then on") {
    db.set("k", "v", {.px = 300});
    CHECK(bulk(db.get("k")) == "v");
    store.advance(100);
    CHECK(bulk(db.get("k")) == "v");
    store.advance(200);
    CHECK_FALSE(bulk(db.get("k")));
    CHECK(db.ttl("k") == -2);
    CHECK(vanished(store, "k"));
    CHECK_FALSE(db.expire("k", 100));
    if constexpr (has<Store, cmd::del>) CHECK(db.del("k") == 0);
  }
  SECTION("an expired value is not built upon") {
    db.set("k", "41", {.px = 20});
    db.set("old", "v", {.px = 20});
    if constexpr (has<Store, cmd::incr>) {
      store.advance(20);
      CHECK(db.incr("k") == 1);
      CHECK(db.ttl("k") == -1);
    }
    if constexpr (has<Store, cmd::rpush, cmd::llen>) {
      store.advance(20);
      CHECK(db.rpush("old", "x") == 1);
      CHECK(db.llen("old") == 1);
      db.expire("old", 1);
      store.advance(1000);
      CHECK(db.rpush("old", "y") == 1);
      CHECK(db.ttl("old") == -1);
    }
  }
  SECTION("an expired key neither holds NX back nor lets XX through") {
    db.set("k", "v", {.px = 20});
    store.advance(20);
    CHECK_FALSE(db.set("k", "w", {.when = redlite::set_if::present}));
    CHECK(db.set("k", "w", {.when = redlite::set_if::absent}));
    CHECK(db.ttl("k") == -1);
  }
  SECTION("every type expires whole") {
    texts const types = one_of_each(store);
    for (std::string const& key : types) db.expire(key, 1);
    store.advance(1000);
    for (std::string const& key : types) {
      CAPTURE(key);
      CHECK(vanished(store, key));
    }
    one_of_each(store);
    if constexpr (has<Store, cmd::hset, cmd::hlen>) CHECK(db.hlen("hash") == 1);
    if constexpr (has<Store, cmd::zadd, cmd::zcard>) CHECK(db.zcard("zset") == 1);
    for (std::string const& key : types) CHECK(db.ttl(key) == -1);
  }
}

/// All laws of expiry that the store's client can be held to.
template <class Store>
void expiries(Store& store) {
  if constexpr (requires { expire_laws(store); }) {
    SECTION("expire") { expire_laws(store); }
  }
  if constexpr (requires { passing_time_laws(store); }) {
    SECTION("passing time") { passing_time_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
