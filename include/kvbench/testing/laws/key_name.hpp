// kvbench/testing/laws/key_name.hpp: the laws of keys found, renamed and copied by name.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <set>  // what was drawn

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has_lists<Store, cmd::unlink, cmd::touch>
void unlink_laws(Store& store) {
  auto& db = *store;
  SECTION("UNLINK removes a key of any type, and counts each once") {
    texts const types = one_of_each(store);
    CHECK(db.touch(types) == static_cast<std::int64_t>(types.size()));
    CHECK(db.unlink(types) == static_cast<std::int64_t>(types.size()));
    for (std::string const& key : types) CHECK(vanished(store, key));
    CHECK(db.unlink({"absent"}) == 0);
  }
  if constexpr (has<Store, cmd::set>) {
    SECTION("TOUCH counts a key as often as it is named") {
      db.set("a", "1");
      CHECK(db.touch({"a", "a", "absent"}) == 2);
      CHECK(db.unlink({"a", "a", "absent"}) == 1);
      CHECK(db.touch("a") == 0);
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::get, cmd::rename, cmd::renamenx>
void rename_laws(Store& store) {
  auto& db = *store;
  SECTION("a key of any type goes by its new name, and by no other") {
    for (std::string const& key : one_of_each(store)) {
      CAPTURE(key);
      db.rename(key, "new");
      CHECK(vanished(store, key));
      if constexpr (has<Store, cmd::type>) CHECK(db.type("new") == key);
    }
  }
  SECTION("RENAME replaces what was there, of any type; RENAMENX yields") {
    db.set("a", "1");
    db.set("b", "2");
    CHECK_FALSE(db.renamenx("a", "b"));
    CHECK(bulk(db.get("a")) == "1");
    CHECK(bulk(db.get("b")) == "2");
    db.rename("a", "b");
    CHECK(vanished(store, "a"));
    CHECK(bulk(db.get("b")) == "1");
    CHECK(db.renamenx("b", "c"));
    CHECK(bulk(db.get("c")) == "1");
    if (put_list(store, "l")) {
      db.rename("c", "l");
      CHECK(bulk(db.get("l")) == "1");
    }
  }
  SECTION("a key may be given its own name; names are bytes") {
    db.set("a", "1");
    db.rename("a", "a");
    CHECK_FALSE(db.renamenx("a", "a"));
    CHECK(bulk(db.get("a")) == "1");
    std::string const bytes = all_bytes();
    db.rename("a", bytes);
    CHECK(db.renamenx(bytes, ""));
    CHECK(bulk(db.get("")) == "1");
  }
  SECTION("an absent key is refused, and nothing changes") {
    db.set("b", "2");
    CHECK(refusal([&] { db.rename("absent", "b"); }) == "ERR no such key");
    CHECK(refusal([&] { return db.renamenx("absent", "new"); }) == "ERR no such key");
    CHECK(refusal([&] { db.rename("absent", "absent"); }) == "ERR no such key");
    CHECK(bulk(db.get("b")) == "2");
  }
  if constexpr (has<Store, cmd::expire, cmd::ttl>) {
    SECTION("a key takes its end with it, and that of the replaced one is gone") {
      db.set("a", "1");
      db.expire("a", 100);
      db.set("b", "2");
      db.rename("a", "b");
      CHECK(db.ttl("b") == 100);
      db.set("c", "3");
      db.rename("c", "b");
      CHECK(db.ttl("b") == -1);
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::get, cmd::append> && has_forms<Store, cmd::copy>
void copy_laws(Store& store) {
  auto& db = *store;
  SECTION("a copy of any type is a value of its own") {
    for (std::string const& key : one_of_each(store)) {
      CAPTURE(key);
      CHECK(db.copy(key, key + " 2"));
      if constexpr (has<Store, cmd::type>) CHECK(db.type(key + " 2") == key);
      if constexpr (has<Store, cmd::del>) db.del(key);
      CHECK_FALSE((has<Store, cmd::exists> && vanished(store, key + " 2")));
    }
    db.set("a", "1");
    db.copy("a", "b");
    db.append("a", "+");
    CHECK(bulk(db.get("a")) == "1+");
    CHECK(bulk(db.get("b")) == "1");
    if constexpr (has<Store, cmd::rpush, cmd::lrange>) {
      db.rpush("l", {"x", "y"});
      db.copy("l", "m");
      db.rpush("l", "z");
      CHECK(list(db.lrange("m", 0, -1)) == texts{"x", "y"});
      CHECK(list(db.lrange("l", 0, -1)) == texts{"x", "y", "z"});
    }
  }
  SECTION("it replaces only what it is told to") {
    db.set("a", "1");
    db.set("b", "2");
    CHECK_FALSE(db.copy("a", "b"));
    CHECK(bulk(db.get("b")) == "2");
    CHECK(db.copy("a", "b", {.replace = true}));
    CHECK(bulk(db.get("b")) == "1");
    if (put_list(store, "l")) {
      CHECK(db.copy("a", "l", {.replace = true}));
      CHECK(bulk(db.get("l")) == "1");
    }
  }
  SECTION("nothing is copied from an absent key; a key is no copy of itself") {
    db.set("b", "2");
    CHECK_FALSE(db.copy("absent", "b", {.replace = true}));
    CHECK(bulk(db.get("b")) == "2");
    CHECK(refusal([&] { return db.copy("b", "b"); }) ==
          "ERR source and destination objects are the same");
  }
  if constexpr (has<Store, cmd::expire, cmd::ttl>) {
    SECTION("a copy has the same end") {
      db.set("a", "1");
      db.expire("a", 100);
      db.copy("a", "b");
      CHECK(db.ttl("b") == 100);
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::keys>
void keys_laws(Store& store) {
  auto& db = *store;
  SECTION("KEYS yields the names that a glob matches, to the byte") {
    for (std::string_view const key :
         {"one"sv, "two"sv, "three"sv, "o*e"sv, "h[a]t"sv, ""sv, "\xff\0"sv, "ONE"sv})
      db.set(key, "v");
    CHECK(sorted(db.keys("*")).size() == 8);
    CHECK(sorted(db.keys("o*")) == texts{"o*e", "one"});
    CHECK(sorted(db.keys("o\\*e")) == texts{"o*e"});
    CHECK(sorted(db.keys("???")) == texts{"ONE", "o*e", "one", "two"});
    CHECK(sorted(db.keys("[ot][nw]?")) == texts{"one", "two"});
    CHECK(sorted(db.keys("[^o]*e")) == texts{"three"});
    CHECK(sorted(db.keys("[n-p]ne")) == texts{"one"});
    CHECK(sorted(db.keys("h\\[a]t")) == texts{"h[a]t"});
    CHECK(sorted(db.keys("")) == texts{""});
    CHECK(sorted(db.keys("\xff?")) == texts{std::string("\xff\0"sv)});
    CHECK(list(db.keys("nothing*")).empty());
  }
  SECTION("of all types, and none that were removed") {
    texts types = one_of_each(store);
    std::sort(types.begin(), types.end());
    CHECK(sorted(db.keys("*")) == types);
    if constexpr (has<Store, cmd::del>) {
      for (std::string const& key : types) db.del(key);
      CHECK(list(db.keys("*")).empty());
    }
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::randomkey>
void randomkey_laws(Store& store) {
  auto& db = *store;
  SECTION("RANDOMKEY yields a key that is there, and each comes up; nothing where there is none") {
    CHECK_FALSE(bulk(db.randomkey()));
    for (std::string_view const key : {"a", "b", "c"}) db.set(key, "v");
    std::set<std::string> seen;
    for (int i = 0; i < 500; ++i) seen.insert(bulk(db.randomkey()).value_or("nothing"));
    CHECK(seen == std::set<std::string>{"a", "b", "c"});
  }
}

/// All laws of keys by name that the store's client can be held to.
template <class Store>
void key_names(Store& store) {
  if constexpr (requires { unlink_laws(store); }) {
    SECTION("unlink") { unlink_laws(store); }
  }
  if constexpr (requires { rename_laws(store); }) {
    SECTION("rename") { rename_laws(store); }
  }
  if constexpr (requires { copy_laws(store); }) {
    SECTION("copy") { copy_laws(store); }
  }
  if constexpr (requires { keys_laws(store); }) {
    SECTION("keys") { keys_laws(store); }
  }
  if constexpr (requires { randomkey_laws(store); }) {
    SECTION("randomkey") { randomkey_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
