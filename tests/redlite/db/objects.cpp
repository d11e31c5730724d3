// tests/redlite/db/objects.cpp: OBJECT. Compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/objects.hpp>

#include <string>  // values
#include <vector>  // elements

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "store.hpp"

using support::message_of;

TEST_CASE("objects: ENCODING is what Redis would choose for the value", "[redlite]") {
  redlite::db db(":memory:");
  const auto of_string = [&](const std::string& value) {
    db.set("k", value);
    return *db.object_encoding("k");
  };
  CHECK(of_string("123") == "int");
  CHECK(of_string("9223372036854775807") == "int");
  CHECK(of_string("9223372036854775808") == "embstr");
  CHECK(of_string("0123") == "embstr");
  CHECK(of_string("") == "embstr");
  CHECK(of_string(std::string(44, 'x')) == "embstr");
  CHECK(of_string(std::string(45, 'x')) == "raw");
  db.rpush("list", "a");
  CHECK(db.object_encoding("list") == "quicklist");
  db.xadd("stream", "*", "f", "v");
  CHECK(db.object_encoding("stream") == "stream");

  db.hset("hash", "f", std::string(64, 'x'));
  CHECK(db.object_encoding("hash") == "listpack");
  db.hset("hash", "f", std::string(65, 'x'));
  CHECK(db.object_encoding("hash") == "hashtable");
  db.hset("fields", std::string(65, 'x'), "v");
  CHECK(db.object_encoding("fields") == "hashtable");
  for (int i = 0; i < 512; ++i) {
    db.hset("many", std::to_string(i), "v");
    db.sadd("set", std::to_string(i));
    if (i < 128) db.zadd("zset", i, std::to_string(i));
  }
  CHECK(db.object_encoding("many") == "listpack");
  db.hset("many", "more", "v");
  CHECK(db.object_encoding("many") == "hashtable");
  CHECK(db.object_encoding("set") == "intset");
  db.sadd("set", "512");
  CHECK(db.object_encoding("set") == "hashtable");
  db.sadd("letters", "a");
  CHECK(db.object_encoding("letters") == "hashtable");
  CHECK(db.object_encoding("zset") == "listpack");
  db.zadd("zset", 1, "more");
  CHECK(db.object_encoding("zset") == "skiplist");
  db.zrem("zset", "more");
  CHECK(db.object_encoding("zset") == "skiplist");  // it never goes back
  db.zadd("long", 1, std::string(65, 'x'));
  CHECK(db.object_encoding("long") == "skiplist");
  CHECK(db.object_encoding("none") == std::nullopt);
}

TEST_CASE("objects: REFCOUNT, IDLETIME, FREQ and HELP", "[redlite]") {
  redlite::db db(":memory:");
  db.mset({{"small", "9999"}, {"large", "10000"}, {"negative", "-1"}});
  CHECK(db.object_refcount("small") == 2147483647);
  CHECK(db.object_refcount("large") == 1);
  CHECK(db.object_refcount("negative") == 1);
  CHECK(db.object_refcount("none") == std::nullopt);
  CHECK(db.object_idletime("small") == 0);
  CHECK(db.object_idletime("none") == std::nullopt);
  CHECK(db.object_freq("none") == std::nullopt);
  CHECK(message_of([&] { (void)db.object_freq("small"); }) ==
        "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note "
        "that when switching between policies at runtime LRU and LFU data will take some time to "
        "adjust.");
  CHECK(db.object_help().size() == 15);
}
