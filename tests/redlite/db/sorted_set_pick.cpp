// tests/redlite/db/sorted_set_pick.cpp: members taken from an end or at random. Expected values
// are those of Redis 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/sorted_set_pick.hpp>

#include <algorithm>  // order
#include <cstdint>    // counts
#include <limits>     // the widest counts
#include <map>        // draws
#include <set>        // distinct members
#include <string>     // members
#include <vector>     // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::scored;
using redlite::with_scores;
using redlite::zset_end;
using support::message_of;

namespace {

std::string name_of(std::uint64_t i) { return std::to_string(10'000 + i); }

}  // namespace

// A member taken twice, or from the wrong end, breaks every queue with priorities.
TEST_CASE("sorted_set_pick: pops take from their end, in order, and empty the key", "[db]") {
  redlite::db db(":memory:");
  db.zadd("z", {{1, "a"}, {1, "b"}, {2, "c"}, {3, "d"}, {3, "e"}});
  CHECK(db.zpopmin("z") == scored{"a", 1});
  CHECK(db.zpopmax("z") == scored{"e", 3});
  CHECK(db.zpopmax("z", 2) == std::vector<scored>{{"d", 3}, {"c", 2}});
  CHECK(db.zpopmin("z", 0).empty());
  CHECK(db.zcard("z") == 1);
  CHECK(db.zpopmin("z", 10) == std::vector<scored>{{"b", 1}});
  CHECK_FALSE(db.exists("z"));
  CHECK(db.zpopmin("z") == std::nullopt);
  CHECK(db.zpopmax("z", 2).empty());
  CHECK(message_of([&] { db.zpopmin("z", -1); }) == "ERR value is out of range, must be positive");
  db.set("text", "x");
  CHECK(message_of([&] { db.zpopmin("text", -1); }) ==
        "ERR value is out of range, must be positive");
  CHECK(message_of([&] { db.zpopmax("text", 0); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.zpopmin("text"); }) == support::wrong_type_text);
}

// Ranks are remembered: a pop that they are not told of shifts all of them.
TEST_CASE("sorted_set_pick: a large sorted set popped from both ends keeps its ranks", "[db]") {
  redlite::db db(":memory:");
  for (std::uint64_t i = 0; i < 2000; ++i) db.zadd("z", 1, name_of(i));
  REQUIRE(db.zrank("z", name_of(1000)) == 1000);
  for (std::uint64_t i = 0; i < 400; ++i) {
    REQUIRE(db.zpopmin("z")->member == name_of(i));
    REQUIRE(db.zpopmax("z")->member == name_of(1999 - i));
    REQUIRE(db.zrank("z", name_of(1000)) == static_cast<std::int64_t>(999 - i));
  }
  const auto taken = db.zpopmin("z", 500);
  REQUIRE(taken.size() == 500);
  REQUIRE(taken.back().member == name_of(899));
  REQUIRE(db.zrank("z", name_of(1000)) == 100);
}

// A later key's kind is none of ZMPOP's business once an earlier one has members.
TEST_CASE("sorted_set_pick: ZMPOP takes from the first key that is there", "[db]") {
  redlite::db db(":memory:");
  db.zadd("z", {{1, "a"}, {2, "b"}, {3, "c"}});
  db.set("text", "x");
  auto taken = db.zmpop({"none", "z", "text"}, zset_end::max, {.count = 2});
  REQUIRE(taken);
  CHECK(taken->first == "z");
  CHECK(taken->second == std::vector<scored>{{"c", 3}, {"b", 2}});
  CHECK(message_of([&] {
          db.zmpop({"none", "text", "z"}, zset_end::min);
        }) == support::wrong_type_text);
  CHECK(message_of([&] { db.zmpop({"text"}, zset_end::min, {.count = 0}); }) ==
        "ERR count should be greater than 0");
  CHECK(message_of([&] { db.zmpop({"z"}, zset_end::min, {.count = -1}); }) ==
        "ERR count should be greater than 0");
  taken = db.zmpop("z", zset_end::min);
  REQUIRE(taken);
  CHECK(taken->second == std::vector<scored>{{"a", 1}});
  CHECK_FALSE(db.exists("z"));
  CHECK_FALSE(db.zmpop({"z", "none"}, zset_end::min));
}

// A draw that favours members, or repeats them where it must not, skews every sample.
TEST_CASE("sorted_set_pick: ZRANDMEMBER draws fairly, distinct ones where asked", "[db]") {
  redlite::db db(":memory:");
  const std::uint64_t n = GENERATE(std::uint64_t{10}, std::uint64_t{1000});
  for (std::uint64_t i = 0; i < n; ++i) db.zadd("z", static_cast<double>(i), name_of(i));
  const auto size = static_cast<std::int64_t>(n);
  for (const std::int64_t count : {std::int64_t{1}, std::int64_t{7}, size - 1, size, size + 5}) {
    const auto drawn = db.zrandmember("z", count, with_scores);
    REQUIRE(static_cast<std::int64_t>(drawn.size()) == std::min(count, size));
    std::set<std::string> distinct;
    for (const auto& [member, score] : drawn) {
      distinct.insert(member);
      REQUIRE(db.zscore("z", member) == score);
    }
    REQUIRE(distinct.size() == drawn.size());
  }
  REQUIRE(db.zrandmember("z", -25).size() == 25);
  std::map<bool, int> halves;
  for (int i = 0; i < 400; ++i) ++halves[*db.zrandmember("z") < name_of(n / 2)];
  REQUIRE(halves[true] > 120);
  REQUIRE(halves[false] > 120);
  REQUIRE(db.zcard("z") == size);
}

TEST_CASE("sorted_set_pick: ZRANDMEMBER's counts have Redis' bounds", "[db]") {
  redlite::db db(":memory:");
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  CHECK(db.zrandmember("none") == std::nullopt);
  CHECK(db.zrandmember("none", -highest).empty());
  CHECK(db.zrandmember("none", highest).empty());
  CHECK(message_of([&] { db.zrandmember("none", -highest - 1); }) ==
        "ERR value is out of range, value must between -9223372036854775807 and "
        "9223372036854775807");
  CHECK(db.zrandmember("none", highest / 2, with_scores).empty());
  CHECK(message_of([&] { db.zrandmember("none", highest / 2 + 1, with_scores); }) ==
        "ERR value is out of range");
  CHECK(message_of([&] { db.zrandmember("none", -highest / 2 - 1, with_scores); }) ==
        "ERR value is out of range");
  db.set("text", "x");
  CHECK(message_of([&] { db.zrandmember("text"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.zrandmember("text", 0); }) == support::wrong_type_text);
}

// A member that is there throughout and is not met, or met twice, breaks whoever walks.
TEST_CASE("sorted_set_pick: ZSCAN meets every member once, whatever comes and goes", "[db]") {
  redlite::db db(":memory:");
  for (std::uint64_t i = 0; i < 1000; ++i) db.zadd("z", static_cast<double>(i), name_of(i));
  std::map<std::string, int> met;
  std::uint64_t cursor = 0;
  std::uint64_t round = 0;
  do {
    const auto page = db.zscan("z", cursor, {.count = 50});
    for (const auto& [member, score] : page.items) {
      ++met[member];
      REQUIRE(db.zscore("z", member) == score);
    }
    cursor = page.cursor;
    db.zadd("z", 1, "new" + std::to_string(round));
    if (round % 2 == 0) db.zrem("z", "new" + std::to_string(round));
    ++round;
  } while (cursor != 0);
  REQUIRE(round > 10);
  for (std::uint64_t i = 0; i < 1000; ++i) REQUIRE(met[name_of(i)] == 1);
  REQUIRE(db.zscan("z", 0, {.match = "1000[0-4]", .count = 5000}).items.size() == 5);
  db.del("z");
  db.zadd("z", {{1, "a"}, {2, "b"}, {3, "ab"}});
  const auto whole = db.zscan("z", 77, {.match = "a*", .count = 1});
  CHECK(whole.cursor == 0);
  CHECK(whole.items == std::vector<scored>{{"a", 1}, {"ab", 3}});
  CHECK(db.zscan("none", 0, {.count = 0}).items.empty());
  CHECK(message_of([&] { db.zscan("z", 0, {.count = 0}); }) == "ERR syntax error");
  db.set("text", "x");
  CHECK(message_of([&] { db.zscan("text", 0); }) == support::wrong_type_text);
}

// An empty list is told by the number of words, which options make up.
TEST_CASE("sorted_set_pick: ZMPOP without keys", "[db]") {
  redlite::db db(":memory:");
  const std::vector<std::string> none;
  CHECK(message_of([&] { db.zmpop(none, zset_end::min); }) ==
        "ERR wrong number of arguments for 'zmpop' command");
  CHECK(message_of([&] { db.zmpop(none, zset_end::min, {.count = 0}); }) ==
        "ERR numkeys should be greater than 0");
}
