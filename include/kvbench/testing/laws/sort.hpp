// kvbench/testing/laws/sort.hpp: the laws of SORT and SORT_RO.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

/// What SORT and SORT_RO both do, by whichever is `sorts(key, options)`.
template <class Store, class Sorts>
void sorting_laws(Store& store, Sorts&& sorts) {
  auto& db = *store;
  using redlite::sort_order;
  SECTION("as numbers, ascending or descending; a list keeps equal ones") {
    db.rpush("l", {"10", "9", "-1.5", "2e1", "9"});
    CHECK(sorts("l", {}) == answers{"-1.5", "9", "9", "10", "2e1"});
    CHECK(sorts("l", {.order = sort_order::descending}) == answers{"2e1", "10", "9", "9", "-1.5"});
    if constexpr (has<Store, cmd::lrange>) CHECK(list(db.lrange("l", 0, 1)) == texts{"10", "9"});
  }
  SECTION("as bytes, where ALPHA asks for it") {
    db.rpush("l", {"b"sv, "a"sv, "B"sv, "10"sv, "9"sv, "\xff"sv, ""sv});
    CHECK(sorts("l", {.alpha = true}) == answers{"", "10", "9", "B", "a", "b", "\xff"});
  }
  SECTION("LIMIT leaves out so many and yields so many") {
    db.rpush("l", {"5", "4", "3", "2", "1"});
    CHECK(sorts("l", {.limit = {{1, 2}}}) == answers{"2", "3"});
    CHECK(sorts("l", {.limit = {{3, -1}}}) == answers{"4", "5"});
    CHECK(sorts("l", {.limit = {{9, 2}}}).empty());
    CHECK(sorts("l", {.limit = {{0, 0}}}).empty());
  }
  SECTION("members of sets and sorted sets are sorted, too") {
    if constexpr (has<Store, cmd::sadd>) {
      db.sadd("s", {"3", "1", "2"});
      CHECK(sorts("s", {}) == answers{"1", "2", "3"});
    }
    if constexpr (has<Store, cmd::zadd>) {
      db.zadd("z", {{1, "30"}, {2, "10"}, {3, "20"}});
      CHECK(sorts("z", {}) == answers{"10", "20", "30"});
    }
  }
  SECTION("BY sorts by other keys, one that is absent counting as 0, and GET yields others") {
    db.rpush("l", {"1", "2", "3"});
    db.set("weight_1", "30");
    db.set("weight_3", "-10");
    db.set("name_1", "one");
    db.set("name_3", "");
    CHECK(sorts("l", {.by = "weight_*"}) == answers{"3", "2", "1"});
    CHECK(sorts("l", {.by = "weight_*", .get = {"name_*"}}) == answers{"", std::nullopt, "one"});
    CHECK(sorts("l", {.get = {"#", "name_*"}}) == answers{"1", "one", "2", std::nullopt, "3", ""});
  }
  if constexpr (has<Store, cmd::hset>) {
    SECTION("BY and GET reach into fields of hashes") {
      db.rpush("l", {"1", "2"});
      db.hset("h_1", "weight", "9");
      db.hset("h_2", "weight", "1");
      CHECK(sorts("l", {.by = "h_*->weight", .get = {"#", "h_*->weight", "h_*->absent"}}) ==
            answers{"2", "1", std::nullopt, "1", "9", std::nullopt});
    }
  }
  SECTION("BY without a * leaves a list in its order") {
    db.rpush("l", {"3", "1", "2"});
    CHECK(sorts("l", {.by = "nosort"}) == answers{"3", "1", "2"});
  }
  SECTION("an absent key is empty; what is no number, and another type, are refused") {
    CHECK(sorts("absent", {}).empty());
    db.rpush("l", {"1", "x"});
    CHECK(refusal([&] { return sorts("l", {}); }) ==
          "ERR One or more scores can't be converted into double");
    if (put_string(store, "k")) CHECK(refusal([&] { return sorts("k", {}); }) == wrong_type);
  }
}

template <class Store>
  requires has_lists<Store, cmd::rpush> && has<Store, cmd::set> && has_forms<Store, cmd::sort>
void sort_laws(Store& store) {
  auto& db = *store;
  sorting_laws(store, [&](std::string_view key, redlite::sort_options const& how) {
    return bulks(db.sort(key, how));
  });
  if constexpr (has<Store, cmd::lrange>) {
    SECTION("STORE stores a list, empty texts where there is nothing, over whatever was there") {
      db.rpush("l", {"2", "1"});
      db.set("name_2", "two");
      db.set("d", "old");
      CHECK(db.sort("l", "d", {.get = {"name_*"}}) == 2);
      CHECK(list(db.lrange("d", 0, -1)) == texts{"", "two"});
      CHECK(db.sort("l", "l") == 2);
      CHECK(list(db.lrange("l", 0, -1)) == texts{"1", "2"});
      CHECK(db.sort("absent", "d") == 0);
      CHECK(vanished(store, "d"));
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::rpush> && has<Store, cmd::set> && has_forms<Store, cmd::sort_ro>
void sort_ro_laws(Store& store) {
  auto& db = *store;
  sorting_laws(store, [&](std::string_view key, redlite::sort_options const& how) {
    return bulks(db.sort_ro(key, how));
  });
}

/// All laws of sorting that the store's client can be held to.
template <class Store>
void sorts(Store& store) {
  if constexpr (requires { sort_laws(store); }) {
    SECTION("sort") { sort_laws(store); }
  }
  if constexpr (requires { sort_ro_laws(store); }) {
    SECTION("sort_ro") { sort_ro_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
