// kvbench/testing/laws/bitmap.hpp: the laws of the commands on the bits of strings.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::setbit, cmd::getbit>
void setbit_laws(Store& store) {
  auto& db = *store;
  std::string_view const no_offset = "ERR bit offset is not an integer or out of range";
  SECTION("SETBIT yields the old bit; bit 0 is the highest of the first byte") {
    CHECK(db.setbit("k", 0, 1) == 0);
    CHECK(db.setbit("k", 0, 1) == 1);
    CHECK(db.setbit("k", 15, 1) == 0);
    CHECK(db.setbit("k", 15, 0) == 1);
    if constexpr (has<Store, cmd::get>) CHECK(bulk(db.get("k")) == "\x80\0"sv);
    CHECK(db.getbit("k", 0) == 1);
    CHECK(db.getbit("k", 15) == 0);
  }
  SECTION("a bit beyond the end makes the string longer, with zeros, even where it is 0") {
    CHECK(db.setbit("k", 23, 0) == 0);
    if constexpr (has<Store, cmd::get>) CHECK(bulk(db.get("k")) == "\0\0\0"sv);
    CHECK_FALSE(vanished(store, "k"));
  }
  SECTION("bits beyond the end, and of an absent key, are 0") {
    CHECK(db.getbit("absent", 0) == 0);
    CHECK(db.getbit("absent", 4'294'967'295) == 0);
    db.setbit("k", 7, 1);
    CHECK(db.getbit("k", 8) == 0);
    CHECK(vanished(store, "absent"));
  }
  SECTION("an offset beyond 2^32 - 1, or below 0, is refused") {
    for (std::int64_t const offset : {std::int64_t{-1}, std::int64_t{4'294'967'296}, INT64_MAX}) {
      CAPTURE(offset);
      CHECK(refusal([&] { return db.setbit("k", offset, 1); }) == no_offset);
      CHECK(refusal([&] { return db.getbit("k", offset); }) == no_offset);
    }
    CHECK(vanished(store, "k"));
  }
  SECTION("what is neither 0 nor 1 is no bit") {
    std::string_view const no_bit = "ERR bit is not an integer or out of range";
    CHECK(refusal([&] { return db.setbit("k", 0, 2); }) == no_bit);
    CHECK(refusal([&] { return db.setbit("k", 0, -1); }) == no_bit);
    CHECK(vanished(store, "k"));
  }
  SECTION("another type is refused") {
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.setbit("l", 0, 1); }) == wrong_type);
      CHECK(refusal([&] { return db.getbit("l", 0); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::bitcount> && has_forms<Store, cmd::bitcount>
void bitcount_laws(Store& store) {
  auto& db = *store;
  using redlite::bit_unit;
  SECTION("counts the bits that are 1, of all bytes") {
    db.set("k", all_bytes());
    CHECK(db.bitcount("k") == 2048);
    db.set("k", "");
    CHECK(db.bitcount("k") == 0);
    CHECK(db.bitcount("absent") == 0);
    CHECK(db.bitcount("absent", 0, -1) == 0);
  }
  SECTION("of bytes from one to another, both included, negative ones from the end") {
    db.set("k", "foobar");
    CHECK(db.bitcount("k", 0, 0) == 4);
    CHECK(db.bitcount("k", 1, 1) == 6);
    CHECK(db.bitcount("k", -2, -1) == 7);
    CHECK(db.bitcount("k", -100, 100) == 26);
    CHECK(db.bitcount("k", 3, 2) == 0);
    CHECK(db.bitcount("k", 6, 9) == 0);
    CHECK(db.bitcount("k", -1, -2) == 0);
    CHECK(db.bitcount("k", INT64_MIN, INT64_MAX) == 26);
    CHECK(db.bitcount("k", 1, 1, bit_unit::byte) == 6);
  }
  SECTION("of bits, where BIT asks for them") {
    db.set("k", "foobar");
    CHECK(db.bitcount("k", 5, 30, bit_unit::bit) == 17);
    CHECK(db.bitcount("k", 0, -1, bit_unit::bit) == 26);
    CHECK(db.bitcount("k", -8, -1, bit_unit::bit) == 4);
    CHECK(db.bitcount("k", 1, 2, bit_unit::bit) == 2);
    CHECK(db.bitcount("k", 3, 2, bit_unit::bit) == 0);
  }
  SECTION("another type is refused") {
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.bitcount("l"); }) == wrong_type);
      CHECK(refusal([&] { return db.bitcount("l", 0, 1); }) == wrong_type);
      CHECK(refusal([&] { return db.bitcount("l", 0, 1, bit_unit::bit); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::bitpos> && has_forms<Store, cmd::bitpos>
void bitpos_laws(Store& store) {
  auto& db = *store;
  using redlite::bit_unit;
  SECTION("the first bit that is 1, or 0; -1 where there is no 1") {
    db.set("k", "\x00\xff\xf0"sv);
    CHECK(db.bitpos("k", 1) == 8);
    CHECK(db.bitpos("k", 0) == 0);
    CHECK(db.bitpos("k", 1, 2) == 16);
    CHECK(db.bitpos("k", 0, 1) == 20);
    db.set("zeros", "\0\0"sv);
    CHECK(db.bitpos("zeros", 1) == -1);
  }
  SECTION("zeros follow the last byte, unless an end was given") {
    db.set("k", "\xff\xff\xff");
    CHECK(db.bitpos("k", 0) == 24);
    CHECK(db.bitpos("k", 0, 1) == 24);
    CHECK(db.bitpos("k", 0, 0, -1) == -1);
    CHECK(db.bitpos("k", 0, 0, 1) == -1);
  }
  SECTION("in an absent key all are 0") {
    CHECK(db.bitpos("absent", 0) == 0);
    CHECK(db.bitpos("absent", 1) == -1);
    CHECK(db.bitpos("absent", 0, 5, 9) == 0);
  }
  SECTION("a range is cut, and empty where it is inverted") {
    db.set("k", "\x00\xff\x00"sv);
    CHECK(db.bitpos("k", 1, -100, 100) == 8);
    CHECK(db.bitpos("k", 1, 2, 1) == -1);
    CHECK(db.bitpos("k", 0, 5, 9) == -1);
    CHECK(db.bitpos("k", 1, -2, -1) == 8);
  }
  SECTION("a range of bits, where BIT asks for it; the answer counts from the first of all") {
    db.set("k", "\x00\xff\xf0"sv);
    CHECK(db.bitpos("k", 1, 9, 15, bit_unit::bit) == 9);
    CHECK(db.bitpos("k", 0, 9, 15, bit_unit::bit) == -1);
    CHECK(db.bitpos("k", 0, 9, -1, bit_unit::bit) == 20);
    CHECK(db.bitpos("k", 1, 1, 1, bit_unit::byte) == 8);
  }
  SECTION("what is no bit, and another type, are refused") {
    CHECK(refusal([&] { return db.bitpos("k", 2); }) == "ERR The bit argument must be 1 or 0.");
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.bitpos("l", 1); }) == wrong_type);
      CHECK(refusal([&] { return db.bitpos("l", 1, 0); }) == wrong_type);
      CHECK(refusal([&] { return db.bitpos("l", 1, 0, 1); }) == wrong_type);
      CHECK(refusal([&] { return db.bitpos("l", 1, 0, 1, bit_unit::bit); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::get> && has_lists<Store, cmd::bitop>
void bitop_laws(Store& store) {
  auto& db = *store;
  using redlite::bit_operation;
  SECTION("AND, OR and XOR of the longest, shorter ones ending in zeros") {
    db.set("a", "\xf0\x0f\xff");
    db.set("b", "\xaa\xaa");
    CHECK(db.bitop(bit_operation::and_, "d", {"a", "b"}) == 3);
    CHECK(bulk(db.get("d")) == "\xa0\x0a\x00"sv);
    CHECK(db.bitop(bit_operation::or_, "d", {"a", "b"}) == 3);
    CHECK(bulk(db.get("d")) == "\xfa\xaf\xff"sv);
    CHECK(db.bitop(bit_operation::xor_, "d", {"a", "b", "absent"}) == 3);
    CHECK(bulk(db.get("d")) == "\x5a\xa5\xff"sv);
    CHECK(db.bitop(bit_operation::xor_, "a", {"a", "a"}) == 3);
    CHECK(bulk(db.get("a")) == "\0\0\0"sv);
  }
  SECTION("NOT of one, and of one only") {
    db.set("a", "\x0f\xff");
    CHECK(db.bitop(bit_operation::not_, "d", {"a"}) == 2);
    CHECK(bulk(db.get("d")) == "\xf0\x00"sv);
    CHECK(refusal([&] {
            return db.bitop(bit_operation::not_, "d", {"a", "a"});
          }) == "ERR BITOP NOT must be called with a single source key.");
  }
  SECTION("nothing at all removes the destination; anything replaces it, of any type") {
    db.set("d", "old");
    CHECK(db.bitop(bit_operation::or_, "d", {"absent", "none"}) == 0);
    CHECK(vanished(store, "d"));
    db.set("a", "x");
    if (put_list(store, "l")) {
      CHECK(db.bitop(bit_operation::or_, "l", {"a"}) == 1);
      CHECK(bulk(db.get("l")) == "x");
    }
  }
  SECTION("another type among the sources is refused and changes nothing") {
    db.set("a", "x");
    db.set("d", "old");
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.bitop(bit_operation::and_, "d", {"a", "l"}); }) == wrong_type);
      CHECK(bulk(db.get("d")) == "old");
    }
  }
}

/// All laws of bitmaps that the store's client can be held to.
template <class Store>
void bitmaps(Store& store) {
  if constexpr (requires { setbit_laws(store); }) {
    SECTION("setbit") { setbit_laws(store); }
  }
  if constexpr (requires { bitcount_laws(store); }) {
    SECTION("bitcount") { bitcount_laws(store); }
  }
  if constexpr (requires { bitpos_laws(store); }) {
    SECTION("bitpos") { bitpos_laws(store); }
  }
  if constexpr (requires { bitop_laws(store); }) {
    SECTION("bitop") { bitop_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
