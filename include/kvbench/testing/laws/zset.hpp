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
      if (put_string(store, "s"))
        CHECK(refusal([&] { return db.zadd("s", increment, 1, "a"); }) == wrong_type);
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
  if constexpr (requires { zrank_laws(store); }) {
    SECTION("zrank") { zrank_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
