// kvbench/testing/laws/zset_cut.hpp: the laws of lexical ranges of sorted sets, and of ranges that
// are stored or removed.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zrangebylex, cmd::zrevrangebylex> &&
           has<Store, cmd::zlexcount>
void by_lex_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{0, "a"sv}, {0, "b"sv}, {0, "ba"sv}, {0, "c"sv}, {0, "\xff"sv}, {0, ""sv}});
  SECTION("between two texts, \"[\" included and \"(\" not, by bytes, upwards or downwards") {
    CHECK(list(db.zrangebylex("z", "-", "+")) == texts{"", "a", "b", "ba", "c", "\xff"});
    CHECK(list(db.zrangebylex("z", "[b", "(c")) == texts{"b", "ba"});
    CHECK(list(db.zrangebylex("z", "(", "[a")) == texts{"a"});
    CHECK(list(db.zrangebylex("z", "[c", "[a")).empty());
    CHECK(list(db.zrangebylex("z", "+", "-")).empty());
    CHECK(list(db.zrevrangebylex("z", "[c", "(a")) == texts{"c", "ba", "b"});
    CHECK(list(db.zrevrangebylex("z", "+", "[c")) == texts{"\xff", "c"});
    CHECK(list(db.zrevrangebylex("z", "-", "+")).empty());
    CHECK(db.zlexcount("z", "-", "+") == 6);
    CHECK(db.zlexcount("z", "[b", "(c") == 2);
    CHECK(db.zlexcount("z", "(c", "[b") == 0);
  }
  SECTION("LIMIT leaves out so many and yields so many, all where it is negative") {
    CHECK(list(db.zrangebylex("z", "-", "+", {.limit = {{1, 2}}})) == texts{"a", "b"});
    CHECK(list(db.zrangebylex("z", "[b", "+", {.limit = {{2, -1}}})) == texts{"c", "\xff"});
    CHECK(list(db.zrevrangebylex("z", "+", "-", {.limit = {{0, 1}}})) == texts{"\xff"});
    CHECK(list(db.zrangebylex("z", "-", "+", {.limit = {{9, 1}}})).empty());
  }
  SECTION("an absent key is empty; an end without its sign, and another type, are refused") {
    std::string_view const no_end = "ERR min or max not valid string range item";
    CHECK(list(db.zrangebylex("absent", "-", "+")).empty());
    CHECK(db.zlexcount("absent", "-", "+") == 0);
    CHECK(refusal([&] { return db.zrangebylex("z", "a", "+"); }) == no_end);
    CHECK(refusal([&] { return db.zrevrangebylex("z", "+", ""); }) == no_end);
    CHECK(refusal([&] { return db.zlexcount("z", "-", "++"); }) == no_end);
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zrangebylex("k", "-", "+"); }) == wrong_type);
      CHECK(refusal([&] { return db.zrevrangebylex("k", "+", "-"); }) == wrong_type);
      CHECK(refusal([&] { return db.zlexcount("k", "-", "+"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zrangestore, cmd::zrange>
void zrangestore_laws(Store& store) {
  auto& db = *store;
  using redlite::range_by;
  auto const held = [&](std::string_view key) {
    return scored(db.zrange(key, 0, -1, redlite::with_scores));
  };
  db.zadd("z", {{1, "a"}, {2, "b"}, {3, "c"}});
  SECTION("stores what ZRANGE yields, with its scores, and yields how many those are") {
    CHECK(db.zrangestore("d", "z", 0, 1) == 2);
    CHECK(held("d") == scores{{"a", 1}, {"b", 2}});
    CHECK(db.zrangestore("d", "z", "(1", "+inf", {.by = range_by::score}) == 2);
    CHECK(held("d") == scores{{"b", 2}, {"c", 3}});
    CHECK(db.zrangestore("d", "z", 0, 0, {.reverse = true}) == 1);
    CHECK(held("d") == scores{{"c", 3}});
    CHECK(db.zrangestore("d", "z", "-inf", "+inf", {.by = range_by::score, .limit = {{1, 1}}}) ==
          1);
    CHECK(held("d") == scores{{"b", 2}});
    CHECK(held("z").size() == 3);
  }
  SECTION("it replaces any type, and removes where nothing is stored") {
    put_string(store, "d");
    CHECK(db.zrangestore("d", "z", 1, 1) == 1);
    CHECK(held("d") == scores{{"b", 2}});
    CHECK(db.zrangestore("d", "z", 5, 9) == 0);
    CHECK(vanished(store, "d"));
    CHECK(db.zrangestore("z", "z", 1, -1) == 2);
    CHECK(held("z") == scores{{"b", 2}, {"c", 3}});
  }
  SECTION("from another type it is refused, and nothing changes") {
    db.zadd("d", 1, "old");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zrangestore("d", "k", 0, -1); }) == wrong_type);
      CHECK(held("d") == scores{{"old", 1}});
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd> &&
           has<Store, cmd::zrange, cmd::zremrangebyrank, cmd::zremrangebyscore, cmd::zremrangebylex>
void zremrange_laws(Store& store) {
  auto& db = *store;
  auto const all = [&] { return list(db.zrange("z", 0, -1)); };
  SECTION("by rank, from either end; what is outside is cut off the range") {
    db.zadd("z", {{1, "a"}, {2, "b"}, {3, "c"}, {4, "d"}, {5, "e"}});
    CHECK(db.zremrangebyrank("z", 1, 2) == 2);
    CHECK(all() == texts{"a", "d", "e"});
    CHECK(db.zremrangebyrank("z", -1, 100) == 1);
    CHECK(db.zremrangebyrank("z", 5, 9) == 0);
    CHECK(db.zremrangebyrank("z", 1, 0) == 0);
    CHECK(all() == texts{"a", "d"});
    CHECK(db.zremrangebyrank("z", 0, -1) == 2);
    CHECK(vanished(store, "z"));
    CHECK(db.zremrangebyrank("z", 0, -1) == 0);
  }
  SECTION("by score, ends included unless \"(\"") {
    db.zadd("z", {{-infinity, "low"}, {1, "a"}, {2, "b"}, {3, "c"}, {infinity, "high"}});
    CHECK(db.zremrangebyscore("z", "(1", "3") == 2);
    CHECK(all() == texts{"low", "a", "high"});
    CHECK(db.zremrangebyscore("z", 2, 1) == 0);
    CHECK(db.zremrangebyscore("z", "-inf", "(inf") == 2);
    CHECK(db.zremrangebyscore("z", "-inf", "+inf") == 1);
    CHECK(vanished(store, "z"));
    CHECK(refusal([&] { return db.zremrangebyscore("z", "x", 1); }) ==
          "ERR min or max is not a float");
  }
  SECTION("by bytes, where all scores are equal") {
    db.zadd("z", {{0, "a"}, {0, "b"}, {0, "ba"}, {0, "c"}});
    CHECK(db.zremrangebylex("z", "[b", "(c") == 2);
    CHECK(all() == texts{"a", "c"});
    CHECK(db.zremrangebylex("z", "+", "-") == 0);
    CHECK(db.zremrangebylex("z", "-", "+") == 2);
    CHECK(vanished(store, "z"));
    CHECK(refusal([&] { return db.zremrangebylex("z", "a", "+"); }) ==
          "ERR min or max not valid string range item");
  }
  SECTION("a range out of the middle of many") {
    for (int i = 0; i < 2000; ++i) db.zadd("z", i, "m" + std::to_string(i));
    CHECK(db.zremrangebyrank("z", 100, 1899) == 1800);
    CHECK(list(db.zrange("z", 99, 100)) == texts{"m99", "m1900"});
    CHECK(db.zremrangebyscore("z", 50, 1949) == 100);
    CHECK(all().size() == 100);
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zremrangebyrank("k", 0, 1); }) == wrong_type);
      CHECK(refusal([&] { return db.zremrangebyscore("k", 0, 1); }) == wrong_type);
      CHECK(refusal([&] { return db.zremrangebylex("k", "-", "+"); }) == wrong_type);
    }
  }
}

/// All laws of ranges cut out of sorted sets that the store's client can be held to.
template <class Store>
void sorted_set_cuts(Store& store) {
  if constexpr (requires { by_lex_laws(store); }) {
    SECTION("by lex") { by_lex_laws(store); }
  }
  if constexpr (requires { zrangestore_laws(store); }) {
    SECTION("zrangestore") { zrangestore_laws(store); }
  }
  if constexpr (requires { zremrange_laws(store); }) {
    SECTION("zremrange") { zremrange_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
