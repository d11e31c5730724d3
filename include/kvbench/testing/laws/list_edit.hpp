// kvbench/testing/laws/list_edit.hpp: the laws of lists that are searched, changed in the middle,
// and moved between.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has_lists<Store, cmd::rpush, cmd::lpushx, cmd::rpushx> && has<Store, cmd::lrange>
void pushx_laws(Store& store) {
  auto& db = *store;
  SECTION("LPUSHX and RPUSHX make no list") {
    CHECK(db.lpushx("l", "a") == 0);
    CHECK(db.rpushx("l", {"a", "b"}) == 0);
    CHECK(vanished(store, "l"));
    db.rpush("l", {"m"});
    CHECK(db.lpushx("l", {"b", "a"}) == 3);
    CHECK(db.rpushx("l", {"x", "y"}) == 5);
    CHECK(list(db.lrange("l", 0, -1)) == texts{"a", "b", "m", "x", "y"});
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.lpushx("k", "a"); }) == wrong_type);
      CHECK(refusal([&] { return db.rpushx("k", "a"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::rpush> &&
           has<Store, cmd::lset, cmd::linsert, cmd::lrem, cmd::lrange>
void list_change_laws(Store& store) {
  auto& db = *store;
  using redlite::list_side;
  auto const all = [&](std::string_view key = "l") { return list(db.lrange(key, 0, -1)); };
  db.rpush("l", {"a", "b", "c", "b", "a"});
  SECTION("LSET replaces the element at an index from either end") {
    std::string const bytes = all_bytes();
    db.lset("l", 1, bytes);
    db.lset("l", -1, "");
    CHECK(all() == texts{"a", bytes, "c", "b", ""});
    CHECK(refusal([&] { db.lset("l", 5, "x"); }) == "ERR index out of range");
    CHECK(refusal([&] { db.lset("l", -6, "x"); }) == "ERR index out of range");
    CHECK(refusal([&] { db.lset("l", INT64_MIN, "x"); }) == "ERR index out of range");
    CHECK(refusal([&] { db.lset("absent", 0, "x"); }) == "ERR no such key");
    CHECK(vanished(store, "absent"));
  }
  SECTION("LINSERT puts an element beside the first that is equal, and yields the length") {
    CHECK(db.linsert("l", list_side::before, "b", "x") == 6);
    CHECK(db.linsert("l", list_side::after, "b", "y") == 7);
    CHECK(db.linsert("l", list_side::before, "a", "z") == 8);
    CHECK(all() == texts{"z", "a", "x", "b", "y", "c", "b", "a"});
    CHECK(db.linsert("l", list_side::after, "no", "x") == -1);
    CHECK(db.linsert("absent", list_side::after, "a", "x") == 0);
    CHECK(vanished(store, "absent"));
  }
  SECTION("many elements go between two, in their order") {
    db.rpush("m", {"first", "last"});
    texts model{"first"};
    for (int i = 0; i < 500; ++i) {
      std::string const value = "value" + std::to_string(i);
      REQUIRE(db.linsert("m", list_side::before, "last", value) == i + 3);
      model.push_back(value);
    }
    model.emplace_back("last");
    CHECK(all("m") == model);
  }
  SECTION("LREM removes so many equal ones from an end, all where the count is 0") {
    CHECK(db.lrem("l", 1, "a") == 1);
    CHECK(all() == texts{"b", "c", "b", "a"});
    CHECK(db.lrem("l", -1, "b") == 1);
    CHECK(all() == texts{"b", "c", "a"});
    db.rpush("l", {"b", "b"});
    CHECK(db.lrem("l", 0, "b") == 3);
    CHECK(db.lrem("l", -9, "c") == 1);
    CHECK(db.lrem("l", 0, "no") == 0);
    CHECK(db.lrem("l", INT64_MAX, "a") == 1);
    CHECK(vanished(store, "l"));
    CHECK(db.lrem("l", 0, "a") == 0);
  }
  SECTION("another type is refused") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { db.lset("k", 0, "x"); }) == wrong_type);
      CHECK(refusal([&] { return db.linsert("k", list_side::before, "a", "x"); }) == wrong_type);
      CHECK(refusal([&] { return db.lrem("k", 0, "a"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::rpush> && has_forms<Store, cmd::lpos>
void lpos_laws(Store& store) {
  auto& db = *store;
  db.rpush("l", {"a", "b", "c", "b", "b", "a"});
  auto const where = [&](std::string_view value, std::int64_t count,
                         redlite::lpos_options how = {}) {
    std::vector<std::int64_t> places;
    for (auto const place : db.lpos("l", value, count, how)) places.push_back(place);
    return places;
  };
  using places = std::vector<std::int64_t>;
  SECTION("the index of the first that is equal, or nothing") {
    CHECK(db.lpos("l", "b") == 1);
    CHECK_FALSE(static_cast<bool>(db.lpos("l", "no")));
    CHECK_FALSE(static_cast<bool>(db.lpos("absent", "a")));
  }
  SECTION("RANK begins at a later one, or from the end") {
    CHECK(db.lpos("l", "b", {.rank = 2}) == 3);
    CHECK(db.lpos("l", "b", {.rank = -1}) == 4);
    CHECK(db.lpos("l", "b", {.rank = -3}) == 1);
    CHECK_FALSE(static_cast<bool>(db.lpos("l", "b", {.rank = 4})));
  }
  SECTION("COUNT yields so many, 0 all; from the end in that order") {
    CHECK(where("b", 2) == places{1, 3});
    CHECK(where("b", 0) == places{1, 3, 4});
    CHECK(where("b", 0, {.rank = -1}) == places{4, 3, 1});
    CHECK(where("b", 9, {.rank = 2}) == places{3, 4});
    CHECK(where("no", 0).empty());
  }
  SECTION("MAXLEN looks at so many, 0 at all") {
    CHECK(where("b", 0, {.max_len = 2}) == places{1});
    CHECK(where("b", 0, {.rank = -1, .max_len = 2}) == places{4});
    CHECK(where("b", 0, {.max_len = 0}) == places{1, 3, 4});
    CHECK_FALSE(static_cast<bool>(db.lpos("l", "c", {.max_len = 2})));
  }
  SECTION("a RANK of 0, a negative COUNT or MAXLEN, and another type, are refused") {
    CHECK(refusal([&] { return db.lpos("l", "b", {.rank = 0}); }) ==
          "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or "
          "use negative to start from the end of the list");
    CHECK(refusal([&] { return where("b", -1); }) == "ERR COUNT can't be negative");
    CHECK(refusal([&] { return db.lpos("l", "b", {.max_len = -1}); }) ==
          "ERR MAXLEN can't be negative");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.lpos("k", "a"); }) == wrong_type);
      CHECK(refusal([&] { return db.lpos("k", "a", 1); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::rpush> && has<Store, cmd::lmove, cmd::rpoplpush, cmd::lrange>
void lmove_laws(Store& store) {
  auto& db = *store;
  using redlite::list_end;
  auto const all = [&](std::string_view key) { return list(db.lrange(key, 0, -1)); };
  db.rpush("from", {"a", "b", "c", "d"});
  SECTION("an element goes from an end of one list to an end of the other, made where absent") {
    CHECK(bulk(db.lmove("from", "to", list_end::left, list_end::right)) == "a");
    CHECK(bulk(db.lmove("from", "to", list_end::right, list_end::left)) == "d");
    CHECK(bulk(db.rpoplpush("from", "to")) == "c");
    CHECK(all("from") == texts{"b"});
    CHECK(all("to") == texts{"c", "d", "a"});
    CHECK(bulk(db.lmove("from", "to", list_end::left, list_end::left)) == "b");
    CHECK(vanished(store, "from"));
  }
  SECTION("a list is turned around by moving within it") {
    CHECK(bulk(db.rpoplpush("from", "from")) == "d");
    CHECK(all("from") == texts{"d", "a", "b", "c"});
    CHECK(bulk(db.lmove("from", "from", list_end::left, list_end::left)) == "d");
    CHECK(all("from") == texts{"d", "a", "b", "c"});
  }
  SECTION("from an absent list nothing is moved, whatever the other is") {
    CHECK_FALSE(bulk(db.lmove("absent", "to", list_end::left, list_end::left)));
    CHECK_FALSE(bulk(db.rpoplpush("absent", "to")));
    CHECK(vanished(store, "to"));
    if (put_string(store, "k")) CHECK_FALSE(bulk(db.rpoplpush("absent", "k")));
  }
  SECTION("another type is refused on either side, and nothing is taken") {
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.rpoplpush("from", "k"); }) == wrong_type);
      CHECK(refusal([&] { return db.lmove("k", "from", list_end::left, list_end::left); }) ==
            wrong_type);
      CHECK(all("from").size() == 4);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::rpush> && has_forms<Store, cmd::lmpop> && has<Store, cmd::lrange>
void lmpop_laws(Store& store) {
  auto& db = *store;
  using redlite::list_end;
  SECTION("LMPOP takes from the first list that has something, up to COUNT") {
    db.rpush("one", {"a", "b", "c"});
    db.rpush("two", {"x"});
    auto const first = db.lmpop({"absent", "one", "two"}, list_end::left);
    REQUIRE(static_cast<bool>(first));
    CHECK(first->first == "one");
    CHECK(list(first->second) == texts{"a"});
    auto const rest = db.lmpop({"one", "two"}, list_end::right, {.count = 9});
    CHECK(list(rest->second) == texts{"c", "b"});
    CHECK(vanished(store, "one"));
    CHECK(db.lmpop({"one", "two"}, list_end::right)->first == "two");
    CHECK_FALSE(static_cast<bool>(db.lmpop({"one", "two"}, list_end::right)));
  }
  SECTION("a COUNT below 1, and another type before any list, are refused") {
    db.rpush("l", {"a"});
    CHECK(refusal([&] { return db.lmpop({"l"}, list_end::left, {.count = 0}); }) ==
          "ERR count should be greater than 0");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.lmpop({"k", "l"}, list_end::left); }) == wrong_type);
      CHECK(db.lmpop({"l", "k"}, list_end::left)->first == "l");
    }
  }
}

/// All laws of changing lists that the store's client can be held to.
template <class Store>
void list_edits(Store& store) {
  if constexpr (requires { pushx_laws(store); }) {
    SECTION("pushx") { pushx_laws(store); }
  }
  if constexpr (requires { list_change_laws(store); }) {
    SECTION("list change") { list_change_laws(store); }
  }
  if constexpr (requires { lpos_laws(store); }) {
    SECTION("lpos") { lpos_laws(store); }
  }
  if constexpr (requires { lmove_laws(store); }) {
    SECTION("lmove") { lmove_laws(store); }
  }
  if constexpr (requires { lmpop_laws(store); }) {
    SECTION("lmpop") { lmpop_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
