// kvbench/testing/laws/string_piece.hpp: the laws of pieces of strings.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::append>
void append_laws(Store& store) {
  auto& db = *store;
  std::string const bytes = all_bytes();
  SECTION("makes an absent key, and yields the length in bytes") {
    CHECK(db.append("k", bytes) == 512);
    CHECK(db.append("k", "\0\xff"sv) == 514);
    CHECK(db.append("k", "") == 514);
    if constexpr (has<Store, cmd::get>) CHECK(bulk(db.get("k")) == bytes + std::string("\0\xff"sv));
  }
  SECTION("an empty piece makes an empty value") {
    CHECK(db.append("k", "") == 0);
    if constexpr (has<Store, cmd::get>) CHECK(bulk(db.get("k")) == "");
  }
  SECTION("another type is refused") {
    if (put_list(store, "l")) CHECK(refusal([&] { return db.append("l", "x"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::strlen, cmd::set>
void strlen_laws(Store& store) {
  auto& db = *store;
  SECTION("STRLEN counts bytes, 0 where absent") {
    CHECK(db.strlen("k") == 0);
    db.set("k", all_bytes());
    CHECK(db.strlen("k") == 512);
    db.set("k", "\xc3\xa4");
    CHECK(db.strlen("k") == 2);
    if (put_list(store, "l")) CHECK(refusal([&] { return db.strlen("l"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::getrange, cmd::substr>
void getrange_laws(Store& store) {
  auto& db = *store;
  db.set("k", "Hello\0World"sv);
  auto const piece = [&](std::int64_t from, std::int64_t to) {
    std::string const all(db.getrange("k", from, to));
    CHECK(std::string(db.substr("k", from, to)) == all);
    return all;
  };
  SECTION("both ends are included; negative ones count from the end") {
    CHECK(piece(0, 4) == "Hello");
    CHECK(piece(-5, -1) == "World");
    CHECK(piece(4, 6) == "o\0W"sv);
    CHECK(piece(0, -1).size() == 11);
  }
  SECTION("ends outside are cut, inverted ones are empty") {
    CHECK(piece(-100, 100).size() == 11);
    CHECK(piece(6, 100) == "World");
    CHECK(piece(11, 12).empty());
    CHECK(piece(3, 2).empty());
    CHECK(piece(-1, -3).empty());
    CHECK(piece(-100, -50) == "H");
    CHECK(piece(INT64_MIN, INT64_MAX).size() == 11);
    CHECK(std::string(db.getrange("absent", 0, -1)).empty());
  }
  SECTION("another type is refused") {
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.getrange("l", 0, 1); }) == wrong_type);
      CHECK(refusal([&] { return db.substr("l", 0, 1); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::get, cmd::setrange>
void setrange_laws(Store& store) {
  auto& db = *store;
  SECTION("overwrites from an offset on, and yields the length") {
    db.set("k", "Hello World");
    CHECK(db.setrange("k", 6, "Redis") == 11);
    CHECK(bulk(db.get("k")) == "Hello Redis");
    CHECK(db.setrange("k", 9, "\xff\0!!"sv) == 13);
    CHECK(bulk(db.get("k")) == "Hello Red\xff\0!!"sv);
  }
  SECTION("zeros fill what lies before") {
    CHECK(db.setrange("new", 3, "x") == 4);
    CHECK(bulk(db.get("new")) == "\0\0\0x"sv);
  }
  SECTION("nothing is written by an empty value, and no key made") {
    CHECK(db.setrange("absent", 5, "") == 0);
    CHECK(vanished(store, "absent"));
    db.set("k", "abc");
    CHECK(db.setrange("k", 100, "") == 3);
    CHECK(bulk(db.get("k")) == "abc");
  }
  SECTION("an offset below 0, one beyond 512 MiB, and another type, are refused") {
    CHECK(refusal([&] { return db.setrange("k", -1, "x"); }) == "ERR offset is out of range");
    CHECK(refusal([&] { return db.setrange("k", 536'870'912, "x"); }) ==
          "ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    CHECK(vanished(store, "k"));
    if (put_list(store, "l"))
      CHECK(refusal([&] { return db.setrange("l", 0, "x"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::set> && has_forms<Store, cmd::lcs>
void lcs_laws(Store& store) {
  auto& db = *store;
  using redlite::length_only;
  using redlite::with_indexes;
  SECTION("the longest subsequence that both have, or its length") {
    db.set("a", "ohmytext");
    db.set("b", "mynewtext");
    CHECK(std::string(db.lcs("a", "b")) == "mytext");
    CHECK(db.lcs("a", "b", length_only) == 6);
    CHECK(std::string(db.lcs("a", "a")) == "ohmytext");
    CHECK(std::string(db.lcs("a", "absent")).empty());
    CHECK(db.lcs("absent", "none", length_only) == 0);
  }
  SECTION("where its pieces are, the last first") {
    db.set("a", "ohmytext");
    db.set("b", "mynewtext");
    redlite::lcs_matches<redlite::lcs_match> const all = db.lcs("a", "b", with_indexes);
    CHECK(all.length == 6);
    CHECK(all.matches == std::vector<redlite::lcs_match>{{{4, 7}, {5, 8}}, {{2, 3}, {0, 1}}});
    redlite::lcs_matches<redlite::lcs_match> const longer =
        db.lcs("a", "b", with_indexes, {.min_match_length = 4});
    CHECK(longer.matches == std::vector<redlite::lcs_match>{{{4, 7}, {5, 8}}});
    CHECK(longer.length == 6);
    redlite::lcs_matches<redlite::lcs_measured_match> const some =
        db.lcs("a", "b", with_indexes, redlite::with_match_length, {.min_match_length = 4});
    CHECK(some.matches == std::vector<redlite::lcs_measured_match>{{{4, 7}, {5, 8}, 4}});
  }
  SECTION("another type is refused") {
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.lcs("l", "absent"); }) ==
            "ERR The specified keys must contain string values");
    }
  }
}

/// All laws of pieces of strings that the store's client can be held to.
template <class Store>
void string_pieces(Store& store) {
  if constexpr (requires { append_laws(store); }) {
    SECTION("append") { append_laws(store); }
  }
  if constexpr (requires { strlen_laws(store); }) {
    SECTION("strlen") { strlen_laws(store); }
  }
  if constexpr (requires { getrange_laws(store); }) {
    SECTION("getrange") { getrange_laws(store); }
  }
  if constexpr (requires { setrange_laws(store); }) {
    SECTION("setrange") { setrange_laws(store); }
  }
  if constexpr (requires { lcs_laws(store); }) {
    SECTION("lcs") { lcs_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
