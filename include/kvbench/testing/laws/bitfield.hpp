// kvbench/testing/laws/bitfield.hpp: the laws of BITFIELD, which reads and writes integers of any
// width within a string.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

using numbers = std::vector<std::optional<std::int64_t>>;

template <class Reply>
numbers integers(Reply const& reply) {
  numbers all;
  for (auto const& one : reply) {
    all.push_back(static_cast<bool>(one) ? std::optional<std::int64_t>(*one) : std::nullopt);
  }
  return all;
}

template <class Store>
  requires has_forms<Store, cmd::bitfield>
void bitfield_laws(Store& store) {
  auto& db = *store;
  using step = redlite::bitfield_operation;
  using redlite::bitfield_overflow;
  SECTION("the steps run in order; SET yields the old number, INCRBY the new one") {
    CHECK(integers(db.bitfield("k", {step::set("u8", 0, 255), step::get("u8", 0),
                                     step::get("i8", 0), step::incrby("u4", 4, -5),
                                     step::get("u8", 0)})) == numbers{0, 255, -1, 10, 250});
    if constexpr (has<Store, cmd::get>) CHECK(bulk(db.get("k")) == "\xfa");
  }
  SECTION("an integer may lie across bytes; \"#2\" is the third of its width") {
    CHECK(integers(db.bitfield("k", {step::set("u5", 6, 31), step::get("u8", 0),
                                     step::get("u8", 8)})) == numbers{0, 3, 0xe0});
    CHECK(integers(db.bitfield("k", {step::set("i16", "#2", -2), step::get("u16", 32)})) ==
          numbers{0, 65534});
    if constexpr (has<Store, cmd::strlen>) CHECK(db.strlen("k") == 6);
  }
  SECTION("widths up to i64 and u63") {
    CHECK(integers(db.bitfield("k", {step::set("i64", 1, INT64_MIN), step::get("i64", 1),
                                     step::set("u63", 64, INT64_MAX), step::get("u63", 64)})) ==
          numbers{0, INT64_MIN, 0, INT64_MAX});
  }
  SECTION("overflow wraps around, unless it is told to stop at the end or to fail") {
    CHECK(integers(db.bitfield("k", {step::set("u2", 0, 3), step::incrby("u2", 0, 2)})) ==
          numbers{0, 1});
    CHECK(integers(db.bitfield("k", {step::set("i4", 0, 7), step::incrby("i4", 0, 1)})) ==
          numbers{4, -8});
    CHECK(integers(db.bitfield("k", {step::overflow(bitfield_overflow::sat),
                                     step::incrby("i4", 0, -9), step::incrby("i4", 0, 100)})) ==
          numbers{-8, 7});
    CHECK(integers(db.bitfield("k", {step::overflow(bitfield_overflow::fail),
                                     step::incrby("i4", 0, 1), step::get("i4", 0)})) ==
          numbers{std::nullopt, 7});
    CHECK(integers(db.bitfield("k", {step::overflow(bitfield_overflow::sat), step::set("i4", 0, 99),
                                     step::get("i4", 0)})) == numbers{7, 7});
    CHECK(integers(db.bitfield("wide", {step::set("i64", 0, INT64_MAX),
                                        step::incrby("i64", 0, 1)})) == numbers{0, INT64_MIN});
  }
  SECTION("OVERFLOW holds for the steps after it, until the next") {
    CHECK(integers(
              db.bitfield("k", {step::incrby("u2", 0, 5), step::overflow(bitfield_overflow::sat),
                                step::incrby("u2", 0, 5), step::overflow(bitfield_overflow::wrap),
                                step::incrby("u2", 0, 1)})) == numbers{1, 3, 0});
  }
  SECTION("reading makes no key; writing makes it as long as it must be, even where all fails") {
    CHECK(integers(db.bitfield("k", {step::get("u8", 100)})) == numbers{0});
    CHECK(integers(db.bitfield("k")).empty());
    CHECK(vanished(store, "k"));
    CHECK(integers(db.bitfield("k", {step::overflow(bitfield_overflow::fail),
                                     step::incrby("u1", 15, 2)})) == numbers{std::nullopt});
    if constexpr (has<Store, cmd::strlen>) CHECK(db.strlen("k") == 2);
  }
  SECTION("an offset beyond 512 MiB, and another type, are refused") {
    CHECK(refusal([&] { return db.bitfield("k", {step::get("u8", -1)}); }) ==
          "ERR bit offset is not an integer or out of range");
    CHECK(refusal([&] { return db.bitfield("k", {step::set("u8", 4'294'967'296, 1)}); }) ==
          "ERR bit offset is not an integer or out of range");
    CHECK(vanished(store, "k"));
    if (put_list(store, "l"))
      CHECK(refusal([&] { return db.bitfield("l", {step::get("u8", 0)}); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::set> && has_forms<Store, cmd::bitfield_ro>
void bitfield_ro_laws(Store& store) {
  auto& db = *store;
  using step = redlite::bitfield_operation;
  SECTION("BITFIELD_RO reads as BITFIELD does, beyond the end zeros") {
    db.set("k", "\x81\x7f");
    CHECK(
        integers(db.bitfield_ro("k", {step::get("i8", 0), step::get("u8", 0), step::get("i8", "#1"),
                                      step::get("u8", 12), step::get("u32", 800)})) ==
        numbers{-127, 129, 127, 0xf0, 0});
    CHECK(integers(db.bitfield_ro("k")).empty());
    CHECK(integers(db.bitfield_ro("absent", {step::get("i64", 7)})) == numbers{0});
    CHECK(vanished(store, "absent"));
  }
  SECTION("it refuses to write") {
    CHECK(refusal([&] { return db.bitfield_ro("k", {step::set("u8", 0, 1)}); }) ==
          "ERR BITFIELD_RO only supports the GET subcommand");
    CHECK(refusal([&] { return db.bitfield_ro("k", {step::incrby("u8", 0, 1)}); }) ==
          "ERR BITFIELD_RO only supports the GET subcommand");
    CHECK(vanished(store, "k"));
  }
  SECTION("another type is refused") {
    if (put_list(store, "l"))
      CHECK(refusal([&] { return db.bitfield_ro("l", {step::get("u8", 0)}); }) == wrong_type);
  }
}

/// All laws of integers within strings that the store's client can be held to.
template <class Store>
void bitfields(Store& store) {
  if constexpr (requires { bitfield_laws(store); }) {
    SECTION("bitfield") { bitfield_laws(store); }
  }
  if constexpr (requires { bitfield_ro_laws(store); }) {
    SECTION("bitfield_ro") { bitfield_ro_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
