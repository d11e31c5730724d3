// tests/redlite/db/sorted_set_algebra.cpp: unions, intersections and differences. Expected values
// are those of Redis 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/sorted_set_algebra.hpp>

#include <cmath>       // NaN, signs
#include <functional>  // calls
#include <limits>      // float extremes
#include <map>         // calls
#include <string>      // members
#include <vector>      // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::scored;
using redlite::with_scores;
using redlite::zset_aggregate;
using support::message_of;
using ranking = std::vector<scored>;
using texts = std::vector<std::string>;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double tiny = std::numeric_limits<double>::denorm_min();

void fill_extremes(redlite::db& db) {
  db.zadd("i", {{infinity, "a"}, {-infinity, "b"}, {1e308, "c"}, {tiny, "d"}, {1, "e"}});
  db.zadd("j", {{-infinity, "a"}, {infinity, "b"}, {1e308, "c"}, {-tiny, "d"}, {-1, "e"}});
}

}  // namespace

// Infinities of opposite signs add up to no number; a NaN in the order would lose members.
TEST_CASE("sorted_set_algebra: scores at the extremes come out as Redis'", "[db]") {
  redlite::db db(":memory:");
  fill_extremes(db);
  CHECK(db.zunion({"i", "j"}, with_scores) ==
        ranking{{"a", 0}, {"b", 0}, {"d", 0}, {"e", 0}, {"c", infinity}});
  CHECK(db.zunion({"i", "j"}, with_scores, {.weights = {{0, -1}}}) ==
        ranking{{"b", -infinity}, {"c", -1e308}, {"d", tiny}, {"e", 1}, {"a", infinity}});
  CHECK(db.zunion({"i", "j"}, with_scores, {.aggregate = zset_aggregate::min}) ==
        ranking{{"a", -infinity}, {"b", -infinity}, {"e", -1}, {"d", -tiny}, {"c", 1e308}});
  CHECK(db.zunion({"i", "j"}, with_scores, {.aggregate = zset_aggregate::max}) ==
        ranking{{"d", tiny}, {"e", 1}, {"c", 1e308}, {"a", infinity}, {"b", infinity}});
  CHECK(
      db.zinter({"i", "j"}, with_scores, {.weights = {{0, 0}}, .aggregate = zset_aggregate::min}) ==
      ranking{{"a", 0}, {"b", 0}, {"c", 0}, {"d", 0}, {"e", 0}});
  // Infinity times 0 is no number; in an intersection it is left out of MIN and MAX.
  CHECK(
      db.zinter({"i", "j"}, with_scores, {.weights = {{1, 0}}, .aggregate = zset_aggregate::max}) ==
      ranking{{"b", -infinity}, {"d", tiny}, {"e", 1}, {"c", 1e308}, {"a", infinity}});
  CHECK(
      db.zinter({"i", "j"}, with_scores, {.weights = {{0, 1}}, .aggregate = zset_aggregate::min}) ==
      ranking{{"a", -infinity}, {"e", -1}, {"d", -tiny}, {"b", 0}, {"c", 0}});
  const auto zeros = db.zunion({"i", "j"}, with_scores, {.weights = {{-0.0, -0.0}}});
  REQUIRE(zeros.size() == 5);
  for (const auto& [member, score] : zeros) {
    INFO(member);
    CHECK(score == 0);
    CHECK(std::signbit(score) == (member == "c"));
  }
}

// Sums of floats depend on their order: from the smallest sorted set to the largest.
TEST_CASE("sorted_set_algebra: sums are made in Redis' order", "[db]") {
  redlite::db db(":memory:");
  db.zadd("p", 0.1, "x");
  db.zadd("q", {{0.2, "x"}, {9, "y"}});
  db.zadd("r", {{0.3, "x"}, {9, "y"}, {9, "z"}});
  const ranking wanted{{"x", 0.60000000000000009}, {"z", 9}, {"y", 18}};
  CHECK(db.zunion({"r", "q", "p"}, with_scores) == wanted);
  CHECK(db.zunion({"p", "q", "r"}, with_scores) == wanted);
  CHECK(db.zinter({"r", "q", "p"}, with_scores, {.weights = {{3, 2, 1}}}) ==
        ranking{{"x", 1.3999999999999999}});
  db.sadd("s", {"x", "y", "w"});
  CHECK(db.zinterstore("r", {"s", "r", "q"}, {.weights = {{10, 1, 1}}}) == 2);
  CHECK(db.zrange("r", 0, -1, with_scores) == ranking{{"x", 10.5}, {"y", 28}});
}

// Members of a plain set have the score 1, wherever they stand among the operands.
TEST_CASE("sorted_set_algebra: plain sets take part", "[db]") {
  redlite::db db(":memory:");
  db.sadd("s", {"x", "y", "w"});
  db.zadd("p", {{0.1, "x"}, {5, "y"}});
  CHECK(db.zunion("s", with_scores) == ranking{{"w", 1}, {"x", 1}, {"y", 1}});
  CHECK(db.zunion({"s", "p"}) == texts{"w", "x", "y"});
  CHECK(db.zinter({"s", "p"}, with_scores) == ranking{{"x", 1.1}, {"y", 6}});
  CHECK(db.zinter({"s", "p"}) == texts{"x", "y"});
  CHECK(db.zdiff({"s", "p"}, with_scores) == ranking{{"w", 1}});
  CHECK(db.zdiff({"p", "s"}).empty());
  CHECK(db.zdiff({"p", "none"}, with_scores) == ranking{{"x", 0.1}, {"y", 5}});
  CHECK(db.zdiff("none").empty());
  CHECK(db.zdiff({"p", "p"}).empty());
  CHECK(db.zinter({"p", "p"}, with_scores) == ranking{{"x", 0.2}, {"y", 10}});
  CHECK(db.zinter({"p", "none"}).empty());
  CHECK(db.zintercard({"s", "p"}) == 2);
  CHECK(db.zintercard({"s", "p"}, {.limit = 1}) == 1);
  CHECK(db.zintercard({"s", "p"}, {.limit = 0}) == 2);
  CHECK(db.zintercard({"s", "none"}) == 0);
}

// A result that is stored replaces whatever was there, also an operand, its end of life included.
TEST_CASE("sorted_set_algebra: what is stored replaces, and an empty result removes", "[db]") {
  redlite::db db(":memory:");
  db.zadd("p", {{1, "x"}, {2, "y"}});
  db.set("d", "text", {.ex = 100});
  CHECK(db.zdiffstore("d", "p") == 2);
  CHECK(db.ttl("d") == -1);
  CHECK(db.zunionstore("p", {"p", "d"}, {.aggregate = zset_aggregate::max}) == 2);
  CHECK(db.zrange("p", 0, -1, with_scores) == ranking{{"x", 1}, {"y", 2}});
  db.set("d", "text");
  CHECK(db.zunionstore("d", "none") == 0);
  CHECK_FALSE(db.exists("d"));
  CHECK(db.zinterstore("p", {"p", "none"}) == 0);
  CHECK_FALSE(db.exists("p"));
}

// What Redis refuses it refuses before it has changed anything, the kinds of keys first.
TEST_CASE("sorted_set_algebra: refusals are Redis'", "[db]") {
  redlite::db db(":memory:");
  db.zadd("z", 1, "m");
  db.set("text", "x");
  const std::string not_float = "ERR weight value is not a float";
  CHECK(message_of([&] { db.zunion("z", {.weights = {{std::nan("")}}}); }) == not_float);
  CHECK(message_of([&] { db.zunion({"z", "z"}, {.weights = {{1}}}); }) == "ERR syntax error");
  CHECK(message_of([&] { db.zinter({"z", "z"}, {.weights = {{1, 2, 3}}}); }) == "ERR syntax error");
  CHECK(message_of([&] {
          db.zunion({"z", "text"}, {.weights = {{1}}});
        }) == support::wrong_type_text);
  CHECK(message_of([&] { db.zintercard("z", {.limit = -1}); }) == "ERR LIMIT can't be negative");
  const std::map<std::string, std::function<void()>> calls{
      {"ZUNION", [&] { db.zunion("text"); }},
      {"ZINTER",
       [&] {
         db.zinter({"none", "text"});
       }},
      {"ZDIFF",
       [&] {
         db.zdiff({"none", "text"});
       }},
      {"ZINTERCARD", [&] { db.zintercard("text", {.limit = -1}); }},
      {"ZUNIONSTORE",
       [&] {
         db.zunionstore("z", {"z", "text"});
       }},
      {"ZINTERSTORE",
       [&] {
         db.zinterstore("z", {"none", "text"});
       }},
      {"ZDIFFSTORE", [&] { db.zdiffstore("z", "text"); }},
  };
  for (const auto& [name, call] : calls) {
    INFO(name);
    CHECK(message_of(call) == support::wrong_type_text);
  }
  CHECK(db.zrange("z", 0, -1, with_scores) == ranking{{"m", 1}});
}

// An empty list is told by the number of words, which options make up.
TEST_CASE("sorted_set_algebra: no keys at all", "[db]") {
  redlite::db db(":memory:");
  const texts none;
  const auto needed = [](const std::string& name) {
    return "ERR at least 1 input key is needed for '" + name + "' command";
  };
  const auto arity = [](const std::string& name) {
    return "ERR wrong number of arguments for '" + name + "' command";
  };
  CHECK(message_of([&] { db.zunion(none); }) == needed("zunion"));
  CHECK(message_of([&] { db.zinter(none, with_scores); }) == needed("zinter"));
  CHECK(message_of([&] { db.zunionstore("d", none); }) == needed("zunionstore"));
  CHECK(message_of([&] { db.zinterstore("d", none); }) == needed("zinterstore"));
  CHECK(message_of([&] { db.zdiff(none); }) == arity("zdiff"));
  CHECK(message_of([&] { db.zdiff(none, with_scores); }) == needed("zdiff"));
  CHECK(message_of([&] { db.zintercard(none); }) == arity("zintercard"));
  CHECK(message_of([&] { db.zintercard(none, {.limit = -1}); }) == needed("zintercard"));
  CHECK(message_of([&] { db.zdiffstore("d", none); }) == arity("zdiffstore"));
}
