// kvbench/testing/laws/hash_field.hpp: the laws of single fields of hashes, of all of them, and of
// fields at random.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <set>  // what was drawn

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::hset, cmd::hget, cmd::hexists, cmd::hstrlen, cmd::hsetnx>
void hexists_laws(Store& store) {
  auto& db = *store;
  std::string const bytes = all_bytes();
  SECTION("HEXISTS and HSTRLEN tell of one field, by its bytes") {
    db.hset("h", bytes, bytes);
    db.hset("h", "", "");
    CHECK(db.hexists("h", bytes));
    CHECK(db.hexists("h", ""));
    CHECK_FALSE(db.hexists("h", "x"));
    CHECK_FALSE(db.hexists("absent", ""));
    CHECK(db.hstrlen("h", bytes) == 512);
    CHECK(db.hstrlen("h", "") == 0);
    CHECK(db.hstrlen("h", "x") == 0);
    CHECK(db.hstrlen("absent", "x") == 0);
  }
  SECTION("HSETNX sets a field only where it is absent, and makes the hash") {
    CHECK(db.hsetnx("h", "f", ""));
    CHECK_FALSE(db.hsetnx("h", "f", "second"));
    CHECK(bulk(db.hget("h", "f")) == "");
    CHECK(db.hsetnx("h", "g", "v"));
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.hexists("k", "f"); }) == wrong_type);
      CHECK(refusal([&] { return db.hstrlen("k", "f"); }) == wrong_type);
      CHECK(refusal([&] { return db.hsetnx("k", "f", "v"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::hmset> && has<Store, cmd::hkeys, cmd::hvals, cmd::hgetall>
void hkeys_laws(Store& store) {
  auto& db = *store;
  SECTION("HMSET sets all; the last of two values for a field stays") {
    db.hmset("h", {{"a", "1"}, {"b", "2"}, {"a", "3"}});
    db.hmset("h", {{"b", "4"}});
    CHECK(fields(db.hgetall("h")) == text_map{{"a", "3"}, {"b", "4"}});
  }
  SECTION("HKEYS yields each field, HVALS as many values, in the same order") {
    text_map model;
    for (int i = 0; i < 1000; ++i) {
      std::string const field = "field" + std::to_string(i);
      db.hmset("h", {{field, std::to_string(i % 7)}});
      model[field] = std::to_string(i % 7);
    }
    texts const names = list(db.hkeys("h"));
    texts const values = list(db.hvals("h"));
    REQUIRE(names.size() == 1000);
    REQUIRE(values.size() == 1000);
    text_map together;
    for (std::size_t i = 0; i < names.size(); ++i) together[names[i]] = values[i];
    CHECK(together == model);
  }
  SECTION("an absent hash is empty; another type is refused") {
    CHECK(list(db.hkeys("absent")).empty());
    CHECK(list(db.hvals("absent")).empty());
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.hkeys("k"); }) == wrong_type);
      CHECK(refusal([&] { return db.hvals("k"); }) == wrong_type);
      CHECK(refusal([&] { db.hmset("k", {{"f", "v"}}); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::hset, cmd::hget, cmd::hincrbyfloat>
void hincrbyfloat_laws(Store& store) {
  auto& db = *store;
  SECTION("decimals are added as decimals, and kept without zeros at the end") {
    db.hset("h", "n", "10.50");
    CHECK(db.hincrbyfloat("h", "n", 0.1) == 10.6);
    CHECK(bulk(db.hget("h", "n")) == "10.6");
    CHECK(db.hincrbyfloat("h", "n", -10.6) == 0);
    CHECK(bulk(db.hget("h", "n")) == "0");
    CHECK(db.hincrbyfloat("h", "new", 1.5e3) == 1500);
    CHECK(bulk(db.hget("h", "new")) == "1500");
    CHECK(db.hincrbyfloat("made", "n", 0.25) == 0.25);
  }
  SECTION("what is no number is refused and stays, and so is an infinity") {
    for (std::string_view const text : {"abc"sv, ""sv, " 1"sv, "1 "sv, "nan"sv}) {
      CAPTURE(text);
      db.hset("h", "n", text);
      CHECK(refusal([&] { return db.hincrbyfloat("h", "n", 1); }) ==
            "ERR hash value is not a float");
      CHECK(bulk(db.hget("h", "n")) == text);
    }
    db.hset("h", "n", "1");
    CHECK(refusal([&] { return db.hincrbyfloat("h", "n", infinity); }) ==
          "ERR value is NaN or Infinity");
    CHECK(bulk(db.hget("h", "n")) == "1");
  }
  SECTION("another type is refused") {
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.hincrbyfloat("k", "n", 1); }) == wrong_type);
  }
}

template <class Store>
  requires has_lists<Store, cmd::hset> && has_forms<Store, cmd::hrandfield>
void hrandfield_laws(Store& store) {
  auto& db = *store;
  db.hset("h", {{"a", "1"}, {"b", "2"}, {"c", "3"}});
  SECTION("yields a field, and each comes up") {
    std::set<std::string> seen;
    for (int i = 0; i < 500; ++i) seen.insert(bulk(db.hrandfield("h")).value_or("nothing"));
    CHECK(seen == std::set<std::string>{"a", "b", "c"});
    CHECK_FALSE(bulk(db.hrandfield("absent")));
  }
  SECTION("a count yields distinct ones, a negative count exactly so many") {
    CHECK(list(db.hrandfield("h", 0)).empty());
    texts const two = list(db.hrandfield("h", 2));
    CHECK(std::set<std::string>(two.begin(), two.end()).size() == 2);
    CHECK(sorted(db.hrandfield("h", 9)) == texts{"a", "b", "c"});
    CHECK(list(db.hrandfield("h", -50)).size() == 50);
    CHECK(list(db.hrandfield("absent", 3)).empty());
  }
  SECTION("values come along where they are asked for") {
    CHECK(fields(db.hrandfield("h", 9, redlite::with_values)) ==
          text_map{{"a", "1"}, {"b", "2"}, {"c", "3"}});
    auto const many = db.hrandfield("h", -20, redlite::with_values);
    CHECK(many.size() == 20);
    for (auto const& [field, value] : many)
      CHECK(std::string(value) == std::string(1, static_cast<char>(field[0] - 'a' + '1')));
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.hrandfield("k"); }) == wrong_type);
      CHECK(refusal([&] { return db.hrandfield("k", 1); }) == wrong_type);
      CHECK(refusal([&] { return db.hrandfield("k", 1, redlite::with_values); }) == wrong_type);
    }
  }
}

/// All laws of fields that the store's client can be held to.
template <class Store>
void hash_fields(Store& store) {
  if constexpr (requires { hexists_laws(store); }) {
    SECTION("hexists") { hexists_laws(store); }
  }
  if constexpr (requires { hkeys_laws(store); }) {
    SECTION("hkeys") { hkeys_laws(store); }
  }
  if constexpr (requires { hincrbyfloat_laws(store); }) {
    SECTION("hincrbyfloat") { hincrbyfloat_laws(store); }
  }
  if constexpr (requires { hrandfield_laws(store); }) {
    SECTION("hrandfield") { hrandfield_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
