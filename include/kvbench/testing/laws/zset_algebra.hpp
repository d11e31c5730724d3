// kvbench/testing/laws/zset_algebra.hpp: the laws of unions, intersections and differences of
// sorted sets.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zunion, cmd::zinter>
void zunion_laws(Store& store) {
  auto& db = *store;
  using redlite::with_scores;
  using redlite::zset_aggregate;
  db.zadd("one", {{1, "a"}, {2, "b"}, {3, "c"}});
  db.zadd("two", {{10, "b"}, {20, "c"}, {0, "d"}});
  SECTION("the scores of a member are added, and order the result") {
    CHECK(scored(db.zunion({"one", "two"}, with_scores)) ==
          scores{{"d", 0}, {"a", 1}, {"b", 12}, {"c", 23}});
    CHECK(scored(db.zinter({"one", "two"}, with_scores)) == scores{{"b", 12}, {"c", 23}});
    CHECK(list(db.zunion({"one", "two"})) == texts{"d", "a", "b", "c"});
    CHECK(list(db.zinter({"one", "two"})) == texts{"b", "c"});
    CHECK(scored(db.zunion({"one", "one"}, with_scores)) == scores{{"a", 2}, {"b", 4}, {"c", 6}});
  }
  SECTION("an absent key is an empty sorted set") {
    CHECK(list(db.zunion({"absent", "one"})) == texts{"a", "b", "c"});
    CHECK(list(db.zinter({"one", "absent"})).empty());
    CHECK(list(db.zunion({"absent", "none"})).empty());
  }
  SECTION("MIN and MAX keep one of the scores") {
    CHECK(scored(db.zunion({"one", "two"}, with_scores, {.aggregate = zset_aggregate::min})) ==
          scores{{"d", 0}, {"a", 1}, {"b", 2}, {"c", 3}});
    CHECK(scored(db.zinter({"one", "two"}, with_scores, {.aggregate = zset_aggregate::max})) ==
          scores{{"b", 10}, {"c", 20}});
  }
  SECTION("weights multiply before scores are put together") {
    CHECK(scored(db.zunion({"one", "two"}, with_scores, {.weights = {{2, -1}}})) ==
          scores{{"c", -14}, {"b", -6}, {"d", 0}, {"a", 2}});
    CHECK(scored(db.zinter({"one", "two"}, with_scores,
                           {.weights = {{1, 0.5}}, .aggregate = zset_aggregate::max})) ==
          scores{{"b", 5}, {"c", 10}});
    CHECK(list(db.zinter({"one", "two"}, {.weights = {{1, -1}}})) == texts{"c", "b"});
    CHECK(refusal([&] {
            return db.zunion({"one", "two"}, {.weights = {{1}}});
          }) == "ERR syntax error");
  }
  SECTION("opposite infinities add up to 0, and so does an infinity weighed with 0") {
    db.zadd("high", infinity, "m");
    db.zadd("low", -infinity, "m");
    CHECK(scored(db.zunion({"high", "low"}, with_scores)) == scores{{"m", 0}});
    CHECK(scored(db.zinter({"high", "low"}, with_scores)) == scores{{"m", 0}});
    CHECK(scored(db.zunion({"high"}, with_scores, {.weights = {{0}}})) == scores{{"m", 0}});
    CHECK(scored(db.zunion({"high"}, with_scores, {.weights = {{-1}}})) ==
          scores{{"m", -infinity}});
  }
  if constexpr (has_lists<Store, cmd::sadd>) {
    SECTION("a plain set takes part, each of its members with score 1") {
      db.sadd("s", {"a", "x"});
      CHECK(scored(db.zunion({"one", "s"}, with_scores, {.weights = {{1, 10}}})) ==
            scores{{"b", 2}, {"c", 3}, {"x", 10}, {"a", 11}});
      CHECK(scored(db.zinter({"s", "one"}, with_scores)) == scores{{"a", 2}});
    }
  }
  SECTION("another type is refused, wherever it stands") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zunion({"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.zinter({"absent", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.zunion({"k"}, with_scores); }) == wrong_type);
      CHECK(refusal([&] { return db.zinter({"k"}, with_scores); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zdiff, cmd::zintercard>
void zdiff_laws(Store& store) {
  auto& db = *store;
  using redlite::with_scores;
  db.zadd("one", {{1, "a"}, {2, "b"}, {3, "c"}, {4, "d"}});
  db.zadd("two", {{9, "b"}, {9, "x"}});
  db.zadd("three", {{9, "d"}});
  SECTION("ZDIFF yields what only the first has, with its scores") {
    CHECK(scored(db.zdiff({"one", "two", "three"}, with_scores)) == scores{{"a", 1}, {"c", 3}});
    CHECK(list(db.zdiff({"one", "two"})) == texts{"a", "c", "d"});
    CHECK(list(db.zdiff({"one", "absent"})) == texts{"a", "b", "c", "d"});
    CHECK(list(db.zdiff({"one", "one"})).empty());
    CHECK(list(db.zdiff({"absent", "one"})).empty());
  }
  SECTION("ZINTERCARD counts what all have, up to a limit; 0 is none") {
    db.zadd("four", {{0, "b"}, {0, "c"}, {0, "d"}, {0, "y"}});
    CHECK(db.zintercard({"one", "four"}) == 3);
    CHECK(db.zintercard({"one", "four"}, {.limit = 2}) == 2);
    CHECK(db.zintercard({"one", "four"}, {.limit = 0}) == 3);
    CHECK(db.zintercard({"one", "absent"}) == 0);
    CHECK(refusal([&] {
            return db.zintercard({"one", "four"}, {.limit = -1});
          }) == "ERR LIMIT can't be negative");
  }
  SECTION("another type is refused, wherever it stands") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zdiff({"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.zdiff({"one", "k"}, with_scores); }) == wrong_type);
      CHECK(refusal([&] { return db.zintercard({"k", "one"}); }) == wrong_type);
    }
  }
  SECTION("big sorted sets agree with models") {
    scores difference;
    std::int64_t common = 0;
    for (int i = 0; i < 2000; ++i) {
      std::string const member = "member" + std::to_string(i);
      db.zadd("big", i, member);
      if (i % 3 == 0) {
        db.zadd("third", 1, member);
        ++common;
      } else {
        difference.emplace_back(member, i);
      }
    }
    CHECK(scored(db.zdiff({"big", "third"}, with_scores)) == difference);
    CHECK(db.zintercard({"big", "third"}) == common);
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd, cmd::zdiffstore> &&
           has_forms<Store, cmd::zunionstore, cmd::zinterstore, cmd::zrange>
void zset_store_laws(Store& store) {
  auto& db = *store;
  auto const held = [&](std::string_view key) {
    return scored(db.zrange(key, 0, -1, redlite::with_scores));
  };
  db.zadd("one", {{1, "a"}, {2, "b"}});
  db.zadd("two", {{10, "b"}, {20, "c"}});
  SECTION("...STORE stores what the plain form yields, and yields how many those are") {
    CHECK(db.zunionstore("d", {"one", "two"}) == 3);
    CHECK(held("d") == scores{{"a", 1}, {"b", 12}, {"c", 20}});
    CHECK(db.zinterstore("d", {"one", "two"}, {.weights = {{10, 1}}}) == 1);
    CHECK(held("d") == scores{{"b", 30}});
    CHECK(db.zdiffstore("d", {"one", "two"}) == 1);
    CHECK(held("d") == scores{{"a", 1}});
    CHECK(db.zunionstore("d", {"one", "two"}, {.aggregate = redlite::zset_aggregate::max}) == 3);
    CHECK(held("d") == scores{{"a", 1}, {"b", 10}, {"c", 20}});
  }
  SECTION("the destination may be one of the keys") {
    CHECK(db.zunionstore("one", {"one", "two"}) == 3);
    CHECK(held("one") == scores{{"a", 1}, {"b", 12}, {"c", 20}});
    CHECK(db.zdiffstore("two", {"one", "two"}) == 1);
    CHECK(held("two") == scores{{"a", 1}});
  }
  SECTION("an empty result removes the destination; any other replaces it, of any type") {
    db.zadd("d", 1, "old");
    CHECK(db.zinterstore("d", {"one", "absent"}) == 0);
    CHECK(vanished(store, "d"));
    if (put_string(store, "k")) {
      CHECK(db.zunionstore("k", {"one"}) == 2);
      CHECK(held("k") == scores{{"a", 1}, {"b", 2}});
    }
  }
  SECTION("another type among the keys is refused and changes nothing") {
    db.zadd("d", 1, "old");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zunionstore("d", {"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.zinterstore("d", {"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.zdiffstore("d", {"one", "k"}); }) == wrong_type);
      CHECK(held("d") == scores{{"old", 1}});
    }
  }
}

/// All laws of several sorted sets that the store's client can be held to.
template <class Store>
void sorted_set_algebra(Store& store) {
  if constexpr (requires { zunion_laws(store); }) {
    SECTION("zunion") { zunion_laws(store); }
  }
  if constexpr (requires { zdiff_laws(store); }) {
    SECTION("zdiff") { zdiff_laws(store); }
  }
  if constexpr (requires { zset_store_laws(store); }) {
    SECTION("zset store") { zset_store_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
