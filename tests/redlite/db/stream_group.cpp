// tests/redlite/db/stream_group.cpp: consumer groups. Replies compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/stream_group.hpp>

#include <string>  // names
#include <vector>  // entries

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

const std::string invalid = "ERR Invalid stream ID specified as stream command argument";
const std::string no_key =
    "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use "
    "the MKSTREAM option to create an empty stream automatically.";

void add(redlite::db& db, std::initializer_list<const char*> all) {
  for (const char* id : all) db.xadd("s", id, "f", id);
}

/// The ids that a read of one stream gave; "-" behind an id whose fields are gone.
texts ids(const std::vector<std::pair<std::string, std::vector<redlite::delivered_entry>>>& all) {
  texts some;
  for (const auto& [key, entries] : all) {
    if (all.size() > 1) some.push_back(key);
    for (const auto& entry : entries) {
      some.push_back(entry.id.text() + (entry.fields ? "" : " -"));
    }
  }
  return some;
}

/// "id consumer idle deliveries" of all that is pending.
texts pending(redlite::db& db, const char* group = "g") {
  texts all;
  for (const auto& one : db.xpending("s", group, "-", "+", 100)) {
    all.push_back(one.id.text() + ' ' + one.consumer + ' ' + std::to_string(one.idle_ms) + ' ' +
                  std::to_string(one.deliveries));
  }
  return all;
}

/// "name:pending" of the group's consumers.
texts consumers(redlite::db& db, const char* group = "g") {
  texts all;
  for (const auto& one : db.xinfo_consumers("s", group)) {
    all.push_back(one.name + ':' + std::to_string(one.pending));
  }
  return all;
}

}  // namespace

// An entry that two consumers of a group get is worked on twice; one that none gets, never.
TEST_CASE("stream_group: each new entry goes to one consumer of a group", "[redlite]") {
  redlite::db db(":memory:");
  add(db, {"1-0", "2-0", "3-0"});
  db.xgroup_create("s", "g", "0");
  db.xgroup_create("s", "late", "$");
  CHECK(ids(db.xreadgroup("g", "a", {{"s", ">"}}, {.count = 2})) == texts{"1-0", "2-0"});
  CHECK(ids(db.xreadgroup("g", "b", {{"s", ">"}})) == texts{"3-0"});
  CHECK(db.xreadgroup("g", "a", {{"s", ">"}}).empty());
  CHECK(db.xreadgroup("late", "a", {{"s", ">"}}).empty());
  add(db, {"4-0"});
  CHECK(ids(db.xreadgroup("late", "a", {{"s", ">"}})) == texts{"4-0"});
  const auto read = db.xreadgroup("g", "a", {{"s", ">"}});
  REQUIRE(read.size() == 1);
  CHECK(read[0].first == "s");
  CHECK(read[0].second == std::vector<redlite::delivered_entry>{{{4, 0}, {{{"f", "4-0"}}}}});
  CHECK(consumers(db) == texts{"a:3", "b:1"});
}

// A consumer that died asks for what it had in hand, and for nothing else.
TEST_CASE("stream_group: a consumer reads its own pending entries again", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  add(db, {"1-0", "1-1", "2-0", "3-0"});
  db.xgroup_create("s", "g", "0");
  db.xreadgroup("g", "a", {{"s", ">"}}, {.count = 3});
  db.xreadgroup("g", "b", {{"s", ">"}});
  clock.advance(1000);
  CHECK(ids(db.xreadgroup("g", "a", {{"s", "0"}})) == texts{"1-0", "1-1", "2-0"});
  CHECK(ids(db.xreadgroup("g", "a", {{"s", "1"}}, {.count = 1})) == texts{"1-1"});
  CHECK(ids(db.xreadgroup("g", "a", {{"s", "1-1"}})) == texts{"2-0"});
  CHECK(ids(db.xreadgroup("g", "b", {{"s", stream_id{}}})) == texts{"3-0"});
  // Nothing in hand is an answer, not an absent stream.
  const auto none = db.xreadgroup("g", "a", {{"s", "9"}});
  REQUIRE(none.size() == 1);
  CHECK(none[0].second.empty());
  // Each reading counts.
  clock.advance(500);
  CHECK(pending(db) == texts{"1-0 a 500 2", "1-1 a 500 3", "2-0 a 500 3", "3-0 b 500 2"});
  // What was deleted is shown as gone, and not counted.
  db.xdel("s", {"1-1"});
  CHECK(ids(db.xreadgroup("g", "a", {{"s", "0"}})) == texts{"1-0", "1-1 -", "2-0"});
  CHECK(pending(db) == texts{"1-0 a 0 3", "1-1 a 500 3", "2-0 a 0 4", "3-0 b 500 2"});
  // The largest id is Redis' own ">".
  add(db, {"4-0"});
  CHECK(ids(db.xreadgroup("g", "a", {{"s", stream_id::max()}})) == texts{"4-0"});
}

// Several streams, one of them twice: the second must not give the first one's entries again.
TEST_CASE("stream_group: XREADGROUP of several streams", "[redlite]") {
  redlite::db db(":memory:");
  add(db, {"1-0", "2-0", "3-0"});
  db.xadd("t", "7-0", "f", "v");
  db.xgroup_create("s", "g", "0");
  db.xgroup_create("t", "g", "0");
  CHECK(ids(db.xreadgroup("g", "a", {{"s", ">"}, {"t", ">"}, {"s", ">"}}, {.count = 2})) ==
        texts{"s", "1-0", "2-0", "t", "7-0", "s", "3-0"});
  CHECK(ids(db.xreadgroup("g", "a", {{"t", ">"}, {"s", "2"}})) == texts{"3-0"});
  const auto one = db.xreadgroup("g", "a", "t", "0");
  CHECK(ids(one) == texts{"7-0"});
}

// NOACK that leaves something pending fills the list of a reader that never acknowledges.
TEST_CASE("stream_group: NOACK leaves nothing pending", "[redlite]") {
  redlite::db db(":memory:");
  add(db, {"1-0", "2-0"});
  db.xgroup_create("s", "g", "0");
  CHECK(ids(db.xreadgroup("g", "a", {{"s", ">"}}, {.no_ack = true})) == texts{"1-0", "2-0"});
  CHECK(pending(db).empty());
  CHECK(consumers(db) == texts{"a:0"});
  CHECK(db.xinfo_groups("s")[0].last_delivered_id == stream_id{2, 0});
}

// A consumer is made by what it is given, not by having asked.
TEST_CASE("stream_group: consumers come and go", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  db.xgroup_create("s", "g", "$", {.make_stream = true});
  db.xreadgroup("g", "idle", {{"s", ">"}});
  CHECK(consumers(db).empty());
  db.xreadgroup("g", "asked", {{"s", "0"}});
  CHECK(db.xgroup_createconsumer("s", "g", "made"));
  CHECK_FALSE(db.xgroup_createconsumer("s", "g", "made"));
  CHECK(consumers(db) == texts{"asked:0", "made:0"});
  clock.advance(100);
  add(db, {"1-0", "2-0"});
  db.xreadgroup("g", "made", {{"s", ">"}});
  clock.advance(10);
  db.xreadgroup("g", "made", {{"s", ">"}});  // gets nothing, so it was not seen
  const auto all = db.xinfo_consumers("s", "g");
  REQUIRE(all.size() == 2);
  CHECK(all[0].idle_ms == 110);
  CHECK(all[1].idle_ms == 10);
  CHECK(db.xgroup_delconsumer("s", "g", "made") == 2);
  CHECK(db.xgroup_delconsumer("s", "g", "made") == 0);
  CHECK(pending(db).empty());
  CHECK(consumers(db) == texts{"asked:0"});
  // They are not given again: the group has read them.
  CHECK(db.xreadgroup("g", "asked", {{"s", ">"}}).empty());
}

// A group that is set back reads again; who had an entry then has it no more.
TEST_CASE("stream_group: SETID sets a group back, and entries change hands", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  add(db, {"1-0", "2-0", "3-0"});
  db.xgroup_create("s", "g", "0");
  db.xreadgroup("g", "a", {{"s", ">"}});
  db.xreadgroup("g", "a", {{"s", "0"}});
  clock.advance(50);
  db.xgroup_setid("s", "g", "1-0");
  CHECK(ids(db.xreadgroup("g", "b", {{"s", ">"}})) == texts{"2-0", "3-0"});
  CHECK(pending(db) == texts{"1-0 a 50 2", "2-0 b 0 1", "3-0 b 0 1"});
  CHECK(consumers(db) == texts{"a:1", "b:2"});
  const auto after = [&](const char* id) {
    db.xgroup_setid("s", "g", id);
    return db.xinfo_groups("s")[0].last_delivered_id.text();
  };
  CHECK(after("$") == "3-0");
  CHECK(after("-") == "0-0");
  CHECK(after("+") == "18446744073709551615-18446744073709551615");
  CHECK(db.xreadgroup("g", "b", {{"s", ">"}}).empty());
  CHECK(after("2") == "2-0");
}

// Acknowledging twice, or what was never given, must not count.
TEST_CASE("stream_group: XACK", "[redlite]") {
  redlite::db db(":memory:");
  add(db, {"1-0", "2-0", "3-0"});
  db.xgroup_create("s", "g", "0");
  db.xgroup_create("s", "h", "0");
  db.xreadgroup("g", "a", {{"s", ">"}}, {.count = 2});
  db.xreadgroup("g", "b", {{"s", ">"}});
  db.xreadgroup("h", "a", {{"s", ">"}});
  CHECK(db.xack("s", "g", {"1-0", "1-0", "3", "9-9"}) == 2);
  CHECK(consumers(db) == texts{"a:1", "b:0"});
  CHECK(db.xpending("s", "h").count == 3);
  db.xdel("s", {"2-0"});
  CHECK(db.xack("s", "g", "2-0") == 1);  // gone from the stream, still in hand
  CHECK(db.xack("s", "none", "bad") == 0);
  CHECK(db.xack("none", "g", "bad") == 0);
  CHECK(message_of([&] { db.xack("s", "h", {"1-0", "bad"}); }) == invalid);
  CHECK(db.xpending("s", "h").count == 3);
}

// Each refusal in Redis' words, and nothing done.
TEST_CASE("stream_group: what groups refuse", "[redlite]") {
  redlite::db db(":memory:");
  db.set("k", "v");
  add(db, {"1-0"});
  db.xgroup_create("s", "g", "0");
  const std::string no_group = "NOGROUP No such consumer group 'no' for key name 's'";
  CHECK(message_of([&] { db.xgroup_create("none", "g", "0"); }) == no_key);
  CHECK(message_of([&] { db.xgroup_setid("none", "g", "0"); }) == no_key);
  CHECK(message_of([&] { db.xgroup_destroy("none", "g"); }) == no_key);
  CHECK(message_of([&] { db.xgroup_createconsumer("none", "g", "c"); }) == no_key);
  CHECK(message_of([&] { db.xgroup_delconsumer("none", "g", "c"); }) == no_key);
  CHECK(message_of([&] { db.xgroup_setid("s", "no", "0"); }) == no_group);
  CHECK(message_of([&] { db.xgroup_createconsumer("s", "no", "c"); }) == no_group);
  CHECK(message_of([&] { db.xgroup_delconsumer("s", "no", "c"); }) == no_group);
  CHECK_FALSE(db.xgroup_destroy("s", "no"));
  CHECK(refusal_of([&] { db.xgroup_create("s", "g", "0"); }).code == errc::busy_group);
  CHECK(message_of([&] { db.xgroup_create("s", "g", "0"); }) ==
        "BUSYGROUP Consumer Group name already exists");
  for (const char* id : {"-", "+", "x", ">", "*"}) {
    CHECK(message_of([&] { db.xgroup_create("t", "g", id, {.make_stream = true}); }) == invalid);
  }
  CHECK(db.exists("t") == 0);
  CHECK(message_of([&] { db.xgroup_create("none", "g", "0", {.entries_read = -2}); }) ==
        "ERR value for ENTRIESREAD must be positive or -1");
  CHECK(message_of([&] { db.xgroup_setid("s", "g", "0", {.entries_read = -2}); }) ==
        "ERR value for ENTRIESREAD must be positive or -1");
  const std::string where = " in XREADGROUP with GROUP option";
  const auto no = refusal_of([&] { db.xreadgroup("no", "c", {{"s", ">"}}); });
  CHECK(no.code == errc::no_group);
  CHECK(no.text == "NOGROUP No such key 's' or consumer group 'no'" + where);
  CHECK(message_of([&] {
          db.xreadgroup("g", "c", {{"s", ">"}, {"none", ">"}});
        }) == "NOGROUP No such key 'none' or consumer group 'g'" + where);
  CHECK(db.xpending("s", "g").count == 0);
  // Redis writes a C string on one line.
  CHECK(message_of([&] {
          db.xreadgroup(std::string("a\r\nb\0c", 6), "c", {{"s", ">"}});
        }) == "NOGROUP No such key 's' or consumer group 'a  b'" + where);
  CHECK(message_of([&] {
          db.xreadgroup("g", "c", {{"s", "$"}});
        }) ==
        "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of "
        "this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID "
        "would just return an empty result set.");
  for (const char* id : {"-", "+", "x", "(1", "*"}) {
    CHECK(message_of([&] { db.xreadgroup("g", "c", {{"s", id}}); }) == invalid);
  }
  CHECK(message_of([&] { db.xgroup_create("k", "g", "0"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.xgroup_destroy("k", "g"); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.xreadgroup("g", "c", {{"k", "bad"}}); }) == support::wrong_type_text);
  CHECK(message_of([&] { db.xack("k", "g", "bad"); }) == support::wrong_type_text);
}

// Redis counts words before it reads them.
TEST_CASE("stream_group: XREADGROUP of nothing", "[redlite]") {
  redlite::db db(":memory:");
  const std::string arity = "ERR wrong number of arguments for 'xreadgroup' command";
  CHECK(message_of([&] { db.xreadgroup("g", "c", {}); }) == arity);
  CHECK(message_of([&] { db.xreadgroup("g", "c", {}, {.no_ack = true}); }) == arity);
  CHECK(message_of([&] { db.xreadgroup("g", "c", {}, {.count = 1}); }) == "ERR syntax error");
}

// Names are bytes, like keys.
TEST_CASE("stream_group: names of groups and consumers are bytes", "[redlite]") {
  redlite::db db(":memory:");
  const std::string name("a\0b", 3);
  add(db, {"1-0"});
  db.xgroup_create("s", name, "0");
  db.xgroup_create("s", "a", "0");
  db.xgroup_create("s", "", "0");
  CHECK(ids(db.xreadgroup(name, name, {{"s", ">"}})) == texts{"1-0"});
  const auto groups = db.xinfo_groups("s");
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].name.empty());
  CHECK(groups[1].name == "a");
  CHECK(groups[2].name == name);
  CHECK(groups[2].pending == 1);
  CHECK(db.xinfo_consumers("s", name)[0].name == name);
}

// What a group has must go with it, and with its stream; ids of rows are used again.
TEST_CASE("stream_group: groups go with their stream, and stay in the file", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    add(db, {"1-0", "2-0"});
    db.xgroup_create("s", "g", "0");
    db.xgroup_create("s", "h", "0");
    db.xreadgroup("g", "a", {{"s", ">"}});
    db.xreadgroup("h", "a", {{"s", ">"}});
    db.xtrim("s", {.max_length = 0});
    CHECK(db.xpending("s", "g").count == 2);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
  {
    redlite::db db(folder.path());
    CHECK(db.xpending("s", "g").count == 2);
    CHECK(db.xgroup_destroy("s", "g"));
    CHECK(db.xpending("s", "h").count == 2);
    CHECK(db.xinfo_groups("s").size() == 1);
    db.xadd("t", "1-0", "f", "v");
    db.xgroup_create("t", "g", "0");
    db.xreadgroup("g", "a", {{"t", ">"}});
    db.del("s");
    CHECK(db.xpending("t", "g").count == 1);
    db.xgroup_create("s", "h", "$", {.make_stream = true});
    CHECK(db.xpending("s", "h").count == 0);
    CHECK(db.xinfo_consumers("s", "h").empty());
  }
  CHECK(support::broken_invariants(folder.path()) == "");
  {
    redlite::db db(folder.path());
    db.flushdb();
    CHECK(db.dbsize() == 0);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

// FLUSHDB of one database of two removes by keys, not all there is.
TEST_CASE("stream_group: groups go with their database", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    for (const int number : {0, 1}) {
      db.select(number);
      add(db, {"1-0"});
      db.xgroup_create("s", "g", "0");
      db.xreadgroup("g", "a", {{"s", ">"}});
    }
    db.flushdb();
    CHECK(db.dbsize() == 0);
    db.select(0);
    CHECK(db.xpending("s", "g").count == 1);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

// A copy that shares a group with its original loses entries of both.
TEST_CASE("stream_group: groups follow RENAME, are doubled by COPY and end with their key",
          "[redlite]") {
  const support::scratch folder;
  support::manual_clock clock;
  {
    redlite::db db(folder.path(), {.clock = &support::manual_clock::now_ms});
    add(db, {"1-0", "2-0", "3-0"});
    db.xdel("s", "2-0");
    db.xgroup_create("s", "g", "0", {.entries_read = 1});
    db.xgroup_create("s", "h", "$");
    db.xreadgroup("g", "a", {{"s", ">"}}, {.count = 1});
    db.xgroup_createconsumer("s", "h", "b");
    const auto before = db.xinfo_stream("s", redlite::in_full);
    CHECK(db.copy("s", "copy"));
    CHECK(db.xinfo_stream("copy", redlite::in_full) == before);
    db.rename("s", "t");
    CHECK(db.xinfo_stream("t", redlite::in_full) == before);
    CHECK(db.xack("copy", "g", "1-0") == 1);
    CHECK(ids(db.xreadgroup("g", "b", {{"copy", ">"}})) == texts{"3-0"});
    CHECK(db.xgroup_destroy("copy", "h"));
    CHECK(db.xinfo_stream("t", redlite::in_full) == before);
    db.expire("t", 1);
    clock.advance(1001);
    db.xadd("t", "1-0", "f", "v");
    CHECK(db.xinfo_groups("t").empty());
    CHECK(db.xinfo_stream("t").max_deleted_entry_id == stream_id{});
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

// Two processes that share a file share its groups: no entry goes to both.
TEST_CASE("stream_group: sessions of a shared file share a group", "[redlite]") {
  const support::scratch folder;
  redlite::db one(folder.path(), {.sharing = redlite::sharing::shared});
  redlite::db two = one.session();
  add(one, {"1-0", "2-0", "3-0"});
  two.xgroup_create("s", "g", "0");
  CHECK(ids(one.xreadgroup("g", "one", {{"s", ">"}}, {.count = 1})) == texts{"1-0"});
  CHECK(ids(two.xreadgroup("g", "two", {{"s", ">"}}, {.count = 1})) == texts{"2-0"});
  add(two, {"4-0"});
  CHECK(ids(one.xreadgroup("g", "one", {{"s", ">"}})) == texts{"3-0", "4-0"});
  CHECK(two.xreadgroup("g", "two", {{"s", ">"}}).empty());
  CHECK(two.xack("s", "g", {"1-0", "2-0"}) == 2);
  CHECK(consumers(one) == texts{"one:2", "two:0"});
  CHECK(support::broken_invariants(folder.path()) == "");
}

// A command that is refused half-way must leave no group, no consumer and no count behind.
TEST_CASE("stream_group: what is refused changes nothing", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    add(db, {"1-0", "2-0"});
    db.xgroup_create("s", "g", "0");
    db.xreadgroup("g", "a", {{"s", ">"}});
    CHECK(refusal_of([&] { db.xack("s", "g", {"1-0", "bad"}); }).thrown);
    CHECK(refusal_of([&] { db.xgroup_create("new", "g", "bad", {.make_stream = true}); }).thrown);
    CHECK(db.xpending("s", "g").count == 2);
    CHECK(db.exists("new") == 0);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}
