// tests/redlite/db/stream_claim.cpp: XCLAIM and XAUTOCLAIM. Replies compared with redis-server
// 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/stream_claim.hpp>

#include <cstdint>  // std::int64_t
#include <limits>   // counts and times at the edge
#include <string>   // names
#include <vector>   // entries

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::just_id;
using redlite::stream_id;
using support::message_of;
using support::refusal_of;

namespace {

using texts = std::vector<std::string>;

/// A stream of 1-0 to 6-0 whose group "g" has given 1-0 to 3-0 to "a", then 4-0 to "b" a second
/// later.
class shop {
 public:
  shop() {
    for (int i = 1; i <= 6; ++i) db.xadd("s", std::to_string(i), "f", std::to_string(i));
    db.xgroup_create("s", "g", "0");
    db.xreadgroup("g", "a", {{"s", ">"}}, {.count = 3});
    clock.advance(1000);
    db.xreadgroup("g", "b", {{"s", ">"}}, {.count = 1});
  }

  /// "id consumer idle deliveries" of all that is pending.
  texts pending() {
    texts all;
    for (const auto& one : db.xpending("s", "g", "-", "+", 100)) {
      all.push_back(one.id.text() + ' ' + one.consumer + ' ' + std::to_string(one.idle_ms) + ' ' +
                    std::to_string(one.deliveries));
    }
    return all;
  }
  texts consumers() {
    texts all;
    for (const auto& one : db.xinfo_consumers("s", "g")) {
      all.push_back(one.name + ':' + std::to_string(one.pending));
    }
    return all;
  }

  support::scratch folder;
  support::manual_clock clock;
  redlite::db db{folder.path(),
                 {.sharing = redlite::sharing::shared, .clock = &support::manual_clock::now_ms}};
};

texts ids(const std::vector<redlite::stream_entry>& entries) {
  texts all;
  for (const auto& entry : entries) all.push_back(entry.id.text());
  return all;
}
texts ids(const std::vector<stream_id>& some) {
  texts all;
  for (const auto& id : some) all.push_back(id.text());
  return all;
}

}  // namespace

// Two consumers that both hold an entry work on it twice.
TEST_CASE("stream_claim: XCLAIM hands over what is idle long enough", "[redlite]") {
  shop at;
  CHECK(at.pending() == texts{"1-0 a 1000 1", "2-0 a 1000 1", "3-0 a 1000 1", "4-0 b 0 1"});
  const auto claimed = at.db.xclaim("s", "g", "c", 1000, {"1-0", "4-0", "9-9"});
  REQUIRE(claimed.size() == 1);
  CHECK(claimed[0] == redlite::stream_entry{{1, 0}, {{"f", "1"}}});
  CHECK(ids(at.db.xclaim("s", "g", "c", 1001, "2-0")).empty());
  CHECK(ids(at.db.xclaim("s", "g", "c", -5, "4-0")) == texts{"4-0"});
  CHECK(at.pending() == texts{"1-0 c 0 2", "2-0 a 1000 1", "3-0 a 1000 1", "4-0 c 0 2"});
  CHECK(at.consumers() == texts{"a:2", "b:0", "c:2"});
  // From itself to itself, twice in one call: idle is 0 after the first.
  CHECK(ids(at.db.xclaim("s", "g", "a", 1, {"2-0", "2-0"})) == texts{"2-0"});
  CHECK(ids(at.db.xclaim("s", "g", "a", 0, {"3-0", "3"})) == texts{"3-0", "3-0"});
  CHECK(at.pending() == texts{"1-0 c 0 2", "2-0 a 0 2", "3-0 a 0 3", "4-0 c 0 2"});
  CHECK(at.consumers() == texts{"a:2", "b:0", "c:2"});
}

// JUSTID is for looking: it must not count as a delivery.
TEST_CASE("stream_claim: XCLAIM with JUSTID", "[redlite]") {
  shop at;
  CHECK(ids(at.db.xclaim("s", "g", "c", 0, {"2-0", "1-0"}, just_id)) == texts{"2-0", "1-0"});
  CHECK(at.pending() == texts{"1-0 c 0 1", "2-0 c 0 1", "3-0 a 1000 1", "4-0 b 0 1"});
  CHECK(ids(at.db.xclaim("s", "g", "c", 0, {"3-0"}, just_id, {.retry_count = 5})) == texts{"3-0"});
  CHECK(at.pending()[2] == "3-0 c 0 5");
}

// A time in the future would make an entry that nobody may claim for years.
TEST_CASE("stream_claim: IDLE, TIME and RETRYCOUNT", "[redlite]") {
  shop at;
  const auto idle_after = [&](const redlite::xclaim_options& how) {
    at.db.xclaim("s", "g", "c", 0, "1-0", just_id, how);
    return at.db.xpending("s", "g", "1-0", "1-0", 1).at(0).idle_ms;
  };
  const std::int64_t now = at.clock.now_ms();
  CHECK(idle_after({.idle = 300}) == 300);
  CHECK(idle_after({.idle = -300}) == 0);
  CHECK(idle_after({.idle = now + 1}) == 0);
  CHECK(idle_after({.idle = now}) == now);
  CHECK(idle_after({.idle = std::numeric_limits<std::int64_t>::min()}) == 0);
  CHECK(idle_after({.idle = std::numeric_limits<std::int64_t>::max()}) == 0);
  CHECK(idle_after({.time = now - 70}) == 70);
  CHECK(idle_after({.time = now + 70}) == 0);
  CHECK(idle_after({.time = -1}) == 0);
  // A moment in the future is taken for now, not waited for.
  CHECK(idle_after({.time = now + 70}) == 0);
  at.clock.advance(10);
  CHECK(at.db.xpending("s", "g", "1-0", "1-0", 1).at(0).idle_ms == 10);
  at.clock.advance(-10);
  CHECK(idle_after({.time = 0}) == now);
  at.db.xclaim("s", "g", "c", 0, "2-0", {.retry_count = 0});
  CHECK(at.pending()[1] == "2-0 c 0 0");
  at.db.xclaim("s", "g", "c", 0, "2-0", {.retry_count = -1});
  CHECK(at.pending()[1] == "2-0 c 0 1");
}

// FORCE takes what the group has not even been given; but not what is not there.
// A count that became a float would not be stored, and the command would fail from then on.
TEST_CASE("stream_claim: the highest count of deliveries goes on from the lowest", "[redlite]") {
  shop at;
  const auto highest = [&](const char* id) {
    at.db.xclaim("s", "g", "a", 0, id, {.retry_count = std::numeric_limits<std::int64_t>::max()});
  };
  for (const char* id : {"1", "2", "3"}) highest(id);
  at.db.xclaim("s", "g", "a", 0, "1");
  CHECK(at.pending()[0] == "1-0 a 0 -9223372036854775808");
  at.db.xautoclaim("s", "g", "b", 0, "2", {.count = 1});
  CHECK(at.pending()[1] == "2-0 b 0 -9223372036854775808");
  at.db.xreadgroup("g", "a", {{"s", "2"}});
  CHECK(at.pending()[2] == "3-0 a 0 -9223372036854775808");
  at.db.xreadgroup("g", "a", {{"s", "2"}});
  CHECK(at.pending()[2] == "3-0 a 0 -9223372036854775807");
}

TEST_CASE("stream_claim: FORCE and LASTID", "[redlite]") {
  shop at;
  CHECK(ids(at.db.xclaim("s", "g", "c", 0, {"5-0", "9-0"})).empty());
  CHECK(ids(at.db.xclaim("s", "g", "c", 99999, {"5-0", "9-0"}, {.force = true})) == texts{"5-0"});
  CHECK(at.pending().back() == "5-0 c 0 2");
  CHECK(ids(at.db.xclaim("s", "g", "c", 0, "6-0", just_id, {.force = true})) == texts{"6-0"});
  CHECK(at.pending().back() == "6-0 c 0 1");
  // The group has still to give them.
  CHECK(at.db.xinfo_groups("s")[0].last_delivered_id == stream_id{4, 0});
  at.db.xclaim("s", "g", "c", 0, "9-9", {.last_id = "5-7"});
  CHECK(at.db.xinfo_groups("s")[0].last_delivered_id == stream_id{5, 7});
  at.db.xclaim("s", "g", "c", 0, "9-9", {.last_id = "2-0"});
  CHECK(at.db.xinfo_groups("s")[0].last_delivered_id == stream_id{5, 7});
  at.db.xreadgroup("g", "d", {{"s", ">"}});
  CHECK(at.pending().back() == "6-0 d 0 1");
}

// What was deleted can never be worked on: it must not stay in anyone's hands for ever.
TEST_CASE("stream_claim: deleted entries are pending no more", "[redlite]") {
  shop at;
  at.db.xdel("s", {"1-0", "3-0"});
  CHECK(ids(at.db.xclaim("s", "g", "c", 99999, {"1-0", "2-0"})).empty());
  CHECK(at.pending() == texts{"2-0 a 1000 1", "3-0 a 1000 1", "4-0 b 0 1"});
  const auto all = at.db.xautoclaim("s", "g", "c", 500, "-");
  CHECK(all.next == stream_id{});
  CHECK(ids(all.entries) == texts{"2-0"});
  CHECK(ids(all.deleted) == texts{"3-0"});
  CHECK(at.pending() == texts{"2-0 c 0 2", "4-0 b 0 1"});
  CHECK(at.consumers() == texts{"a:0", "b:1", "c:1"});
  at.db.release();
  CHECK(support::broken_invariants(at.folder.path()) == "");
}

// A consumer that got nothing is not made.
TEST_CASE("stream_claim: who claims nothing is nobody", "[redlite]") {
  shop at;
  at.db.xclaim("s", "g", "new", 99999, "1-0");
  at.db.xautoclaim("s", "g", "new", 99999, "-");
  CHECK(at.consumers() == texts{"a:3", "b:1"});
  at.clock.advance(50);
  at.db.xclaim("s", "g", "a", 99999, "1-0");
  CHECK(at.db.xinfo_consumers("s", "g")[0].idle_ms == 1050);
  at.db.xautoclaim("s", "g", "a", 0, "-");
  CHECK(at.db.xinfo_consumers("s", "g")[0].idle_ms == 0);
}

// A cursor that skips or repeats an entry loses it, or never ends.
TEST_CASE("stream_claim: XAUTOCLAIM goes on where it stopped", "[redlite]") {
  shop at;
  auto some = at.db.xautoclaim("s", "g", "c", 0, "-", {.count = 2});
  CHECK(ids(some.entries) == texts{"1-0", "2-0"});
  CHECK(some.entries[0].fields == decltype(some.entries[0].fields){{"f", "1"}});
  CHECK(some.next == stream_id{3, 0});
  some = at.db.xautoclaim("s", "g", "c", 0, some.next, {.count = 2});
  CHECK(ids(some.entries) == texts{"3-0", "4-0"});
  CHECK(some.next == stream_id{});
  const auto none = at.db.xautoclaim("s", "g", "c", 0, "(4-0", just_id);
  CHECK(none.ids.empty());
  const auto last = at.db.xautoclaim("s", "g", "d", 0, "(3-0", just_id, {.count = 1});
  CHECK(ids(last.ids) == texts{"4-0"});
  CHECK(last.next == stream_id{});
  CHECK(at.pending() == texts{"1-0 c 0 2", "2-0 c 0 2", "3-0 c 0 2", "4-0 d 0 2"});
}

// It looks at ten times COUNT at most, so that a call stays short; deleted ones count as found.
TEST_CASE("stream_claim: XAUTOCLAIM looks at no more than ten times COUNT", "[redlite]") {
  shop at;
  for (int i = 10; i < 40; ++i) at.db.xadd("s", std::to_string(i), "f", "v");
  at.db.xreadgroup("g", "a", {{"s", ">"}});
  const auto none = at.db.xautoclaim("s", "g", "c", 500, "4-0", just_id, {.count = 1});
  CHECK(none.ids.empty());
  CHECK(none.next == stream_id{17, 0});  // 4, 5, 6 and 10 to 16 were looked at
  at.db.xdel("s", {"1-0", "2-0"});
  const auto some = at.db.xautoclaim("s", "g", "c", 500, "-", just_id, {.count = 2});
  CHECK(ids(some.deleted) == texts{"1-0", "2-0"});
  CHECK(some.ids.empty());
  CHECK(some.next == stream_id{3, 0});
  // A hundred without COUNT.
  redlite::db db(":memory:");
  for (int i = 1; i <= 150; ++i) db.xadd("s", std::to_string(i), "f", "v");
  db.xgroup_create("s", "g", "0");
  db.xreadgroup("g", "a", {{"s", ">"}});
  const auto hundred = db.xautoclaim("s", "g", "c", 0, "0", just_id);
  CHECK(hundred.ids.size() == 100);
  CHECK(hundred.next == stream_id{101, 0});
}

// With an option there are enough words, and no id is nothing to claim.
TEST_CASE("stream_claim: XCLAIM of nothing", "[redlite]") {
  shop at;
  CHECK(message_of([&] { at.db.xclaim("s", "g", "c", 0, {}); }) ==
        "ERR wrong number of arguments for 'xclaim' command");
  CHECK(at.db.xclaim("s", "g", "c", 0, {}, just_id).empty());
  CHECK(at.db.xclaim("s", "g", "c", 0, {}, {.last_id = "5-0"}).empty());
  CHECK(at.db.xinfo_groups("s")[0].last_delivered_id == stream_id{5, 0});
  CHECK(message_of([&] { at.db.xclaim("s", "no", "c", 0, {}, {.force = true}); }) ==
        "NOGROUP No such key 's' or consumer group 'no'");
}

TEST_CASE("stream_claim: what claims refuse", "[redlite]") {
  shop at;
  at.db.set("k", "v");
  const auto no = refusal_of([&] { at.db.xclaim("s", "no", "c", 0, "bad"); });
  CHECK(no.code == errc::no_group);
  CHECK(no.text == "NOGROUP No such key 's' or consumer group 'no'");
  CHECK(message_of([&] { at.db.xclaim("none", "g", "c", 0, "1-0"); }) ==
        "NOGROUP No such key 'none' or consumer group 'g'");
  CHECK(message_of([&] { at.db.xautoclaim("none", "g", "c", 0, "-"); }) ==
        "NOGROUP No such key 'none' or consumer group 'g'");
  CHECK(message_of([&] { at.db.xclaim("k", "g", "c", 0, "bad"); }) == support::wrong_type_text);
  CHECK(message_of([&] { at.db.xautoclaim("k", "g", "c", 0, "-"); }) == support::wrong_type_text);
  CHECK(message_of([&] {
          at.db.xclaim("s", "g", "c", 0, {"1-0", "bad"});
        }) == "ERR Unrecognized XCLAIM option 'bad'");
  CHECK(message_of([&] { at.db.xclaim("s", "g", "c", 0, "-"); }) ==
        "ERR Unrecognized XCLAIM option '-'");
  CHECK(message_of([&] { at.db.xclaim("s", "g", "c", 0, "1-0", {.last_id = "bad"}); }) ==
        "ERR Invalid stream ID specified as stream command argument");
  CHECK(at.pending()[0] == "1-0 a 1000 1");
  for (const std::int64_t count :
       {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::max() / 16 + 1}) {
    CHECK(message_of([&] { at.db.xautoclaim("none", "g", "c", 0, "-", {.count = count}); }) ==
          "ERR COUNT must be > 0");
  }
  CHECK(message_of([&] { at.db.xautoclaim("s", "g", "c", 0, "bad", {.count = 0}); }) ==
        "ERR Invalid stream ID specified as stream command argument");
  CHECK(message_of([&] {
          at.db.xautoclaim("s", "g", "c", 0, "(18446744073709551615-18446744073709551615");
        }) == "ERR invalid start ID for the interval");
}
