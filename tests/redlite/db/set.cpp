// tests/redlite/db/set.cpp: what the laws of sets leave to this store: fairness, positions, memory.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/set.hpp>

#include <cstdint>      // counts
#include <limits>       // the lowest count
#include <map>          // how often
#include <random>       // mt19937_64, the same everywhere
#include <set>          // the model
#include <string>       // members
#include <string_view>  // keys
#include <vector>       // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::message_of;
using support::scratch;

namespace {

using texts = std::vector<std::string>;

std::string member(int i) { return "m" + std::to_string(i); }

texts members(int from, int to) {
  texts all;
  for (int i = from; i < to; ++i) all.push_back(member(i));
  return all;
}

std::set<std::string> distinct(const texts& all) { return {all.begin(), all.end()}; }

/// Whether every member comes up: of those left out by a wrong position, some would never.
bool reaches_all(redlite::db& db, std::string_view key) {
  const std::int64_t size = db.scard(key);
  std::set<std::string> seen;
  for (std::int64_t i = 0; i < size * 30; ++i) seen.insert(*db.srandmember(key));
  return seen == distinct(db.smembers(key));
}

/// Whether every one of `n` outcomes came about `draws / n` times; `within` is 6 standard
/// deviations or more, so that a fair store fails less than once in a million runs.
bool fair(const std::map<std::string, int>& seen, std::size_t n, int expected, int within) {
  if (seen.size() != n) return false;
  for (const auto& [outcome, times] : seen) {
    if (times < expected - within || times > expected + within) return false;
  }
  return true;
}

}  // namespace

// A favoured member would make every sample that a user draws a biased one.
TEST_CASE("set: SRANDMEMBER is fair, in small sets and across buckets of large ones", "[db]") {
  redlite::db db(":memory:");
  db.sadd("small", members(0, 5));
  std::map<std::string, int> one;
  std::map<std::string, int> first;
  std::map<std::string, int> any;
  std::map<std::string, int> repeated;
  for (int i = 0; i < 2500; ++i) {
    ++one[*db.srandmember("small")];
    const texts two = db.srandmember("small", 2);
    REQUIRE(distinct(two).size() == 2);
    ++first[two[0]];
    for (const std::string& each : two) ++any[each];
    for (const std::string& each : db.srandmember("small", -2)) ++repeated[each];
  }
  REQUIRE(fair(one, 5, 500, 130));
  REQUIRE(fair(first, 5, 500, 130));
  REQUIRE(fair(any, 5, 1000, 160));
  REQUIRE(fair(repeated, 5, 1000, 180));

  // The first byte of 2000 members tells ten groups apart, whose buckets differ in size.
  db.sadd("large", members(0, 2000));
  for (int i = 0; i < 400; ++i)
    db.sadd("large", "m5" + std::string(1, static_cast<char>('a' + i % 26)) + member(i));
  const auto size = static_cast<int>(db.scard("large"));
  std::map<std::string, int> groups;
  std::map<std::string, int> sizes;
  for (const std::string& each : db.smembers("large")) ++sizes[each.substr(0, 2)];
  const int draws = 8000;
  for (int i = 0; i < draws; ++i) ++groups[db.srandmember("large")->substr(0, 2)];
  REQUIRE(groups.size() == sizes.size());
  for (const auto& [group, times] : groups) {
    const int expected = draws * sizes[group] / size;
    INFO(group << ": " << times << " of " << expected);
    REQUIRE(times > expected - 200 - expected / 10);
    REQUIRE(times < expected + 200 + expected / 10);
  }
}

// A member popped twice, or left behind, would hand the same job to two workers, or to none.
TEST_CASE("set: SPOP takes each member out exactly once, at any size", "[db]") {
  redlite::db db(":memory:");
  db.sadd("s", members(0, 3000));
  std::set<std::string> popped;
  while (popped.size() < 1500) REQUIRE(popped.insert(*db.spop("s")).second);
  REQUIRE(db.scard("s") == 1500);
  for (const std::int64_t count : {3, 40, 700}) {  // by positions, then by a scan
    const texts some = db.spop("s", count);
    REQUIRE(static_cast<std::int64_t>(some.size()) == count);
    for (const std::string& each : some) REQUIRE(popped.insert(each).second);
  }
  for (const std::string& each : db.spop("s", 10'000)) REQUIRE(popped.insert(each).second);
  REQUIRE(popped.size() == 3000);
  REQUIRE_FALSE(db.exists("s"));
  REQUIRE_FALSE(db.spop("s").has_value());
  REQUIRE(db.spop("s", 1).empty());
}

// Positions kept in memory go stale with every write that forgets to tell them.
TEST_CASE("set: members are found by position whatever was added and removed", "[db]") {
  redlite::db db(":memory:");
  std::mt19937_64 random(5);
  std::set<std::string> model;
  for (int i = 0; i < 1500; ++i) {
    db.sadd("s", member(i));
    model.insert(member(i));
  }
  for (int round = 0; round < 4000; ++round) {
    const std::string some = member(static_cast<int>(random() % 3000));
    switch (random() % 4) {
      case 0:
        REQUIRE(db.sadd("s", some) == (model.insert(some).second ? 1 : 0));
        break;
      case 1:
        REQUIRE(db.srem("s", some) == static_cast<std::int64_t>(model.erase(some)));
        break;
      case 2:
        REQUIRE(model.erase(*db.spop("s")) == 1);
        break;
      case 3:
        REQUIRE(model.count(*db.srandmember("s")) == 1);
        break;
    }
    REQUIRE(db.scard("s") == static_cast<std::int64_t>(model.size()));
  }
  REQUIRE(distinct(db.smembers("s")) == model);
  REQUIRE(model.size() > 500);
  REQUIRE(reaches_all(db, "s"));
  // All of them can still be reached, the last ones included.
  while (!model.empty()) REQUIRE(model.erase(*db.spop("s")) == 1);
  REQUIRE_FALSE(db.exists("s"));
}

// An index that outlives its set would answer for the next set that gets the same number.
TEST_CASE("set: nothing is remembered of a set that was deleted or flushed", "[db]") {
  redlite::db db(":memory:");
  for (const bool flush : {false, true}) {
    db.sadd("s", members(0, 2000));
    REQUIRE(db.srandmember("s").has_value());
    if (flush) {
      db.flushdb();
    } else {
      REQUIRE(db.del("s") == 1);
    }
    db.sadd("s", members(5000, 5400));
    REQUIRE(db.scard("s") == 400);
    REQUIRE(reaches_all(db, "s"));
    db.del("s");
  }
}

// What another process committed must not be missed, nor what it removed be handed out.
TEST_CASE("set: positions follow what another connection commits", "[db]") {
  const scratch folder;
  const redlite::options shared{.sharing = redlite::sharing::shared};
  redlite::db ours(folder.path(), shared);
  redlite::db theirs(folder.path(), shared);
  ours.sadd("s", members(0, 1000));
  REQUIRE(ours.srandmember("s").has_value());
  REQUIRE(theirs.srem("s", members(0, 990)) == 990);
  const auto left = distinct(members(990, 1000));
  for (int i = 0; i < 50; ++i) REQUIRE(left.count(*ours.srandmember("s")) == 1);
  REQUIRE(theirs.sadd("s", members(2000, 2400)) == 400);
  std::set<std::string> popped;
  while (const auto one = ours.spop("s")) REQUIRE(popped.insert(*one).second);
  REQUIRE(popped.size() == 410);
  REQUIRE_FALSE(theirs.exists("s"));
  REQUIRE(support::broken_invariants(folder.path()) == "");
}

// A refused count must be refused before anything is looked at or taken.
TEST_CASE("set: counts that Redis refuses are refused with its words, in its order", "[db]") {
  redlite::db db(":memory:");
  db.set("text", "x");
  db.sadd("s", {"a", "b"});
  REQUIRE(message_of([&] { db.spop("s", -1); }) == "ERR value is out of range, must be positive");
  REQUIRE(message_of([&] { db.spop("text", -1); }) ==
          "ERR value is out of range, must be positive");
  REQUIRE(message_of([&] { db.spop("text", 0); }) == support::wrong_type_text);
  REQUIRE(message_of([&] { db.srandmember("text", 0); }) == support::wrong_type_text);
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  REQUIRE(message_of([&] { db.srandmember("s", lowest); }) ==
          "ERR value is out of range, value must between -9223372036854775807 and "
          "9223372036854775807");
  REQUIRE(db.spop("s", 0).empty());
  REQUIRE(db.srandmember("s", 0).empty());
  REQUIRE(db.srandmember("s", -7).size() == 7);
  REQUIRE(db.srandmember("none", -(lowest + 1)).empty());
  REQUIRE(db.scard("s") == 2);
}

// An absent key makes the intersection empty, but does not excuse a key of another type.
TEST_CASE("set: SINTER checks every key's type", "[db]") {
  redlite::db db(":memory:");
  db.set("text", "x");
  db.sadd("a", members(0, 300));
  db.sadd("b", members(200, 500));
  db.sadd("c", members(290, 295));
  REQUIRE(distinct(db.sinter({"a", "b", "c"})) == distinct(members(290, 295)));
  REQUIRE(db.sinter({"a", "a"}).size() == 300);
  REQUIRE(db.sinter({"a", "none"}).empty());
  REQUIRE(message_of([&] { db.sinter({"none", "text"}); }) == support::wrong_type_text);
  REQUIRE(message_of([&] { db.sinter({"text", "none"}); }) == support::wrong_type_text);
}
