// tests/redlite/db/watch.cpp: a transaction that is done only if some keys are as they were.
// Compared with WATCH and EXEC of redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/watch.hpp>

#include <chrono>      // lengths of time
#include <functional>  // changes
#include <string>      // keys
#include <thread>      // others
#include <utility>     // std::move
#include <vector>      // threads

#include <redlite/db/db.hpp>  // the store

#include "catch.hpp"
#include "child.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::db;
using support::message_of;
using support::scratch;

namespace {

struct kept {
  scratch folder;
  std::string path;
  redlite::options how;
};
void keep(kept& at, int mode) {
  at.path = mode == 0 ? ":memory:" : at.folder.path();
  at.how.sharing = mode == 2 ? redlite::sharing::shared : redlite::sharing::exclusive;
}

void fill(db& at) {
  at.flushall();
  at.set("string", "10");
  at.pfadd("hll", "a");
  at.rpush("list", {"a", "b"});
  at.hset("hash", "f", "1");
  at.sadd("set", {"a", "b"});
  at.zadd("zset", 1, "m");
  at.xadd("stream", "1-1", "f", "v");
}

struct change {
  const char* watched;
  const char* words;
  void (*make)(db&);
};

/// Redis' EXEC answers nil after each of these.
const change noticed[] = {
    {"string", "SET of the same bytes", [](db& at) { at.set("string", "10"); }},
    {"string", "SET over an end", [](db& at) { at.set("string", "10", {.ex = 100}); }},
    {"string", "APPEND", [](db& at) { (void)at.append("string", "0"); }},
    {"string", "INCR", [](db& at) { (void)at.incr("string"); }},
    {"string", "DEL", [](db& at) { (void)at.del("string"); }},
    {"string", "DEL of several",
     [](db& at) {
       (void)at.del({"none", "string"});
     }},
    {"string", "EXPIRE", [](db& at) { (void)at.expire("string", 100); }},
    {"string", "RENAME away", [](db& at) { at.rename("string", "x"); }},
    {"string", "RENAME over", [](db& at) { at.rename("list", "string"); }},
    {"string", "COPY over", [](db& at) { (void)at.copy("list", "string", {.replace = true}); }},
    {"string", "MOVE", [](db& at) { (void)at.move("string", 1); }},
    {"string", "MSET",
     [](db& at) {
       at.mset({{"x", "1"}, {"string", "10"}});
     }},
    {"string", "FLUSHDB", [](db& at) { at.flushdb(); }},
    {"string", "FLUSHALL", [](db& at) { at.flushall(); }},
    {"string", "SWAPDB", [](db& at) { at.swapdb(0, 1); }},
    {"none", "SWAPDB that brings it",
     [](db& at) {
       at.select(1);
       at.set("none", "v");
       at.select(0);
       at.swapdb(1, 0);
     }},
    {"none", "made and removed",
     [](db& at) {
       at.set("none", "v");
       (void)at.del("none");
     }},
    {"string", "APPEND of nothing", [](db& at) { (void)at.append("string", ""); }},
    {"string", "GETSET of the same bytes", [](db& at) { (void)at.getset("string", "10"); }},
    {"string", "INCRBYFLOAT by 0", [](db& at) { (void)at.incrbyfloat("string", 0); }},
    {"string", "SETRANGE of the same bytes", [](db& at) { (void)at.setrange("string", 0, "10"); }},
    {"string", "SETBIT of another bit", [](db& at) { (void)at.setbit("string", 0, 1); }},
    {"string", "SETBIT of a 0 behind the end", [](db& at) { (void)at.setbit("string", 16, 0); }},
    {"x", "MSETNX",
     [](db& at) {
       (void)at.msetnx({{"x", "1"}, {"y", "2"}});
     }},
    {"x", "BITOP into it",
     [](db& at) { (void)at.bitop(redlite::bit_operation::or_, "x", "string"); }},
    {"string", "BITOP that removes it",
     [](db& at) { (void)at.bitop(redlite::bit_operation::or_, "string", "none"); }},
    {"hll", "PFADD", [](db& at) { (void)at.pfadd("hll", "new"); }},
    {"hll", "PFCOUNT that remembers", [](db& at) { (void)at.pfcount("hll"); }},
    {"hll", "PFMERGE into it", [](db& at) { at.pfmerge("hll"); }},
    {"list", "LPUSH", [](db& at) { (void)at.lpush("list", "x"); }},
    {"list", "LTRIM", [](db& at) { at.ltrim("list", 0, 0); }},
    {"hash", "HSET of the same bytes", [](db& at) { (void)at.hset("hash", "f", "1"); }},
    {"hash", "HDEL", [](db& at) { (void)at.hdel("hash", "f"); }},
    {"set", "SADD", [](db& at) { (void)at.sadd("set", "new"); }},
    {"set", "SPOP", [](db& at) { (void)at.spop("set"); }},
    {"zset", "ZADD of another score", [](db& at) { (void)at.zadd("zset", 2, "m"); }},
    {"stream", "XADD", [](db& at) { (void)at.xadd("stream", "*", "f", "v"); }},
    {"stream", "XDEL", [](db& at) { (void)at.xdel("stream", "1-1"); }},
};

/// Redis' EXEC does the commands after each of these.
const change unnoticed[] = {
    {"string", "reading", [](db& at) { (void)at.get("string"); }},
    {"string", "another key", [](db& at) { at.set("other", "v"); }},
    {"string", "the same key elsewhere",
     [](db& at) {
       at.select(1);
       at.set("string", "v");
       at.select(0);
     }},
    {"none", "DEL of what is not there",
     [](db& at) {
       (void)at.del({"none", "string"});
     }},
    {"none", "FLUSHALL without it", [](db& at) { at.flushall(); }},
    {"none", "SWAPDB without it", [](db& at) { at.swapdb(0, 1); }},
    {"string", "a refused command",
     [](db& at) { (void)message_of([&] { at.rpush("string", "x"); }); }},
    {"string", "EXPIRE held back",
     [](db& at) { (void)at.expire("string", 10, {.when = redlite::expire_if::present}); }},
    {"string", "GETEX", [](db& at) { (void)at.getex("string"); }},
    {"string", "GETEX that persists it",
     [](db& at) { (void)at.getex("string", {.persist = true}); }},
    {"string", "SETRANGE of nothing", [](db& at) { (void)at.setrange("string", 0, ""); }},
    {"string", "SETBIT of the same bit", [](db& at) { (void)at.setbit("string", 7, 1); }},
    {"string", "BITFIELD of the same number",
     [](db& at) { (void)at.bitfield("string", redlite::bitfield_operation::set("u8", 0, '1')); }},
    {"string", "MSETNX held back",
     [](db& at) {
       (void)at.msetnx({{"x", "1"}, {"string", "2"}});
     }},
    {"string", "BITOP from it",
     [](db& at) { (void)at.bitop(redlite::bit_operation::or_, "x", "string"); }},
    {"x", "BITOP of nothing",
     [](db& at) { (void)at.bitop(redlite::bit_operation::or_, "x", "none"); }},
    {"hll", "PFADD of what is there", [](db& at) { (void)at.pfadd("hll", "a"); }},
    {"hll", "PFCOUNT of several",
     [](db& at) {
       (void)at.pfcount({"hll", "hll"});
     }},
    {"hll", "PFMERGE from it", [](db& at) { at.pfmerge("x", "hll"); }},
    {"set", "SADD of what is there", [](db& at) { (void)at.sadd("set", "a"); }},
    {"string", "COPY from it", [](db& at) { (void)at.copy("string", "x"); }},
    {"zset", "ZADD of the same score", [](db& at) { (void)at.zadd("zset", 1, "m"); }},
};

}  // namespace

// A change that is missed lets two decide on the same state; one invented makes all wait for ever.
TEST_CASE("watch: what changes a key stops the transaction, what does not lets it be done",
          "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  at.how.durability = redlite::durability::off;
  {
    db mine(at.path, at.how);
    const auto try_it = [&](const change& each, bool own) {
      fill(mine);
      auto watched = mine.watch(each.watched);
      db other = own ? mine : mine.session();
      each.make(other);
      return watched.atomically([](auto& tx) { tx.set("done", "v"); }) && mine.get("done") == "v";
    };
    for (const bool own : {false, true}) {
      for (const change& each : noticed) {
        INFO(each.words << " of " << each.watched);
        CHECK_FALSE(try_it(each, own));
        CHECK(mine.get("done") == std::nullopt);
      }
      for (const change& each : unnoticed) {
        INFO(each.words << " of " << each.watched);
        CHECK(try_it(each, own));
      }
    }
  }
  if (at.path != ":memory:") CHECK(support::broken_invariants(at.path) == "");
}

TEST_CASE("watch: an end that comes is a change, one that had come is not", "[redlite]") {
  support::manual_clock clock;
  kept at;
  keep(at, GENERATE(0, 1, 2));
  at.how.clock = &support::manual_clock::now_ms;
  db mine(at.path, at.how);
  const auto nothing = [](auto&) {};
  mine.set("k", "v", {.px = 10});
  {
    auto watched = mine.watch("k");
    clock.advance(9);
    CHECK(watched.atomically(nothing));
  }
  {
    auto watched = mine.watch("k");
    clock.advance(1);
    CHECK_FALSE(watched.atomically(nothing));
  }
  mine.set("k", "v", {.px = 10});
  clock.advance(10);
  auto watched = mine.watch("k");
  CHECK(mine.get("k") == std::nullopt);
  CHECK(watched.atomically(nothing));
}

TEST_CASE("watch: it yields what the function yields, once, and rolls back where that throws",
          "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  db mine(at.path, at.how);
  mine.set("k", "1");
  auto watched = mine.watch("k", "l", std::string("m"));
  CHECK(watched.atomically([](auto& tx) { return tx.incr("k"); }) == 2);
  CHECK(message_of([&] { (void)watched.atomically([](auto&) {}); }) ==
        "ERR this watch was used; watch the keys again");
  auto many = mine.watch(std::vector<std::string>{"k", "l", "k"});
  mine.set("l", "v");
  CHECK(many.atomically([](auto& tx) { return tx.incr("k"); }) == std::nullopt);
  CHECK(mine.get("k") == "2");
  {
    auto fails = mine.watch({"k", "l"});
    CHECK_THROWS_AS(fails.atomically([](auto& tx) {
      tx.incr("k");
      throw 5;
    }),
                    int);
    CHECK(mine.get("k") == "2");
    // It is not spent, and its own rolled-back change is none.
    auto moved = std::move(fails);
    CHECK(moved.atomically([](auto& tx) { return tx.incr("k"); }) == 3);
  }
  auto first = mine.watch("k");
  auto second = mine.watch("k");
  CHECK(first.atomically([](auto& tx) { return tx.incr("k"); }) == 4);
  CHECK(second.atomically([](auto& tx) { return tx.incr("k"); }) == std::nullopt);
  mine.select(3);
  auto there = mine.watch("k");
  mine.select(0);
  mine.incr("k");
  CHECK(there.atomically([](auto& tx) { return tx.incr("k"); }) == 1);
  CHECK(mine.get("k") == "5");
}

// What a watch leaves behind would slow every writer for ever.
TEST_CASE("watch: nothing is left of one that ended", "[redlite]") {
  kept at;
  keep(at, GENERATE(1, 2));
  {
    db mine(at.path, at.how);
    { auto dropped = mine.watch("a", "b"); }
    {
      CHECK(mine.watch("a").atomically([](auto&) {}));
    }
    auto changed = mine.watch("a");
    mine.set("a", "v");
    CHECK_FALSE(changed.atomically([](auto&) {}));
  }
  CHECK(support::plain_sql(at.path).one("SELECT count(*) FROM watch") == "0");
}

// A watcher that was killed must not be remembered for ever; one that sleeps long must not be told
// that nothing changed.
TEST_CASE("watch: one of more than an hour ago is forgotten, which looks like a change",
          "[redlite]") {
  support::manual_clock clock;
  kept at;
  keep(at, GENERATE(0, 1, 2));
  at.how.clock = &support::manual_clock::now_ms;
  db mine(at.path, at.how);
  auto old = mine.watch("k");
  clock.advance(3'600'001);
  auto young = mine.watch("other");
  mine.set("k", "v");
  CHECK_FALSE(old.atomically([](auto&) {}));
  CHECK(young.atomically([](auto&) {}));
}

// Optimistic turns: each increment is done on the number that was read.
TEST_CASE("watch: threads that retry lose nothing", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  at.how.durability = redlite::durability::off;
  at.how.busy_timeout = std::chrono::milliseconds(60'000);
  db mine(at.path, at.how);
  mine.set("k", "0");
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i) {
    all.emplace_back([session = mine.session()]() mutable {
      for (int done = 0; done < 20;) {
        auto watched = session.watch("k");
        const int read = std::stoi(*session.get("k"));
        if (watched.atomically([&](auto& tx) { tx.set("k", std::to_string(read + 1)); })) ++done;
      }
    });
  }
  for (auto& each : all) each.join();
  CHECK(mine.get("k") == "60");
}

TEST_CASE("watch: another process' change is noticed, and its other keys are not", "[redlite]") {
  kept at;
  keep(at, 2);
  db mine(at.path, at.how);
  mine.set("k", "0");
  mine.set("other", "0");
  auto watched = mine.watch("k");
  auto unmoved = mine.watch("none");
  mine.release();
  support::child process([&](const auto& report) {
    db theirs(at.path, at.how);
    theirs.set("other", "1");
    theirs.set("k", "0");
    report("done");
  });
  CHECK(process.all() == "done");
  CHECK_FALSE(watched.atomically([](auto& tx) { tx.set("k", "mine"); }));
  CHECK(mine.get("k") == "0");
  CHECK(unmoved.atomically([](auto& tx) { tx.set("none", "mine"); }));
}
