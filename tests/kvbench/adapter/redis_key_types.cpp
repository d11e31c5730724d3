// tests/kvbench/adapter/redis_key_types.cpp: a real server's keys, type by type.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redis_key_types.hpp>

#include <kvbench/adapter/hiredis.hpp>
#include <kvbench/adapter/redis_wire.hpp>

#include <string>
#include <thread>

#include "catch.hpp"
#include "redis_server.hpp"

using kvbench::named;
using kvbench::adapter::count_key_types;
using kvbench::adapter::hiredis;
using kvbench::adapter::hiredis_connection;
using kvbench::adapter::redis_address;

namespace {

void add_one_of_each(hiredis& db) {
  db.mset({{"a", "1"}, {"b", "2"}});
  db.rpush("l", "1");
  db.hset("h", "f", "1");
  db.sadd("s", "m");
  db.zadd("z", 1, "m");
  db.xadd("x", "1-1", "f", "v");
}

}  // namespace

// One number for all hides a list that became a string.
TEST_CASE("redis key types: counts tell the keys of each type", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.unix_url()};
  named<std::uint64_t> const none{{"keys", 0}, {"strings", 0},     {"lists", 0},  {"hashes", 0},
                                  {"sets", 0}, {"sorted_sets", 0}, {"streams", 0}};
  CHECK(db.counts() == none);
  add_one_of_each(db);
  named<std::uint64_t> const some{{"keys", 7}, {"strings", 2},     {"lists", 1},  {"hashes", 1},
                                  {"sets", 1}, {"sorted_sets", 1}, {"streams", 1}};
  CHECK(db.counts() == some);
  CHECK(kvbench::adapter::redis_wire{server.unix_url()}.counts() == some);
}

// A page that is lost between two round trips would be a family that a correct store lost.
TEST_CASE("redis key types: keys of many pages are each counted once", "[adapter][redis]") {
  support::redis_server server;
  hiredis db{server.unix_url()};
  std::string const made =
      "for i = 1, 12345 do redis.call('SET', 'string:' .. i, 1) end "
      "for i = 1, 2345 do redis.call('SADD', 'set:' .. i, 1) end";
  static_cast<void>(db.command({"EVAL", made, "0"}));
  auto const counts = db.counts();
  CHECK(counts.at("keys") == 14'690);
  CHECK(counts.at("strings") == 12'345);
  CHECK(counts.at("sets") == 2'345);
  CHECK(counts.at("lists") == 0);
}

// Names of keys are bytes: one with a line break in it would shift every later reply.
TEST_CASE("redis key types: keys of any bytes", "[adapter][redis]") {
  using namespace std::string_view_literals;
  support::redis_server server;
  hiredis db{server.unix_url()};
  db.set("a\r\n$1\r\nb"sv, "v");
  db.set("\0"sv, "v");
  db.set(""sv, "v");
  db.rpush(std::string(100'000, 'k'), "v");
  CHECK(db.counts().at("strings") == 3);
  CHECK(db.counts().at("lists") == 1);
}

// What has ended is no key of any family, though DBSIZE counts it until somebody looks.
TEST_CASE("redis key types: keys that have ended are counted nowhere", "[adapter][redis]") {
  support::redis_server server({"--enable-debug-command", "yes"});
  hiredis db{server.unix_url()};
  static_cast<void>(db.command({"DEBUG", "SET-ACTIVE-EXPIRE", "0"}));
  db.set("stays", "v");
  for (char const* key : {"a", "b", "last"}) db.set(key, "v", {.px = 1});
  while (db.ttl("last") != -2) std::this_thread::yield();  // drops what it meets, and that alone
  REQUIRE(db.dbsize() == 3);
  auto const counts = db.counts();
  CHECK(counts.at("keys") == 1);
  CHECK(counts.at("strings") == 1);
}

// A user who may not SCAN still gets a report.
TEST_CASE("redis key types: a server that refuses is asked for the number alone",
          "[adapter][redis]") {
  for (char const* refused : {"-scan", "-type"}) {
    support::redis_server server;
    hiredis db{server.unix_url()};
    add_one_of_each(db);
    static_cast<void>(db.command({"ACL", "SETUSER", "default", refused}));
    CHECK(db.counts() == named<std::uint64_t>{{"keys", 7}});
    hiredis_connection connection{redis_address::parse(server.unix_url())};
    CHECK_FALSE(count_key_types(connection).has_value());
    connection.ping();  // nothing was left unread
    CHECK(db.get("a") == "1");
  }
}
