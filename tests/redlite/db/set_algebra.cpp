// tests/redlite/db/set_algebra.cpp: several members, several sets, and pages. Replies compared with
// redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/set_algebra.hpp>

#include <algorithm>  // orders
#include <random>     // mt19937_64, the same everywhere
#include <set>        // models
#include <string>     // members
#include <vector>     // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::message_of;

namespace {

using texts = std::vector<std::string>;

texts sorted(texts all) {
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE("set_algebra: SMISMEMBER answers for each", "[redlite]") {
  redlite::db db(":memory:");
  db.sadd("s", {"a", "", "c"});
  CHECK(db.smismember("s", {"a", "z", "", "a"}) == std::vector<bool>{true, false, true, true});
  CHECK(db.smismember("none", {"a", "b"}) == std::vector<bool>{false, false});
  db.set("t", "v");
  CHECK(message_of([&] { db.smismember("t", "a"); }) == support::wrong_type_text);
}

// A member in both sets, or in none, is a task that two workers own, or nobody.
TEST_CASE("set_algebra: SMOVE", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path);
    db.sadd("a", {"1", "2"});
    db.sadd("b", {"2", "3"});
    CHECK(db.smove("a", "b", "1"));
    CHECK_FALSE(db.smove("a", "b", "9"));
    CHECK(db.smove("a", "b", "2"));
    CHECK(db.exists("a") == 0);
    CHECK(sorted(db.smembers("b")) == texts{"1", "2", "3"});
    CHECK_FALSE(db.smove("a", "b", "1"));
    CHECK(db.smove("b", "b", "1"));
    CHECK_FALSE(db.smove("b", "b", "9"));
    CHECK(db.scard("b") == 3);
    CHECK_FALSE(db.smove("b", "new", "9"));
    CHECK(db.exists("new") == 0);
    CHECK(db.smove("b", "new", "3"));
    CHECK(db.smembers("new") == texts{"3"});
    db.expire("new", 100);
    CHECK(db.smove("new", "new", "3"));
    CHECK(db.ttl("new") == 100);
    db.set("t", "v");
    CHECK_FALSE(db.smove("none", "t", "1"));
    CHECK(message_of([&] { db.smove("b", "t", "1"); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.smove("b", "t", "9"); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.smove("t", "b", "1"); }) == support::wrong_type_text);
    CHECK(db.scard("b") == 2);
  }
  CHECK(support::broken_invariants(path) == "");
}

TEST_CASE("set_algebra: differences, unions and intersections are those of a model", "[redlite]") {
  redlite::db db(":memory:");
  std::mt19937_64 random(3);
  for (int round = 0; round < 60; ++round) {
    db.flushdb();
    const char* const names[] = {"a", "b", "c"};
    std::set<std::string> model[3];
    for (int i = 0; i < 3; ++i) {
      for (auto left = random() % 40; left > 0; --left)
        model[i].insert(std::to_string(random() % 30));
      if (!model[i].empty()) db.sadd(names[i], texts(model[i].begin(), model[i].end()));
    }
    texts all, only, common;
    for (int i = 0; i < 30; ++i) {
      const std::string m = std::to_string(i);
      const bool in[] = {model[0].contains(m), model[1].contains(m), model[2].contains(m)};
      if (in[0] || in[1] || in[2]) all.push_back(m);
      if (in[0] && !in[1] && !in[2]) only.push_back(m);
      if (in[0] && in[1] && in[2]) common.push_back(m);
    }
    all = sorted(all);
    only = sorted(only);
    common = sorted(common);
    CHECK(sorted(db.sunion({"a", "b", "c"})) == all);
    CHECK(sorted(db.sdiff({"a", "b", "c"})) == only);
    CHECK(sorted(db.sinter({"a", "b", "c"})) == common);
    const auto count = static_cast<std::int64_t>(common.size());
    CHECK(db.sintercard({"a", "b", "c"}) == count);
    CHECK(db.sintercard({"a", "b", "c"}, {.limit = 2}) == std::min<std::int64_t>(count, 2));
    CHECK(db.sintercard({"a", "b", "c"}, {.limit = 0}) == count);
    // The result may take the place of an operand.
    CHECK(db.sunionstore("b", {"a", "b", "c"}) == static_cast<std::int64_t>(all.size()));
    CHECK(sorted(db.smembers("b")) == all);
    CHECK(db.exists("b") == (all.empty() ? 0 : 1));
  }
}

TEST_CASE("set_algebra: absent keys are empty, other types are refused", "[redlite]") {
  redlite::db db(":memory:");
  db.sadd("a", {"1", "2"});
  db.set("t", "v");
  CHECK(sorted(db.sdiff({"a", "none"})) == texts{"1", "2"});
  CHECK(db.sdiff({"none", "a"}).empty());
  CHECK(db.sdiff({"a", "a"}).empty());
  CHECK(db.sunion({"none", "none2"}).empty());
  CHECK(sorted(db.sunion({"none", "a"})) == texts{"1", "2"});
  CHECK(db.sintercard({"a", "none"}) == 0);
  for (const char* other : {"a", "none"}) {
    CHECK(message_of([&] { db.sdiff({other, "t"}); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.sdiff({"t", other}); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.sunion({other, "t"}); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.sintercard({other, "t"}); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.sdiffstore("d", {other, "t"}); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.sunionstore("d", {other, "t"}); }) == support::wrong_type_text);
    CHECK(message_of([&] { db.sinterstore("d", {other, "t"}); }) == support::wrong_type_text);
  }
  CHECK(db.exists("d") == 0);
  CHECK(message_of([&] {
          db.sintercard({"none", "t"}, {.limit = -1});
        }) == "ERR LIMIT can't be negative");
}

// A store over another type, or with nothing to store, must leave no half of either.
TEST_CASE("set_algebra: the stores replace whatever was there, end and all", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path);
    db.sadd("a", {"1", "2", "3"});
    db.sadd("b", {"2", "4"});
    const char* const kinds[] = {"string", "list", "hash", "set", "zset"};
    for (const std::string kind : kinds) {
      db.del("d");
      if (kind == "string") db.set("d", "v");
      if (kind == "list") db.rpush("d", {"x", "y"});
      if (kind == "hash") db.hset("d", "f", "v");
      if (kind == "set") db.sadd("d", {"9", "10"});
      if (kind == "zset") db.zadd("d", 1, "m");
      CHECK(db.type("d") == kind);
      db.expire("d", 100);
      CHECK(db.sdiffstore("d", {"a", "b"}) == 2);
      CHECK(db.type("d") == "set");
      CHECK(db.ttl("d") == -1);
      CHECK(sorted(db.smembers("d")) == texts{"1", "3"});
    }
    CHECK(db.sinterstore("d", {"a", "b"}) == 1);
    CHECK(db.smembers("d") == texts{"2"});
    CHECK(db.sunionstore("d", {"a", "b"}) == 4);
    CHECK(db.sinterstore("d", {"a", "none"}) == 0);
    CHECK(db.exists("d") == 0);
    db.set("d", "v");
    CHECK(db.sdiffstore("d", {"a", "a"}) == 0);
    CHECK(db.exists("d") == 0);
    CHECK(db.sinterstore("a", "a") == 3);
    CHECK(db.sdiffstore("a", {"a", "b"}) == 2);
    CHECK(sorted(db.smembers("a")) == texts{"1", "3"});
    CHECK(db.sunionstore("a", "none") == 0);
    CHECK(db.exists("a") == 0);
  }
  CHECK(support::broken_invariants(path) == "");
}

TEST_CASE("set_algebra: SSCAN of a small set of integers is one page", "[redlite]") {
  redlite::db db(":memory:");
  for (int i = 0; i < 300; ++i) db.sadd("i", std::to_string(i));
  CHECK(db.sscan("i", 0, {.count = 1}).items.size() == 300);
  CHECK(db.sscan("i", 5).cursor == 0);
  CHECK(db.sscan("i", 0, {.match = "1?"}).items.size() == 10);
  db.sadd("i", "text");
  CHECK(db.sscan("i", 0, {.count = 1}).items.size() == 1);
  CHECK(db.sscan("i", 0, {.count = 301}).items.size() == 301);
  CHECK(db.sscan("none", 0) == redlite::page<std::string>{});
  CHECK(db.sscan("none", 0, {.count = 0}).items.empty());
  CHECK(message_of([&] { db.sscan("i", 0, {.count = 0}); }) == "ERR syntax error");
  db.set("t", "v");
  CHECK(message_of([&] { db.sscan("t", 0, {.count = 0}); }) == support::wrong_type_text);
}
