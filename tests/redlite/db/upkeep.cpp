// tests/redlite/db/upkeep.cpp: redlite's own commands, and what is removed though nobody asks.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/upkeep.hpp>

#include <filesystem>  // the size of a file
#include <string>      // keys
#include <vector>      // elements

#include <redlite/db/db.hpp>       // commands
#include <redlite/db/sweeper.hpp>  // steps

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::message_of;
using support::scratch;
using texts = std::vector<std::string>;

namespace {

/// `count` keys that end at the same moment, in each of two databases.
void fill(redlite::db& db, int count) {
  for (const int number : {0, 9}) {
    db.select(number);
    for (int i = 0; i < count; ++i) db.set("ends:" + std::to_string(i), "v", {.px = 100});
    db.set("stays", "v");
  }
  db.select(0);
}

}  // namespace

// Expired keys that nobody asks for would fill the disk; a long sweep would hold up a caller.
TEST_CASE("upkeep: expired keys of all databases go step by step", "[redlite]") {
  support::manual_clock clock;
  const scratch folder;
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  {
    redlite::db db(folder.path(), {.durability = redlite::durability::off,
                                   .sharing = sharing,
                                   .clock = &support::manual_clock::now_ms});
    fill(db, 700);
    CHECK_FALSE(db.expire_some());
    CHECK(db.dbsize() == 701);
    clock.advance(100);
    std::int64_t before = 1402;
    int steps = 0;
    for (bool more = true; more; ++steps) {
      more = db.expire_some();
      std::int64_t now = 0;
      for (const int number : {0, 9}) {
        db.select(number);
        now += db.dbsize();
      }
      CHECK(before - now <= 512);
      before = now;
    }
    CHECK(steps == 3);
    CHECK(before == 2);
    CHECK(db.get("stays") == "v");
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

TEST_CASE("upkeep: a large collection goes at once for all, and in steps from the file",
          "[redlite]") {
  const scratch folder;
  const texts many = [] {
    texts all;
    for (int i = 0; i < 1500; ++i) all.push_back(std::to_string(i));
    return all;
  }();
  {
    redlite::db db(folder.path(), {.durability = redlite::durability::off});
    db.rpush("list", many);
    db.sadd("set", many);
    for (const std::string& each : many) {
      db.hset("hash", each, "v");
      db.zadd("zset", 1, each);
      db.xadd("stream", "*", "f", each);
    }
    db.xgroup_create("stream", "group", "0");
    CHECK(db.unlink({"list", "set", "hash", "zset", "stream"}) == 5);
    CHECK(db.dbsize() == 0);
    // The same names again, while the old elements are still there.
    db.rpush("list", "new");
    db.sadd("set", "new");
    CHECK(db.lrange("list", 0, -1) == texts{"new"});
    CHECK(db.smembers("set") == texts{"new"});
  }
  CHECK(support::broken_invariants(folder.path()) == "");
  const std::string left =
      "SELECT (SELECT count(*) FROM list_item) + (SELECT count(*) FROM set_member) + (SELECT "
      "count(*) FROM hash_field) + (SELECT count(*) FROM zset_member) + (SELECT count(*) FROM "
      "stream_entry)";
  CHECK(support::plain_sql(folder.path()).one(left) == "7502");
  {
    redlite::db db(folder.path(), {.durability = redlite::durability::off});
    int steps = 1;
    while (db.expire_some()) ++steps;
    CHECK(steps == 15);
    CHECK(db.llen("list") == 1);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
  CHECK(support::plain_sql(folder.path()).one(left) == "2");
  CHECK(support::plain_sql(folder.path()).one("SELECT count(*) FROM dropped") == "0");
}

TEST_CASE("upkeep: writing commands remove what has ended, every so often", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  CHECK(db.autovacuum() == redlite::autovacuum_state{true, 60'000});
  CHECK(message_of([&] { db.autovacuum(redlite::interval, 999); }) ==
        "ERR AUTOVACUUM INTERVAL must be at least 1000 milliseconds");
  db.autovacuum(redlite::interval, 1000);
  CHECK(db.autovacuum().interval_ms == 1000);
  fill(db, 600);
  const auto write = [&](int times) {
    for (int i = 0; i < times; ++i) db.set("stays", "v");
  };
  clock.advance(999);
  write(100);
  CHECK(db.dbsize() == 601);  // ended, but the interval has not
  db.autovacuum(redlite::autovacuum_switch::off);
  CHECK_FALSE(db.autovacuum().enabled);
  clock.advance(1);
  write(100);
  CHECK(db.dbsize() == 601);
  db.autovacuum(redlite::autovacuum_switch::on);
  write(16 * 3);
  CHECK(db.dbsize() == 1);
  db.select(9);
  CHECK(db.dbsize() == 1);
  // Inside a transaction nothing is removed that its function did not ask for.
  db.set("ends", "v", {.px = 1});
  clock.advance(1000);
  db.atomically([](auto& tx) {
    for (int i = 0; i < 100; ++i) tx.set("stays", "v");
    CHECK(tx.dbsize() == 2);
  });
}

TEST_CASE("upkeep: VACUUM removes all that has ended, and shrinks the file", "[redlite]") {
  support::manual_clock clock;
  const scratch folder;
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  {
    redlite::db db(folder.path(), {.durability = redlite::durability::off,
                                   .sharing = sharing,
                                   .clock = &support::manual_clock::now_ms});
    redlite::db other = db.session();
    fill(db, 600);
    db.rpush("list", texts(5000, std::string(100, 'x')));
    CHECK(db.llen("list") == 5000);
    CHECK(db.vacuum() == 0);
    const auto full = std::filesystem::file_size(folder.path());
    db.del("list");
    clock.advance(100);
    CHECK(db.vacuum() == 1200);
    CHECK(std::filesystem::file_size(folder.path()) < full / 2);
    CHECK(db.get("stays") == "v");
    CHECK(other.get("stays") == "v");
    CHECK(db.dbsize() == 1);
    CHECK(message_of([&] { db.atomically([](auto& tx) { (void)tx.vacuum(); }); }) ==
          "ERR VACUUM cannot be used in a transaction");
    CHECK(db.rpush("list", "x") == 1);
  }
  CHECK(support::broken_invariants(folder.path()) == "");
}

TEST_CASE("upkeep: KEYINFO tells what a key is and how much it holds", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  db.set("s", "four", {.px = 1499});
  db.rpush("l", {"a", "bc"});
  db.hset("h", {{"f", "1"}, {"g", "23"}});
  db.sadd("m", {"a", "bc"});
  db.zadd("z", 1, "a");
  db.xadd("x", "*", "f", "v");
  CHECK(db.keyinfo("s") == redlite::key_info{"string", 1, 4, 5});
  CHECK(db.keyinfo("l") == redlite::key_info{"list", -1, 2, 4});
  CHECK(db.keyinfo("h") == redlite::key_info{"hash", -1, 2, 6});
  CHECK(db.keyinfo("m") == redlite::key_info{"set", -1, 2, 4});
  CHECK(db.keyinfo("z") == redlite::key_info{"zset", -1, 1, 10});
  CHECK(db.keyinfo("x")->size == 1);
  CHECK(db.keyinfo("none") == std::nullopt);
  clock.advance(1499);
  CHECK(db.keyinfo("s") == std::nullopt);
}
