// kvbench/testing/laws/list_range.hpp: the laws of ranges and indexes of lists.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::rpush, cmd::lrange>
void lrange_laws(Store& store) {
  auto& db = *store;
  db.rpush("l", {"a", "b", "c", "d", "e"});
  auto const range = [&](std::int64_t from, std::int64_t to) {
    return list(db.lrange("l", from, to));
  };
  SECTION("both ends are included; negative ones count from the end") {
    CHECK(range(0, 0) == texts{"a"});
    CHECK(range(1, 3) == texts{"b", "c", "d"});
    CHECK(range(-2, -1) == texts{"d", "e"});
    CHECK(range(0, -2) == texts{"a", "b", "c", "d"});
    CHECK(range(-5, 4) == texts{"a", "b", "c", "d", "e"});
  }
  SECTION("ends outside are cut, inverted ones are empty") {
    CHECK(range(-100, 100) == texts{"a", "b", "c", "d", "e"});
    CHECK(range(-100, 1) == texts{"a", "b"});
    CHECK(range(3, 100) == texts{"d", "e"});
    CHECK(range(5, 10).empty());
    CHECK(range(2, 1).empty());
    CHECK(range(-1, -3).empty());
    CHECK(range(0, -6).empty());
    CHECK(range(INT64_MIN, INT64_MAX).size() == 5);
    CHECK(range(INT64_MAX, INT64_MIN).empty());
  }
  SECTION("an absent list is empty") { CHECK(list(db.lrange("absent", 0, -1)).empty()); }
}

template <class Store>
  requires has<Store, cmd::rpush, cmd::lindex, cmd::llen>
void lindex_laws(Store& store) {
  auto& db = *store;
  db.rpush("l", {"a", "b", "c"});
  SECTION("an index from either end, nothing outside") {
    CHECK(bulk(db.lindex("l", 0)) == "a");
    CHECK(bulk(db.lindex("l", 2)) == "c");
    CHECK(bulk(db.lindex("l", -1)) == "c");
    CHECK(bulk(db.lindex("l", -3)) == "a");
    CHECK_FALSE(bulk(db.lindex("l", 3)));
    CHECK_FALSE(bulk(db.lindex("l", -4)));
    CHECK_FALSE(bulk(db.lindex("l", INT64_MIN)));
    CHECK_FALSE(bulk(db.lindex("l", INT64_MAX)));
    CHECK_FALSE(bulk(db.lindex("absent", 0)));
  }
  SECTION("LLEN counts, 0 where absent") {
    CHECK(db.llen("l") == 3);
    CHECK(db.llen("absent") == 0);
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.lindex("s", 0); }) == wrong_type);
      CHECK(refusal([&] { return db.llen("s"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::rpush, cmd::ltrim, cmd::lrange>
void ltrim_laws(Store& store) {
  auto& db = *store;
  db.rpush("l", {"a", "b", "c", "d", "e"});
  auto const all = [&] { return list(db.lrange("l", 0, -1)); };
  SECTION("keeps what a range yields") {
    db.ltrim("l", 1, -2);
    CHECK(all() == texts{"b", "c", "d"});
    db.ltrim("l", 0, 100);
    CHECK(all() == texts{"b", "c", "d"});
    db.ltrim("l", -2, -1);
    CHECK(all() == texts{"c", "d"});
    db.lpush("l", "x");
    db.rpush("l", "y");
    CHECK(all() == texts{"x", "c", "d", "y"});
  }
  SECTION("a range of nothing removes the list") {
    db.ltrim("l", 3, 1);
    CHECK(vanished(store, "l"));
    CHECK(all().empty());
  }
  SECTION("beyond the end removes the list") {
    db.ltrim("l", 5, 9);
    CHECK(vanished(store, "l"));
  }
  SECTION("an absent list stays absent; another type is refused") {
    db.ltrim("absent", 0, 1);
    CHECK(vanished(store, "absent"));
    if (put_string(store, "s")) CHECK(refusal([&] { db.ltrim("s", 0, 1); }) == wrong_type);
  }
}

/// All laws of ranges of lists that the store's client can be held to.
template <class Store>
void list_ranges(Store& store) {
  if constexpr (requires { lrange_laws(store); }) {
    SECTION("lrange") { lrange_laws(store); }
  }
  if constexpr (requires { lindex_laws(store); }) {
    SECTION("lindex") { lindex_laws(store); }
  }
  if constexpr (requires { ltrim_laws(store); }) {
    SECTION("ltrim") { ltrim_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
