// tests/redlite/db/bitmap.cpp: the bits of strings. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/bitmap.hpp>

#include <limits>    // ends of the integers
#include <optional>  // replies
#include <string>    // values
#include <vector>    // replies

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using namespace std::string_literals;
using redlite::bit_operation;
using redlite::bit_unit;
using redlite::bitfield_overflow;
using redlite::errc;
using support::message_of;
using support::refusal_of;
using operation = redlite::bitfield_operation;

namespace {

using numbers = std::vector<std::optional<std::int64_t>>;

constexpr std::int64_t integer_max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t integer_min = std::numeric_limits<std::int64_t>::min();

}  // namespace

// Bit 0 is the highest: an order the other way round reads every bitmap of others wrongly.
TEST_CASE("bitmap: SETBIT and GETBIT", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.setbit("k", 7, 1) == 0);
  CHECK(db.get("k") == "\1");
  CHECK(db.setbit("k", 0, 1) == 0);
  CHECK(db.get("k") == "\x81");
  CHECK(db.setbit("k", 7, 0) == 1);
  CHECK(db.setbit("k", 7, 0) == 0);
  CHECK(db.get("k") == "\x80");
  CHECK(db.getbit("k", 0) == 1);
  CHECK(db.getbit("k", 1) == 0);
  CHECK(db.getbit("k", 4'294'967'295) == 0);
  CHECK(db.getbit("none", 3) == 0);
  // A 0 beyond the end makes the string longer all the same.
  CHECK(db.setbit("k", 17, 0) == 0);
  CHECK(db.get("k") == "\x80\0\0"s);
  CHECK(db.setbit("new", 9, 0) == 0);
  CHECK(db.get("new") == "\0\0"s);
  db.expire("k", 100);
  db.setbit("k", 3, 1);
  CHECK(db.ttl("k") == 100);
}

TEST_CASE("bitmap: SETBIT and GETBIT refuse in Redis' words", "[redlite]") {
  redlite::db db(":memory:");
  const std::string offset = "ERR bit offset is not an integer or out of range";
  for (const std::int64_t at : {std::int64_t{-1}, std::int64_t{4'294'967'296}, integer_max}) {
    CHECK(message_of([&] { db.setbit("k", at, 1); }) == offset);
    CHECK(message_of([&] { db.getbit("k", at); }) == offset);
  }
  CHECK(refusal_of([&] { db.setbit("k", -1, 1); }).code == errc::out_of_range);
  const auto bit = refusal_of([&] { db.setbit("k", 0, 2); });
  CHECK(bit.text == "ERR bit is not an integer or out of range");
  CHECK(bit.code == errc::out_of_range);
  CHECK(message_of([&] { db.setbit("k", -1, 2); }) == offset);
  db.rpush("l", "x");
  CHECK(message_of([&] { db.setbit("l", 0, 1); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.getbit("l", 0); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.getbit("l", -1); }) == offset);
  CHECK(db.exists("k") == 0);
}

// A count that is off by the bits at the edges is a wrong number of users.
TEST_CASE("bitmap: BITCOUNT over all and over ranges", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "foobar");
  CHECK(db.bitcount("k") == 26);
  CHECK(db.bitcount("k", 0, 0) == 4);
  CHECK(db.bitcount("k", 1, 1) == 6);
  CHECK(db.bitcount("k", 1, 1, bit_unit::byte) == 6);
  CHECK(db.bitcount("k", 5, 30, bit_unit::bit) == 17);
  CHECK(db.bitcount("k", -2, -1) == 7);
  CHECK(db.bitcount("k", -9, -1, bit_unit::bit) == 5);
  CHECK(db.bitcount("k", 0, -1, bit_unit::bit) == 26);
  CHECK(db.bitcount("k", 7, 7, bit_unit::bit) == 0);
  CHECK(db.bitcount("k", 1, 1, bit_unit::bit) == 1);
  CHECK(db.bitcount("k", 3, 2) == 0);
  CHECK(db.bitcount("k", 6, 100) == 0);
  CHECK(db.bitcount("k", -1, -2) == 0);
  CHECK(db.bitcount("k", 0, -100) == 4);  // the end is cut to the first byte
  CHECK(db.bitcount("k", -100, -101) == 0);
  CHECK(db.bitcount("k", integer_min, integer_max) == 26);
  CHECK(db.bitcount("none") == 0);
  CHECK(db.bitcount("none", 0, -1, bit_unit::bit) == 0);
  db.set("empty", "");
  CHECK(db.bitcount("empty", 0, -1) == 0);
  db.set("long", std::string(1000, '\xff'));
  CHECK(db.bitcount("long") == 8000);
  CHECK(db.bitcount("long", 3, 7001, bit_unit::bit) == 6999);
  db.rpush("l", "x");
  CHECK(message_of([&] { db.bitcount("l"); }) == support::wrong_type_text);
}

// Without an end a string goes on as zeros, with one it does not: the two answers differ.
TEST_CASE("bitmap: BITPOS", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "\xff\xf0\0"s);
  CHECK(db.bitpos("k", 0) == 12);
  CHECK(db.bitpos("k", 1) == 0);
  CHECK(db.bitpos("k", 1, 2) == -1);
  CHECK(db.bitpos("k", 0, 1) == 12);
  CHECK(db.bitpos("k", 0, 2, 2) == 16);
  CHECK(db.bitpos("k", 1, 7, 15, bit_unit::bit) == 7);
  CHECK(db.bitpos("k", 1, 1, 1, bit_unit::byte) == 8);
  CHECK(db.bitpos("k", 0, 7, -3, bit_unit::bit) == 12);
  CHECK(db.bitpos("k", 0, 3, 11, bit_unit::bit) == -1);
  CHECK(db.bitpos("k", 1, -2, -1) == 8);
  db.set("ones", "\xff\xff\xff");
  CHECK(db.bitpos("ones", 0) == 24);
  CHECK(db.bitpos("ones", 0, 1) == 24);
  CHECK(db.bitpos("ones", 0, 3) == -1);
  CHECK(db.bitpos("ones", 0, 0, -1) == -1);
  CHECK(db.bitpos("ones", 0, 0, 100) == -1);
  CHECK(db.bitpos("ones", 1, 2, 1) == -1);
  db.set("zeros", std::string(100, '\0'));
  CHECK(db.bitpos("zeros", 1) == -1);
  db.setbit("zeros", 799, 1);
  CHECK(db.bitpos("zeros", 1) == 799);
  CHECK(db.bitpos("none", 0) == 0);
  CHECK(db.bitpos("none", 1) == -1);
  CHECK(db.bitpos("none", 0, 5, 6) == 0);
  db.set("empty", "");
  CHECK(db.bitpos("empty", 0) == -1);
  CHECK(db.bitpos("empty", 1) == -1);
  const auto refused = refusal_of([&] { db.bitpos("k", 2); });
  CHECK(refused.text == "ERR The bit argument must be 1 or 0.");
  CHECK(refused.code == errc::out_of_range);
  db.rpush("l", "x");
  CHECK(message_of([&] { db.bitpos("l", 1); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.bitpos("l", -1); }) == "ERR The bit argument must be 1 or 0.");
}

// A shorter operand counts as zeros, an absent one too: AND with it leaves nothing set.
TEST_CASE("bitmap: BITOP", "[redlite]") {
  redlite::db db(":memory:");
  db.mset({{"a", "abc"}, {"b", "\xff\x0f"}, {"d", "old"}});
  db.expire("d", 100);
  CHECK(db.bitop(bit_operation::and_, "d", {"a", "b"}) == 3);
  CHECK(db.get("d") == "a\2\0"s);
  CHECK(db.ttl("d") == -1);
  CHECK(db.bitop(bit_operation::or_, "d", {"a", "b", "none"}) == 3);
  CHECK(db.get("d") == "\xff\x6f\x63");
  CHECK(db.bitop(bit_operation::xor_, "d", {"a", "b"}) == 3);
  CHECK(db.get("d") == "\x9e\x6d\x63");
  CHECK(db.bitop(bit_operation::xor_, "d", {"a", "a", "a"}) == 3);
  CHECK(db.get("d") == "abc");
  CHECK(db.bitop(bit_operation::not_, "d", "b") == 2);
  CHECK(db.get("d") == "\0\xf0"s);
  CHECK(db.bitop(bit_operation::not_, "b", "b") == 2);
  CHECK(db.get("b") == "\0\xf0"s);
  CHECK(db.bitop(bit_operation::and_, "d", {"a", "none"}) == 3);
  CHECK(db.get("d") == "\0\0\0"s);
  CHECK(db.bitop(bit_operation::or_, "d", "none") == 0);
  CHECK(db.exists("d") == 0);
  db.rpush("l", "x");
  CHECK(message_of([&] {
          db.bitop(bit_operation::or_, "d", {"a", "l"});
        }) == support::wrong_type_text);
  CHECK(message_of([&] {
          db.bitop(bit_operation::not_, "d", {"a", "b"});
        }) == "ERR BITOP NOT must be called with a single source key.");
  CHECK(db.exists("d") == 0);
  CHECK(db.bitop(bit_operation::or_, "l", "a") == 3);  // the destination's kind does not matter
  CHECK(db.get("l") == "abc");
  db.rpush("m", "x");
  CHECK(db.bitop(bit_operation::or_, "m", "none") == 0);
  CHECK(db.exists("m") == 0);
  CHECK(db.dbsize() == 3);
}

TEST_CASE("bitmap: BITFIELD reads and writes integers anywhere", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.bitfield("k", {operation::incrby("i5", 100, 1), operation::get("u4", 0)}) ==
        numbers{1, 0});
  CHECK(db.strlen("k") == 14);
  CHECK(db.bitfield("k", {operation::set("u8", "#1", 255), operation::get("i8", 8),
                          operation::get("u8", "#1"), operation::get("u4", 6)}) ==
        numbers{0, -1, 255, 3});
  CHECK(db.bitfield("k", {operation::set("i64", 3, -2), operation::get("i64", 3),
                          operation::get("u63", 4)}) ==
        numbers{574'208'952'489'738'240, -2, integer_max - 1});
  CHECK(db.bitfield("k", operation::get("u8", 4'294'967'295)) == numbers{0});
  CHECK(db.bitfield("none", operation::get("u8", 0)) == numbers{0});
  CHECK(db.exists("none") == 0);
  CHECK(db.bitfield("none").empty());
  CHECK(db.bitfield("none", operation::overflow(bitfield_overflow::sat)).empty());
  CHECK(db.exists("none") == 0);
}

// A counter that wraps where it should stay at its end counts from nothing.
TEST_CASE("bitmap: BITFIELD's overflows", "[redlite]") {
  redlite::db db(":memory:");
  const auto wrap = operation::overflow(bitfield_overflow::wrap);
  const auto sat = operation::overflow(bitfield_overflow::sat);
  const auto fail = operation::overflow(bitfield_overflow::fail);
  CHECK(db.bitfield("k", {operation::set("u2", 0, 3), operation::incrby("u2", 0, 1)}) ==
        numbers{0, 0});
  CHECK(db.bitfield("k", {sat, operation::incrby("u2", 0, 100), operation::incrby("u2", 0, -100),
                          fail, operation::incrby("u2", 0, -1), operation::get("u2", 0), wrap,
                          operation::incrby("u2", 0, -1)}) == numbers{3, 0, std::nullopt, 0, 3});
  CHECK(db.bitfield("k", {operation::set("i8", 0, 127), operation::incrby("i8", 0, 1)}) ==
        numbers{-64, -128});
  CHECK(db.bitfield("k", {sat, operation::incrby("i8", 0, -1), operation::incrby("i8", 0, 1000),
                          fail, operation::incrby("i8", 0, 1)}) ==
        numbers{-128, 127, std::nullopt});
  // SET too: a number that does not fit.
  CHECK(db.bitfield("k", {operation::set("u4", 0, 18), operation::get("u4", 0), sat,
                          operation::set("u4", 0, 18), operation::get("u4", 0),
                          operation::set("u4", 0, -1), operation::get("u4", 0), fail,
                          operation::set("u4", 0, 18), operation::get("u4", 0)}) ==
        numbers{7, 2, 2, 15, 15, 15, std::nullopt, 15});
  CHECK(db.bitfield("k", {operation::set("i64", 0, integer_max), operation::incrby("i64", 0, 1)}) ==
        numbers{-72'057'594'037'927'936, integer_min});
  CHECK(db.bitfield("k", {sat, operation::incrby("i64", 0, -1), operation::set("i64", 0, -5),
                          operation::incrby("i64", 0, integer_min)}) ==
        numbers{integer_min, integer_min, integer_min});
  CHECK(db.bitfield("k", {sat, operation::set("i4", 0, -100), operation::get("i4", 0),
                          operation::set("i4", 0, integer_min), operation::get("i4", 0)}) ==
        numbers{-8, -8, -8, 7});
  // What failed is not written, but the string has grown.
  CHECK(db.bitfield("new", {fail, operation::set("u1", 20, 2)}) == numbers{std::nullopt});
  CHECK(db.get("new") == "\0\0\0"s);
}

TEST_CASE("bitmap: BITFIELD refuses in Redis' words", "[redlite]") {
  redlite::db db(":memory:");
  const std::string type =
      "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but "
      "i64 is.";
  for (const char* text : {"", "u", "u0", "u64", "i0", "i65", "x8", "8", "u 8", "u08", "I8"}) {
    INFO(text);
    const auto refused = refusal_of([&] { db.bitfield("k", operation::get(text, 0)); });
    CHECK(refused.text == type);
    CHECK(refused.code == errc::syntax);
  }
  const std::string offset = "ERR bit offset is not an integer or out of range";
  for (const char* text : {"", "#", "#-1", "-1", "a", "##1", "4294967296", "#536870912"}) {
    INFO(text);
    CHECK(message_of([&] { db.bitfield("k", operation::set("u8", text, 1)); }) == offset);
  }
  CHECK(message_of([&] { db.bitfield("k", operation::get("u8", "#536870911")); }) == "(done)");
  db.rpush("l", "x");
  CHECK(message_of([&] { db.bitfield("l", operation::get("u8", 0)); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.bitfield("l", operation::set("u8", 0, 1)); }) ==
        support::wrong_type_text);
  CHECK(message_of([&] { db.bitfield("l"); }) == support::wrong_type_text);
  CHECK(db.exists("k") == 0);
}

TEST_CASE("bitmap: BITFIELD_RO only reads", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "\x12\x34");
  CHECK(db.bitfield_ro("k", {operation::get("u4", "#1"), operation::get("u16", 0),
                             operation::overflow(bitfield_overflow::fail),
                             operation::get("i12", 8)}) == numbers{2, 0x1234, 0x340});
  CHECK(db.bitfield_ro("k").empty());
  CHECK(message_of([&] {
          db.bitfield_ro("k", {operation::get("u4", 0), operation::set("u4", 0, 1)});
        }) == "ERR BITFIELD_RO only supports the GET subcommand");
  db.rpush("l", "x");
  CHECK(message_of([&] { db.bitfield_ro("l", operation::set("u4", 0, 1)); }) ==
        "ERR BITFIELD_RO only supports the GET subcommand");
  CHECK(message_of([&] { db.bitfield_ro("l", operation::get("u4", 0)); }) ==
        support::wrong_type_text);
  CHECK(db.get("k") == "\x12\x34");
}

TEST_CASE("bitmap: changes are in the file", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    db.setbit("bits", 8 * 10'000, 1);
    db.bitfield("field", {operation::set("u16", "#1", 513)});
    db.bitop(bit_operation::not_, "not", "field");
  }
  redlite::db db(folder.path());
  CHECK(db.bitcount("bits") == 1);
  CHECK(db.bitpos("bits", 1) == 80'000);
  CHECK(db.get("field") == "\0\0\2\1"s);
  CHECK(db.get("not") == "\xff\xff\xfd\xfe");
}
