// tests/redlite/db/key_names.cpp: keys found, renamed, copied and counted by name. Compared with
// redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/key_names.hpp>

#include <algorithm>  // std::sort
#include <cstdint>    // cursors
#include <map>        // how often
#include <set>        // what was met
#include <string>     // keys
#include <vector>     // elements

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::message_of;
using support::scratch;
using texts = std::vector<std::string>;

namespace {

/// A key of each kind.
void fill(redlite::db& db) {
  db.set("string", "v");
  db.rpush("list", {"a", "b"});
  db.hset("hash", {{"a", "1"}, {"b", "2"}});
  db.sadd("set", {"a", "b"});
  db.zadd("zset", {{1, "a"}, {2, "b"}});
  db.xadd("stream", "5-1", "f", "v");
}
const texts kinds{"string", "list", "hash", "set", "zset", "stream"};

/// What is in a key, as words.
std::string shown(redlite::db& db, const std::string& key) {
  std::string all = db.type(key) + ':';
  if (all == "string:") return all + *db.get(key);
  if (all == "list:") {
    for (const auto& each : db.lrange(key, 0, -1)) all += each + ' ';
  } else if (all == "hash:") {
    for (const auto& [field, value] : db.hgetall(key)) all.append(field).append(value) += ' ';
  } else if (all == "set:") {
    for (const auto& each : db.smembers(key)) all += each + ' ';
  } else if (all == "zset:") {
    for (const auto& [member, score] : db.zrange(key, 0, -1, redlite::with_scores))
      all += member + std::to_string(score) + ' ';
  } else if (all == "stream:") {
    for (const auto& entry : db.xrange(key, "-", "+")) all += entry.id.text() + ' ';
  }
  return all;
}

texts sorted(texts all) {
  std::sort(all.begin(), all.end());
  return all;
}

texts scan_all(redlite::db& db, const redlite::scan_keys_options& how) {
  texts all;
  std::uint64_t cursor = 0;
  do {
    const auto page = db.scan(cursor, how);
    all.insert(all.end(), page.items.begin(), page.items.end());
    cursor = page.cursor;
  } while (cursor != 0);
  return all;
}

}  // namespace

// A name that keeps a part of what it had, or an end that stays behind, is two keys in one.
TEST_CASE("key_names: RENAME moves every kind over every kind, with its end", "[redlite]") {
  support::manual_clock clock;
  const scratch folder;
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  {
    redlite::db db(folder.path(), {.sharing = sharing, .clock = &support::manual_clock::now_ms});
    for (const std::string& from : kinds) {
      for (const std::string& to : kinds) {
        db.flushdb();
        fill(db);
        db.expire(from, 100);
        if (from != to) db.expire(to, 7);
        const std::string content = shown(db, from);
        db.rename(from, to);
        INFO(from << " to " << to);
        CHECK(shown(db, to) == content);
        CHECK(db.ttl(to) == 100);
        CHECK(db.exists(from) == (from == to ? 1 : 0));
        CHECK(db.dbsize() == (from == to ? 6 : 5));
      }
    }
    CHECK(message_of([&] { db.rename("none", "x"); }) == "ERR no such key");
    CHECK(message_of([&] { db.rename("none", "none"); }) == "ERR no such key");
    CHECK(message_of([&] { (void)db.renamenx("none", "x"); }) == "ERR no such key");
    db.flushdb();
    fill(db);
    CHECK_FALSE(db.renamenx("list", "hash"));
    CHECK_FALSE(db.renamenx("list", "list"));
    CHECK(db.renamenx("list", "new"));
    CHECK(db.lrange("new", 0, -1) == texts{"a", "b"});
    db.rpush("new", "c");
    CHECK(db.llen("new") == 3);
    CHECK(db.llen("list") == 0);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

// A copy that shares what it holds changes with its original.
TEST_CASE("key_names: COPY makes a second of every kind, in any database", "[redlite]") {
  support::manual_clock clock;
  const scratch folder;
  {
    redlite::db db(folder.path(), {.clock = &support::manual_clock::now_ms});
    fill(db);
    for (const std::string& kind : kinds) {
      INFO(kind);
      db.expire(kind, 100);
      const std::string content = shown(db, kind);
      CHECK(db.copy(kind, "copy of " + kind));
      CHECK(shown(db, "copy of " + kind) == content);
      CHECK(db.ttl("copy of " + kind) == 100);
      CHECK_FALSE(db.copy(kind, "copy of " + kind));
      CHECK(db.copy(kind, "copy of " + kind, {.replace = true}));
      CHECK(db.copy(kind, kind, {.database = 5}));
      CHECK_FALSE(db.copy(kind, kind, {.database = 5}));
      db.del(kind);
      CHECK(shown(db, "copy of " + kind) == content);
      db.select(5);
      CHECK(shown(db, kind) == content);
      CHECK(db.ttl(kind) == 100);
      db.select(0);
    }
    // A stream's groups, and what their consumers have in hand.
    db.xadd("groups", "5-1", "f", "v");
    db.xgroup_create("groups", "group", "0");
    (void)db.xreadgroup("group", "ann", {{"groups", ">"}});
    CHECK(db.copy("groups", "copied", {.database = 6}));
    db.select(6);
    CHECK(db.xpending("copied", "group").count == 1);
    CHECK(db.xack("copied", "group", "5-1") == 1);
    db.select(0);
    CHECK(db.xpending("groups", "group").count == 1);
    db.del("groups");
    CHECK_FALSE(db.copy("none", "x"));
    CHECK(message_of([&] { (void)db.copy("none", "none"); }) ==
          "ERR source and destination objects are the same");
    CHECK(message_of([&] { (void)db.copy("a", "a", {.database = 0}); }) ==
          "ERR source and destination objects are the same");
    CHECK(message_of([&] { (void)db.copy("a", "b", {.database = 16}); }) ==
          "ERR DB index is out of range");
    CHECK(message_of([&] { (void)db.copy("a", "b", {.database = 99'999'999'999}); }) ==
          "ERR value is out of range, value must between -2147483648 and 2147483647");
    CHECK(db.dbsize() == 6);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

TEST_CASE("key_names: TOUCH counts, UNLINK removes, KEYS finds", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  fill(db);
  CHECK(db.touch({"string", "string", "none", "list"}) == 3);
  CHECK(sorted(db.keys("*")) == sorted(kinds));
  CHECK(sorted(db.keys("*set")) == texts{"set", "zset"});
  CHECK(sorted(db.keys("[^sh]*t")) == texts{"list", "zset"});
  CHECK(db.keys("").empty());
  CHECK(db.unlink({"list", "list", "none", "hash"}) == 2);
  db.expire("set", 1);
  clock.advance(1000);
  CHECK(sorted(db.keys("*")) == texts{"stream", "string", "zset"});
  CHECK(db.dbsize() == 3);
  db.select(1);
  CHECK(db.keys("*").empty());
}

// A random key that never comes, or one that is not there, makes sampling lie.
TEST_CASE("key_names: RANDOMKEY finds every key of the database, and none of another",
          "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  CHECK(db.randomkey() == std::nullopt);
  db.set("other", "v");
  db.select(4);
  CHECK(db.randomkey() == std::nullopt);
  for (int i = 0; i < 50; ++i) db.set(std::to_string(i), "v");
  for (int i = 50; i < 100; ++i) db.set(std::to_string(i), "v", {.px = 10});
  clock.advance(10);
  std::map<std::string, int> drawn;
  for (int i = 0; i < 10'000; ++i) ++drawn[*db.randomkey()];
  CHECK(drawn.size() == 50);
  for (const auto& [key, times] : drawn) {
    INFO(key);
    CHECK(std::stoi(key) < 50);
    CHECK(times > 40);  // 200 in the mean
  }
}

// A key that stays and is not met, or is met twice, breaks every program that migrates or counts.
TEST_CASE("key_names: SCAN meets each key once, by pages of any size", "[redlite]") {
  redlite::db db(":memory:");
  db.select(3);
  CHECK(db.scan(0).cursor == 0);
  CHECK(db.scan(0).items.empty());
  texts all;
  for (int i = 0; i < 1000; ++i) {
    all.push_back("key:" + std::to_string(i));
    db.set(all.back(), "v");
  }
  db.select(2);
  db.set("below", "v");
  db.select(4);
  db.set("above", "v");
  db.select(3);
  for (const std::int64_t count : {1, 2, 7, 10, 999, 1000, 1001, 100'000}) {
    INFO(count);
    CHECK(sorted(scan_all(db, {.count = count})) == sorted(all));
  }
  CHECK(db.scan(0).items.size() == 10);
  CHECK(db.scan(0, {.count = 25}).items.size() == 25);
  // Any number is a cursor; one that was never given finds what stands behind it.
  CHECK(db.scan(~std::uint64_t{0}).items.empty());
  CHECK(db.scan(std::uint64_t{1} << 59).cursor == 0);
  CHECK(db.scan((std::uint64_t{1} << 59) - 1).cursor == 0);
  CHECK(message_of([&] { (void)db.scan(0, {.count = 0}); }) == "ERR syntax error");
  CHECK(message_of([&] { (void)db.scan(0, {.count = -5}); }) == "ERR syntax error");
}

TEST_CASE("key_names: SCAN with MATCH and TYPE looks at as many, and yields those that fit",
          "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  fill(db);
  CHECK(sorted(scan_all(db, {.match = "*set", .count = 1})) == texts{"set", "zset"});
  CHECK(scan_all(db, {.count = 1, .type = "zset"}) == texts{"zset"});
  CHECK(scan_all(db, {.type = "ZSet"}) == texts{"zset"});
  CHECK(scan_all(db, {.type = "none"}).empty());
  CHECK(scan_all(db, {.match = "s*", .type = "set"}) == texts{"set"});
  CHECK(db.scan(0, {.match = "nothing", .count = 2}).cursor != 0);
  db.expire("set", 1);
  clock.advance(1000);
  CHECK(scan_all(db, {.type = "set"}).empty());
  CHECK(db.dbsize() == 5);
}

// The guarantee of Redis: what is there from begin to end is met, whatever comes and goes.
TEST_CASE("key_names: SCAN meets every key that stays, while others come, go and are replaced",
          "[redlite]") {
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  const scratch folder;
  redlite::db db(folder.path(), {.durability = redlite::durability::off, .sharing = sharing});
  redlite::db writer = db.session();
  for (int i = 0; i < 300; ++i) {
    writer.set("stays:" + std::to_string(i), "v");
    writer.set("goes:" + std::to_string(i), "v");
  }
  std::map<std::string, int> met;
  std::uint64_t cursor = 0;
  int round = 0;
  do {
    const auto page = db.scan(cursor, {.count = 5});
    for (const auto& key : page.items) ++met[key];
    cursor = page.cursor;
    const std::string n = std::to_string(round);
    writer.del("goes:" + n);
    writer.set("comes:" + n, "v");
    writer.set("stays:" + n, "another");
    writer.rpush("over", "x");
    writer.rename("over", "stays:" + std::to_string((round * 7) % 300));
    ++round;
  } while (cursor != 0 && round < 300);
  CHECK(cursor == 0);
  for (int i = 0; i < 300; ++i) {
    INFO(i);
    CHECK(met["stays:" + std::to_string(i)] == 1);
  }
}
