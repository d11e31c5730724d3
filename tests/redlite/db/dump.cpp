// tests/redlite/db/dump.cpp: what a key holds as bytes, and back. Errors compared with redis-server
// 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/dump.hpp>

#include <limits>  // ends
#include <string>  // payloads
#include <vector>  // elements

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::message_of;
using texts = std::vector<std::string>;

namespace {

const std::string wrong = "ERR DUMP payload version or checksum are wrong";

void fill(redlite::db& db) {
  db.set("string", std::string("v\0w", 3));
  db.set("empty", "");
  db.rpush("list", {"a", "", std::string(1000, 'x')});
  db.hset("hash", {{"a", "1"}, {"b", ""}});
  db.sadd("set", {"a", "", "c"});
  db.zadd("zset", {{1.5, "a"}, {-1.0 / 0.0, "b"}});
  db.xadd("stream", "5-1", {{"f", "v"}, {"g", "w"}});
  db.xadd("stream", "5-2", "f", "v");
  db.xdel("stream", "5-2");
  db.xadd("stream", "7-0", "f", "v");
  db.xgroup_create("stream", "group", "0");
  (void)db.xreadgroup("group", "ann", {{"stream", ">"}});
}
const texts kinds{"string", "empty", "list", "hash", "set", "zset", "stream"};

}  // namespace

// A dump that drops a part of a key is a backup that is noticed too late.
TEST_CASE("dump: RESTORE makes the same of what DUMP yields, of every kind", "[redlite]") {
  const support::scratch folder;
  {
    redlite::db db(folder.path());
    fill(db);
    for (const std::string& kind : kinds) {
      INFO(kind);
      const auto payload = db.dump(kind);
      REQUIRE(payload);
      db.restore("copy", 0, *payload);
      CHECK(db.type("copy") == db.type(kind));
      CHECK(db.dump("copy") == payload);
      CHECK(db.ttl("copy") == -1);
      db.del("copy");
    }
    CHECK(db.dump("none") == std::nullopt);
    const std::string list = *db.dump("list");
    db.restore("list", 0, list, {.replace = true});
    CHECK(db.lrange("list", 0, -1) == texts{"a", "", std::string(1000, 'x')});
    CHECK(db.rpush("list", "more") == 4);
    db.restore("stream", 0, *db.dump("stream"), {.replace = true});
    CHECK(db.xlen("stream") == 2);
    CHECK(db.xpending("stream", "group").count == 2);
    CHECK(db.xadd("stream", "7-*", "f", "v") == redlite::stream_id{7, 1});
    CHECK(db.xinfo_stream("stream").max_deleted_entry_id == redlite::stream_id{5, 2});
    CHECK(db.dbsize() == 7);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

TEST_CASE("dump: RESTORE's ends and options", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  db.set("k", "v", {.px = 50});
  const std::string payload = *db.dump("k");
  db.restore("span", 1500, payload);
  CHECK(db.pttl("span") == 1500);
  db.restore("moment", support::manual_clock::start_ms + 70, payload, {.absolute = true});
  CHECK(db.pttl("moment") == 70);
  db.restore("past", 5, payload, {.absolute = true});
  CHECK(db.exists("past") == 0);
  // The last millisecond that there is; and from now on so many, which in Redis begin anew from
  // below.
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  db.restore("last", most, payload, {.absolute = true});
  CHECK(db.exists("last") == 1);
  db.restore("last", most, payload, {.replace = true});
  CHECK(db.exists("last") == 0);
  db.restore("never", 0, payload, {.absolute = true, .idle_time = 7});
  CHECK(db.pttl("never") == -1);
  db.restore("often", 0, payload, {.frequency = 255});
  const auto refusal = [&](const char* key, std::int64_t ms, const redlite::restore_options& how) {
    return message_of([&] { db.restore(key, ms, "abc", how); });
  };
  CHECK(refusal("x", 0, {}) == wrong);
  CHECK(refusal("x", -1, {}) == "ERR Invalid TTL value, must be >= 0");
  CHECK(refusal("k", 0, {}) == "BUSYKEY Target key name already exists.");
  CHECK(refusal("k", -1, {}) == "BUSYKEY Target key name already exists.");
  CHECK(refusal("k", -1, {.replace = true}) == "ERR Invalid TTL value, must be >= 0");
  CHECK(refusal("k", 0, {.replace = true}) == wrong);
  CHECK(refusal("x", 0, {.idle_time = -1}) == "ERR Invalid IDLETIME value, must be >= 0");
  CHECK(refusal("x", 0, {.frequency = 256}) == "ERR Invalid FREQ value, must be >= 0 and <= 255");
  CHECK(refusal("k", 0, {.idle_time = 1, .frequency = 1}) == "ERR syntax error");
  CHECK(refusal("k", 0, {.idle_time = 1, .frequency = -5}) == "ERR syntax error");
  CHECK(db.get("k") == "v");
}

// A damaged payload must never become a key.
TEST_CASE("dump: a payload that is cut, changed or lengthened is refused", "[redlite]") {
  redlite::db db(":memory:");
  fill(db);
  for (const std::string& kind : kinds) {
    const std::string payload = *db.dump(kind);
    for (std::size_t i = 0; i < payload.size(); ++i) {
      std::string changed = payload;
      changed[i] = static_cast<char>(changed[i] ^ 0x10);
      REQUIRE(message_of([&] { db.restore("x", 0, changed); }) == wrong);
      REQUIRE(message_of([&] { db.restore("x", 0, payload.substr(0, i)); }) == wrong);
    }
    CHECK(message_of([&] { db.restore("x", 0, payload + "x"); }) == wrong);
  }
  CHECK(db.exists("x") == 0);
  // With a good checksum, but what is in it makes no sense.
  const auto refused = [&](auto&& write) {
    redlite::detail::dump_writer to;
    write(to);
    const std::string payload = to.finish();
    return message_of([&] { db.restore("x", 0, payload); });
  };
  const std::string bad = "ERR Bad data format";
  CHECK(refused([](auto&) {}) == bad);
  CHECK(refused([](auto& to) { to.number(0); }) == bad);
  CHECK(refused([](auto& to) { to.number(7); }) == bad);
  CHECK(refused([](auto& to) { to.number(1); }) == bad);
  CHECK(refused([](auto& to) { to.number(1), to.number(1'000'000); }) == bad);
  CHECK(refused([](auto& to) { to.number(1), to.bytes("v"), to.bytes("more"); }) == bad);
  CHECK(refused([](auto& to) { to.number(2), to.number(0); }) == bad);
  CHECK(refused([](auto& to) { to.number(4), to.number(2), to.bytes("a"), to.bytes("a"); }) == bad);
  CHECK(refused([](auto& to) {
          to.number(5), to.number(1), to.bytes("a"), to.real(std::nan(""));
        }) == bad);
  CHECK(db.exists("x") == 0);
  CHECK(db.dbsize() == 7);
}

// Payloads outlive programs.
TEST_CASE("dump: the bytes of version 1", "[redlite]") {
  redlite::db db(":memory:");
  db.rpush("l", {"a", "bc"});
  const std::string payload = *db.dump("l");
  CHECK(payload.substr(0, payload.size() - 8) == std::string("\x02\x02\x01"
                                                             "a\x02"
                                                             "bc\x01"));
}
