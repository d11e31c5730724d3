// tests/redlite/db/stream.cpp: the stream commands. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/stream.hpp>

#include <algorithm>  // order
#include <cstdint>    // std::uint64_t
#include <string>     // fields
#include <vector>     // entries

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::stream_id;
using support::message_of;
using support::refusal_of;

namespace {

using texts = std::vector<std::string>;

constexpr std::uint64_t highest = ~std::uint64_t{0};
const std::string invalid = "ERR Invalid stream ID specified as stream command argument";
const std::string too_small =
    "ERR The ID specified in XADD is equal or smaller than the target stream top item";
const std::string exhausted =
    "ERR The stream has exhausted the last possible ID, unable to add more items";

redlite::db on_hand_clock() {
  return redlite::db(":memory:", {.clock = &support::manual_clock::now_ms});
}

texts ids(const std::vector<redlite::stream_entry>& entries) {
  texts all;
  for (const auto& entry : entries) all.push_back(entry.id.text());
  return all;
}

texts all_ids(redlite::db& db, const std::string& key = "s") {
  return ids(db.xrange(key, "-", "+"));
}

void add(redlite::db& db, std::initializer_list<const char*> all) {
  for (const char* id : all) db.xadd("s", id, "f", "v");
}

}  // namespace

// Two entries under one id, or an id that goes back, make readers miss entries.
TEST_CASE("stream: ids given by the clock always grow", "[redlite]") {
  support::manual_clock clock;
  redlite::db db = on_hand_clock();
  const auto now = static_cast<std::uint64_t>(support::manual_clock::start_ms);
  CHECK(db.xadd("s", "*", "f", "v") == stream_id{now, 0});
  CHECK(db.xadd("s", "*", "f", "v") == stream_id{now, 1});
  clock.advance(5);
  CHECK(db.xadd("s", "*", "f", "v") == stream_id{now + 5, 0});
  clock.advance(-1000);  // a clock that is set back
  CHECK(db.xadd("s", "*", "f", "v") == stream_id{now + 5, 1});
  // The last id is kept when its entry goes.
  db.xdel("s", stream_id{now + 5, 1});
  CHECK(db.xadd("s", "*", "f", "v") == stream_id{now + 5, 2});
  db.xtrim("s", {.max_length = 0});
  CHECK(db.xadd("s", "*", "f", "v") == stream_id{now + 5, 3});
  // But not when the stream goes.
  db.del("s");
  CHECK(db.xadd("s", "*", "f", "v") == stream_id{now - 995, 0});
}

// Every spelling of an id that Redis takes, and those that it refuses.
TEST_CASE("stream: ids given by the caller", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(message_of([&] { db.xadd("s", "0-0", "f", "v"); }) ==
        "ERR The ID specified in XADD must be greater than 0-0");
  CHECK(message_of([&] { db.xadd("s", "0", "f", "v"); }) ==
        "ERR The ID specified in XADD must be greater than 0-0");
  CHECK(db.xadd("s", "0-*", "f", "v") == stream_id{0, 1});
  CHECK(db.xadd("s", "0-*", "f", "v") == stream_id{0, 2});
  CHECK(db.xadd("s", "5", "f", "v") == stream_id{5, 0});
  CHECK(db.xadd("s", "5-*", "f", "v") == stream_id{5, 1});
  CHECK(db.xadd("s", "5-007", "f", "v") == stream_id{5, 7});
  CHECK(db.xadd("s", stream_id{6, 1}, "f", "v") == stream_id{6, 1});
  for (const char* text :
       {"", "abc", "5-", "-", "+", "5-a", "-5", "*-5", "5-*-", "5--1", "6.5", "(7",
        "18446744073709551616", "7-18446744073709551616", "**", "7 ", "+-1", "5--*", "x-*"}) {
    INFO(text);
    const auto no = refusal_of([&] { db.xadd("s", text, "f", "v"); });
    CHECK(no.code == errc::stream_id);
    CHECK(no.text == invalid);
  }
  for (const char* text : {"6-1", "6-0", "6", "5-*", "1-1", "0-*"}) {
    INFO(text);
    const auto no = refusal_of([&] { db.xadd("s", text, "f", "v"); });
    CHECK(no.code == errc::stream_id);
    CHECK(no.text == too_small);
  }
  CHECK(db.xlen("s") == 6);
  // What strtoull takes besides.
  CHECK(db.xadd("s", "+6-+2", "f", "v") == stream_id{6, 2});
  CHECK(db.xadd("s", " 7- 1", "f", "v") == stream_id{7, 1});
  CHECK(db.xadd("s", "+7-*", "f", "v") == stream_id{7, 2});
  CHECK(db.xadd("s", "7--05", "f", "v") == stream_id{7, highest - 4});
  CHECK(db.xadd("s", std::string("8-1\0x", 5), "f", "v") == stream_id{8, 1});
}

// The last id of all: nothing may come after it, and nothing may wrap to 0-0.
TEST_CASE("stream: the highest ids", "[redlite]") {
  redlite::db db(":memory:");
  const std::string top = std::to_string(highest);
  CHECK(db.xadd("s", "5-" + top, "f", "v") == stream_id{5, highest});
  CHECK(message_of([&] { db.xadd("s", "5-*", "f", "v"); }) ==
        "ERR Elements are too large to be stored");
  CHECK(message_of([&] { db.xadd("s", "4-*", "f", "v"); }) == too_small);
  CHECK(db.xadd("s", top + "-" + top, "f", "v") == stream_id::max());
  for (const std::string& id : {std::string("*"), top + "-*", std::string("1-1")}) {
    CHECK(message_of([&] { db.xadd("s", id, "f", "v"); }) == exhausted);
  }
  CHECK(all_ids(db) == texts{"5-" + top, top + "-" + top});
  CHECK(ids(db.xrange("s", top, "+")) == texts{top + "-" + top});
  CHECK(db.xread({{"s", "5-" + top}}).size() == 1);
  CHECK(db.xread({{"s", top + "-" + top}}).empty());
  CHECK(db.xdel("s", top + "-" + top) == 1);
  CHECK(message_of([&] { db.xadd("s", "*", "f", "v"); }) == exhausted);
}

// Fields are a list, not a map: repeats and their order are the entry.
TEST_CASE("stream: an entry keeps its fields in their order, repeats too", "[redlite]") {
  redlite::db db(":memory:");
  db.xadd("s", "1-1", {{"b", "1"}, {"a", "2"}, {"b", ""}, {"", "3"}});
  const auto entries = db.xrange("s", "-", "+");
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].fields == std::vector<std::pair<std::string, std::string>>{
                                 {"b", "1"}, {"a", "2"}, {"b", ""}, {"", "3"}});
}

// NOMKSTREAM that creates fills the store with streams that nobody reads.
TEST_CASE("stream: XADD with NOMKSTREAM", "[redlite]") {
  redlite::db db(":memory:");
  CHECK(db.xadd("s", "1-1", {{"f", "v"}}, {.no_make_stream = true}) == std::nullopt);
  CHECK(db.exists("s") == 0);
  CHECK(message_of([&] {
          db.xadd("s", "0-0", {{"f", "v"}}, {.no_make_stream = true});
        }) == "ERR The ID specified in XADD must be greater than 0-0");
  add(db, {"1-1"});
  CHECK(db.xadd("s", "1-2", {{"f", "v"}}, {.no_make_stream = true}) == stream_id{1, 2});
}

// Each end of a range: open, closed, incomplete, excluded, swapped, beyond.
TEST_CASE("stream: XRANGE and XREVRANGE take every kind of end", "[redlite]") {
  redlite::db db(":memory:");
  add(db, {"1-0", "1-5", "2-0", "2-7", "3-0"});
  const auto range = [&](const char* from, const char* to) {
    const texts forward = ids(db.xrange("s", from, to));
    texts backward = ids(db.xrevrange("s", to, from));
    std::reverse(backward.begin(), backward.end());
    CHECK(forward == backward);
    return forward;
  };
  CHECK(range("-", "+") == texts{"1-0", "1-5", "2-0", "2-7", "3-0"});
  CHECK(range("1", "2") == texts{"1-0", "1-5", "2-0", "2-7"});
  CHECK(range("1-1", "2-0") == texts{"1-5", "2-0"});
  CHECK(range("(1-5", "+") == texts{"2-0", "2-7", "3-0"});
  CHECK(range("-", "(2-7") == texts{"1-0", "1-5", "2-0"});
  CHECK(range("(1", "(3") == texts{"1-5", "2-0", "2-7", "3-0"});  // 3 as an end is 3-highest
  CHECK(range("3-1", "+").empty());
  CHECK(range("+", "-").empty());
  CHECK(range("2", "1").empty());
  CHECK(ids(db.xrange("s", "-", "+", {.count = 2})) == texts{"1-0", "1-5"});
  CHECK(ids(db.xrevrange("s", "+", "-", {.count = 2})) == texts{"3-0", "2-7"});
  CHECK(db.xrange("s", "-", "+", {.count = 0}).empty());
  CHECK(db.xrange("s", "-", "+", {.count = -1}).empty());
  CHECK(ids(db.xrange("s", stream_id{1, 5}, stream_id{2, 0})) == texts{"1-5", "2-0"});
  CHECK(db.xrange("none", "-", "+").empty());
  for (const char* text : {"(-", "(+", "", "(", "x", "1-*", "*", "$"}) {
    INFO(text);
    CHECK(message_of([&] { (void)db.xrange("s", text, "+"); }) == invalid);
    CHECK(message_of([&] { (void)db.xrange("none", "-", text); }) == invalid);
  }
  CHECK(message_of([&] {
          (void)db.xrange("s", "(18446744073709551615-18446744073709551615", "+");
        }) == "ERR invalid start ID for the interval");
  CHECK(message_of([&] { (void)db.xrange("s", "-", "(0-0"); }) ==
        "ERR invalid end ID for the interval");
}

// A reader that is given its own last id again must not get that entry again.
TEST_CASE("stream: XREAD yields what is above each id", "[redlite]") {
  redlite::db db(":memory:");
  add(db, {"1-0", "1-5", "2-0"});
  db.xadd("t", "7-7", "f", "v");
  const auto all = db.xread({{"s", "0"}, {"none", "0"}, {"t", "0-0"}});
  REQUIRE(all.size() == 2);
  CHECK(all[0].first == "s");
  CHECK(ids(all[0].second) == texts{"1-0", "1-5", "2-0"});
  CHECK(all[1].first == "t");
  CHECK(ids(db.xread({{"s", "1"}})[0].second) == texts{"1-5", "2-0"});
  CHECK(ids(db.xread({{"s", stream_id{1, 5}}})[0].second) == texts{"2-0"});
  CHECK(db.xread({{"s", "2-0"}}).empty());
  CHECK(db.xread({{"s", "$"}, {"none", "$"}}).empty());
  const auto some = db.xread({{"s", "0"}, {"t", "0"}}, {.count = 1});
  REQUIRE(some.size() == 2);
  CHECK(ids(some[0].second) == texts{"1-0"});
  CHECK(ids(db.xread({{"s", "0"}}, {.count = 0})[0].second).size() == 3);
  CHECK(ids(db.xread({{"s", "0"}}, {.count = -1})[0].second).size() == 3);
  for (const char* text : {"bad", "+", "-", "*", "0-*", "(1"}) {
    CHECK(message_of([&] { (void)db.xread({{"s", text}}); }) == invalid);
  }
  // The very next id.
  db.xadd("t", "7-8", "f", "v");
  CHECK(ids(db.xread({{"t", "7-7"}})[0].second) == texts{"7-8"});
  // An entry that is gone, and the id that it had.
  db.xdel("s", "2-0");
  CHECK(db.xread({{"s", "1-5"}}).empty());
}

// A stream is the one kind that stays when it is empty, with its last id.
TEST_CASE("stream: XDEL counts what was there and keeps the stream", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    add(db, {"1-0", "1-5", "2-0"});
    CHECK(db.xdel("s", {"1-5", "1-5", "9-9", "1"}) == 2);
    CHECK(all_ids(db) == texts{"2-0"});
    CHECK(db.xdel("s", stream_id{2, 0}) == 1);
    CHECK(db.xlen("s") == 0);
    CHECK(db.type("s") == "stream");
    CHECK(db.dbsize() == 1);
    CHECK(message_of([&] { db.xadd("s", "2-0", "f", "v"); }) == too_small);
    CHECK(db.xdel("none", "bad") == 0);
    CHECK(message_of([&] { db.xdel("s", "bad"); }) == invalid);
    CHECK(db.xlen("none") == 0);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

// A trim that cuts one too many loses an entry; one that miscounts makes XLEN lie from then on.
TEST_CASE("stream: XTRIM and XADD cut the old end", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    const auto fill = [&] {
      db.del("s");
      add(db, {"1-0", "1-5", "2-0", "2-7", "3-0"});
    };
    fill();
    CHECK(db.xtrim("s", {.max_length = 5}) == 0);
    CHECK(db.xtrim("s", {.max_length = 3}) == 2);
    CHECK(all_ids(db) == texts{"2-0", "2-7", "3-0"});
    CHECK(db.xlen("s") == 3);
    CHECK(db.xtrim("s", {.max_length = 0}) == 3);
    CHECK(db.exists("s") == 1);
    fill();
    CHECK(db.xtrim("s", {.min_id = "2-7"}) == 3);
    CHECK(all_ids(db) == texts{"2-7", "3-0"});
    CHECK(db.xtrim("s", {.min_id = "3"}) == 1);
    CHECK(db.xtrim("s", {.min_id = "18446744073709551615-18446744073709551615"}) == 1);
    fill();
    CHECK(db.xtrim("s", {.max_length = 1, .approximate = true, .limit = 2}) == 2);
    CHECK(db.xtrim("s", {.min_id = "9", .approximate = true, .limit = 1}) == 1);
    CHECK(db.xtrim("s", {.max_length = 1, .approximate = true, .limit = 0}) == 1);
    CHECK(db.xtrim("none", {.max_length = 1}) == 0);
    fill();
    CHECK(db.xadd("s", "4-0", {{"f", "v"}}, {.trim = redlite::trim_options{.max_length = 2}}) ==
          stream_id{4, 0});
    CHECK(all_ids(db) == texts{"3-0", "4-0"});
    CHECK(db.xadd("s", "5-0", {{"f", "v"}}, {.trim = redlite::trim_options{.min_id = "9"}}) ==
          stream_id{5, 0});
    CHECK(db.xlen("s") == 0);
    CHECK(db.xadd("s", "6-0", {{"f", "v"}}, {.trim = redlite::trim_options{.max_length = 0}}) ==
          stream_id{6, 0});
    CHECK(message_of([&] { db.xadd("s", "6-0", "f", "v"); }) == too_small);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

// Options that contradict each other must not be taken for one of them.
TEST_CASE("stream: trims that say nothing or two things are refused", "[redlite]") {
  redlite::db db(":memory:");
  add(db, {"1-0", "2-0"});
  const auto trim = [&](const redlite::trim_options& how) {
    const std::string said = message_of([&] { db.xtrim("s", how); });
    CHECK(message_of([&] { db.xtrim("none", how); }) == said);
    return said;
  };
  const auto both = [&](const redlite::trim_options& how) {
    const std::string said = trim(how);
    CHECK(message_of([&] { db.xadd("s", "9-0", {{"f", "v"}}, {.trim = how}); }) == said);
    return said;
  };
  const std::string only_with =
      "ERR syntax error, LIMIT cannot be used without the special ~ option";
  CHECK(both({.max_length = 5, .min_id = "3"}) ==
        "ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
  CHECK(both({.max_length = -1}) == "ERR The MAXLEN argument must be >= 0.");
  CHECK(both({.max_length = -1, .min_id = "3"}) == "ERR The MAXLEN argument must be >= 0.");
  CHECK(both({.max_length = 1, .limit = 3}) == only_with);
  CHECK(both({.min_id = "1", .limit = 0}) == only_with);
  CHECK(both({.max_length = 1, .approximate = true, .limit = -3}) ==
        "ERR The LIMIT argument must be >= 0.");
  CHECK(both({.min_id = "x"}) == invalid);
  CHECK(both({.limit = 5}) ==
        "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
  CHECK(trim({.limit = 0}) == "ERR syntax error, XTRIM must be called with a trimming strategy");
  CHECK(message_of([&] {
          db.xadd("s", "9-0", {{"f", "v"}}, {.trim = {{.limit = 0}}});
        }) == only_with);
  CHECK(trim({}) == "ERR wrong number of arguments for 'xtrim' command");
  // Redis reads the id before it judges LIMIT, and after the threshold.
  const auto add = [&](const char* id, const redlite::trim_options& how) {
    return message_of([&] { db.xadd("s", id, {{"f", "v"}}, {.trim = how}); });
  };
  CHECK(add("bad", {.max_length = 1, .limit = 3}) == invalid);
  CHECK(add("bad", {.max_length = -1}) == "ERR The MAXLEN argument must be >= 0.");
  CHECK(add("0-0", {.max_length = 1, .limit = 3}) == only_with);
  CHECK(db.xlen("s") == 2);
  CHECK(add("9-0", {}) == "(done)");  // nothing to trim by
}

// XSETID below an entry would give its id again.
TEST_CASE("stream: XSETID", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "v");
  add(db, {"3-0", "9-0"});
  db.xsetid("s", "12-3");
  CHECK(db.xadd("s", "12-*", "f", "v") == stream_id{12, 4});
  const auto refused = [&](const char* id, const redlite::xsetid_options& how = {}) {
    return message_of([&] { db.xsetid("s", id, how); });
  };
  CHECK(refused("12-3") ==
        "ERR The ID specified in XSETID is smaller than the target stream top item");
  CHECK(refused("13", {.entries_added = 2}) ==
        "ERR The entries_added specified in XSETID is smaller than the target stream length");
  CHECK(refused("13", {.entries_added = -1}) == "ERR entries_added must be positive");
  CHECK(refused("13", {.max_deleted_id = "13-1"}) ==
        "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
  CHECK(refused("13", {.max_deleted_id = "bad"}) == invalid);
  for (const char* id : {"-", "+", "$", "bad", "5-*"}) CHECK(refused(id) == invalid);
  CHECK(message_of([&] { db.xsetid("none", "bad"); }) == invalid);
  CHECK(message_of([&] { db.xsetid("none", "5"); }) == "ERR no such key");
  CHECK(message_of([&] { db.xsetid("k", "5"); }) == support::wrong_type_text);
  CHECK(db.xadd("s", "12-*", "f", "v") == stream_id{12, 5});
  // Deleted entries do not count: the top item is one that is there.
  db.xdel("s", {"12-4", "12-5"});
  db.xsetid("s", "9-0");
  CHECK(db.xadd("s", "9-*", "f", "v") == stream_id{9, 1});
  db.xtrim("s", {.max_length = 0});
  db.xsetid("s", "0-0");
  CHECK(db.xadd("s", "0-*", "f", "v") == stream_id{0, 1});
}

// A key of another kind is refused before its id is read, as in Redis.
TEST_CASE("stream: XREAD refuses in the order of its streams", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "v");
  add(db, {"1-0"});
  CHECK(message_of([&] { (void)db.xread({{"k", "bad"}}); }) == support::wrong_type_text);
  CHECK(message_of([&] { (void)db.xread({{"s", "bad"}, {"k", "0"}}); }) == invalid);
  CHECK(message_of([&] {
          (void)db.xread({{"s", ">"}});
        }) ==
        "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> "
        "<consumer> option.");
}

// Redis counts words before it reads them: what an empty list is called depends on the options.
TEST_CASE("stream: commands without what they are about", "[redlite]") {
  redlite::db db(":memory:");
  const auto add = [&](const redlite::trim_options& how, const char* id = "1-0") {
    return message_of([&] { db.xadd("s", id, {}, {.trim = how}); });
  };
  const std::string arity = "ERR wrong number of arguments for 'xadd' command";
  CHECK(add({}, "bad") == arity);
  CHECK(add({.max_length = 5}) == arity);
  CHECK(add({.max_length = -5}) == "ERR The MAXLEN argument must be >= 0.");
  CHECK(add({.max_length = 5}, "bad") == invalid);
  CHECK(add({.min_id = "1"}, "0-0") == arity);
  CHECK(message_of([&] { (void)db.xread({}); }) ==
        "ERR wrong number of arguments for 'xread' command");
  CHECK(message_of([&] { (void)db.xread({}, {.count = 1}); }) == "ERR syntax error");
  CHECK(message_of([&] { db.xdel("s", {}); }) ==
        "ERR wrong number of arguments for 'xdel' command");
  CHECK(db.exists("s") == 0);
}
