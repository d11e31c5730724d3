// tests/redlite/db/string.cpp: the string commands. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/string.hpp>

#include <limits>  // ends of the integers
#include <string>  // values

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::get_previous;
using redlite::set_if;
using support::message_of;
using support::refusal_of;

namespace {

using bulk = std::optional<std::string>;
using bulks = std::vector<bulk>;

redlite::db on_hand_clock() {
  return redlite::db(":memory:", {.clock = &support::manual_clock::now_ms});
}

constexpr std::int64_t integer_max = std::numeric_limits<std::int64_t>::max();

}  // namespace

// NX that overwrites breaks every lock built upon it; XX that creates brings back what was deleted.
TEST_CASE("string: SET with NX and XX", "[redlite]") {
  redlite::db db(":memory:");
  CHECK_FALSE(db.set("k", "v", {.when = set_if::present}));
  CHECK(db.exists("k") == 0);
  CHECK(db.set("k", "v", {.when = set_if::absent}));
  CHECK_FALSE(db.set("k", "w", {.when = set_if::absent}));
  CHECK(db.get("k") == "v");
  CHECK(db.set("k", "x", {.when = set_if::present}));
  CHECK(db.get("k") == "x");
  // The kind does not matter to the condition.
  db.rpush("l", "a");
  CHECK_FALSE(db.set("l", "v", {.when = set_if::absent}));
  CHECK(db.set("l", "v", {.when = set_if::present}));
  CHECK(db.type("l") == "string");
}

// SET ... GET answers what was there even where it stores nothing.
TEST_CASE("string: SET with GET", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.set("k", "v", get_previous) == std::nullopt);
  CHECK(db.set("k", "w", get_previous) == "v");
  CHECK(db.set("k", "x", get_previous, {.when = set_if::absent}) == "w");
  CHECK(db.get("k") == "w");
  CHECK(db.set("n", "x", get_previous, {.when = set_if::present}) == std::nullopt);
  CHECK(db.exists("n") == 0);
  CHECK(db.set("n", "x", get_previous, {.when = set_if::absent}) == std::nullopt);
  CHECK(db.get("n") == "x");
}

// A value that outlives its end, or ends with one that SET should have removed, is a stale session.
TEST_CASE("string: SET and the end of a key", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  db.set("k", "v", {.ex = 10});
  CHECK(db.ttl("k") == 10);
  clock.advance(9'999);
  CHECK(db.get("k") == "v");
  clock.advance(1);
  CHECK(db.get("k") == std::nullopt);

  db.set("k", "v", {.px = 1500});
  CHECK(db.ttl("k") == 2);  // rounded
  db.set("k", "w", {.keep_ttl = true});
  CHECK(db.ttl("k") == 2);
  db.set("k", "x");
  CHECK(db.ttl("k") == -1);
  db.set("k", "y", {.keep_ttl = true});
  CHECK(db.ttl("k") == -1);

  const std::int64_t now = support::manual_clock::now_ms();
  db.set("k", "v", {.exat = now / 1000 + 5});
  CHECK(db.ttl("k") == (5000 - now % 1000 + 500) / 1000);
  db.set("k", "v", {.pxat = now + 3000});
  CHECK(db.ttl("k") == 3);
  // An end in the past is taken, and the key is gone.
  CHECK(db.set("k", "v", {.exat = 1}));
  CHECK(db.get("k") == std::nullopt);
  CHECK(db.exists("k") == 0);
  // KEEPTTL of a key of another kind; a held-back SET changes no end.
  db.rpush("l", "a");
  db.expire("l", 100);
  CHECK_FALSE(db.set("l", "v", {.when = set_if::absent, .ex = 1}));
  CHECK(db.ttl("l") == 100);
  db.set("l", "v", {.keep_ttl = true});
  CHECK(db.ttl("l") == 100);
  // Others leave the end as it is.
  db.set("n", "1", {.ex = 50});
  db.incr("n");
  db.append("n", "0");
  CHECK(db.ttl("n") == 50);
  db.mset({{"n", "1"}});
  CHECK(db.ttl("n") == -1);
}

// An end that overflows would lie in the past and delete what was to be kept.
TEST_CASE("string: SET refuses ends that are none", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  const std::string text = "ERR invalid expire time in 'set' command";
  CHECK(message_of([&] { db.set("k", "v", {.ex = 0}); }) == text);
  CHECK(message_of([&] { db.set("k", "v", {.px = -5}); }) == text);
  CHECK(message_of([&] { db.set("k", "v", {.exat = 0}); }) == text);
  CHECK(message_of([&] { db.set("k", "v", {.pxat = -1}); }) == text);
  CHECK(message_of([&] { db.set("k", "v", {.ex = integer_max}); }) == text);
  CHECK(message_of([&] { db.set("k", "v", {.px = integer_max}); }) == text);
  CHECK(message_of([&] { db.set("k", "v", {.exat = integer_max / 1000 + 1}); }) == text);
  CHECK(refusal_of([&] { db.set("k", "v", {.ex = 0}); }).code == errc::out_of_range);
  CHECK(db.exists("k") == 0);
  CHECK(db.set("k", "v", {.pxat = integer_max}));
  CHECK(db.ttl("k") == (integer_max - support::manual_clock::start_ms + 499) / 1000);
  CHECK(db.set("k", "v", {.exat = integer_max / 1000}));
  CHECK(db.get("k") == "v");
  CHECK(message_of([&] { db.set("k", "w", {.ex = 10, .px = 10}); }) == "ERR syntax error");
  CHECK(message_of([&] { db.set("k", "w", {.ex = 10, .keep_ttl = true}); }) == "ERR syntax error");
  CHECK(refusal_of([&] { db.set("k", "w", {.ex = 10, .keep_ttl = true}); }).code == errc::syntax);
  CHECK(db.get("k") == "v");
}

// SET must replace whatever kind was there, with all its elements.
TEST_CASE("string: SET over other kinds leaves nothing of them", "[redlite]") {
  redlite::db db(":memory:");
  db.hset("k", {{"f", "v"}, {"g", "v"}});
  db.set("k", "v");
  CHECK(db.get("k") == "v");
  db.del("k");
  CHECK(db.hset("k", "f", "w") == 1);
  CHECK(db.hlen("k") == 1);
  db.mset({{"k", "s"}});
  CHECK(db.get("k") == "s");
}

// A counter that wraps around, or reads " 1" as 1, counts wrong without a word.
TEST_CASE("string: INCR takes what Redis takes for an integer", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.incr("n") == 1);
  CHECK(db.incr("n") == 2);
  db.set("n", "-1");
  CHECK(db.incr("n") == 0);
  CHECK(db.get("n") == "0");
  db.set("n", "9223372036854775806");
  CHECK(db.incr("n") == integer_max);
  const auto no = refusal_of([&] { db.incr("n"); });
  CHECK(no.code == errc::overflow);
  CHECK(no.text == "ERR increment or decrement would overflow");
  CHECK(db.get("n") == "9223372036854775807");
  db.set("n", "-9223372036854775808");
  CHECK(db.incr("n") == -integer_max);
  for (const char* text :
       {"", " 1", "1 ", "+1", "01", "-0", "1.0", "1e3", "0x1", "abc", "--1", "-",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999999"}) {
    INFO('"' << text << '"');
    db.set("n", text);
    const auto refused = refusal_of([&] { db.incr("n"); });
    CHECK(refused.code == errc::not_integer);
    CHECK(refused.text == "ERR value is not an integer or out of range");
    CHECK(db.get("n") == text);
  }
}

// Lengths are in bytes, and what APPEND of nothing makes is a key all the same.
TEST_CASE("string: APPEND and STRLEN", "[redlite]") {
  using namespace std::string_literals;
  redlite::db db(":memory:");
  CHECK(db.strlen("k") == 0);
  CHECK(db.append("k", "Hello") == 5);
  CHECK(db.append("k", "\0World"s) == 11);
  CHECK(db.append("k", "") == 11);
  CHECK(db.get("k") == "Hello\0World"s);
  CHECK(db.strlen("k") == 11);
  CHECK(db.append("empty", "") == 0);
  CHECK(db.exists("empty") == 1);
  CHECK(db.get("empty") == "");
  db.set("u", "\xc3\xa9");
  CHECK(db.strlen("u") == 2);
}

// MGET never refuses for a kind, and answers in the order asked, repeats too.
TEST_CASE("string: MGET and MSET", "[redlite]") {
  redlite::db db(":memory:");
  db.mset({{"a", "1"}, {"b", "2"}, {"a", "3"}});
  db.rpush("l", "x");
  CHECK(db.mget({"a", "l", "none", "b", "a"}) == bulks{"3", std::nullopt, std::nullopt, "2", "3"});
  CHECK(db.mget("a") == bulks{"3"});
}

// Big values take other pages of the file than small ones; growing and shrinking must keep the
// bytes.
TEST_CASE("string: values of every size come back as they were", "[redlite]") {
  const support::scratch folder;
  redlite::db db(folder.path());
  for (const std::size_t size :
       {0UL, 1UL, 99UL, 1000UL, 4059UL, 4096UL, 10'000UL, 1'000'000UL, 50UL}) {
    std::string value(size, 'x');
    for (std::size_t i = 0; i < size; ++i) value[i] = static_cast<char>(i * 31 % 251);
    db.set("k", value);
    CHECK((db.get("k") == value));
    CHECK(db.append("k", "tail") == static_cast<std::int64_t>(size + 4));
    CHECK((db.get("k") == value + "tail"));
    CHECK(db.strlen("k") == static_cast<std::int64_t>(size + 4));
  }
}
