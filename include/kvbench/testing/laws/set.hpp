// kvbench/testing/laws/set.hpp: the laws of the set commands.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <set>  // distinct members

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::sadd, cmd::smembers, cmd::sismember, cmd::scard>
void membership_laws(Store& store) {
  auto& db = *store;
  SECTION("SADD yields how many were new, equal ones once") {
    CHECK(db.sadd("s", {"a", "b", "a"}) == 2);
    CHECK(db.sadd("s", {"b", "c"}) == 1);
    CHECK(sorted(db.smembers("s")) == texts{"a", "b", "c"});
    CHECK(db.scard("s") == 3);
    CHECK(db.sismember("s", "a"));
    CHECK_FALSE(db.sismember("s", "x"));
  }
  SECTION("members are bytes") {
    std::string const bytes = all_bytes();
    CHECK(db.sadd("s", {std::string_view(bytes), ""sv, "1"sv, "01"sv, "1.0"sv, "a\0"sv, "a"sv,
                        "A"sv}) == 8);
    CHECK(db.sismember("s", bytes));
    CHECK(db.sismember("s", ""));
    CHECK(db.sismember("s", "a\0"sv));
    CHECK_FALSE(db.sismember("s", "a\0b"sv));
    CHECK(db.scard("s") == 8);
  }
  SECTION("an absent set is empty") {
    CHECK(sorted(db.smembers("absent")).empty());
    CHECK_FALSE(db.sismember("absent", "a"));
    CHECK(db.scard("absent") == 0);
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.sadd("k", "a"); }) == wrong_type);
      CHECK(refusal([&] { return db.smembers("k"); }) == wrong_type);
      CHECK(refusal([&] { return db.sismember("k", "a"); }) == wrong_type);
      CHECK(refusal([&] { return db.scard("k"); }) == wrong_type);
    }
  }
  SECTION("a big set is whole") {
    texts model;
    for (int i = 0; i < 3000; ++i) model.push_back("member" + std::to_string(i));
    db.sadd("s", model);
    std::sort(model.begin(), model.end());
    CHECK(sorted(db.smembers("s")) == model);
    CHECK(db.scard("s") == 3000);
  }
}

template <class Store>
  requires has<Store, cmd::sadd, cmd::srem>
void srem_laws(Store& store) {
  auto& db = *store;
  SECTION("SREM yields how many there were; an emptied set is gone") {
    db.sadd("s", {"a", "b", "c"});
    CHECK(db.srem("s", {"a", "a", "x"}) == 1);
    CHECK_FALSE(vanished(store, "s"));
    CHECK(db.srem("s", {"b", "c"}) == 2);
    CHECK(vanished(store, "s"));
    CHECK(db.srem("s", "a") == 0);
    CHECK(db.sadd("s", "a") == 1);
    if (put_string(store, "k")) CHECK(refusal([&] { return db.srem("k", "a"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::sadd, cmd::spop, cmd::scard>
void spop_laws(Store& store) {
  auto& db = *store;
  SECTION("SPOP takes each member once") {
    db.sadd("s", {"a", "b", "c"});
    texts taken;
    for (int i = 0; i < 3; ++i) taken.push_back(bulk(db.spop("s")).value_or("nothing"));
    CHECK(sorted(taken) == texts{"a", "b", "c"});
    CHECK_FALSE(bulk(db.spop("s")));
    CHECK(vanished(store, "s"));
  }
  if constexpr (requires { db.spop("s", 2); }) {
    SECTION("a count takes so many distinct ones, or all there are") {
      db.sadd("s", {"a", "b", "c", "d", "e"});
      CHECK(list(db.spop("s", 0)).empty());
      CHECK(db.scard("s") == 5);
      texts all = list(db.spop("s", 2));
      CHECK(all.size() == 2);
      CHECK(db.scard("s") == 3);
      for (auto const& one : list(db.spop("s", 10))) all.push_back(one);
      CHECK(sorted(all) == texts{"a", "b", "c", "d", "e"});
      CHECK(vanished(store, "s"));
      CHECK(list(db.spop("s", 3)).empty());
    }
    SECTION("a negative count is refused") {
      db.sadd("s", "a");
      CHECK(refusal([&] { return db.spop("s", -1); }) ==
            "ERR value is out of range, must be positive");
      CHECK(db.scard("s") == 1);
      if (put_string(store, "k")) CHECK(refusal([&] { return db.spop("k", 1); }) == wrong_type);
    }
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) CHECK(refusal([&] { return db.spop("k"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::sadd, cmd::srandmember, cmd::scard>
void srandmember_laws(Store& store) {
  auto& db = *store;
  SECTION("yields a member and leaves it; every member comes up") {
    db.sadd("s", {"a", "b", "c"});
    std::set<std::string> seen;
    for (int i = 0; i < 500; ++i) seen.insert(bulk(db.srandmember("s")).value_or("nothing"));
    CHECK(seen == std::set<std::string>{"a", "b", "c"});
    CHECK(db.scard("s") == 3);
    CHECK_FALSE(bulk(db.srandmember("absent")));
  }
  if constexpr (requires { db.srandmember("s", 2); }) {
    SECTION("a count yields distinct ones, a negative count exactly so many") {
      db.sadd("s", {"a", "b", "c"});
      CHECK(list(db.srandmember("s", 0)).empty());
      texts const two = list(db.srandmember("s", 2));
      CHECK(std::set<std::string>(two.begin(), two.end()).size() == 2);
      CHECK(sorted(db.srandmember("s", 10)) == texts{"a", "b", "c"});
      texts const many = list(db.srandmember("s", -50));
      CHECK(many.size() == 50);
      for (auto const& one : many) CHECK((one == "a" || one == "b" || one == "c"));
      CHECK(list(db.srandmember("absent", 3)).empty());
      CHECK(list(db.srandmember("absent", -3)).empty());
      CHECK(db.scard("s") == 3);
      if (put_string(store, "k"))
        CHECK(refusal([&] { return db.srandmember("k", 1); }) == wrong_type);
    }
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) CHECK(refusal([&] { return db.srandmember("k"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::sadd, cmd::sinter>
void sinter_laws(Store& store) {
  auto& db = *store;
  SECTION("yields what all have") {
    db.sadd("one", {"a", "b", "c", "d"});
    db.sadd("two", {"b", "c", "x"});
    db.sadd("three", {"c", "b", "y"});
    CHECK(sorted(db.sinter({"one", "two", "three"})) == texts{"b", "c"});
    CHECK(sorted(db.sinter({"one"})) == texts{"a", "b", "c", "d"});
    CHECK(sorted(db.sinter({"two", "two"})) == texts{"b", "c", "x"});
    CHECK(list(db.sinter({"one", "absent"})).empty());
    CHECK(list(db.sinter({"absent", "two"})).empty());
  }
  SECTION("another type is refused, wherever it stands") {
    db.sadd("one", "a");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.sinter({"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.sinter({"k", "one"}); }) == wrong_type);
      CHECK(refusal([&] { return db.sinter({"absent", "k"}); }) == wrong_type);
    }
  }
}

/// All laws of sets that the store's client can be held to.
template <class Store>
void sets(Store& store) {
  if constexpr (requires { membership_laws(store); }) {
    SECTION("membership") { membership_laws(store); }
  }
  if constexpr (requires { srem_laws(store); }) {
    SECTION("srem") { srem_laws(store); }
  }
  if constexpr (requires { spop_laws(store); }) {
    SECTION("spop") { spop_laws(store); }
  }
  if constexpr (requires { srandmember_laws(store); }) {
    SECTION("srandmember") { srandmember_laws(store); }
  }
  if constexpr (requires { sinter_laws(store); }) {
    SECTION("sinter") { sinter_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
