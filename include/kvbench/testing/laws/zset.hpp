// kvbench/testing/laws/zset.hpp: the laws of the sorted-set commands.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>  // signs, infinities

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::zadd, cmd::zscore, cmd::zcard, cmd::zrange>
void zadd_laws(Store& store) {
  auto& db = *store;
  SECTION("yields how many were new; a known member gets the new score") {
    CHECK(db.zadd("z", {{1, "a"}, {2, "b"}, {3, "a"}}) == 2);
    CHECK(db.zscore("z", "a") == 3.0);
    CHECK(db.zadd("z", {{5, "b"}, {4, "c"}}) == 1);
    CHECK(list(db.zrange("z", 0, -1)) == texts{"a", "c", "b"});
    CHECK(db.zcard("z") == 3);
  }
  SECTION("equal scores stand in the order of their bytes") {
    db.zadd("z", {{0, "b"sv},
                  {0, "a"sv},
                  {0, ""sv},
                  {0, "\xff"sv},
                  {0, "aa"sv},
                  {0, "a\0"sv},
                  {0, "B"sv},
                  {-1, "zz"sv}});
    CHECK(list(db.zrange("z", 0, -1)) ==
          texts{"zz", "", "B", "a", std::string("a\0"sv), "aa", "b", "\xff"});
  }
  SECTION("scores keep every bit") {
    for (double const score :
         {0.1 + 0.2, 1e308, -1e308, 5e-324, 1.0 / 3, infinity, -infinity, 9007199254740993.0}) {
      db.zadd("z", score, "m");
      CHECK(db.zscore("z", "m") == score);
    }
    db.zadd("z", {{infinity, "high"}, {-infinity, "low"}, {0, "m"}});
    CHECK(list(db.zrange("z", 0, -1)) == texts{"low", "m", "high"});
  }
  SECTION("no number is no score") {
    CHECK(refusal([&] { return db.zadd("z", std::nan(""), "m"); }) ==
          "ERR value is not a valid float");
    CHECK(vanished(store, "z"));
  }
  SECTION("nothing where absent") {
    CHECK_FALSE(static_cast<bool>(db.zscore("absent", "m")));
    db.zadd("z", 1, "m");
    CHECK_FALSE(static_cast<bool>(db.zscore("z", "n")));
    CHECK(db.zcard("absent") == 0);
    CHECK(list(db.zrange("absent", 0, -1)).empty());
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.zadd("s", 1, "m"); }) == wrong_type);
      CHECK(refusal([&] { return db.zscore("s", "m"); }) == wrong_type);
      CHECK(refusal([&] { return db.zcard("s"); }) == wrong_type);
      CHECK(refusal([&] { return db.zrange("s", 0, -1); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::zadd, cmd::zscore> &&
           requires(Store& s) { (*s).zadd("z", 1.0, "m", redlite::zadd_options{}); }
void zadd_options_laws(Store& store) {
  auto& db = *store;
  using redlite::zadd_compare;
  using redlite::zadd_if;
  db.zadd("z", {{10, "a"}, {20, "b"}});
  SECTION("NX leaves known members, XX adds none") {
    CHECK(db.zadd("z", {{1, "a"}, {1, "new"}}, {.when = zadd_if::absent}) == 1);
    CHECK(db.zscore("z", "a") == 10.0);
    CHECK(db.zscore("z", "new") == 1.0);
    CHECK(db.zadd("z", {{2, "a"}, {2, "other"}}, {.when = zadd_if::present}) == 0);
    CHECK(db.zscore("z", "a") == 2.0);
    CHECK_FALSE(static_cast<bool>(db.zscore("z", "other")));
    CHECK(db.zadd("absent", {{2, "a"}}, {.when = zadd_if::present}) == 0);
    CHECK(vanished(store, "absent"));
  }
  SECTION("GT and LT change one way only, and add") {
    CHECK(db.zadd("z", {{9, "a"}, {21, "b"}, {1, "c"}}, {.compare = zadd_compare::greater}) == 1);
    CHECK(db.zscore("z", "a") == 10.0);
    CHECK(db.zscore("z", "b") == 21.0);
    CHECK(db.zadd("z", {{9, "a"}, {22, "b"}}, {.compare = zadd_compare::less}) == 0);
    CHECK(db.zscore("z", "a") == 9.0);
    CHECK(db.zscore("z", "b") == 21.0);
  }
  SECTION("CH counts what changed, too") {
    CHECK(db.zadd("z", {{10, "a"}, {21, "b"}, {1, "c"}}, {.changed = true}) == 2);
    CHECK(db.zadd("z", {{5, "a"}, {30, "b"}},
                  {.compare = zadd_compare::greater, .changed = true}) == 1);
  }
  SECTION("conditions that contradict each other are refused") {
    CHECK(refusal([&] {
            return db.zadd("z", {{1, "a"}},
                           {.when = zadd_if::absent, .compare = zadd_compare::greater});
          }) == "ERR GT, LT, and/or NX options at the same time are not compatible");
  }
  if constexpr (requires { db.zadd("z", redlite::increment, 1.0, "a"); }) {
    using redlite::increment;
    SECTION("INCR adds, an absent member counting as 0") {
      CHECK(db.zadd("z", increment, 2.5, "a") == 12.5);
      CHECK(db.zadd("z", increment, -3, "new") == -3.0);
      CHECK(db.zscore("z", "new") == -3.0);
    }
    SECTION("INCR yields nothing where held back") {
      CHECK_FALSE(static_cast<bool>(db.zadd("z", increment, 1, "a", {.when = zadd_if::absent})));
      CHECK_FALSE(static_cast<bool>(db.zadd("z", increment, 1, "new", {.when = zadd_if::present})));
      CHECK_FALSE(
          static_cast<bool>(db.zadd("z", increment, -1, "a", {.compare = zadd_compare::greater})));
      CHECK(db.zscore("z", "a") == 10.0);
    }
    SECTION("a sum of opposite infinities is refused") {
      db.zadd("z", infinity, "a");
      CHECK(refusal([&] { return db.zadd("z", increment, -infinity, "a"); }) ==
            "ERR resulting score is not a number (NaN)");
      CHECK(db.zscore("z", "a") == infinity);
    }
  }
}

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
    if constexpr (requires { db.zrevrange("z", 0, 0, redlite::with_scores); }) {
      CHECK(scored(db.zrevrange("z", 0, 0, redlite::with_scores)) == scores{{"c", 2}});
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
  requires has<Store, cmd::zadd, cmd::zrank, cmd::zrem>
void zrank_laws(Store& store) {
  auto& db = *store;
  SECTION("the number of members before") {
    db.zadd("z", {{1, "a"}, {1, "b"}, {0, "x"}});
    CHECK(db.zrank("z", "x") == 0);
    CHECK(db.zrank("z", "a") == 1);
    CHECK(db.zrank("z", "b") == 2);
    CHECK_FALSE(static_cast<bool>(db.zrank("z", "absent")));
    CHECK_FALSE(static_cast<bool>(db.zrank("absent", "a")));
    db.zadd("z", 5, "x");
    CHECK(db.zrank("z", "x") == 2);
    CHECK(db.zrank("z", "a") == 0);
  }
  SECTION("ZREM yields how many there were; an emptied sorted set is gone") {
    db.zadd("z", {{1, "a"}, {2, "b"}});
    CHECK(db.zrem("z", {"a", "a", "x"}) == 1);
    CHECK(db.zrank("z", "b") == 0);
    CHECK(db.zrem("z", "b") == 1);
    CHECK(vanished(store, "z"));
    CHECK(db.zrem("z", "b") == 0);
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.zrank("s", "m"); }) == wrong_type);
      CHECK(refusal([&] { return db.zrem("s", "m"); }) == wrong_type);
    }
  }
  SECTION("ranks of a big sorted set agree with a model, as scores change and members go") {
    std::map<std::string, double> model;
    std::uint64_t random = 42;
    for (int step = 0; step < 6000; ++step) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      std::string const member = "m" + std::to_string((random >> 40) % 2500);
      if (step % 5 == 4) {
        REQUIRE(db.zrem("z", member) == static_cast<std::int64_t>(model.erase(member)));
      } else {
        double const score = static_cast<double>((random >> 33) % 200) / 8;
        REQUIRE(db.zadd("z", score, member) == (model.contains(member) ? 0 : 1));
        model[member] = score;
      }
    }
    std::vector<std::pair<double, std::string>> order;
    for (auto const& [member, score] : model) order.emplace_back(score, member);
    std::sort(order.begin(), order.end());
    REQUIRE(order.size() > 1000);
    for (std::size_t at = 0; at < order.size(); at += 13) {
      CHECK(db.zrank("z", order[at].second) == static_cast<std::int64_t>(at));
      if constexpr (has<Store, cmd::zrange>) {
        auto const index = static_cast<std::int64_t>(at);
        CHECK(list(db.zrange("z", index, index)) == texts{order[at].second});
      }
    }
    if constexpr (has<Store, cmd::zcard>)
      CHECK(db.zcard("z") == static_cast<std::int64_t>(order.size()));
  }
}

/// All laws of sorted sets that the store's client can be held to.
template <class Store>
void sorted_sets(Store& store) {
  if constexpr (requires { zadd_laws(store); }) {
    SECTION("zadd") { zadd_laws(store); }
  }
  if constexpr (requires { zadd_options_laws(store); }) {
    SECTION("zadd options") { zadd_options_laws(store); }
  }
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
  if constexpr (requires { zrank_laws(store); }) {
    SECTION("zrank") { zrank_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
