// tests/redlite/db/stream_pending.cpp: XPENDING. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/stream_pending.hpp>

#include <cstdint>  // std::int64_t
#include <limits>   // IDLE at the edge
#include <string>   // names
#include <vector>   // entries

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using redlite::pending_entry;
using redlite::stream_id;
using support::message_of;

namespace {

using texts = std::vector<std::string>;

texts ids(const std::vector<pending_entry>& entries) {
  texts all;
  for (const auto& entry : entries) all.push_back(entry.id.text());
  return all;
}

/// 1-0 and 1-5 given to "b" at 0 s, 2-0 to "a" at 10 s, 3-0 to "b" at 20 s.
class shop {
 public:
  shop() {
    for (const char* id : {"1-0", "1-5", "2-0", "3-0"}) db.xadd("s", id, "f", "v");
    db.xgroup_create("s", "g", "0");
    db.xgroup_create("s", "none", "0");
    db.xreadgroup("g", "b", {{"s", ">"}}, {.count = 2});
    clock.advance(10'000);
    db.xreadgroup("g", "a", {{"s", ">"}}, {.count = 1});
    clock.advance(10'000);
    db.xreadgroup("g", "b", {{"s", ">"}});
    db.xgroup_createconsumer("s", "g", "idle");
  }

  support::manual_clock clock;
  redlite::db db{":memory:", {.clock = &support::manual_clock::now_ms}};
};

}  // namespace

// The summary is what a person looks at first: it must count what the list shows.
TEST_CASE("stream_pending: the summary", "[redlite]") {
  shop at;
  CHECK(at.db.xpending("s", "g") ==
        redlite::pending_summary{4, stream_id{1, 0}, stream_id{3, 0}, {{"a", 1}, {"b", 3}}});
  CHECK(at.db.xpending("s", "none") == redlite::pending_summary{});
  at.db.xack("s", "g", {"1-0", "3-0", "2-0"});
  CHECK(at.db.xpending("s", "g") ==
        redlite::pending_summary{1, stream_id{1, 5}, stream_id{1, 5}, {{"b", 1}}});
}

TEST_CASE("stream_pending: the list between two ids", "[redlite]") {
  shop at;
  const auto range = [&](const char* from, const char* to, std::int64_t count = 10) {
    return ids(at.db.xpending("s", "g", from, to, count));
  };
  CHECK(at.db.xpending("s", "g", "-", "+", 10) ==
        std::vector<pending_entry>{{{1, 0}, "b", 20'000, 1},
                                   {{1, 5}, "b", 20'000, 1},
                                   {{2, 0}, "a", 10'000, 1},
                                   {{3, 0}, "b", 0, 1}});
  CHECK(range("1", "1") == texts{"1-0", "1-5"});
  CHECK(range("(1-0", "(3-0") == texts{"1-5", "2-0"});
  CHECK(range("-", "+", 2) == texts{"1-0", "1-5"});
  CHECK(range("+", "-").empty());
  CHECK(range("-", "+", 0).empty());
  CHECK(range("-", "+", -1).empty());
  CHECK(ids(at.db.xpending("s", "g", "-", "+", 10, "b")) == texts{"1-0", "1-5", "3-0"});
  CHECK(ids(at.db.xpending("s", "g", "1-1", "+", 1, "b")) == texts{"1-5"});
  CHECK(at.db.xpending("s", "g", "-", "+", 10, "idle").empty());
  CHECK(at.db.xpending("s", "g", "-", "+", 10, "nobody").empty());
  CHECK(at.db.xinfo_consumers("s", "g").size() == 3);  // asking makes no consumer
}

// IDLE that is off by one claims what somebody has just begun.
TEST_CASE("stream_pending: IDLE", "[redlite]") {
  shop at;
  const auto idle = [&](std::int64_t ms) {
    return ids(at.db.xpending("s", "g", "-", "+", 10, {.idle = ms}));
  };
  CHECK(idle(0).size() == 4);
  CHECK(idle(-1).size() == 4);
  CHECK(idle(10'000) == texts{"1-0", "1-5", "2-0"});
  CHECK(idle(10'001) == texts{"1-0", "1-5"});
  CHECK(idle(20'001).empty());
  CHECK(idle(std::numeric_limits<std::int64_t>::max()).empty());
  CHECK(idle(std::numeric_limits<std::int64_t>::min()).size() == 4);
  CHECK(ids(at.db.xpending("s", "g", "-", "+", 10, "b", {.idle = 1})) == texts{"1-0", "1-5"});
  // A clock that was set back: idle for less than nothing is shown as 0.
  at.clock.advance(-50'000);
  CHECK(at.db.xpending("s", "g", "-", "+", 1)[0].idle_ms == 0);
  CHECK(idle(0).size() == 4);
  CHECK(idle(1).empty());
}

TEST_CASE("stream_pending: what XPENDING refuses", "[redlite]") {
  shop at;
  at.db.set("k", "v");
  const std::string no_group = "NOGROUP No such key 's' or consumer group 'no'";
  CHECK(message_of([&] { (void)at.db.xpending("s", "no"); }) == no_group);
  CHECK(message_of([&] { (void)at.db.xpending("s", "no", "-", "+", 1); }) == no_group);
  CHECK(message_of([&] { (void)at.db.xpending("none", "g"); }) ==
        "NOGROUP No such key 'none' or consumer group 'g'");
  CHECK(message_of([&] { (void)at.db.xpending("k", "g"); }) == support::wrong_type_text);
  // The range is read before the key is looked at.
  CHECK(message_of([&] { (void)at.db.xpending("k", "g", "bad", "+", 1); }) ==
        "ERR Invalid stream ID specified as stream command argument");
  CHECK(message_of([&] { (void)at.db.xpending("k", "g", "-", "(0-0", 1, "c"); }) ==
        "ERR invalid end ID for the interval");
}
