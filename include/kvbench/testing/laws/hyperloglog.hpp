// kvbench/testing/laws/hyperloglog.hpp: the laws of HyperLogLogs, which estimate how many different
// elements there were.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

inline constexpr std::string_view not_hyperloglog =
    "WRONGTYPE Key is not a valid HyperLogLog string value.";

template <class Store>
  requires has_forms<Store, cmd::pfadd> && has_lists<Store, cmd::pfcount>
void pfadd_laws(Store& store) {
  auto& db = *store;
  SECTION("few elements are counted exactly, equal ones once") {
    CHECK(db.pfadd("p", {"a", "b", "c", "a"}));
    CHECK_FALSE(db.pfadd("p", {"a", "b"}));
    CHECK(db.pfcount("p") == 3);
    CHECK(db.pfadd("p", {"a", "d"}));
    CHECK(db.pfcount("p") == 4);
  }
  SECTION("elements are bytes, and may be empty") {
    std::string const bytes = all_bytes();
    CHECK(db.pfadd("p", {std::string_view(bytes), ""sv, "a\0"sv, "a"sv}));
    CHECK(db.pfcount("p") == 4);
  }
  SECTION("without an element it makes an absent key, once") {
    CHECK(db.pfadd("p"));
    CHECK_FALSE(db.pfadd("p"));
    CHECK(db.pfcount("p") == 0);
    CHECK_FALSE((has<Store, cmd::exists> && vanished(store, "p")));
    if constexpr (has<Store, cmd::type>) CHECK(db.type("p") == "string");
    CHECK(db.pfcount("absent") == 0);
    CHECK(vanished(store, "absent"));
  }
  SECTION("the count of several keys is that of all elements together") {
    db.pfadd("one", {"a", "b"});
    db.pfadd("two", {"b", "c"});
    CHECK(db.pfcount({"one", "two", "absent"}) == 3);
    CHECK(db.pfcount({"one", "one"}) == 2);
  }
  SECTION("many elements are counted to within two per cent, and none of them twice") {
    std::vector<std::string> piece;
    for (int i = 0; i < 20'000; ++i) {
      piece.push_back("element" + std::to_string(i));
      if (piece.size() == 1000) {
        db.pfadd("p", piece);
        piece.clear();
      }
    }
    auto const counted = static_cast<std::int64_t>(db.pfcount("p"));
    CHECK(counted > 19'600);
    CHECK(counted < 20'400);
    db.pfadd("p", {"element1", "element19999"});
    CHECK(db.pfcount("p") == counted);
  }
  SECTION("a string that is none, and another type, are refused") {
    if (put_string(store, "s")) {
      CHECK(refusal([&] { return db.pfadd("s", "a"); }) == not_hyperloglog);
      CHECK(refusal([&] { return db.pfcount("s"); }) == not_hyperloglog);
    }
    if (put_list(store, "l")) {
      CHECK(refusal([&] { return db.pfadd("l", "a"); }) == wrong_type);
      CHECK(refusal([&] { return db.pfadd("l"); }) == wrong_type);
      CHECK(refusal([&] { return db.pfcount({"absent", "l"}); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_forms<Store, cmd::pfadd, cmd::pfmerge> && has_lists<Store, cmd::pfcount>
void pfmerge_laws(Store& store) {
  auto& db = *store;
  SECTION("the destination counts all elements, its own among them") {
    db.pfadd("one", {"a", "b"});
    db.pfadd("two", {"b", "c"});
    db.pfadd("d", {"x"});
    db.pfmerge("d", {"one", "two", "absent"});
    CHECK(db.pfcount("d") == 4);
    CHECK(db.pfcount("one") == 2);
    CHECK_FALSE(db.pfadd("d", "c"));
  }
  SECTION("of nothing it makes an empty one") {
    db.pfmerge("d");
    CHECK(db.pfcount("d") == 0);
    CHECK_FALSE((has<Store, cmd::exists> && vanished(store, "d")));
  }
  if constexpr (has<Store, cmd::get>) {
    SECTION("one element of few, and of many, merge into the same bytes in either order") {
      std::vector<std::string> many;
      for (int i = 0; i < 5000; ++i) many.push_back(std::to_string(i));
      db.pfadd("many", many);
      db.pfadd("few", "few");
      db.pfmerge("one", {"many", "few"});
      db.pfmerge("two", {"few", "many"});
      CHECK(db.pfcount("one") == db.pfcount({"many", "few"}));
      CHECK(db.pfcount("one") == db.pfcount("two"));
      CHECK(bulk(db.get("one")) == bulk(db.get("two")));
    }
  }
  SECTION("what is no HyperLogLog is refused, on either side, and stays") {
    db.pfadd("p", "a");
    if (put_string(store, "s")) {
      CHECK(refusal([&] { db.pfmerge("d", "s"); }) == not_hyperloglog);
      CHECK(refusal([&] { db.pfmerge("s", "p"); }) == not_hyperloglog);
      if constexpr (has<Store, cmd::get>) CHECK(bulk(db.get("s")) == "text");
      CHECK(vanished(store, "d"));
    }
    if (put_list(store, "l")) {
      CHECK(refusal([&] { db.pfmerge("d", "l"); }) == wrong_type);
      CHECK(refusal([&] { db.pfmerge("l"); }) == wrong_type);
    }
  }
}

/// All laws of HyperLogLogs that the store's client can be held to.
template <class Store>
void hyperloglogs(Store& store) {
  if constexpr (requires { pfadd_laws(store); }) {
    SECTION("pfadd") { pfadd_laws(store); }
  }
  if constexpr (requires { pfmerge_laws(store); }) {
    SECTION("pfmerge") { pfmerge_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
