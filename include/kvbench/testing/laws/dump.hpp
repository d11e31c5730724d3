// kvbench/testing/laws/dump.hpp: the laws of DUMP and RESTORE, and of what OBJECT tells.
//
// Floor: wing testing. What a payload looks like, and most encodings, are a store's own.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/support.hpp>  // has, texts, refusal

namespace kvbench::testing::laws {

template <class Store>
  requires has<Store, cmd::set, cmd::get, cmd::del, cmd::dump> && has_forms<Store, cmd::restore>
void dump_laws(Store& store) {
  auto& db = *store;
  auto const dumped = [&](std::string_view key) { return bulk(db.dump(key)).value(); };
  SECTION("what was dumped is restored, byte for byte, whatever its type") {
    std::string const bytes = all_bytes();
    db.set("k", bytes);
    db.restore("new", 0, dumped("k"));
    CHECK(bulk(db.get("new")) == bytes);
    if constexpr (has_lists<Store, cmd::rpush> && has<Store, cmd::lrange>) {
      db.rpush("l", {std::string_view(bytes), ""sv, "a"sv, "a"sv});
      db.restore("list", 0, dumped("l"));
      CHECK(list(db.lrange("list", 0, -1)) == texts{bytes, "", "a", "a"});
    }
    if constexpr (has<Store, cmd::hset, cmd::hgetall>) {
      db.hset("h", bytes, "");
      db.hset("h", "", bytes);
      db.restore("hash", 0, dumped("h"));
      CHECK(fields(db.hgetall("hash")) == text_map{{bytes, ""}, {"", bytes}});
    }
    if constexpr (has_lists<Store, cmd::sadd> && has<Store, cmd::smembers>) {
      db.sadd("s", {"1", "", "a"});
      db.restore("set", 0, dumped("s"));
      CHECK(sorted(db.smembers("set")) == texts{"", "1", "a"});
    }
    if constexpr (has_lists<Store, cmd::zadd> && has_forms<Store, cmd::zrange>) {
      db.zadd("z", {{0.1, "a"}, {-infinity, "low"}, {1e300, "high"}});
      db.restore("zset", 0, dumped("z"));
      CHECK(scored(db.zrange("zset", 0, -1, redlite::with_scores)) ==
            scores{{"low", -infinity}, {"a", 0.1}, {"high", 1e300}});
    }
    if constexpr (has<Store, cmd::xadd, cmd::xdel, cmd::xrange>) {
      db.xadd("x", "1-1", "f", "v");
      db.xadd("x", "2-1", "f", "v");
      db.xdel("x", "2-1");
      db.restore("stream", 0, dumped("x"));
      CHECK(ids(db.xrange("stream", "-", "+")) == texts{"1-1"});
      CHECK(db.xadd("stream", "2-*", "f", "v")->text() == "2-2");
    }
  }
  SECTION("nothing is dumped of an absent key") { CHECK_FALSE(bulk(db.dump("absent"))); }
  SECTION("a key that is there is replaced only where REPLACE asks for it") {
    db.set("k", "v");
    std::string const payload = dumped("k");
    put_list(store, "k2");
    db.set("other", "old");
    CHECK(refusal([&] { db.restore("other", 0, payload); }) ==
          "BUSYKEY Target key name already exists.");
    CHECK(bulk(db.get("other")) == "old");
    db.restore("k2", 0, payload, {.replace = true});
    CHECK(bulk(db.get("k2")) == "v");
  }
  if constexpr (has<Store, cmd::ttl>) {
    SECTION("a span, or a moment with ABSTTL, is the new end; 0 is none") {
      db.set("k", "v", {.ex = 50});
      std::string const payload = dumped("k");
      db.restore("none", 0, payload);
      CHECK(db.ttl("none") == -1);
      db.restore("span", 100'000, payload);
      CHECK(db.ttl("span") == 100);
      db.restore("moment", 99'999'999'999'000, payload, {.absolute = true});
      CHECK(db.ttl("moment") > 1'000'000'000);
      db.restore("past", 1, payload, {.absolute = true});
      CHECK(vanished(store, "past"));
    }
  }
  SECTION("a damaged payload, and a negative span, are refused and change nothing") {
    db.set("k", "value");
    std::string const payload = dumped("k");
    std::string_view const damaged = "ERR DUMP payload version or checksum are wrong";
    std::string bent = payload;
    bent[1] = static_cast<char>(bent[1] ^ 1);
    CHECK(refusal([&] { db.restore("new", 0, bent); }) == damaged);
    CHECK(refusal([&] { db.restore("new", 0, ""); }) == damaged);
    CHECK(refusal([&] { db.restore("new", 0, payload.substr(0, payload.size() - 1)); }) == damaged);
    CHECK(refusal([&] { db.restore("new", -1, payload); }) ==
          "ERR Invalid TTL value, must be >= 0");
    CHECK(vanished(store, "new"));
  }
}

template <class Store>
  requires has<Store, cmd::set, cmd::object_encoding, cmd::object_refcount, cmd::object_idletime,
               cmd::object_freq, cmd::object_help>
void object_laws(Store& store) {
  auto& db = *store;
  SECTION("ENCODING tells a short integer, a short text and a long text apart") {
    db.set("int", "123");
    db.set("short", std::string(44, 'x'));
    db.set("long", std::string(45, 'x'));
    CHECK(bulk(db.object_encoding("int")) == "int");
    CHECK(bulk(db.object_encoding("short")) == "embstr");
    CHECK(bulk(db.object_encoding("long")) == "raw");
    CHECK_FALSE(bulk(db.object_encoding("absent")));
  }
  SECTION("a new key is referred to once, and is not idle") {
    db.set("k", "text");
    CHECK(db.object_refcount("k") == 1);
    CHECK(db.object_idletime("k") == 0);
  }
  SECTION("nothing is told of an absent key") {
    CHECK_FALSE(static_cast<bool>(db.object_refcount("absent")));
    CHECK_FALSE(static_cast<bool>(db.object_idletime("absent")));
    CHECK_FALSE(static_cast<bool>(db.object_freq("absent")));
  }
  SECTION("without an LFU policy there is no frequency") {
    db.set("k", "text");
    CHECK(refusal([&] { return db.object_freq("k"); }) ==
          "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note "
          "that when switching between policies at runtime LRU and LFU data will take some time to "
          "adjust.");
  }
  SECTION("HELP begins with how to call it, and ends with itself") {
    texts const lines = list(db.object_help());
    REQUIRE(lines.size() > 1);
    CHECK(lines[0] == "OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    CHECK(lines.back() == "    Prints this help.");
  }
}

/// All laws of DUMP, RESTORE and OBJECT that the store's client can be held to.
template <class Store>
void dumps(Store& store) {
  if constexpr (requires { dump_laws(store); }) {
    SECTION("dump") { dump_laws(store); }
  }
  if constexpr (requires { object_laws(store); }) {
    SECTION("object") { object_laws(store); }
  }
}

}  // namespace kvbench::testing::laws
