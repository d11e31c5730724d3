// tests/redlite/db/sorted_set_range.cpp: ranges by bytes, from the top, stored and removed.
// Expected values are those of Redis 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/sorted_set_range.hpp>

#include <cmath>       // NaN
#include <cstdint>     // positions
#include <functional>  // calls
#include <map>         // the model
#include <random>      // mt19937_64, the same everywhere
#include <string>      // members
#include <vector>      // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::range_by;
using redlite::scored;
using redlite::with_scores;
using support::message_of;
using texts = std::vector<std::string>;

namespace {

std::string name_of(std::uint64_t i) { return std::to_string(10'000 + i); }

}  // namespace

// The ends come highest first: taken the other way round, every range would be empty.
TEST_CASE("sorted_set_range: ZREVRANGEBYSCORE goes down from its first end", "[db]") {
  redlite::db db(":memory:");
  db.zadd("z", {{1, "a"}, {2, "b"}, {2, "c"}, {3, "d"}});
  CHECK(db.zrevrangebyscore("z", "+inf", "-inf") == texts{"d", "c", "b", "a"});
  CHECK(db.zrevrangebyscore("z", "(3", 2) == texts{"c", "b"});
  CHECK(db.zrevrangebyscore("z", 1, 3).empty());
  CHECK(db.zrevrangebyscore("z", 3, 1, {.limit = {{1, 2}}}) == texts{"c", "b"});
  CHECK(db.zrevrangebyscore("z", 3, 1, {.limit = {{0, 0}}}).empty());
  CHECK(db.zrevrangebyscore("z", 3, 1, {.limit = {{-1, 2}}}).empty());
  CHECK(db.zrevrangebyscore("z", 2, 1, with_scores, {.limit = {{2, -1}}}) ==
        std::vector<scored>{{"a", 1}});
  CHECK(message_of([&] { db.zrevrangebyscore("none", "a", 1); }) ==
        "ERR min or max is not a float");
}

// An end that is off by one byte, or counted by rows where it could be looked up.
TEST_CASE("sorted_set_range: by bytes among equal scores, small and large", "[db]") {
  redlite::db db(":memory:");
  const std::uint64_t n = GENERATE(std::uint64_t{20}, std::uint64_t{2000});
  for (std::uint64_t i = 0; i < n; ++i) {
    db.zadd("z", 7, name_of(i));
    db.zadd("before", 7, name_of(i));
  }
  const auto size = static_cast<std::int64_t>(n);
  CHECK(db.zlexcount("z", "-", "+") == size);
  CHECK(db.zlexcount("z", "+", "-") == 0);
  CHECK(db.zlexcount("z", "-", "-") == 0);
  std::mt19937_64 random(5);
  for (int i = 0; i < 40; ++i) {
    const std::uint64_t from = random() % n;
    const std::uint64_t to = random() % n;
    const bool with_from = random() % 2 == 0;
    const bool with_to = random() % 2 == 0;
    const std::string low = (with_from ? "[" : "(") + name_of(from);
    const std::string high = (with_to ? "[" : "(") + name_of(to);
    texts wanted;
    for (std::uint64_t at = from + (with_from ? 0 : 1); at < to + (with_to ? 1 : 0); ++at) {
      wanted.push_back(name_of(at));
    }
    REQUIRE(db.zrangebylex("z", low, high) == wanted);
    REQUIRE(db.zlexcount("z", low, high) == static_cast<std::int64_t>(wanted.size()));
    texts part(
        wanted.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, wanted.size())),
        wanted.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(5, wanted.size())));
    REQUIRE(db.zrangebylex("z", low, high, {.limit = {{2, 3}}}) == part);
    REQUIRE(db.zrevrangebylex("z", high, low) == texts(wanted.rbegin(), wanted.rend()));
  }
  REQUIRE(db.zremrangebylex("z", "[10003", "(10010") == 7);
  REQUIRE(db.zlexcount("z", "-", "+") == size - 7);
  REQUIRE(db.zrank("z", "10010") == 3);
  REQUIRE(db.zrangebylex("z", "[10002", "[10010") == texts{"10002", "10010"});
  REQUIRE(db.zremrangebylex("z", "-", "+") == size - 7);
  REQUIRE_FALSE(db.exists("z"));
  REQUIRE(db.zlexcount("before", "-", "+") == size);
}

// Redis leaves it open; what it does is what a program that was tested against it expects.
TEST_CASE("sorted_set_range: by bytes where scores differ, as Redis' short sorted sets", "[db]") {
  redlite::db db(":memory:");
  db.zadd("m", {{1, "d"}, {2, "a"}, {3, "c"}, {4, "b"}, {5, "e"}});
  CHECK(db.zrangebylex("m", "[b", "[d") == texts{"d", "a", "c", "b"});
  CHECK(db.zrangebylex("m", "[a", "[c").empty());
  CHECK(db.zrangebylex("m", "[b", "+") == texts{"d", "a", "c", "b", "e"});
  CHECK(db.zrangebylex("m", "-", "[e", {.limit = {{1, 2}}}) == texts{"a", "c"});
  CHECK(db.zrevrangebylex("m", "[d", "[b") == texts{"b", "c"});
  CHECK(db.zrevrangebylex("m", "+", "[b") == texts{"e", "b", "c"});
  CHECK(db.zrevrangebylex("m", "[e", "-") == texts{"e", "b", "c", "a", "d"});
  CHECK(db.zlexcount("m", "[d", "(e") == 4);
  CHECK(db.zlexcount("m", "[a", "[b") == 0);
  CHECK(db.zrangestore("t", "m", "[d", "(e", {.by = range_by::lex}) == 4);
  CHECK(db.zrange("t", 0, -1, with_scores) ==
        std::vector<scored>{{"d", 1}, {"a", 2}, {"c", 3}, {"b", 4}});
  CHECK(db.zremrangebylex("m", "[d", "[d") == 4);
  CHECK(db.zrange("m", 0, -1) == texts{"e"});
}

// An end read too kindly takes a range that nobody asked for.
TEST_CASE("sorted_set_range: lexical ends are what Redis takes for one", "[db]") {
  redlite::db db(":memory:");
  db.zadd("z", 0, "a");
  for (const char* end : {"", "a", "--", "-x", "+inf", "0"}) {
    INFO(end);
    CHECK(message_of([&] { db.zrangebylex("z", end, "+"); }) ==
          "ERR min or max not valid string range item");
    CHECK(message_of([&] { db.zlexcount("none", "-", end); }) ==
          "ERR min or max not valid string range item");
    CHECK(message_of([&] { db.zremrangebylex("none", "-", end); }) ==
          "ERR min or max not valid string range item");
  }
  CHECK(db.zrangebylex("z", std::string_view("-\0x", 3), "[a") == texts{"a"});
  CHECK(db.zrangebylex("z", "[", "[a") == texts{"a"});
}

// A result that is stored must replace what was there, its end of life included.
TEST_CASE("sorted_set_range: ZRANGESTORE replaces, and an empty range removes", "[db]") {
  redlite::db db(":memory:");
  db.zadd("q", {{0.2, "x"}, {9, "y"}, {10, "z"}});
  db.set("d", "text", {.ex = 100});
  CHECK(db.zrangestore("d", "q", "+inf", "(8",
                       {.by = range_by::score, .reverse = true, .limit = {{1, 1}}}) == 1);
  CHECK(db.zrange("d", 0, -1, with_scores) == std::vector<scored>{{"y", 9}});
  CHECK(db.ttl("d") == -1);
  CHECK(db.zrangestore("q", "q", -2, -1) == 2);
  CHECK(db.zrange("q", 0, -1) == texts{"y", "z"});
  CHECK(db.zrangestore("d", "none", 0, -1) == 0);
  CHECK_FALSE(db.exists("d"));
  db.set("text", "x");
  CHECK(message_of([&] { db.zrangestore("q", "text", 0, -1); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.zrangestore("q", "none", "a", -1); }) ==
        "ERR value is not an integer or out of range");
  CHECK(message_of([&] {
          db.zrangestore("q", "q", 0, 1, {.limit = {{0, 5}}});
        }) ==
        "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  CHECK(db.zcard("q") == 2);
}

// A member removed from the rows but not from the index would give all behind it a wrong rank.
TEST_CASE("sorted_set_range: ranges removed by rank and score leave order and count right",
          "[db]") {
  redlite::db db(":memory:");
  const bool indexed = GENERATE(true, false);
  texts left;
  for (std::uint64_t i = 0; i < 1500; ++i) {
    db.zadd("z", static_cast<double>(i / 3), name_of(i));
    left.push_back(name_of(i));
  }
  if (indexed) REQUIRE(db.zrank("z", name_of(1499)) == 1499);
  REQUIRE(db.zremrangebyrank("z", 700, 709) == 10);
  left.erase(left.begin() + 700, left.begin() + 710);
  REQUIRE(db.zremrangebyrank("z", -3, -1) == 3);
  left.erase(left.end() - 3, left.end());
  REQUIRE(db.zremrangebyrank("z", -5000, 1) == 2);
  left.erase(left.begin(), left.begin() + 2);
  REQUIRE(db.zremrangebyrank("z", 5, 4) == 0);
  REQUIRE(db.zremrangebyrank("z", 1485, 5000) == 0);
  REQUIRE(db.zremrangebyscore("z", "(10", "12") == 6);
  left.erase(left.begin() + 31, left.begin() + 37);
  REQUIRE(db.zremrangebyscore("z", "(10", "(10") == 0);
  REQUIRE(db.zrange("z", 0, -1) == left);
  REQUIRE(db.zcard("z") == static_cast<std::int64_t>(left.size()));
  for (std::size_t i = 0; i < left.size(); i += 100) {
    REQUIRE(db.zrank("z", left[i]) == static_cast<std::int64_t>(i));
    REQUIRE(db.zrevrank("z", left[i]) == static_cast<std::int64_t>(left.size() - 1 - i));
  }
  REQUIRE(message_of([&] { db.zremrangebyscore("z", "-inf", "nan"); }) ==
          "ERR min or max is not a float");
  REQUIRE(db.zremrangebyscore("z", "-inf", "+inf") == static_cast<std::int64_t>(left.size()));
  REQUIRE_FALSE(db.exists("z"));
}

// A command that takes another kind of key for its own reads nonsense, or destroys it.
TEST_CASE("sorted_set_range: every command refuses other kinds of keys", "[db]") {
  redlite::db db(":memory:");
  db.set("k", "x");
  const std::map<std::string, std::function<void()>> calls{
      {"ZREVRANGEBYSCORE", [&] { db.zrevrangebyscore("k", 1, 0); }},
      {"ZRANGEBYLEX", [&] { db.zrangebylex("k", "-", "+"); }},
      {"ZREVRANGEBYLEX", [&] { db.zrevrangebylex("k", "+", "-"); }},
      {"ZLEXCOUNT", [&] { db.zlexcount("k", "-", "+"); }},
      {"ZRANGESTORE", [&] { db.zrangestore("d", "k", 0, -1); }},
      {"ZREMRANGEBYRANK", [&] { db.zremrangebyrank("k", 0, -1); }},
      {"ZREMRANGEBYSCORE", [&] { db.zremrangebyscore("k", 0, 1); }},
      {"ZREMRANGEBYLEX", [&] { db.zremrangebylex("k", "-", "+"); }},
  };
  for (const auto& [name, call] : calls) {
    INFO(name);
    CHECK(message_of(call) == support::wrong_type_text);
  }
  CHECK(db.get("k") == "x");
}
