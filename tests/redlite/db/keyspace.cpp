// tests/redlite/db/keyspace.cpp: the commands on keys of any kind. Compared with
// redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/keyspace.hpp>

#include <limits>  // ends of the integers
#include <string>  // keys

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::expire_if;
using support::message_of;
using support::refusal_of;

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

redlite::db on_hand_clock(const std::string& path = ":memory:") {
  return redlite::db(path, {.clock = &support::manual_clock::now_ms});
}

}  // namespace

// DEL counts keys once, EXISTS as often as named: programs compare these with what they passed.
TEST_CASE("keyspace: DEL, EXISTS and TYPE", "[redlite]") {
  redlite::db db(":memory:");
  db.mset({{"a", "1"}, {"b", "1"}});
  db.rpush("l", "x");
  CHECK(db.exists({"a", "a", "none", "l"}) == 3);
  CHECK(db.exists("none") == 0);
  CHECK(db.type("a") == "string");
  CHECK(db.type("l") == "list");
  CHECK(db.type("none") == "none");
  CHECK(db.del({"a", "a", "none", "l"}) == 2);
  CHECK(db.del("a") == 0);
  CHECK(db.exists({"a", "b", "l"}) == 1);
  CHECK(db.ping() == "PONG");
}

// Elements that outlive their key fill the file for ever, and may come back under another.
TEST_CASE("keyspace: DEL and FLUSHDB remove every element of every kind", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  const bool all_at_once = GENERATE(true, false);
  {
    redlite::db db(path);
    db.set("string", "v");
    db.rpush("list", {"a", "b"});
    db.hset("hash", {{"a", "1"}, {"b", "2"}});
    db.sadd("set", {"a", "b"});
    db.zadd("zset", {{1, "a"}, {2, "b"}});
    db.xadd("stream", "*", "f", "v");
    if (all_at_once) {
      db.flushdb();
    } else {
      CHECK(db.del({"string", "list", "hash", "set", "zset", "stream"}) == 6);
    }
    CHECK(db.dbsize() == 0);
  }
  CHECK(support::broken_invariants(path) == "");
  support::plain_sql file(path);
  for (const char* table : {"entry", "collection", "list_item", "hash_field", "set_member",
                            "zset_member", "stream_entry"}) {
    CHECK(file.one(std::string("SELECT count(*) FROM ") + table) == "0");
  }
}

// The conditions of EXPIRE compare ends; a key without one counts as endless.
TEST_CASE("keyspace: EXPIRE and its conditions", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  const auto expire = [&](std::int64_t seconds, expire_if when) {
    return db.expire("k", seconds, {.when = when});
  };
  CHECK_FALSE(db.expire("k", 10));
  CHECK_FALSE(expire(10, expire_if::absent));
  db.set("k", "v");
  CHECK_FALSE(expire(10, expire_if::present));
  CHECK_FALSE(expire(10, expire_if::greater));
  CHECK_FALSE(expire(10, expire_if::present_less));
  CHECK(db.ttl("k") == -1);
  CHECK(expire(100, expire_if::less));
  CHECK(db.ttl("k") == 100);
  CHECK_FALSE(expire(10, expire_if::absent));
  CHECK_FALSE(expire(100, expire_if::greater));
  CHECK_FALSE(expire(100, expire_if::less));
  CHECK(expire(101, expire_if::greater));
  CHECK(expire(50, expire_if::less));
  CHECK_FALSE(expire(50, expire_if::present_less));
  CHECK(expire(49, expire_if::present_less));
  CHECK(expire(70, expire_if::present));
  CHECK(db.ttl("k") == 70);
  db.set("k", "v");
  CHECK(expire(5, expire_if::absent));
  CHECK(db.ttl("k") == 5);
}

// To the millisecond: a key that ends at T is there before T and gone at T.
TEST_CASE("keyspace: a key ends at its millisecond, of whatever kind", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  db.set("s", "v");
  db.sadd("c", "m");
  CHECK(db.expire("s", 1));
  CHECK(db.expire("c", 1));
  CHECK(db.ttl("s") == 1);
  clock.advance(501);
  CHECK(db.ttl("s") == 0);  // rounded to the nearest, and still there
  clock.advance(498);
  CHECK(db.exists({"s", "c"}) == 2);
  clock.advance(1);
  CHECK(db.ttl("s") == -2);
  CHECK(db.exists({"s", "c"}) == 0);
  CHECK(db.del({"s", "c"}) == 0);
}

// An end that has passed deletes at once; one that cannot be reckoned is refused, key or no key.
TEST_CASE("keyspace: EXPIRE in the past and beyond the integers", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  for (const std::int64_t seconds : {std::int64_t{0}, std::int64_t{-1}, -(highest / 1000)}) {
    db.rpush("k", "v");
    CHECK(db.expire("k", seconds));
    CHECK(db.exists("k") == 0);
    CHECK(db.dbsize() == 0);
  }
  for (const std::int64_t seconds : {highest, lowest, highest / 1000, lowest / 1000 - 1}) {
    for (const char* key : {"none", "k"}) {
      if (key[0] == 'k') db.set("k", "v");
      const auto no = refusal_of([&] { db.expire(key, seconds); });
      CHECK(no.code == errc::out_of_range);
      CHECK(no.text == "ERR invalid expire time in 'expire' command");
    }
  }
  CHECK(db.ttl("k") == -1);
}

// EXPIRE that resets what is known of a collection must not lose its size or place.
TEST_CASE("keyspace: a collection works on after EXPIRE", "[redlite]") {
  support::manual_clock clock;
  const support::scratch folder;
  {
    redlite::db db = on_hand_clock(folder.path());
    db.rpush("l", {"a", "b"});
    CHECK(db.expire("l", 100));
    CHECK(db.rpush("l", "c") == 3);
    CHECK(db.ttl("l") == 100);
    CHECK(db.lrange("l", 0, -1) == std::vector<std::string>{"a", "b", "c"});
    CHECK(db.ttl("l") == 100);
    clock.advance(100'000);
    CHECK(db.rpush("l", "new") == 1);
    CHECK(db.ttl("l") == -1);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

// Four ways to say an end, four to ask for it: each off by a factor or an epoch in its own way.
TEST_CASE("keyspace: ends by span and by moment, in seconds and milliseconds", "[redlite]") {
  support::manual_clock clock;
  constexpr std::int64_t now = support::manual_clock::start_ms;
  redlite::db db = on_hand_clock();
  db.set("k", "v");
  CHECK(db.pexpire("k", 1499));
  CHECK(db.pttl("k") == 1499);
  CHECK(db.ttl("k") == 1);
  CHECK(db.pexpire("k", 1500));
  CHECK(db.ttl("k") == 2);
  CHECK(db.expireat("k", now / 1000 + 7));
  CHECK(db.ttl("k") == 7);
  CHECK(db.expiretime("k") == now / 1000 + 7);
  CHECK(db.pexpiretime("k") == now + 7000);
  CHECK(db.pexpireat("k", now + 499));
  CHECK(db.pexpiretime("k") == now + 499);
  CHECK(db.expiretime("k") == now / 1000);
  CHECK(db.pexpireat("k", now + 500));
  CHECK(db.expiretime("k") == now / 1000 + 1);
  CHECK(db.persist("k"));
  CHECK_FALSE(db.persist("k"));
  CHECK_FALSE(db.persist("none"));
  CHECK(db.pttl("k") == -1);
  CHECK(db.expiretime("k") == -1);
  CHECK(db.pexpiretime("k") == -1);
  CHECK(db.pttl("none") == -2);
  CHECK(db.expiretime("none") == -2);
  CHECK(db.pexpiretime("none") == -2);
  CHECK_FALSE(db.pexpire("none", 10));
  CHECK(db.pexpireat("k", now));
  CHECK(db.exists("k") == 0);
  db.set("k", "v");
  CHECK(db.expireat("k", -5));
  CHECK(db.exists("k") == 0);
}

TEST_CASE("keyspace: an end beyond the integers is refused under the command's own name",
          "[redlite]") {
  redlite::db db(":memory:");
  CHECK(message_of([&] { (void)db.pexpire("none", highest); }) ==
        "ERR invalid expire time in 'pexpire' command");
  CHECK(message_of([&] { (void)db.expireat("none", highest); }) ==
        "ERR invalid expire time in 'expireat' command");
  CHECK(message_of([&] { (void)db.expireat("none", lowest); }) ==
        "ERR invalid expire time in 'expireat' command");
  db.set("k", "v");
  CHECK(db.pexpireat("k", highest));
  CHECK(db.exists("k") == 1);
  CHECK(db.pexpire("k", lowest));
  CHECK(db.exists("k") == 0);
}

TEST_CASE("keyspace: XX with GT lets an end grow, and only an end", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  db.set("k", "v");
  CHECK_FALSE(db.pexpire("k", 10, {.when = expire_if::present_greater}));
  CHECK(db.pexpire("k", 10));
  CHECK_FALSE(db.pexpire("k", 10, {.when = expire_if::present_greater}));
  CHECK(db.pexpire("k", 11, {.when = expire_if::present_greater}));
}
