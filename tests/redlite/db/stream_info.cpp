// tests/redlite/db/stream_info.cpp: XINFO. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/stream_info.hpp>

#include <cstdint>   // counts
#include <limits>    // counts at the edge
#include <optional>  // what is not known
#include <string>    // names
#include <vector>    // lists

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::in_full;
using redlite::stream_id;
using support::message_of;

namespace {

redlite::stream_entry entry(std::uint64_t ms) { return {{ms, 0}, {{"f", "v"}}}; }

void add(redlite::db& db, int from, int to) {
  for (int i = from; i <= to; ++i) db.xadd("s", std::to_string(i), "f", "v");
}

}  // namespace

// Dashboards read these: a count that drifts is believed for months.
TEST_CASE("stream_info: XINFO STREAM tells of what is there and what is gone", "[redlite]") {
  redlite::db db(":memory:");
  add(db, 1, 5);
  db.xgroup_create("s", "g", "0");
  redlite::stream_info wanted;
  wanted.length = 5;
  wanted.radix_tree_keys = 1;
  wanted.radix_tree_nodes = 2;
  wanted.last_generated_id = {5, 0};
  wanted.entries_added = 5;
  wanted.recorded_first_entry_id = {1, 0};
  wanted.groups = 1;
  wanted.first_entry = entry(1);
  wanted.last_entry = entry(5);
  CHECK(db.xinfo_stream("s") == wanted);
  db.xdel("s", {"5-0", "2-0", "9-0"});
  wanted.length = 3;
  wanted.max_deleted_entry_id = {5, 0};
  wanted.last_entry = entry(4);
  CHECK(db.xinfo_stream("s") == wanted);
  db.xtrim("s", {.max_length = 1});  // does not count as deleted
  wanted.length = 1;
  wanted.recorded_first_entry_id = {4, 0};
  wanted.first_entry = entry(4);
  CHECK(db.xinfo_stream("s") == wanted);
  db.xadd("s", "7", {{"f", "v"}}, {.trim = {{.max_length = 1}}});
  wanted.last_generated_id = wanted.recorded_first_entry_id = {7, 0};
  wanted.entries_added = 6;
  wanted.first_entry = wanted.last_entry = entry(7);
  CHECK(db.xinfo_stream("s") == wanted);
  db.xdel("s", "7-0");
  const auto empty = db.xinfo_stream("s");
  CHECK(empty.length == 0);
  CHECK(empty.recorded_first_entry_id == stream_id{});
  CHECK(empty.max_deleted_entry_id == stream_id{7, 0});
  CHECK(empty.entries_added == 6);
  CHECK(empty.first_entry == std::nullopt);
  CHECK(empty.last_entry == std::nullopt);
  // A new stream under the old key knows nothing of it.
  db.del("s");
  add(db, 1, 1);
  CHECK(db.xinfo_stream("s").entries_added == 1);
  CHECK(db.xinfo_stream("s").max_deleted_entry_id == stream_id{});
}

TEST_CASE("stream_info: what XSETID sets is told", "[redlite]") {
  redlite::db db(":memory:");
  add(db, 1, 3);
  db.xsetid("s", "9-9", {.entries_added = 20, .max_deleted_id = "8-1"});
  auto told = db.xinfo_stream("s");
  CHECK(told.last_generated_id == stream_id{9, 9});
  CHECK(told.entries_added == 20);
  CHECK(told.max_deleted_entry_id == stream_id{8, 1});
  CHECK(told.length == 3);
  db.xsetid("s", "3-0");
  told = db.xinfo_stream("s");
  CHECK(told.last_generated_id == stream_id{3, 0});
  CHECK(told.entries_added == 20);
  CHECK(told.max_deleted_entry_id == stream_id{8, 1});
  add(db, 4, 4);
  CHECK(db.xinfo_stream("s").entries_added == 21);
}

// Redis counts to 2^64 and prints what is beyond 2^63 as negative; a count must never stop a write.
TEST_CASE("stream_info: counts that pass the end of the integers", "[redlite]") {
  constexpr std::int64_t top = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t bottom = std::numeric_limits<std::int64_t>::min();
  redlite::db db(":memory:");
  add(db, 1, 3);
  db.xgroup_create("s", "g", "0");
  db.xsetid("s", "3-0", {.entries_added = top});
  CHECK(db.xinfo_groups("s")[0].lag == 3);
  add(db, 4, 4);
  CHECK(db.xinfo_stream("s").entries_added == bottom);
  CHECK(db.xtrim("s", {.max_length = 2}) == 2);
  CHECK(db.xinfo_stream("s").entries_added == bottom);
  CHECK(db.xtrim("s", {.max_length = 1}) == 1);
  CHECK(db.xinfo_groups("s")[0].lag == 1);
  CHECK(db.xdel("s", "4-0") == 1);
  CHECK(db.xinfo_stream("s").entries_added == bottom);
  add(db, 5, 6);
  CHECK(db.xinfo_stream("s").entries_added == bottom + 2);
  db.xgroup_create("s", "h", "5-0", {.entries_read = top});
  CHECK(db.xinfo_groups("s")[1].lag == 3);
  CHECK(db.xreadgroup("h", "c", "s", ">").size() == 1);
  CHECK(db.xinfo_groups("s")[1].entries_read == bottom);
  CHECK(db.xinfo_groups("s")[1].lag == 2);
  db.del("s");
  add(db, 1, 3);
  db.xsetid("s", "3-0", {.entries_added = top});
  add(db, 4, 5);
  CHECK(db.xtrim("s", {.max_length = 0}) == 5);
  CHECK(db.xinfo_stream("s").entries_added == bottom + 1);
  CHECK(db.xinfo_stream("s").length == 0);
}

// Lag: 0 where it is not, or nil where it is known, wakes somebody up for nothing.
TEST_CASE("stream_info: XINFO GROUPS counts what was read and what is left", "[redlite]") {
  redlite::db db(":memory:");
  add(db, 1, 5);
  db.xgroup_create("s", "all", "0");
  db.xgroup_create("s", "end", "$");
  db.xgroup_create("s", "mid", "3-0");
  db.xgroup_create("s", "said", "3-0", {.entries_read = 3});
  const auto groups = [&] { return db.xinfo_groups("s"); };
  CHECK(groups() ==
        std::vector<redlite::group_info>{{"all", 0, 0, {}, std::nullopt, 5},
                                         {"end", 0, 0, {5, 0}, std::nullopt, 0},
                                         {"mid", 0, 0, {3, 0}, std::nullopt, std::nullopt},
                                         {"said", 0, 0, {3, 0}, 3, 2}});
  for (const char* name : {"all", "mid", "said"}) {
    db.xreadgroup(name, "c", {{"s", ">"}}, {.count = 1});
  }
  CHECK(groups()[0] == redlite::group_info{"all", 1, 1, {1, 0}, 1, 4});
  CHECK(groups()[2] == redlite::group_info{"mid", 1, 1, {4, 0}, std::nullopt, std::nullopt});
  CHECK(groups()[3] == redlite::group_info{"said", 1, 1, {4, 0}, 4, 1});
  db.xreadgroup("mid", "d", {{"s", ">"}});
  CHECK(groups()[2] == redlite::group_info{"mid", 2, 2, {5, 0}, 5, 0});
  // A hole ahead of a group: what it lags is not known, until it is past the hole.
  db.xdel("s", "4-0");
  CHECK(groups()[0].lag == std::nullopt);
  CHECK(groups()[2].lag == 0);
  db.xgroup_setid("s", "end", "0", {.entries_read = 1});
  CHECK(groups()[1].entries_read == 1);
  db.xgroup_setid("s", "end", "0");
  CHECK(groups()[1].entries_read == std::nullopt);
  db.xgroup_setid("s", "end", "0", {.entries_read = -1});
  CHECK(groups()[1].entries_read == std::nullopt);
  CHECK(db.xinfo_groups("s").size() == 4);
  db.xadd("none", "1-0", "f", "v");
  CHECK(db.xinfo_groups("none").empty());
}

TEST_CASE("stream_info: XINFO CONSUMERS", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  add(db, 1, 3);
  db.xgroup_create("s", "g", "0");
  CHECK(db.xinfo_consumers("s", "g").empty());
  db.xreadgroup("g", "b", {{"s", ">"}}, {.count = 2});
  clock.advance(70);
  db.xgroup_createconsumer("s", "g", "a");
  clock.advance(30);
  CHECK(db.xinfo_consumers("s", "g") ==
        std::vector<redlite::consumer_info>{{"a", 0, 30}, {"b", 2, 100}});
  clock.advance(-1000);
  CHECK(db.xinfo_consumers("s", "g")[0].idle_ms == 0);
}

TEST_CASE("stream_info: XINFO STREAM FULL", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  add(db, 1, 12);
  db.xgroup_create("s", "g", "0");
  db.xgroup_create("s", "h", "$");
  db.xreadgroup("g", "b", {{"s", ">"}}, {.count = 11});
  clock.advance(5);
  db.xreadgroup("g", "a", {{"s", ">"}});
  const std::int64_t first = support::manual_clock::start_ms;
  const auto two = db.xinfo_stream("s", in_full, {.count = 2});
  CHECK(two.length == 12);
  CHECK(two.radix_tree_keys == 1);
  CHECK(two.radix_tree_nodes == 2);
  CHECK(two.last_generated_id == stream_id{12, 0});
  CHECK(two.entries_added == 12);
  CHECK(two.recorded_first_entry_id == stream_id{1, 0});
  CHECK(two.entries == std::vector<redlite::stream_entry>{entry(1), entry(2)});
  REQUIRE(two.groups.size() == 2);
  CHECK(two.groups[0] ==
        redlite::full_group_info{"g",
                                 {12, 0},
                                 12,
                                 0,
                                 12,
                                 {{{1, 0}, "b", first, 1}, {{2, 0}, "b", first, 1}},
                                 {{"a", first + 5, 1, {{{12, 0}, first + 5, 1}}},
                                  {"b", first, 11, {{{1, 0}, first, 1}, {{2, 0}, first, 1}}}}});
  CHECK(two.groups[1] == redlite::full_group_info{"h", {12, 0}, std::nullopt, 0, 0, {}, {}});
  const auto lists = [&](const redlite::xinfo_stream_options& how) {
    const auto all = db.xinfo_stream("s", in_full, how);
    CHECK(all.groups[0].pending.size() == all.entries.size());
    return all.entries.size();
  };
  CHECK(lists({}) == 10);
  CHECK(lists({.count = 0}) == 12);
  CHECK(lists({.count = -1}) == 10);
  CHECK(lists({.count = 11}) == 11);
  CHECK(db.xinfo_stream("s", in_full, {.count = 0}).groups[0].consumers[1].pending.size() == 11);
}

TEST_CASE("stream_info: what XINFO refuses", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "v");
  add(db, 1, 1);
  CHECK(message_of([&] { (void)db.xinfo_stream("none"); }) == "ERR no such key");
  CHECK(message_of([&] { (void)db.xinfo_stream("none", in_full); }) == "ERR no such key");
  CHECK(message_of([&] { (void)db.xinfo_groups("none"); }) == "ERR no such key");
  CHECK(message_of([&] { (void)db.xinfo_consumers("none", "g"); }) == "ERR no such key");
  CHECK(message_of([&] { (void)db.xinfo_consumers("s", "no"); }) ==
        "NOGROUP No such consumer group 'no' for key name 's'");
  CHECK(message_of([&] { (void)db.xinfo_stream("k"); }) == support::wrong_type_text);
  CHECK(message_of([&] { (void)db.xinfo_stream("k", in_full); }) == support::wrong_type_text);
  CHECK(message_of([&] { (void)db.xinfo_groups("k"); }) == support::wrong_type_text);
  CHECK(message_of([&] { (void)db.xinfo_consumers("k", "g"); }) == support::wrong_type_text);
}
