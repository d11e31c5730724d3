// kvbench/testing/laws/stream_pending.hpp: the laws of entries that a consumer was given and has
// not acknowledged: XPENDING, XCLAIM, XAUTOCLAIM.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/stream_group.hpp>  // given, three_entries
#include <kvbench/testing/laws/support.hpp>       // has, texts, refusal

namespace kvbench::testing::laws {

inline constexpr std::string_view no_such_group = "NOGROUP No such key 's' or consumer group 'no'";

/// Three entries, of which `one` was given two and `two` the last.
template <class Store>
void three_pending(Store& store) {
  three_entries(store);
  (*store).xgroup_create("s", "g", "0");
  given(store, "one", ">", {.count = 2});
  given(store, "two", ">");
}

/// Plain ids, of a reply that has nothing but ids.
template <class Reply>
texts plain_ids(Reply const& reply) {
  texts all;
  for (auto const& one : reply) all.push_back(one.text());
  return all;
}

template <class Store>
  requires has_groups<Store> && has_forms<Store, cmd::xpending>
void xpending_laws(Store& store) {
  auto& db = *store;
  three_pending(store);
  SECTION("the summary: how many, the lowest and highest id, and how many each consumer has") {
    redlite::pending_summary const all = db.xpending("s", "g");
    CHECK(all.count == 3);
    CHECK(all.lowest->text() == "1-1");
    CHECK(all.highest->text() == "3-1");
    CHECK(all.consumers == std::vector<redlite::consumer_pending>{{"one", 2}, {"two", 1}});
  }
  SECTION("the summary of nothing") {
    db.xgroup_create("s", "fresh", "0");
    redlite::pending_summary const none = db.xpending("s", "fresh");
    CHECK(none.count == 0);
    CHECK_FALSE(none.lowest.has_value());
    CHECK_FALSE(none.highest.has_value());
    CHECK(none.consumers.empty());
  }
  SECTION("a range: who was given each entry, and how often") {
    auto const all = db.xpending("s", "g", "-", "+", 10);
    CHECK(ids(all) == texts{"1-1", "2-1", "3-1"});
    CHECK(all[0].consumer == "one");
    CHECK(all[2].consumer == "two");
    CHECK(all[0].deliveries == 1);
    CHECK(all[0].idle_ms >= 0);
    given(store, "one", "0");
    CHECK(db.xpending("s", "g", "-", "+", 1)[0].deliveries == 2);
  }
  SECTION("ends may be excluded and incomplete; inverted ones and a count below 1 yield nothing") {
    CHECK(ids(db.xpending("s", "g", "(1-1", "3", 10)) == texts{"2-1", "3-1"});
    CHECK(ids(db.xpending("s", "g", "-", "(2-1", 10)) == texts{"1-1"});
    CHECK(ids(db.xpending("s", "g", "-", "+", 2)) == texts{"1-1", "2-1"});
    CHECK(ids(db.xpending("s", "g", "3", "1", 10)).empty());
    CHECK(ids(db.xpending("s", "g", "-", "+", 0)).empty());
    CHECK(ids(db.xpending("s", "g", "-", "+", -1)).empty());
  }
  SECTION("of one consumer, and only what is idle long enough") {
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, "one")) == texts{"1-1", "2-1"});
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, "nobody")).empty());
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, {.idle = 0})).size() == 3);
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, {.idle = 1'000'000})).empty());
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, "two", {.idle = 1'000'000})).empty());
    if constexpr (moves_time<Store>) {
      store.advance(500);
      given(store, "one", "1-1");
      CHECK(ids(db.xpending("s", "g", "-", "+", 10, {.idle = 500})) == texts{"1-1", "3-1"});
      CHECK(ids(db.xpending("s", "g", "-", "+", 10, {.idle = 501})).empty());
    }
  }
  SECTION("an entry that is deleted stays pending") {
    if constexpr (has<Store, cmd::xdel>) {
      db.xdel("s", "1-1");
      CHECK(ids(db.xpending("s", "g", "-", "+", 10)) == texts{"1-1", "2-1", "3-1"});
    }
  }
  SECTION("an absent group, and another type, are refused") {
    CHECK(refusal([&] { return db.xpending("s", "no"); }) == no_such_group);
    CHECK(refusal([&] { return db.xpending("s", "no", "-", "+", 1); }) == no_such_group);
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.xpending("k", "g"); }) == wrong_type);
      CHECK(refusal([&] { return db.xpending("k", "g", "-", "+", 1); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_groups<Store> && has_forms<Store, cmd::xclaim, cmd::xpending>
void xclaim_laws(Store& store) {
  auto& db = *store;
  using redlite::just_id;
  three_pending(store);
  SECTION("a claimed entry goes to the new consumer, with one delivery more") {
    CHECK(ids(db.xclaim("s", "g", "two", 0, {"1-1", "9-9"})) == texts{"1-1"});
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, "two")) == texts{"1-1", "3-1"});
    CHECK(db.xpending("s", "g", "1-1", "1-1", 1)[0].deliveries == 2);
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, "one")) == texts{"2-1"});
  }
  SECTION("JUSTID yields ids alone, and counts no delivery") {
    CHECK(plain_ids(db.xclaim("s", "g", "two", 0, {"2-1", "1-1"}, just_id)) == texts{"2-1", "1-1"});
    CHECK(db.xpending("s", "g", "1-1", "1-1", 1)[0].deliveries == 1);
    CHECK(db.xpending("s", "g", "1-1", "1-1", 1)[0].consumer == "two");
  }
  SECTION("what is not idle long enough stays") {
    CHECK(ids(db.xclaim("s", "g", "two", 1'000'000, {"1-1"})).empty());
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, "one")) == texts{"1-1", "2-1"});
    db.xclaim("s", "g", "one", 0, {"1-1"}, {.idle = 2'000'000});
    CHECK(ids(db.xclaim("s", "g", "two", 1'000'000, {"1-1", "2-1"})) == texts{"1-1"});
  }
  SECTION("RETRYCOUNT sets the deliveries, IDLE the time") {
    db.xclaim("s", "g", "two", 0, {"1-1"}, {.idle = 60'000, .retry_count = 7});
    auto const one = db.xpending("s", "g", "1-1", "1-1", 1)[0];
    CHECK(one.deliveries == 7);
    CHECK(one.idle_ms >= 60'000);
    CHECK(one.idle_ms < 120'000);
  }
  SECTION("FORCE claims what is not pending, where the stream has it") {
    db.xadd("s", "4-1", "f", "v");
    CHECK(ids(db.xclaim("s", "g", "two", 0, {"4-1"})).empty());
    CHECK(ids(db.xclaim("s", "g", "two", 0, {"4-1", "8-8"}, {.force = true})) == texts{"4-1"});
    CHECK(ids(db.xpending("s", "g", "4", "+", 10)) == texts{"4-1"});
    db.xadd("s", "5-1", "f", "v");
    CHECK(plain_ids(db.xclaim("s", "g", "two", 0, {"5-1"}, just_id)).empty());
    CHECK(plain_ids(db.xclaim("s", "g", "two", 0, {"5-1"}, just_id, {.force = true})) ==
          texts{"5-1"});
  }
  SECTION("LASTID raises what the group was given, and never lowers it") {
    db.xadd("s", "4-1", "f", "v");
    db.xadd("s", "5-1", "f", "v");
    db.xclaim("s", "g", "two", 0, {"1-1"}, {.last_id = "4-1"});
    db.xclaim("s", "g", "two", 0, {"1-1"}, {.last_id = "1-1"});
    CHECK(given(store, "one", ">") == texts{"5-1"});
  }
  SECTION("an entry that was deleted is pending no more once it is claimed") {
    if constexpr (has<Store, cmd::xdel>) {
      db.xdel("s", "1-1");
      CHECK(ids(db.xclaim("s", "g", "two", 0, {"1-1", "2-1"})) == texts{"2-1"});
      CHECK(ids(db.xpending("s", "g", "-", "+", 10)) == texts{"2-1", "3-1"});
    }
  }
  SECTION("an absent group, what is no id and so an option, and another type, are refused") {
    CHECK(refusal([&] { return db.xclaim("s", "no", "c", 0, {"1-1"}); }) == no_such_group);
    CHECK(refusal([&] {
            return db.xclaim("s", "g", "two", 0, {"1-1", "x"});
          }) == "ERR Unrecognized XCLAIM option 'x'");
    CHECK(db.xpending("s", "g", "1-1", "1-1", 1)[0].consumer == "one");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.xclaim("k", "g", "c", 0, {"1-1"}); }) == wrong_type);
  }
}

template <class Store>
  requires has_groups<Store> && has_forms<Store, cmd::xautoclaim, cmd::xpending>
void xautoclaim_laws(Store& store) {
  auto& db = *store;
  using redlite::just_id;
  three_pending(store);
  SECTION("takes what is idle from an id on, and says where to go on; 0-0 when all was seen") {
    redlite::autoclaimed const first = db.xautoclaim("s", "g", "two", 0, "-", {.count = 1});
    CHECK(first.next.text() == "2-1");
    CHECK(ids(first.entries) == texts{"1-1"});
    CHECK(first.deleted.empty());
    redlite::autoclaimed const rest = db.xautoclaim("s", "g", "two", 0, first.next);
    CHECK(rest.next.text() == "0-0");
    CHECK(ids(rest.entries) == texts{"2-1", "3-1"});
    CHECK(ids(db.xpending("s", "g", "-", "+", 10, "two")) == texts{"1-1", "2-1", "3-1"});
    CHECK(db.xpending("s", "g", "1-1", "1-1", 1)[0].deliveries == 2);
    CHECK(ids(db.xautoclaim("s", "g", "two", 1'000'000, "-").entries).empty());
  }
  SECTION("JUSTID yields ids alone, and counts no delivery") {
    redlite::autoclaimed_ids const all = db.xautoclaim("s", "g", "two", 0, "(1-1", just_id);
    CHECK(plain_ids(all.ids) == texts{"2-1", "3-1"});
    CHECK(db.xpending("s", "g", "2-1", "2-1", 1)[0].deliveries == 1);
    redlite::autoclaimed_ids const one =
        db.xautoclaim("s", "g", "two", 0, "-", just_id, {.count = 1});
    CHECK(plain_ids(one.ids) == texts{"1-1"});
    CHECK(one.next.text() == "2-1");
  }
  SECTION("entries that were deleted are told of, and pending no more") {
    if constexpr (has<Store, cmd::xdel>) {
      db.xdel("s", "2-1");
      redlite::autoclaimed const all = db.xautoclaim("s", "g", "two", 0, "-");
      CHECK(ids(all.entries) == texts{"1-1", "3-1"});
      CHECK(plain_ids(all.deleted) == texts{"2-1"});
      CHECK(ids(db.xpending("s", "g", "-", "+", 10)) == texts{"1-1", "3-1"});
    }
  }
  SECTION("an absent group, a count below 1, and another type, are refused") {
    CHECK(refusal([&] { return db.xautoclaim("s", "no", "c", 0, "-"); }) == no_such_group);
    CHECK(refusal([&] { return db.xautoclaim("s", "g", "c", 0, "-", {.count = 0}); }) ==
          "ERR COUNT must be > 0");
    if (put_string(store, "k"))
      CHECK(refusal([&] { return db.xautoclaim("k", "g", "c", 0, "-"); }) == wrong_type);
  }
}

/// All laws of pending entries that the store's client can be held to.
template <class Store>
void pending_entries(Store& store) {
  if constexpr (requires { xpending_laws(store); }) {
    SECTION("xpending") { xpending_laws(store); }
  }
  if constexpr (requires { xclaim_laws(store); }) {
    SECTION("xclaim") { xclaim_laws(store); }
  }
  if constexpr (requires { xautoclaim_laws(store); }) {
    SECTION("xautoclaim") { xautoclaim_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
