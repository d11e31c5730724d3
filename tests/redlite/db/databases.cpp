// tests/redlite/db/databases.cpp: the 16 databases of a store. Compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/databases.hpp>

#include <string>  // keys
#include <vector>  // elements

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::message_of;
using texts = std::vector<std::string>;

namespace {

/// A path, and how to open it, for each way to keep a store.
struct kept {
  support::scratch folder;
  std::string path;
  redlite::options how;
};
void keep(kept& at, int mode) {
  at.path = mode == 0 ? ":memory:" : at.folder.path();
  at.how.sharing = mode == 2 ? redlite::sharing::shared : redlite::sharing::exclusive;
}

}  // namespace

// A session that changes another's database makes programs write where they did not mean to.
TEST_CASE("databases: each session and each copy has its own", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  redlite::db db(at.path, at.how);
  db.set("k", "zero");
  db.select(3);
  CHECK(db.get("k") == std::nullopt);
  db.set("k", "three");
  redlite::db copy = db;
  redlite::db session = db.session();
  CHECK(copy.get("k") == "three");
  CHECK(session.get("k") == "zero");
  copy.select(4);
  CHECK(db.get("k") == "three");
  CHECK(copy.get("k") == std::nullopt);
  copy = session;
  CHECK(copy.get("k") == "zero");
  CHECK(message_of([&] { db.select(16); }) == "ERR DB index is out of range");
  CHECK(message_of([&] { db.select(-1); }) == "ERR DB index is out of range");
  CHECK(message_of([&] { db.select(99'999'999'999); }) ==
        "ERR value is out of range, value must between -2147483648 and 2147483647");
  CHECK(db.get("k") == "three");
  db.select(15);
  CHECK(db.dbsize() == 0);
}

// What is remembered of a key in one database must not answer for another.
TEST_CASE("databases: the same key is a different one in each", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  {
    redlite::db db(at.path, at.how);
    for (int n = 0; n < 16; ++n) {
      db.select(n);
      db.rpush("list", texts(static_cast<std::size_t>(n) + 1, "x"));
      db.set("string", std::to_string(n));
    }
    for (int n = 0; n < 16; ++n) {
      db.select(n);
      CHECK(db.llen("list") == n + 1);
      CHECK(db.get("string") == std::to_string(n));
      CHECK(db.dbsize() == 2);
    }
    db.select(7);
    CHECK(db.del("list") == 1);
    CHECK(db.dbsize() == 1);
    db.select(8);
    CHECK(db.llen("list") == 9);
  }
  if (at.path != ":memory:") CHECK(support::broken_invariants(at.path) == "");
}

TEST_CASE("databases: MOVE takes a key with its end, unless it is there", "[redlite]") {
  support::manual_clock clock;
  kept at;
  keep(at, GENERATE(0, 1, 2));
  at.how.clock = &support::manual_clock::now_ms;
  {
    redlite::db db(at.path, at.how);
    CHECK(message_of([&] { (void)db.move("none", 0); }) ==
          "ERR source and destination objects are the same");
    CHECK(message_of([&] { (void)db.move("none", 16); }) == "ERR DB index is out of range");
    CHECK_FALSE(db.move("none", 1));
    db.hset("h", "f", "v");
    db.expire("h", 100);
    db.set("s", "v");
    CHECK(db.move("h", 1));
    CHECK(db.move("s", 1));
    CHECK(db.exists({"h", "s"}) == 0);
    CHECK(db.dbsize() == 0);
    db.set("s", "another");
    CHECK_FALSE(db.move("s", 1));
    CHECK(db.get("s") == "another");
    db.select(1);
    CHECK(db.hget("h", "f") == "v");
    CHECK(db.ttl("h") == 100);
    CHECK(db.dbsize() == 2);
    // One that has expired there makes room, one that has expired here does not go.
    CHECK(db.expire("s", 1));
    db.select(0);
    db.set("gone", "v", {.px = 1});
    clock.advance(1000);
    CHECK(db.move("s", 1));
    CHECK_FALSE(db.move("gone", 1));
    db.select(1);
    CHECK(db.get("s") == "another");
    CHECK(db.ttl("s") == -1);
  }
  if (at.path != ":memory:") CHECK(support::broken_invariants(at.path) == "");
}

// A swap half done, or an old memory of either database, mixes two data sets.
TEST_CASE("databases: SWAPDB gives each the keys of the other, at once for all sessions",
          "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  {
    redlite::db db(at.path, at.how);
    redlite::db other = db.session();
    other.select(9);
    db.rpush("l", {"a", "b"});
    db.set("both", "zero");
    other.set("both", "nine");
    other.sadd("l", {"m"});
    other.set("more", "x");
    CHECK(db.llen("l") == 2);
    CHECK(other.scard("l") == 1);
    db.swapdb(0, 9);
    CHECK(db.get("both") == "nine");
    CHECK(other.get("both") == "zero");
    CHECK(db.scard("l") == 1);
    CHECK(other.lrange("l", 0, -1) == texts{"a", "b"});
    CHECK(db.dbsize() == 3);
    CHECK(other.dbsize() == 2);
    other.swapdb(9, 0);
    CHECK(db.get("both") == "zero");
    db.swapdb(4, 4);
    CHECK(message_of([&] { db.swapdb(0, 16); }) == "ERR DB index is out of range");
    CHECK(message_of([&] { db.swapdb(99'999'999'999, 0); }) == "ERR invalid first DB index");
    CHECK(message_of([&] { db.swapdb(0, 99'999'999'999); }) == "ERR invalid second DB index");
  }
  if (at.path != ":memory:") CHECK(support::broken_invariants(at.path) == "");
}

TEST_CASE("databases: FLUSHDB empties one, FLUSHALL all", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  {
    redlite::db db(at.path, at.how);
    for (int n = 0; n < 3; ++n) {
      db.select(n);
      db.set("s", "v");
      db.rpush("list", texts(2000, "x"));
      db.hset("hash", "f", "v");
      db.sadd("set", "m");
      db.zadd("zset", 1, "m");
      db.xadd("stream", "1-1", "f", "v");
    }
    db.select(1);
    db.flushdb({.how = redlite::flush_how::async});
    CHECK(db.dbsize() == 0);
    CHECK(db.llen("list") == 0);
    db.select(2);
    CHECK(db.dbsize() == 6);
    CHECK(db.llen("list") == 2000);
    CHECK(db.rpush("list", "x") == 2001);
    if (at.path != ":memory:" && at.how.sharing == redlite::sharing::shared)
      CHECK(support::broken_invariants(at.path) == "");
    db.flushall();
    CHECK(db.dbsize() == 0);
    db.select(0);
    CHECK(db.dbsize() == 0);
    CHECK(db.rpush("list", "x") == 1);
  }
  if (at.path != ":memory:") CHECK(support::broken_invariants(at.path) == "");
}
