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

// A lock that SETNX gives twice is none; MSETNX that stores a part leaves half a record.
TEST_CASE("string: SETNX and MSETNX store only where nothing was", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.setnx("k", "v"));
  CHECK_FALSE(db.setnx("k", "w"));
  CHECK(db.get("k") == "v");
  db.rpush("l", "x");
  CHECK_FALSE(db.setnx("l", "v"));
  CHECK(db.type("l") == "list");
  CHECK_FALSE(db.msetnx({{"a", "1"}, {"l", "2"}}));
  CHECK_FALSE(db.msetnx({{"a", "1"}, {"k", "2"}}));
  CHECK(db.exists("a") == 0);
  CHECK(db.get("k") == "v");
  CHECK(db.msetnx({{"a", "1"}, {"b", "2"}, {"a", "3"}}));
  CHECK(db.mget({"a", "b"}) == bulks{"3", "2"});
}

// An end in the wrong unit keeps a session a thousand times too long.
TEST_CASE("string: SETEX and PSETEX", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  db.rpush("k", "x");
  db.setex("k", 10, "v");
  CHECK(db.get("k") == "v");
  CHECK(db.ttl("k") == 10);
  db.psetex("k", 2600, "w");
  CHECK(db.ttl("k") == 3);
  clock.advance(2600);
  CHECK(db.get("k") == std::nullopt);
  db.set("k", "old");
  CHECK(message_of([&] { db.setex("k", 0, "v"); }) == "ERR invalid expire time in 'setex' command");
  CHECK(message_of([&] { db.setex("k", integer_max / 1000 + 1, "v"); }) ==
        "ERR invalid expire time in 'setex' command");
  CHECK(message_of([&] { db.psetex("k", -1, "v"); }) ==
        "ERR invalid expire time in 'psetex' command");
  CHECK(message_of([&] { db.psetex("k", integer_max, "v"); }) ==
        "ERR invalid expire time in 'psetex' command");
  CHECK(db.get("k") == "old");
}

// What was read must be what was replaced or removed: a queue of one would lose its value.
TEST_CASE("string: GETSET and GETDEL", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  CHECK(db.getset("k", "v") == std::nullopt);
  db.expire("k", 100);
  CHECK(db.getset("k", "w") == "v");
  CHECK(db.ttl("k") == -1);
  CHECK(db.getdel("k") == "w");
  CHECK(db.getdel("k") == std::nullopt);
  CHECK(db.exists("k") == 0);
  CHECK(db.dbsize() == 0);
  db.rpush("l", "x");
  CHECK(message_of([&] { db.getset("l", "v"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.getdel("l"); }) == support::wrong_type_text);
  CHECK(db.llen("l") == 1);
  db.set("e", "v", {.px = 1});
  clock.advance(1);
  CHECK(db.getset("e", "w") == std::nullopt);
  CHECK(db.get("e") == "w");
}

// GETEX without words must not touch the end; PERSIST that keeps it loses the value later.
TEST_CASE("string: GETEX", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  const std::int64_t now = support::manual_clock::now_ms();
  const std::string invalid = "ERR invalid expire time in 'getex' command";
  CHECK(db.getex("none", {.ex = 0}) == std::nullopt);  // nothing there, nothing checked
  CHECK(message_of([&] { db.getex("none", {.ex = 1, .persist = true}); }) == "ERR syntax error");
  db.set("k", "v");
  CHECK(db.getex("k", {.ex = 10}) == "v");
  CHECK(db.ttl("k") == 10);
  CHECK(db.getex("k") == "v");
  CHECK(db.ttl("k") == 10);
  CHECK(db.getex("k", {.px = 2600}) == "v");
  CHECK(db.ttl("k") == 3);
  CHECK(db.getex("k", {.exat = now / 1000 + 50}) == "v");
  CHECK(db.ttl("k") == 50);
  CHECK(db.getex("k", {.pxat = now + 7000}) == "v");
  CHECK(db.ttl("k") == 7);
  CHECK(db.getex("k", {.persist = true}) == "v");
  CHECK(db.ttl("k") == -1);
  CHECK(message_of([&] { db.getex("k", {.ex = 0}); }) == invalid);
  CHECK(message_of([&] { db.getex("k", {.pxat = -1}); }) == invalid);
  CHECK(message_of([&] { db.getex("k", {.ex = 1, .px = 1}); }) == "ERR syntax error");
  CHECK(db.getex("k", {.exat = 1}) == "v");
  CHECK(db.dbsize() == 0);  // gone at once, not when it is met next
  db.rpush("l", "x");
  CHECK(message_of([&] { db.getex("l", {.ex = 0}); }) == support::wrong_type_text);
}

TEST_CASE("string: INCRBY, DECR and DECRBY", "[redlite]") {
  redlite::db db(":memory:");
  constexpr std::int64_t integer_min = std::numeric_limits<std::int64_t>::min();
  CHECK(db.incrby("n", 5) == 5);
  CHECK(db.decr("n") == 4);
  CHECK(db.decrby("n", 10) == -6);
  CHECK(db.decrby("n", -6) == 0);
  CHECK(db.decr("new") == -1);
  CHECK(db.incrby("n", integer_min) == integer_min);
  const std::string overflow = "ERR increment or decrement would overflow";
  CHECK(message_of([&] { db.decr("n"); }) == overflow);
  CHECK(message_of([&] { db.incrby("n", -1); }) == overflow);
  CHECK(message_of([&] { db.decrby("n", 1); }) == overflow);
  CHECK(db.incrby("n", integer_max) == -1);
  CHECK(message_of([&] { db.decrby("n", integer_min); }) == "ERR decrement would overflow");
  db.set("t", "x");
  CHECK(refusal_of([&] { db.incrby("t", 1); }).code == errc::not_integer);
  // The smallest is refused before the key is looked at.
  db.rpush("l", "x");
  CHECK(message_of([&] { db.decrby("l", integer_min); }) == "ERR decrement would overflow");
  CHECK(message_of([&] { db.decrby("l", 1); }) == support::wrong_type_text);
}

// A price that gains a digit at each addition is no price; one that Redis would write otherwise
// differs between two stores of the same data.
TEST_CASE("string: INCRBYFLOAT keeps Redis' digits", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.incrbyfloat("f", 10.5) == 10.5);
  CHECK(db.get("f") == "10.5");
  CHECK(db.incrbyfloat("f", 0.1) == 10.6);
  CHECK(db.get("f") == "10.6");
  CHECK(db.incrbyfloat("f", -10.6) == 0);
  CHECK(db.get("f") == "0");
  db.set("f", "5.0e3");
  db.incrbyfloat("f", 200);
  CHECK(db.get("f") == "5200");
  db.set("f", "3.0");
  db.incrbyfloat("f", 1.000000000000000005);
  CHECK(db.get("f") == "4");
  db.set("f", "1");
  db.incrbyfloat("f", 1e-17);
  CHECK(db.get("f") == "1.00000000000000001");
  db.incrbyfloat("big", 1e20);
  CHECK(db.get("big") == "100000000000000000000");
  db.incrbyfloat("big", -0.5);
  CHECK(db.get("big") == "100000000000000000000");
  db.set("f", "-0");
  CHECK(db.incrbyfloat("f", 0) == 0);
  CHECK(db.get("f") == "0");
  db.set("f", "0x10");
  db.incrbyfloat("f", 1);
  CHECK(db.get("f") == "17");
  db.expire("f", 100);
  db.incrbyfloat("f", 1);
  CHECK(db.ttl("f") == 100);
}

TEST_CASE("string: INCRBYFLOAT refuses what is no finite number", "[redlite]") {
  redlite::db db(":memory:");
  for (const char* text : {"", " 1", "1 ", "abc", "nan", "1e5000", "--1"}) {
    INFO('"' << text << '"');
    db.set("f", text);
    const auto refused = refusal_of([&] { db.incrbyfloat("f", 1); });
    CHECK(refused.code == errc::not_float);
    CHECK(refused.text == "ERR value is not a valid float");
    CHECK(db.get("f") == text);
  }
  const std::string endless = "ERR increment would produce NaN or Infinity";
  db.set("f", "1");
  CHECK(message_of([&] { db.incrbyfloat("f", std::numeric_limits<double>::infinity()); }) ==
        endless);
  db.set("f", "inf");
  const auto refused = refusal_of([&] { db.incrbyfloat("f", 1); });
  CHECK(refused.text == endless);
  CHECK(refused.code == errc::overflow);
  db.rpush("l", "x");
  CHECK(message_of([&] { db.incrbyfloat("l", 1); }) == support::wrong_type_text);
}

// An index that is one off cuts the first byte of every field of a fixed layout.
TEST_CASE("string: GETRANGE counts from either end", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "This is a string");
  CHECK(db.getrange("k", 0, 3) == "This");
  CHECK(db.getrange("k", -3, -1) == "ing");
  CHECK(db.getrange("k", 0, -1) == "This is a string");
  CHECK(db.getrange("k", 10, 100) == "string");
  CHECK(db.getrange("k", 15, 15) == "g");
  CHECK(db.getrange("k", 16, 20).empty());
  CHECK(db.getrange("k", 5, 4).empty());
  CHECK(db.getrange("k", -1, -3).empty());
  CHECK(db.getrange("k", 0, -100) == "T");  // the end is cut to the first byte
  CHECK(db.getrange("k", -100, -100) == "T");
  CHECK(db.getrange("k", -100, -101).empty());
  CHECK(db.getrange("k", -100, 1) == "Th");
  CHECK(db.getrange("k", std::numeric_limits<std::int64_t>::min(), integer_max) ==
        "This is a string");
  CHECK(db.substr("k", 1, 2) == "hi");
  CHECK(db.getrange("none", 0, -1).empty());
  db.set("empty", "");
  CHECK(db.getrange("empty", 0, -1).empty());
  db.rpush("l", "x");
  CHECK(message_of([&] { db.getrange("l", 0, 0); }) == support::wrong_type_text);
}

// Bytes beyond what was written are zeros; nothing written makes no key.
TEST_CASE("string: SETRANGE writes within and beyond", "[redlite]") {
  using namespace std::string_literals;
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  db.set("k", "Hello World", {.ex = 100});
  CHECK(db.setrange("k", 6, "Redis") == 11);
  CHECK(db.get("k") == "Hello Redis");
  CHECK(db.setrange("k", 9, "lite") == 13);
  CHECK(db.get("k") == "Hello Redlite");
  CHECK(db.setrange("k", 1, "a") == 13);
  CHECK(db.get("k") == "Hallo Redlite");
  CHECK(db.setrange("k", 0, "") == 13);
  CHECK(db.setrange("k", 1000, "") == 13);
  CHECK(db.ttl("k") == 100);
  CHECK(db.setrange("new", 3, "x") == 4);
  CHECK(db.get("new") == "\0\0\0x"s);
  CHECK(db.setrange("none", 5, "") == 0);
  CHECK(db.exists("none") == 0);
  CHECK(message_of([&] { db.setrange("k", -1, "x"); }) == "ERR offset is out of range");
  CHECK(refusal_of([&] { db.setrange("k", -1, "x"); }).code == errc::out_of_range);
  const std::string large = "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
  CHECK(message_of([&] { db.setrange("k", 536'870'912, "x"); }) == large);
  CHECK(message_of([&] { db.setrange("none", 536'870'911, "xy"); }) == large);
  CHECK(message_of([&] { db.setrange("k", integer_max, "xy"); }) == large);
  CHECK(refusal_of([&] { db.setrange("k", integer_max, "xy"); }).code == errc::too_large);
  CHECK(db.exists("none") == 0);
  db.rpush("l", "x");
  CHECK(message_of([&] { db.setrange("l", 0, ""); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.setrange("l", 536'870'912, "x"); }) == support::wrong_type_text);
}

// SET with a bad end and GET of another kind: Redis names the end first.
TEST_CASE("string: SET checks its words before the key", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", "x");
  CHECK(message_of([&] { db.set("l", "v", get_previous, {.ex = 0}); }) ==
        "ERR invalid expire time in 'set' command");
  CHECK(message_of([&] { db.set("l", "v", get_previous); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.set("l", "v", get_previous, {.when = set_if::absent}); }) ==
        support::wrong_type_text);
  CHECK(db.llen("l") == 1);
}

// What was written by one session is what the file gives to the next.
TEST_CASE("string: changes are in the file", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    db.set("k", "abc");
    db.setrange("k", 1, "XY");
    db.append("k", "Z");
    db.incrbyfloat("f", 1.5);
    db.decrby("n", 3);
    db.setex("gone", 100, "v");
    db.getdel("gone");
    db.getex("k", {.ex = 100});
  }
  redlite::db db(folder.path());
  CHECK(db.mget({"k", "f", "n", "gone"}) == bulks{"aXYZ", "1.5", "-3", std::nullopt});
  CHECK(db.ttl("k") == 100);
  CHECK(db.dbsize() == 3);
}
