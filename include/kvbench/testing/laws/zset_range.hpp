// kvbench/testing/laws/zset_range.hpp: the laws of ranges of sorted sets by index and by score.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::zadd, cmd::zrange>
void zrange_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{1, "a"}, {2, "b"}, {3, "c"}, {4, "d"}});
  SECTION("by index, from either end, cut and inverted") {
    CHECK(list(db.zrange("z", 0, 0)) == texts{"a"});
    CHECK(list(db.zrange("z", 1, -2)) == texts{"b", "c"});
    CHECK(list(db.zrange("z", -2, 100)) == texts{"c", "d"});
    CHECK(list(db.zrange("z", -100, 0)) == texts{"a"});
    CHECK(list(db.zrange("z", 2, 1)).empty());
    CHECK(list(db.zrange("z", 4, 9)).empty());
    CHECK(list(db.zrange("z", "1", "-1")) == texts{"b", "c", "d"});
    CHECK(refusal([&] { return db.zrange("z", "x", "1"); }) == not_integer);
  }
  if constexpr (requires { db.zrange("z", 0, -1, redlite::with_scores); }) {
    SECTION("with scores") {
      CHECK(scored(db.zrange("z", 1, 2, redlite::with_scores)) == scores{{"b", 2}, {"c", 3}});
      if (put_string(store, "s"))
        CHECK(refusal([&] { return db.zrange("s", 0, 1, redlite::with_scores); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::zadd, cmd::zrange> &&
           requires(Store& s) { (*s).zrange("z", 0, 1, redlite::zrange_options{}); }
void zrange_options_laws(Store& store) {
  auto& db = *store;
  using redlite::range_by;
  using options = redlite::zrange_options;
  db.zadd("z", {{1, "a"}, {2, "b"}, {2, "bb"}, {3, "c"}, {infinity, "top"}});
  auto const range = [&](auto from, auto to, options how) {
    return list(db.zrange("z", from, to, how));
  };
  SECTION("REV runs from the highest") {
    CHECK(range(0, 1, {.reverse = true}) == texts{"top", "c"});
    CHECK(range(-2, -1, {.reverse = true}) == texts{"b", "a"});
  }
  SECTION("BYSCORE") {
    options const how{.by = range_by::score};
    CHECK(range(2, 3, how) == texts{"b", "bb", "c"});
    CHECK(range("(1", "(3", how) == texts{"b", "bb"});
    CHECK(range("-inf", "+inf", how) == texts{"a", "b", "bb", "c", "top"});
    CHECK(range("-inf", "(inf", how) == texts{"a", "b", "bb", "c"});
    CHECK(range(3, 2, how).empty());
    CHECK(range(2.5, 2.75, how).empty());
    CHECK(range("(2", "2", how).empty());
    CHECK(refusal([&] { return range("x", "1", how); }) == "ERR min or max is not a float");
    CHECK(refusal([&] { return range("(x", "1", how); }) == "ERR min or max is not a float");
    CHECK(refusal([&] { return range("nan", "1", how); }) == "ERR min or max is not a float");
  }
  SECTION("BYSCORE with REV takes the higher end first") {
    options const how{.by = range_by::score, .reverse = true};
    CHECK(range(3, 2, how) == texts{"c", "bb", "b"});
    CHECK(range("+inf", "(2", how) == texts{"top", "c"});
    CHECK(range(2, 3, how).empty());
  }
  SECTION("LIMIT") {
    CHECK(range("-inf", "+inf", {.by = range_by::score, .limit = {{1, 2}}}) == texts{"b", "bb"});
    CHECK(range("-inf", "+inf", {.by = range_by::score, .limit = {{3, -1}}}) == texts{"c", "top"});
    CHECK(range("-inf", "+inf", {.by = range_by::score, .limit = {{0, 0}}}).empty());
    CHECK(range("-inf", "+inf", {.by = range_by::score, .limit = {{9, 2}}}).empty());
    CHECK(range("-inf", "+inf", {.by = range_by::score, .limit = {{-1, 2}}}).empty());
    CHECK(range("+inf", "-inf", {.by = range_by::score, .reverse = true, .limit = {{1, 2}}}) ==
          texts{"c", "bb"});
    CHECK(refusal([&] {
            return range(0, 1, {.limit = {{0, 1}}});
          }) ==
          "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  }
  SECTION("BYLEX, where all scores are equal") {
    db.zadd("lex", {{0, "a"sv}, {0, "b"sv}, {0, "ba"sv}, {0, "c"sv}, {0, "\xff"sv}});
    auto const lex = [&](std::string_view from, std::string_view to, options how) {
      how.by = range_by::lex;
      return list(db.zrange("lex", from, to, how));
    };
    CHECK(lex("-", "+", {}) == texts{"a", "b", "ba", "c", "\xff"});
    CHECK(lex("[b", "[c", {}) == texts{"b", "ba", "c"});
    CHECK(lex("(b", "(c", {}) == texts{"ba"});
    CHECK(lex("[b", "(b", {}).empty());
    CHECK(lex("+", "-", {}).empty());
    CHECK(lex("[", "[a", {}) == texts{"a"});
    CHECK(lex("[c", "[b", {.reverse = true}) == texts{"c", "ba", "b"});
    CHECK(lex("+", "(b", {.reverse = true, .limit = {{1, 2}}}) == texts{"c", "ba"});
    CHECK(refusal([&] { return lex("a", "[b", {}); }) ==
          "ERR min or max not valid string range item");
    CHECK(refusal([&] { return lex("", "[b", {}); }) ==
          "ERR min or max not valid string range item");
    CHECK(refusal([&] {
            return db.zrange("lex", "-", "+", redlite::with_scores, {.by = range_by::lex});
          }) == "ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  }
}

template <class Store>
  requires has<Store, cmd::zadd, cmd::zrevrange>
void zrevrange_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{1, "a"}, {1, "b"}, {2, "c"}});
  SECTION("from the highest score, equal ones by bytes downwards") {
    CHECK(list(db.zrevrange("z", 0, -1)) == texts{"c", "b", "a"});
    CHECK(list(db.zrevrange("z", 1, 1)) == texts{"b"});
    CHECK(list(db.zrevrange("z", 5, 9)).empty());
    CHECK(list(db.zrevrange("absent", 0, -1)).empty());
    if (put_string(store, "s"))
      CHECK(refusal([&] { return db.zrevrange("s", 0, -1); }) == wrong_type);
    if constexpr (requires { db.zrevrange("z", 0, 0, redlite::with_scores); }) {
      CHECK(scored(db.zrevrange("z", 0, 0, redlite::with_scores)) == scores{{"c", 2}});
      if (put_string(store, "s"))
        CHECK(refusal([&] { return db.zrevrange("s", 0, 0, redlite::with_scores); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::zadd, cmd::zrangebyscore, cmd::zcount>
void by_score_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{-infinity, "low"}, {1, "a"}, {1.5, "b"}, {2, "c"}});
  SECTION("both ends are included unless \"(\"") {
    CHECK(list(db.zrangebyscore("z", 1, 2)) == texts{"a", "b", "c"});
    CHECK(list(db.zrangebyscore("z", "(1", "(2")) == texts{"b"});
    CHECK(list(db.zrangebyscore("z", "-inf", "1")) == texts{"low", "a"});
    CHECK(list(db.zrangebyscore("z", "(-inf", "inf")) == texts{"a", "b", "c"});
    CHECK(list(db.zrangebyscore("z", 2, 1)).empty());
    CHECK(list(db.zrangebyscore("absent", 0, 1)).empty());
    CHECK(db.zcount("z", 1, 2) == 3);
    CHECK(db.zcount("z", "(1", "+inf") == 2);
    CHECK(db.zcount("z", "-inf", "+inf") == 4);
    CHECK(db.zcount("z", 5, 1) == 0);
    CHECK(db.zcount("absent", 0, 1) == 0);
  }
  SECTION("an end that is no number is refused") {
    CHECK(refusal([&] { return db.zrangebyscore("z", "a", "2"); }) ==
          "ERR min or max is not a float");
    CHECK(refusal([&] { return db.zcount("z", "1", "(("); }) == "ERR min or max is not a float");
  }
  if constexpr (requires {
                  db.zrangebyscore("z", 1, 2, redlite::with_scores,
                                   redlite::zrangebyscore_options{});
                }) {
    SECTION("with scores and a limit") {
      CHECK(scored(db.zrangebyscore("z", 1, 2, redlite::with_scores, {.limit = {{1, 1}}})) ==
            scores{{"b", 1.5}});
      CHECK(list(db.zrangebyscore("z", 1, 2, {.limit = {{1, -1}}})) == texts{"b", "c"});
      if (put_string(store, "s")) {
        CHECK(refusal([&] { return db.zrangebyscore("s", 1, 2, redlite::with_scores); }) ==
              wrong_type);
      }
    }
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.zrangebyscore("s", 0, 1); }) == wrong_type);
      CHECK(refusal([&] { return db.zcount("s", 0, 1); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zrevrangebyscore>
void zrevrangebyscore_laws(Store& store) {
  auto& db = *store;
  db.zadd("z", {{-infinity, "low"}, {1, "a"}, {1, "b"}, {2, "c"}});
  SECTION("from the higher end to the lower one, equal scores by bytes downwards") {
    CHECK(list(db.zrevrangebyscore("z", 2, 1)) == texts{"c", "b", "a"});
    CHECK(list(db.zrevrangebyscore("z", "(2", "-inf")) == texts{"b", "a", "low"});
    CHECK(list(db.zrevrangebyscore("z", "+inf", "(-inf")) == texts{"c", "b", "a"});
    CHECK(list(db.zrevrangebyscore("z", 1, 2)).empty());
    CHECK(list(db.zrevrangebyscore("absent", 2, 1)).empty());
    CHECK(scored(db.zrevrangebyscore("z", 9, 0, redlite::with_scores, {.limit = {{1, 1}}})) ==
          scores{{"b", 1}});
    CHECK(list(db.zrevrangebyscore("z", 9, 0, {.limit = {{1, -1}}})) == texts{"b", "a"});
  }
  SECTION("an end that is no number, and another type, are refused") {
    CHECK(refusal([&] { return db.zrevrangebyscore("z", "x", 1); }) ==
          "ERR min or max is not a float");
    if (put_string(store, "s"))
      CHECK(refusal([&] { return db.zrevrangebyscore("s", 2, 1); }) == wrong_type);
  }
}

/// All laws of ranges of sorted sets that the store's client can be held to.
template <class Store>
void sorted_set_ranges(Store& store) {
  if constexpr (requires { zrange_laws(store); }) {
    SECTION("zrange") { zrange_laws(store); }
  }
  if constexpr (requires { zrange_options_laws(store); }) {
    SECTION("zrange options") { zrange_options_laws(store); }
  }
  if constexpr (requires { zrevrange_laws(store); }) {
    SECTION("zrevrange") { zrevrange_laws(store); }
  }
  if constexpr (requires { by_score_laws(store); }) {
    SECTION("by score") { by_score_laws(store); }
  }
  if constexpr (requires { zrevrangebyscore_laws(store); }) {
    SECTION("zrevrangebyscore") { zrevrangebyscore_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
