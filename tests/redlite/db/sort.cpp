// tests/redlite/db/sort.cpp: SORT. Compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/sort.hpp>

#include <optional>  // absent values
#include <string>    // elements
#include <vector>    // elements

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::range_limit;
using redlite::sort_options;
using support::message_of;
using texts = std::vector<std::string>;

namespace {

constexpr auto down = redlite::sort_order::descending;

std::string words(const std::vector<std::optional<std::string>>& all) {
  std::string line;
  for (const auto& each : all) line += (line.empty() ? "" : " ") + each.value_or("(nil)");
  return line;
}

}  // namespace

TEST_CASE("sort: elements as numbers and as bytes, either way", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", {"3", "1", "2", "-10", "1.5"});
  db.sadd("s", {"3", "1", "2"});
  db.zadd("z", {{3, "1"}, {1, "3"}, {2, "2"}});
  const auto sorted = [&](const char* key, const sort_options& how) {
    CHECK(words(db.sort_ro(key, how)) == words(db.sort(key, how)));
    return words(db.sort(key, how));
  };
  CHECK(sorted("l", {}) == "-10 1 1.5 2 3");
  CHECK(sorted("l", {.order = down}) == "3 2 1.5 1 -10");
  CHECK(sorted("s", {}) == "1 2 3");
  CHECK(sorted("z", {}) == "1 2 3");
  CHECK(sorted("none", {}) == "");
  db.rpush("t", {"b", "a", "c", "10", "9"});
  CHECK(sorted("t", {.alpha = true}) == "10 9 a b c");
  CHECK(sorted("t", {.order = down, .alpha = true}) == "c b a 9 10");
  CHECK(message_of([&] { (void)db.sort("t"); }) ==
        "ERR One or more scores can't be converted into double");
  db.set("string", "v");
  db.hset("hash", "f", "v");
  for (const char* key : {"string", "hash"})
    CHECK(message_of([&] { (void)db.sort(key); }) == support::wrong_type_text);
}

// C's strcoll knows no byte after a zero; what is stored must not depend on where it runs.
TEST_CASE("sort: texts are compared up to a zero byte, unless they are stored", "[redlite]") {
  redlite::db db(":memory:");
  const std::string b("x\0b", 3);
  const std::string a("x\0a", 3);
  db.rpush("l", {b, a, "x", "w"});
  CHECK(words(db.sort("l", {.alpha = true})) == "w " + b + ' ' + a + " x");
  CHECK(words(db.sort("l", {.order = down, .alpha = true})) == b + ' ' + a + " x w");
  db.sort("l", "to", {.alpha = true});
  CHECK(db.lrange("to", 0, -1) == texts{"w", "x", a, b});
  db.mset({{"t1", b}, {"t2", a}, {"t3", "x"}});
  db.rpush("n", {"1", "2", "3"});
  CHECK(words(db.sort("n", {.by = "t*", .alpha = true})) == "1 2 3");
  db.sort("n", "to", {.by = "t*", .alpha = true});
  CHECK(db.lrange("to", 0, -1) == texts{"3", "2", "1"});
}

// What is a number is what C takes for one: a difference here sorts another program's data anew.
TEST_CASE("sort: what counts as a number", "[redlite]") {
  redlite::db db(":memory:");
  const auto sorted = [&](const char* one) {
    db.del("l");
    db.rpush("l", {one, "2"});
    return message_of([&] { throw redlite::error(redlite::errc::generic, words(db.sort("l"))); });
  };
  CHECK(sorted("0x10") == "2 0x10");
  CHECK(sorted(" 1") == " 1 2");
  CHECK(sorted("") == "2");  // the empty one first
  CHECK(sorted("inf") == "2 inf");
  CHECK(sorted("-inf") == "-inf 2");
  CHECK(sorted("1e3") == "2 1e3");
  const std::string refused = "ERR One or more scores can't be converted into double";
  for (const char* text : {"1 ", "nan", "1e400", "x"}) CHECK(sorted(text) == refused);
}

TEST_CASE("sort: LIMIT, with ends beyond the elements", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", {"3", "1", "2"});
  const auto sorted = [&](std::int64_t offset, std::int64_t count) {
    return words(db.sort("l", {.limit = range_limit{offset, count}}));
  };
  CHECK(sorted(1, 1) == "2");
  CHECK(sorted(-1, 1) == "1");
  CHECK(sorted(0, -1) == "1 2 3");
  CHECK(sorted(1, -5) == "2 3");
  CHECK(sorted(5, 1) == "");
  CHECK(sorted(1, 0) == "");
  CHECK(sorted(2, 9'223'372'036'854'775'807) == "3");
  CHECK(sorted(-9'223'372'036'854'775'807, 2) == "1 2");
}

TEST_CASE("sort: BY other keys, and by nothing", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", {"3", "1", "2"});
  db.mset({{"w_1", "3"}, {"w_2", "1"}, {"w_3", "2"}});
  db.hset("h_1", "f", "30");
  db.hset("h_3", "f", "4");
  CHECK(words(db.sort("l", {.by = "w_*"})) == "2 3 1");
  CHECK(words(db.sort("l", {.by = "w_*", .order = down})) == "1 3 2");
  CHECK(words(db.sort("l", {.by = "h_*->f"})) == "2 3 1");                 // absent counts as 0
  CHECK(words(db.sort("l", {.by = "h_*->f", .alpha = true})) == "2 1 3");  // absent comes first
  CHECK(words(db.sort("l", {.by = "h_*->none"})) == "1 2 3");              // equal: by bytes
  CHECK(words(db.sort("l", {.by = "h_*"})) == "1 2 3");                    // no string
  CHECK(words(db.sort("l", {.by = "w_*->f"})) == "1 2 3");                 // no hash
  CHECK(words(db.sort("l", {.by = "nosort"})) == "3 1 2");
  CHECK(words(db.sort("l", {.by = "nosort", .order = down})) == "2 1 3");
  CHECK(words(db.sort("l", {.by = "nosort", .limit = range_limit{1, 1}})) == "1");
  db.zadd("z", {{3, "a"}, {1, "b"}, {2, "c"}});
  CHECK(words(db.sort("z", {.by = "nosort"})) == "b c a");
  CHECK(words(db.sort("z", {.by = "nosort", .order = down})) == "a c b");
  CHECK(words(db.sort("z", {.by = "nosort", .limit = range_limit{0, 2}, .order = down})) == "a c");
}

TEST_CASE("sort: GET other keys, fields and the element itself", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  db.rpush("l", {"2", "1"});
  db.mset({{"w_1", "one"}, {"w_2", "two"}, {"h_1->", "odd"}});
  db.hset("h_1", "f", "x");
  db.hset("h_1_more", "f", "y");
  CHECK(words(db.sort("l", {.get = {"#", "w_*", "h_*->f"}})) == "1 one x 2 two (nil)");
  CHECK(words(db.sort("l", {.get = {"w_*", "nostar"}})) == "one (nil) two (nil)");
  CHECK(words(db.sort("l", {.get = {"h_*_more->f", "h_*->"}})) == "y odd (nil) (nil)");
  db.expire("w_1", 1);
  clock.advance(1000);
  CHECK(words(db.sort("l", {.get = {"w_*"}})) == "(nil) two");
}

// A stored list with another content than the reply, or over half of what was there, is lost data.
TEST_CASE("sort: STORE makes a list, over whatever is there", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    db.rpush("l", {"3", "1", "2"});
    db.hset("to", "f", "v");
    db.expire("to", 100);
    CHECK(db.sort("l", "to", {.order = down}) == 3);
    CHECK(db.lrange("to", 0, -1) == texts{"3", "2", "1"});
    CHECK(db.ttl("to") == -1);
    CHECK(db.rpush("to", "x") == 4);
    CHECK(db.lrange("to", 2, 3) == texts{"1", "x"});
    CHECK(db.sort("l", "l") == 3);
    CHECK(db.lrange("l", 0, -1) == texts{"1", "2", "3"});
    db.set("w_2", "two");
    CHECK(db.sort("l", "to", {.get = {"w_*"}}) == 3);
    CHECK(db.lrange("to", 0, -1) == texts{"", "two", ""});
    CHECK(db.sort("none", "to") == 0);
    CHECK(db.exists("to") == 0);
    db.rpush("to", "x");
    CHECK(db.sort("l", "to", {.limit = range_limit{9, 1}}) == 0);
    CHECK(db.exists("to") == 0);
    // A set that is not sorted is stored in the order of bytes.
    db.sadd("s", {"c", "a", "b"});
    CHECK(db.sort("s", "to", {.by = "nosort"}) == 3);
    CHECK(db.lrange("to", 0, -1) == texts{"a", "b", "c"});
    auto watched = db.watch("to");
    db.sort("l", "to");
    CHECK_FALSE(watched.atomically([](auto&) {}));
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}
