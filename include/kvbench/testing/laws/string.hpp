// kvbench/testing/laws/string.hpp: the laws of the string commands.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <limits>  // the largest integer

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

/// Keys and values are bytes: stored and found again, whatever they are.
template <class Store>
  requires has<Store, cmd::get, cmd::set>
void string_bytes(Store& store) {
  auto& db = *store;
  std::string const bytes = all_bytes();
  SECTION("a value comes back byte for byte") {
    db.set("k", bytes);
    CHECK(bulk(db.get("k")) == bytes);
    db.set("k", "");
    CHECK(bulk(db.get("k")) == "");
  }
  SECTION("an absent key is nothing, not an empty value") { CHECK_FALSE(bulk(db.get("absent"))); }
  SECTION("keys are bytes too") {
    db.set(bytes, "all");
    db.set("a\0b"sv, "zero");
    db.set("a", "a");
    db.set("", "empty");
    db.set("A", "upper");
    CHECK(bulk(db.get(bytes)) == "all");
    CHECK(bulk(db.get("a\0b"sv)) == "zero");
    CHECK(bulk(db.get("a")) == "a");
    CHECK(bulk(db.get("")) == "empty");
    CHECK(bulk(db.get("A")) == "upper");
    CHECK_FALSE(bulk(db.get("a\0c"sv)));
  }
  SECTION("a number in text stays that text") {
    for (std::string_view const text :
         {"007"sv, "1.0"sv, "1e3"sv, " 1"sv, "-0"sv, "9223372036854775807"sv}) {
      db.set(text, text);
      CHECK(bulk(db.get(text)) == text);
    }
  }
  SECTION("a long value comes back whole") {
    std::string const large(3'000'000, 'x');
    db.set("large", large);
    CHECK(bulk(db.get("large")) == large);
  }
  SECTION("SET replaces what was there, of any type") {
    db.set("k", "old");
    db.set("k", "new");
    CHECK(bulk(db.get("k")) == "new");
    if (put_list(store, "l")) {
      db.set("l", "text");
      CHECK(bulk(db.get("l")) == "text");
    }
  }
  SECTION("GET of another type is refused") {
    if (put_list(store, "l")) CHECK(refusal([&] { return db.get("l"); }) == wrong_type);
  }
}

/// What SET does under its conditions.
template <class Store>
  requires has<Store, cmd::get, cmd::set> &&
           requires(Store& s) { (*s).set("k", "v", redlite::set_options{}); }
void set_options_laws(Store& store) {
  auto& db = *store;
  using redlite::get_previous;
  using redlite::set_if;
  SECTION("NX stores only what is absent") {
    CHECK(db.set("k", "first", {.when = set_if::absent}));
    CHECK_FALSE(db.set("k", "second", {.when = set_if::absent}));
    CHECK(bulk(db.get("k")) == "first");
  }
  SECTION("XX stores only what is there") {
    CHECK_FALSE(db.set("k", "first", {.when = set_if::present}));
    CHECK(vanished(store, "k"));
    db.set("k", "old");
    CHECK(db.set("k", "new", {.when = set_if::present}));
    CHECK(bulk(db.get("k")) == "new");
  }
  SECTION("GET yields what was there") {
    CHECK_FALSE(bulk(db.set("k", "first", get_previous)));
    CHECK(bulk(db.set("k", "second", get_previous)) == "first");
    CHECK(bulk(db.get("k")) == "second");
    CHECK(bulk(db.set("k", "third", get_previous, {.when = set_if::absent})) == "second");
    CHECK(bulk(db.get("k")) == "second");
    CHECK_FALSE(bulk(db.set("new", "v", get_previous, {.when = set_if::absent})));
    CHECK(bulk(db.get("new")) == "v");
  }
  SECTION("GET of another type is refused and stores nothing") {
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.set("l", "v", get_previous); }) == wrong_type);
      if constexpr (has<Store, cmd::llen>) CHECK(db.llen("l") == 1);
      CHECK_FALSE(db.set("l", "v", {.when = set_if::absent}));
    }
  }
  SECTION("an end that is no time is refused") {
    std::string_view const invalid = "ERR invalid expire time in 'set' command";
    CHECK(refusal([&] { return db.set("k", "v", {.ex = 0}); }) == invalid);
    CHECK(refusal([&] { return db.set("k", "v", {.ex = -1}); }) == invalid);
    CHECK(refusal([&] { return db.set("k", "v", {.px = 0}); }) == invalid);
    CHECK(refusal([&] { return db.set("k", "v", {.exat = -5}); }) == invalid);
    CHECK(refusal([&] { return db.set("k", "v", {.pxat = 0}); }) == invalid);
    CHECK(refusal([&] {
            return db.set("k", "v", {.ex = std::numeric_limits<std::int64_t>::max()});
          }) == invalid);
    CHECK(refusal([&] {
            return db.set("k", "v", {.px = std::numeric_limits<std::int64_t>::max()});
          }) == invalid);
    CHECK(refusal([&] { return db.set("k", "v", {.ex = 1, .px = 1}); }) == "ERR syntax error");
    CHECK(refusal([&] { return db.set("k", "v", {.ex = 1, .keep_ttl = true}); }) ==
          "ERR syntax error");
    CHECK(vanished(store, "k"));
  }
  SECTION("an end in the past removes") {
    db.set("k", "old");
    CHECK(db.set("k", "v", {.pxat = 1}));
    CHECK_FALSE(bulk(db.get("k")));
    CHECK(vanished(store, "k"));
  }
  if constexpr (has<Store, cmd::ttl>) {
    SECTION("a new value has no end, unless it keeps or names one") {
      db.set("k", "v", {.ex = 100});
      CHECK(db.ttl("k") == 100);
      db.set("k", "v", {.keep_ttl = true});
      CHECK(db.ttl("k") == 100);
      db.set("k", "v");
      CHECK(db.ttl("k") == -1);
      db.set("k", "v", {.px = 2600});
      CHECK(db.ttl("k") == 3);
      db.set("k", "v", {.exat = 99'999'999'999});
      CHECK(db.ttl("k") > 1'000'000'000);
    }
  }
}

template <class Store>
  requires has<Store, cmd::mget, cmd::mset>
void many_strings_laws(Store& store) {
  auto& db = *store;
  SECTION("MGET answers in the order asked, nothing for what is absent or no string") {
    db.mset({{"a", "1"}, {"b", "2"}, {"", "empty"}});
    bool const other = put_list(store, "l");
    auto const all = bulks(db.mget({"b", "absent", "a", "b", ""}));
    CHECK(all == answers{"2", std::nullopt, "1", "2", "empty"});
    if (other) CHECK(bulks(db.mget({"l"})) == answers{std::nullopt});
  }
  SECTION("MSET replaces any type; the last of two values for a key stays") {
    put_list(store, "l");
    db.mset({{"l", "x"}, {"k", "first"}, {"k", "last"}});
    CHECK(bulks(db.mget({"l", "k"})) == answers{"x", "last"});
  }
  if constexpr (has_lists<Store, cmd::msetnx>) {
    SECTION("MSETNX stores all or, where any key is there, of any type, nothing") {
      CHECK(db.msetnx({{"a", "1"}, {"b", "2"}, {"b", "3"}}));
      CHECK(bulks(db.mget({"a", "b"})) == answers{"1", "3"});
      CHECK_FALSE(db.msetnx({{"c", "4"}, {"a", "5"}}));
      CHECK(bulks(db.mget({"a", "c"})) == answers{"1", std::nullopt});
      if (put_list(store, "l")) {
        CHECK_FALSE(db.msetnx({{"d", "6"}, {"l", "7"}}));
        CHECK(vanished(store, "d"));
      }
    }
  }
}

/// All laws of strings that the store's client can be held to.
template <class Store>
void strings(Store& store) {
  if constexpr (requires { string_bytes(store); }) {
    SECTION("string bytes") { string_bytes(store); }
  }
  if constexpr (requires { set_options_laws(store); }) {
    SECTION("set options") { set_options_laws(store); }
  }
  if constexpr (requires { many_strings_laws(store); }) {
    SECTION("many strings") { many_strings_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
