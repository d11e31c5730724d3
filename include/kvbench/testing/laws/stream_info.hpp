// kvbench/testing/laws/stream_info.hpp: the laws of XINFO, and of XSETID, which sets what XINFO
// tells.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/stream_group.hpp>  // given, three_entries
#include <kvbench/testing/laws/support.hpp>       // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has_lists<Store, cmd::xadd, cmd::xdel> && has_forms<Store, cmd::xinfo_stream>
void xinfo_stream_laws(Store& store) {
  auto& db = *store;
  SECTION("what a stream holds, and what it ever held") {
    three_entries(store);
    db.xdel("s", "2-1");
    redlite::stream_info const info = db.xinfo_stream("s");
    CHECK(info.length == 2);
    CHECK(info.last_generated_id.text() == "3-1");
    CHECK(info.max_deleted_entry_id.text() == "2-1");
    CHECK(info.entries_added == 3);
    CHECK(info.recorded_first_entry_id.text() == "1-1");
    CHECK(info.groups == 0);
    REQUIRE(info.first_entry.has_value());
    CHECK(info.first_entry->id.text() == "1-1");
    CHECK(info.last_entry->id.text() == "3-1");
    CHECK(info.last_entry->fields.front().second == "3-1");
  }
  SECTION("an emptied stream has no first entry, and keeps its last id") {
    three_entries(store);
    db.xdel("s", {"1-1", "2-1", "3-1"});
    redlite::stream_info const info = db.xinfo_stream("s");
    CHECK(info.length == 0);
    CHECK(info.last_generated_id.text() == "3-1");
    CHECK(info.recorded_first_entry_id.text() == "0-0");
    CHECK_FALSE(info.first_entry.has_value());
    CHECK_FALSE(info.last_entry.has_value());
  }
  SECTION("FULL tells the entries, at most ten unless COUNT asks for more; 0 asks for all") {
    for (int i = 1; i <= 12; ++i) db.xadd("s", std::to_string(i), "f", "v");
    CHECK(ids(db.xinfo_stream("s", redlite::in_full).entries).size() == 10);
    CHECK(ids(db.xinfo_stream("s", redlite::in_full, {.count = 2}).entries) == texts{"1-0", "2-0"});
    redlite::full_stream_info const all = db.xinfo_stream("s", redlite::in_full, {.count = 0});
    CHECK(all.entries.size() == 12);
    CHECK(all.length == 12);
    CHECK(all.groups.empty());
  }
  SECTION("an absent key, and another type, are refused") {
    CHECK(refusal([&] { return db.xinfo_stream("absent"); }) == "ERR no such key");
    CHECK(refusal([&] { return db.xinfo_stream("absent", redlite::in_full); }) ==
          "ERR no such key");
    if (put_string(store, "k")) CHECK(refusal([&] { return db.xinfo_stream("k"); }) == wrong_type);
  }
}

template <class Store>
  requires has_groups<Store> && has_forms<Store, cmd::xinfo_stream> &&
           has<Store, cmd::xinfo_groups, cmd::xinfo_consumers, cmd::xgroup_createconsumer> &&
           has_forms<Store, cmd::xgroup_setid>
void xinfo_groups_laws(Store& store) {
  auto& db = *store;
  three_entries(store);
  db.xgroup_create("s", "g", "0");
  db.xgroup_create("s", "b", "$");
  SECTION("groups by name, with what they were given, what they have not, and what is pending") {
    given(store, "one", ">", {.count = 2});
    db.xgroup_createconsumer("s", "g", "two");
    auto const all = db.xinfo_groups("s");
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "b");
    CHECK(all[0].consumers == 0);
    CHECK(all[0].last_delivered_id.text() == "3-1");
    CHECK(all[0].lag == 0);
    CHECK(all[1].name == "g");
    CHECK(all[1].consumers == 2);
    CHECK(all[1].pending == 2);
    CHECK(all[1].last_delivered_id.text() == "2-1");
    CHECK(all[1].entries_read == 2);
    CHECK(all[1].lag == 1);
    CHECK(db.xinfo_stream("s").groups == 2);
  }
  SECTION("a group that is moved has read as much as it is told") {
    db.xgroup_setid("s", "b", "2-1", {.entries_read = 2});
    redlite::group_info const group = db.xinfo_groups("s")[0];
    CHECK(group.last_delivered_id.text() == "2-1");
    CHECK(group.entries_read == 2);
    CHECK(group.lag == 1);
  }
  SECTION("the lag is not known where an entry above what was given is deleted") {
    if constexpr (has<Store, cmd::xdel>) {
      given(store, "one", ">", {.count = 1});
      db.xdel("s", "2-1");
      redlite::group_info const group = db.xinfo_groups("s")[1];
      CHECK(group.entries_read == 1);
      CHECK_FALSE(group.lag.has_value());
    }
  }
  SECTION("consumers by name, with what is pending, and since when they were not heard of") {
    given(store, "two", ">", {.count = 1});
    given(store, "one", ">", {.count = 2});
    auto const all = db.xinfo_consumers("s", "g");
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "one");
    CHECK(all[0].pending == 2);
    CHECK(all[0].idle_ms >= 0);
    CHECK(all[0].idle_ms < 60'000);
    CHECK(all[1].name == "two");
    CHECK(all[1].pending == 1);
    CHECK(db.xinfo_consumers("s", "b").empty());
  }
  SECTION("FULL tells of each group who has what pending") {
    given(store, "one", ">", {.count = 2});
    redlite::full_stream_info const all = db.xinfo_stream("s", redlite::in_full);
    REQUIRE(all.groups.size() == 2);
    auto const& group = all.groups[1];
    CHECK(group.name == "g");
    CHECK(group.pel_count == 2);
    REQUIRE(group.pending.size() == 2);
    CHECK(group.pending[0].id.text() == "1-1");
    CHECK(group.pending[0].consumer == "one");
    CHECK(group.pending[0].deliveries == 1);
    REQUIRE(group.consumers.size() == 1);
    CHECK(group.consumers[0].name == "one");
    CHECK(group.consumers[0].pel_count == 2);
    CHECK(group.consumers[0].pending[1].id.text() == "2-1");
  }
  SECTION("an absent key, an absent group and another type are refused") {
    CHECK(refusal([&] { return db.xinfo_groups("absent"); }) == "ERR no such key");
    CHECK(refusal([&] { return db.xinfo_consumers("absent", "g"); }) == "ERR no such key");
    CHECK(refusal([&] { return db.xinfo_consumers("s", "no"); }) ==
          "NOGROUP No such consumer group 'no' for key name 's'");
    if (put_string(store, "k")) {
      CHECK(refusal([&] { return db.xinfo_groups("k"); }) == wrong_type);
      CHECK(refusal([&] { return db.xinfo_consumers("k", "g"); }) == wrong_type);
    }
  }
}

template <class Store>
  requires has_lists<Store, cmd::xadd> && has_forms<Store, cmd::xsetid, cmd::xinfo_stream>
void xsetid_laws(Store& store) {
  auto& db = *store;
  three_entries(store);
  SECTION("XSETID sets the last id, and what it is told of the past") {
    db.xsetid("s", "9-9");
    CHECK(db.xinfo_stream("s").last_generated_id.text() == "9-9");
    CHECK(db.xadd("s", "9-*", "f", "v")->text() == "9-10");
    db.xsetid("s", "20", {.entries_added = 100, .max_deleted_id = "7-7"});
    redlite::stream_info const info = db.xinfo_stream("s");
    CHECK(info.last_generated_id.text() == "20-0");
    CHECK(info.entries_added == 100);
    CHECK(info.max_deleted_entry_id.text() == "7-7");
  }
  SECTION("it contradicts nothing that is there") {
    CHECK(refusal([&] { db.xsetid("s", "2-1"); }) ==
          "ERR The ID specified in XSETID is smaller than the target stream top item");
    CHECK(refusal([&] { db.xsetid("s", "9", {.entries_added = 2, .max_deleted_id = "0"}); }) ==
          "ERR The entries_added specified in XSETID is smaller than the target stream length");
    CHECK(refusal([&] { db.xsetid("s", "9", {.entries_added = 9, .max_deleted_id = "10"}); }) ==
          "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
    CHECK(db.xinfo_stream("s").last_generated_id.text() == "3-1");
  }
  SECTION("an absent key, what is no id, and another type, are refused") {
    CHECK(refusal([&] { db.xsetid("absent", "1-1"); }) == "ERR no such key");
    CHECK(refusal([&] { db.xsetid("s", "x"); }) ==
          "ERR Invalid stream ID specified as stream command argument");
    if (put_string(store, "k")) CHECK(refusal([&] { db.xsetid("k", "1-1"); }) == wrong_type);
  }
}

/// All laws of XINFO and XSETID that the store's client can be held to.
template <class Store>
void stream_infos(Store& store) {
  if constexpr (requires { xinfo_stream_laws(store); }) {
    SECTION("xinfo stream") { xinfo_stream_laws(store); }
  }
  if constexpr (requires { xinfo_groups_laws(store); }) {
    SECTION("xinfo groups") { xinfo_groups_laws(store); }
  }
  if constexpr (requires { xsetid_laws(store); }) {
    SECTION("xsetid") { xsetid_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
