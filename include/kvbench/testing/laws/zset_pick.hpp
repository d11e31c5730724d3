// kvbench/testing/laws/zset_pick.hpp: the laws of single members of sorted sets, of taking them,
// and of drawing them.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>  // signs
#include <set>    // what was drawn

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has_lists<Store, cmd::zadd> && has<Store, cmd::zincrby, cmd::zscore>
void zincrby_laws(Store& store) {
  auto& db = *store;
  SECTION("adds to the score, an absent member counting as 0, and yields the sum") {
    CHECK(db.zincrby("z", 2.5, "a") == 2.5);
    CHECK(db.zincrby("z", -4, "a") == -1.5);
    CHECK(db.zscore("z", "a") == -1.5);
    CHECK(db.zincrby("z", 1e308, "b") == 1e308);
    CHECK(db.zincrby("z", 1e308, "b") == infinity);
  }
  SECTION("a sum of opposite infinities, no number, and another type, are refused") {
    db.zadd("z", infinity, "a");
    CHECK(refusal([&] { return db.zincrby("z", -infinity, "a"); }) ==
          "ERR resulting score is not a number (NaN)");
    CHECK(db.zscore("z", "a") == infinity);
    CHECK(refusal([&] { return db.zincrby("z", std::nan(""), "a"); }) ==
          "ERR value is not a valid float");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.zincrby("k", 1, "a"); }) == wrong_type);
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd, cmd::zmscore> && has<Store, cmd::zrevrank>
void zmscore_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{1, "a"}, {1, "b"}, {-2.5, "c"}});
  SECTION("ZMSCORE answers in the order asked, nothing for what is no member") {
    auto const all = db.zmscore("z", {"c", "x", "a", "c"});
    REQUIRE(all.size() == 4);
    CHECK(all[0] == -2.5);
    CHECK_FALSE(static_cast<bool>(all[1]));
    CHECK(all[2] == 1.0);
    CHECK(all[3] == -2.5);
    CHECK_FALSE(static_cast<bool>(db.zmscore("absent", {"a"})[0]));
  }
  SECTION("ZREVRANK counts from the highest score, equal ones by bytes downwards") {
    CHECK(db.zrevrank("z", "b") == 0);
    CHECK(db.zrevrank("z", "a") == 1);
    CHECK(db.zrevrank("z", "c") == 2);
    CHECK_FALSE(static_cast<bool>(db.zrevrank("z", "x")));
    CHECK_FALSE(static_cast<bool>(db.zrevrank("absent", "a")));
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zmscore("k", {"a"}); }) == wrong_type);
      CHECK(refusal([&] { return db.zrevrank("k", "a"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zpopmin, cmd::zpopmax>
void zpop_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{1, "a"}, {1, "b"}, {2, "c"}, {infinity, "d"}});
  SECTION("the lowest or the highest goes, with its score; an emptied sorted set is gone") {
    CHECK(scored(std::vector{*db.zpopmin("z")}) == scores{{"a", 1}});
    CHECK(scored(std::vector{*db.zpopmax("z")}) == scores{{"d", infinity}});
    CHECK(scored(std::vector{*db.zpopmax("z")}) == scores{{"c", 2}});
    CHECK(scored(std::vector{*db.zpopmin("z")}) == scores{{"b", 1}});
    CHECK_FALSE(static_cast<bool>(db.zpopmin("z")));
    CHECK_FALSE(static_cast<bool>(db.zpopmax("z")));
    CHECK(vanished(store, "z"));
  }
  SECTION("a count takes so many, or all there are") {
    CHECK(scored(db.zpopmin("z", 0)).empty());
    CHECK(scored(db.zpopmax("z", 2)) == scores{{"d", infinity}, {"c", 2}});
    CHECK(scored(db.zpopmin("z", 9)) == scores{{"a", 1}, {"b", 1}});
    CHECK(vanished(store, "z"));
    CHECK(scored(db.zpopmin("absent", 3)).empty());
  }
  SECTION("a negative count, and another type, are refused") {
    CHECK(refusal([&] { return db.zpopmin("z", -1); }) ==
          "ERR value is out of range, must be positive");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.zpopmin("k"); }) == wrong_type);
      CHECK(refusal([&] { return db.zpopmax("k", 2); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zmpop>
void zmpop_laws(Store& store) {
  auto& db = *store;
  using redlite::zset_end;
  SECTION("ZMPOP takes from the first sorted set that has something, up to COUNT") {
    db.zadd("one", {{1, "a"}, {2, "b"}, {3, "c"}});
    db.zadd("two", {{9, "x"}});
    auto const first = db.zmpop({"absent", "one", "two"}, zset_end::min);
    REQUIRE(static_cast<bool>(first));
    CHECK(first->first == "one");
    CHECK(scored(first->second) == scores{{"a", 1}});
    CHECK(scored(db.zmpop({"one", "two"}, zset_end::max, {.count = 9})->second) ==
          scores{{"c", 3}, {"b", 2}});
    CHECK(vanished(store, "one"));
    CHECK(db.zmpop({"one", "two"}, zset_end::max)->first == "two");
    CHECK_FALSE(static_cast<bool>(db.zmpop({"one", "two"}, zset_end::max)));
  }
  SECTION("a COUNT below 1, and another type, are refused") {
    db.zadd("z", 1, "a");
    CHECK(refusal([&] { return db.zmpop({"z"}, zset_end::min, {.count = 0}); }) ==
          "ERR count should be greater than 0");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.zmpop({"k", "z"}, zset_end::min); }) == wrong_type);
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zrandmember>
void zrandmember_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{1, "a"}, {2, "b"}, {3, "c"}});
  SECTION("yields a member and leaves it, and each comes up") {
    std::set<std::string> seen;
    for (int i = 0; i < 500; ++i) seen.insert(bulk(db.zrandmember("z")).value_or("nothing"));
    CHECK(seen == std::set<std::string>{"a", "b", "c"});
    CHECK_FALSE(bulk(db.zrandmember("absent")));
  }
  SECTION("a count yields distinct ones, a negative count exactly so many") {
    CHECK(list(db.zrandmember("z", 0)).empty());
    texts const two = list(db.zrandmember("z", 2));
    CHECK(std::set<std::string>(two.begin(), two.end()).size() == 2);
    CHECK(sorted(db.zrandmember("z", 9)) == texts{"a", "b", "c"});
    CHECK(list(db.zrandmember("z", -50)).size() == 50);
    CHECK(list(db.zrandmember("absent", 3)).empty());
  }
  SECTION("scores come along where they are asked for") {
    auto const many = scored(db.zrandmember("z", -20, redlite::with_scores));
    CHECK(many.size() == 20);
    for (auto const& [member, score] : many) CHECK(member[0] - 'a' + 1 == static_cast<int>(score));
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) CHECK(refusal([&] { return db.zrandmember("k"); }) == wrong_type);
  }
}

/// All laws of taking members of sorted sets that the store's client can be held to.
template <class Store>
void sorted_set_picks(Store& store) {
  if constexpr (requires { zincrby_laws(store); }) {
    SECTION("zincrby") { zincrby_laws(store); }
  }
  if constexpr (requires { zmscore_laws(store); }) {
    SECTION("zmscore") { zmscore_laws(store); }
  }
  if constexpr (requires { zpop_laws(store); }) {
    SECTION("zpop") { zpop_laws(store); }
  }
  if constexpr (requires { zmpop_laws(store); }) {
    SECTION("zmpop") { zmpop_laws(store); }
  }
  if constexpr (requires { zrandmember_laws(store); }) {
    SECTION("zrandmember") { zrandmember_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
