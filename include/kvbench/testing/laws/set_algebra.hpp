// kvbench/testing/laws/set_algebra.hpp: the laws of several members at once, and of several sets at
// once.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has_lists<Store, cmd::sadd, cmd::smismember>
void smismember_laws(Store& store) {
  auto& db = *store;
  auto const asked = [&](std::string_view key, texts const& members) {
    std::vector<bool> all;
    for (auto const one : db.smismember(key, members)) all.push_back(one);
    return all;
  };
  SECTION("SMISMEMBER answers in the order asked, for each as often as it is asked") {
    db.sadd("s", {"a", "", "c"});
    CHECK(asked("s", {"c", "x", "", "c"}) == std::vector{true, false, true, true});
    CHECK(asked("absent", {"a", "b"}) == std::vector{false, false});
  }
  SECTION("another type is refused") {
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.smismember("k", {"a"}); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::smove> && has_lists<Store, cmd::sadd, cmd::smembers>
void smove_laws(Store& store) {
  auto& db = *store;
  db.sadd("from", {"a", "b"});
  SECTION("SMOVE takes a member out of one set and puts it into the other, made where absent") {
    CHECK(db.smove("from", "to", "a"));
    CHECK(sorted(db.smembers("from")) == texts{"b"});
    CHECK(sorted(db.smembers("to")) == texts{"a"});
    CHECK(db.smove("from", "to", "b"));
    CHECK(vanished(store, "from"));
    CHECK(sorted(db.smembers("to")) == texts{"a", "b"});
  }
  SECTION("a member that the other has already is there once") {
    db.sadd("to", "a");
    CHECK(db.smove("from", "to", "a"));
    CHECK(sorted(db.smembers("from")) == texts{"b"});
    CHECK(sorted(db.smembers("to")) == texts{"a"});
  }
  SECTION("what is no member is not moved") {
    CHECK_FALSE(db.smove("from", "to", "x"));
    CHECK_FALSE(db.smove("absent", "to", "a"));
    CHECK(vanished(store, "to"));
  }
  SECTION("from a set to itself, nothing changes") {
    CHECK(db.smove("from", "from", "a"));
    CHECK_FALSE(db.smove("from", "from", "x"));
    CHECK(sorted(db.smembers("from")) == texts{"a", "b"});
  }
  SECTION("another type is refused on either side, unless there is nothing to move from") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.smove("from", "k", "a"); }) == wrong_type);
      CHECK(refusal([&] { return db.smove("from", "k", "x"); }) == wrong_type);
      CHECK(refusal([&] { return db.smove("k", "from", "a"); }) == wrong_type);
      CHECK_FALSE(db.smove("absent", "k", "a"));
      CHECK(sorted(db.smembers("from")) == texts{"a", "b"});
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::sadd, cmd::sdiff, cmd::sunion>
void set_union_laws(Store& store) {
  auto& db = *store;
  std::string const bytes = all_bytes();
  db.sadd("one", {"a"sv, "b"sv, "c"sv, ""sv, std::string_view(bytes)});
  db.sadd("two", {"c"sv, "d"sv, ""sv});
  db.sadd("three", {"a", "e"});
  SECTION("SUNION yields what any has, once") {
    texts expected{"", "a", "b", "c", "d", "e", bytes};
    std::sort(expected.begin(), expected.end());
    CHECK(sorted(db.sunion({"one", "two", "three"})) == expected);
    CHECK(sorted(db.sunion({"two", "absent", "two"})) == texts{"", "c", "d"});
    CHECK(list(db.sunion({"absent", "none"})).empty());
  }
  SECTION("SDIFF yields what only the first has") {
    texts expected{"b", bytes};
    std::sort(expected.begin(), expected.end());
    CHECK(sorted(db.sdiff({"one", "two", "three"})) == expected);
    CHECK(sorted(db.sdiff({"two"})) == texts{"", "c", "d"});
    CHECK(sorted(db.sdiff({"two", "absent"})) == texts{"", "c", "d"});
    CHECK(list(db.sdiff({"one", "one"})).empty());
    CHECK(list(db.sdiff({"absent", "one"})).empty());
  }
  SECTION("another type is refused, wherever it stands") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.sunion({"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.sunion({"k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.sdiff({"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.sdiff({"absent", "k"}); }) == wrong_type);
    }
  }
  SECTION("big sets agree with models") {
    texts odd;
    texts third;
    texts either;
    texts odd_only;
    for (int i = 0; i < 3000; ++i) {
      std::string const member = "member" + std::to_string(i);
      if (i % 2 == 1) odd.push_back(member);
      if (i % 3 == 0) third.push_back(member);
      if (i % 2 == 1 || i % 3 == 0) either.push_back(member);
      if (i % 2 == 1 && i % 3 != 0) odd_only.push_back(member);
    }
    db.sadd("odd", odd);
    db.sadd("third", third);
    std::sort(either.begin(), either.end());
    std::sort(odd_only.begin(), odd_only.end());
    CHECK(sorted(db.sunion({"odd", "third"})) == either);
    CHECK(sorted(db.sdiff({"odd", "third"})) == odd_only);
    if constexpr (has_forms<Store, cmd::sintercard>) CHECK(db.sintercard({"third", "odd"}) == 500);
  }
}

template <class Store>
  requires has_lists<Store, cmd::sadd> && has_forms<Store, cmd::sintercard>
void sintercard_laws(Store& store) {
  auto& db = *store;
  db.sadd("one", {"a", "b", "c", "d"});
  db.sadd("two", {"b", "c", "d", "x"});
  SECTION("SINTERCARD counts what all have, up to a limit; 0 is none") {
    CHECK(db.sintercard({"one", "two"}) == 3);
    CHECK(db.sintercard({"one"}) == 4);
    CHECK(db.sintercard({"one", "absent"}) == 0);
    CHECK(db.sintercard({"one", "two"}, {.limit = 2}) == 2);
    CHECK(db.sintercard({"one", "two"}, {.limit = 9}) == 3);
    CHECK(db.sintercard({"one", "two"}, {.limit = 0}) == 3);
  }
  SECTION("a negative limit, and another type, are refused") {
    CHECK(refusal([&] {
            return db.sintercard({"one", "two"}, {.limit = -1});
          }) == "ERR LIMIT can't be negative");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.sintercard({"one", "k"}); }) == wrong_type);
  }
}

template <class Store>
  requires has_lists<Store, cmd::sadd, cmd::smembers, cmd::sunionstore, cmd::sinterstore,
                     cmd::sdiffstore>
void set_store_laws(Store& store) {
  auto& db = *store;
  db.sadd("one", {"a", "b", "c"});
  db.sadd("two", {"b", "c", "d"});
  SECTION("...STORE stores what the plain form yields, and yields how many those are") {
    CHECK(db.sunionstore("d", {"one", "two", "absent"}) == 4);
    CHECK(sorted(db.smembers("d")) == texts{"a", "b", "c", "d"});
    CHECK(db.sinterstore("d", {"one", "two"}) == 2);
    CHECK(sorted(db.smembers("d")) == texts{"b", "c"});
    CHECK(db.sdiffstore("d", {"one", "two"}) == 1);
    CHECK(sorted(db.smembers("d")) == texts{"a"});
    CHECK(sorted(db.smembers("one")) == texts{"a", "b", "c"});
  }
  SECTION("the destination may be one of the sets") {
    CHECK(db.sdiffstore("one", {"one", "two"}) == 1);
    CHECK(sorted(db.smembers("one")) == texts{"a"});
    CHECK(db.sunionstore("two", {"two", "one"}) == 4);
    CHECK(sorted(db.smembers("two")) == texts{"a", "b", "c", "d"});
  }
  SECTION("an empty result removes the destination; any other replaces it, of any type") {
    db.sadd("d", "old");
    CHECK(db.sinterstore("d", {"one", "absent"}) == 0);
    CHECK(vanished(store, "d"));
    if (put_string(store, "k")) {
      CHECK(db.sunionstore("k", {"one"}) == 3);
      CHECK(sorted(db.smembers("k")) == texts{"a", "b", "c"});
    }
    if (put_string(store, "gone")) {
      CHECK(db.sdiffstore("gone", {"one", "one"}) == 0);
      CHECK(vanished(store, "gone"));
    }
  }
  if constexpr (has<Store, cmd::expire, cmd::ttl>) {
    SECTION("what replaces a key has no end") {
      db.sadd("d", "old");
      db.expire("d", 100);
      db.sunionstore("d", {"one"});
      CHECK(db.ttl("d") == -1);
    }
  }
  SECTION("another type among the sets is refused and changes nothing") {
    db.sadd("d", "old");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.sunionstore("d", {"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.sinterstore("d", {"one", "k"}); }) == wrong_type);
      CHECK(refusal([&] { return db.sdiffstore("d", {"one", "k"}); }) == wrong_type);
      CHECK(sorted(db.smembers("d")) == texts{"old"});
    }
  }
}

/// All laws of several sets that the store's client can be held to.
template <class Store>
void set_algebra(Store& store) {
  if constexpr (requires { smismember_laws(store); }) {
    SECTION("smismember") { smismember_laws(store); }
  }
  if constexpr (requires { smove_laws(store); }) {
    SECTION("smove") { smove_laws(store); }
  }
  if constexpr (requires { set_union_laws(store); }) {
    SECTION("set union") { set_union_laws(store); }
  }
  if constexpr (requires { sintercard_laws(store); }) {
    SECTION("sintercard") { sintercard_laws(store); }
  }
  if constexpr (requires { set_store_laws(store); }) {
    SECTION("set store") { set_store_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
