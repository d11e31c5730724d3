// kvbench/testing/laws/hash.hpp: the laws of the hash commands.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::hset, cmd::hget>
void hash_bytes(Store& store) {
  auto& db = *store;
  std::string const bytes = all_bytes();
  SECTION("a field comes back byte for byte; fields are bytes too") {
    db.hset("h", bytes, bytes);
    db.hset("h", "", "");
    db.hset("h", "a\0b"sv, "zero");
    CHECK(bulk(db.hget("h", bytes)) == bytes);
    CHECK(bulk(db.hget("h", "")) == "");
    CHECK(bulk(db.hget("h", "a\0b"sv)) == "zero");
    CHECK_FALSE(bulk(db.hget("h", "a")));
  }
  SECTION("nothing where key or field is absent") {
    CHECK_FALSE(bulk(db.hget("absent", "f")));
    db.hset("h", "f", "v");
    CHECK_FALSE(bulk(db.hget("h", "g")));
    CHECK_FALSE(bulk(db.hget("H", "f")));
  }
  SECTION("HSET yields how many were new") {
    CHECK(db.hset("h", "f", "1") == 1);
    CHECK(db.hset("h", "f", "2") == 0);
    CHECK(bulk(db.hget("h", "f")) == "2");
  }
  SECTION("a number in text stays that text") {
    db.hset("h", "007", "1.0");
    CHECK(bulk(db.hget("h", "007")) == "1.0");
    CHECK_FALSE(bulk(db.hget("h", "7")));
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.hset("s", "f", "v"); }) == wrong_type);
      CHECK(refusal([&] { return db.hget("s", "f"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has<Store, cmd::hset, cmd::hgetall, cmd::hmget, cmd::hlen> && has_lists<Store, cmd::hset>
void many_fields_laws(Store& store) {
  auto& db = *store;
  SECTION("several fields in one call; the last of two values for a field stays") {
    CHECK(db.hset("h", {{"a", "1"}, {"b", "2"}, {"a", "3"}}) == 2);
    CHECK(db.hset("h", {{"b", "4"}, {"c", "5"}}) == 1);
    CHECK(fields(db.hgetall("h")) == text_map{{"a", "3"}, {"b", "4"}, {"c", "5"}});
    CHECK(db.hlen("h") == 3);
  }
  SECTION("HMGET answers in the order asked") {
    db.hset("h", {{"a", "1"}, {"b", ""}});
    CHECK(bulks(db.hmget("h", {"b", "x", "a", "b"})) == answers{"", std::nullopt, "1", ""});
    CHECK(bulks(db.hmget("absent", {"a", "b"})) == answers{std::nullopt, std::nullopt});
  }
  SECTION("an absent hash is empty") {
    CHECK(fields(db.hgetall("absent")).empty());
    CHECK(db.hlen("absent") == 0);
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.hgetall("s"); }) == wrong_type);
      CHECK(refusal([&] { return db.hmget("s", {"f"}); }) == wrong_type);
      CHECK(refusal([&] { return db.hlen("s"); }) == wrong_type);
    }
  }
  SECTION("a big hash is whole") {
    text_map model;
    for (int i = 0; i < 3000; ++i) {
      std::string const field = "field" + std::to_string(i * 7919 % 3000);
      db.hset("h", field, std::to_string(i));
      model[field] = std::to_string(i);
    }
    CHECK(db.hlen("h") == 3000);
    CHECK(fields(db.hgetall("h")) == model);
  }
}

template <class Store>
  requires has<Store, cmd::hset, cmd::hdel>
void hdel_laws(Store& store) {
  auto& db = *store;
  SECTION("HDEL yields how many there were; an emptied hash is gone") {
    db.hset("h", "a", "1");
    db.hset("h", "b", "2");
    CHECK(db.hdel("h", "x") == 0);
    CHECK(db.hdel("h", "a") == 1);
    CHECK_FALSE(vanished(store, "h"));
    CHECK(db.hdel("h", "b") == 1);
    CHECK(vanished(store, "h"));
    CHECK(db.hdel("h", "b") == 0);
    CHECK(db.hset("h", "b", "3") == 1);
  }
  if constexpr (has_lists<Store, cmd::hdel>) {
    SECTION("a field named twice counts once") {
      db.hset("h", "a", "1");
      db.hset("h", "b", "2");
      CHECK(db.hdel("h", {"a", "a", "x"}) == 1);
      CHECK(db.hdel("h", {"a", "b"}) == 1);
      CHECK(vanished(store, "h"));
    }
  }
  SECTION("another type is refused") {
    if (put_string(store, "s")) CHECK(refusal([&] { return db.hdel("s", "f"); }) == wrong_type);
  }
}

template <class Store>
  requires has<Store, cmd::hset, cmd::hget, cmd::hincrby>
void hincrby_laws(Store& store) {
  auto& db = *store;
  SECTION("an absent field counts as 0") {
    CHECK(db.hincrby("h", "n", 5) == 5);
    CHECK(db.hincrby("h", "n", -7) == -2);
    CHECK(bulk(db.hget("h", "n")) == "-2");
    CHECK(db.hincrby("h", "zero", 0) == 0);
    CHECK(bulk(db.hget("h", "zero")) == "0");
  }
  SECTION("what is no integer is refused and stays") {
    for (std::string_view const text :
         {"abc"sv, ""sv, " 1"sv, "1.0"sv, "01"sv, "9223372036854775808"sv}) {
      CAPTURE(text);
      db.hset("h", "n", text);
      CHECK(refusal([&] { return db.hincrby("h", "n", 1); }) == "ERR hash value is not an integer");
      CHECK(bulk(db.hget("h", "n")) == text);
    }
  }
  SECTION("overflow is refused at both ends and stays") {
    std::string_view const overflow = "ERR increment or decrement would overflow";
    db.hset("h", "n", "9223372036854775807");
    CHECK(refusal([&] { return db.hincrby("h", "n", 1); }) == overflow);
    CHECK(db.hincrby("h", "n", INT64_MIN) == -1);
    CHECK(refusal([&] { return db.hincrby("h", "n", INT64_MIN); }) == overflow);
    CHECK(bulk(db.hget("h", "n")) == "-1");
  }
  SECTION("another type is refused") {
    if (put_string(store, "s"))
      CHECK(refusal([&] { return db.hincrby("s", "f", 1); }) == wrong_type);
  }
}

/// All laws of hashes that the store's client can be held to.
template <class Store>
void hashes(Store& store) {
  if constexpr (requires { hash_bytes(store); }) {
    SECTION("hash bytes") { hash_bytes(store); }
  }
  if constexpr (requires { many_fields_laws(store); }) {
    SECTION("many fields") { many_fields_laws(store); }
  }
  if constexpr (requires { hdel_laws(store); }) {
    SECTION("hdel") { hdel_laws(store); }
  }
  if constexpr (requires { hincrby_laws(store); }) {
    SECTION("hincrby") { hincrby_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
