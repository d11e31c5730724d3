// tests/redlite/db/transaction.cpp: db::atomically: all of several commands, or none.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/transaction.hpp>

#include <chrono>     // lengths of time
#include <memory>     // what is yielded
#include <stdexcept>  // a function that throws
#include <string>     // keys
#include <thread>     // others
#include <vector>     // threads

#include <redlite/db/db.hpp>           // the store
#include <redlite/db/dump_format.hpp>  // a payload that makes no sense

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::message_of;
using support::scratch;
using texts = std::vector<std::string>;

namespace {

struct kept {
  scratch folder;
  std::string path;
  redlite::options how;
};
void keep(kept& at, int mode) {
  at.path = mode == 0 ? ":memory:" : at.folder.path();
  at.how.sharing = mode == 2 ? redlite::sharing::shared : redlite::sharing::exclusive;
}
void check_whole(const kept& at) {
  if (at.path != ":memory:") CHECK(support::broken_invariants(at.path) == "");
}

}  // namespace

// A reply that comes late, or a part that is seen, is what a transaction is there to prevent.
TEST_CASE("transaction: its commands see each other, others see all or nothing", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  {
    redlite::db db(at.path, at.how);
    redlite::db other = db.session();
    db.mset({{"ann", "10"}, {"bob", "0"}});
    CHECK(other.get("ann") == "10");
    const auto left = db.atomically([&](auto& tx) {
      tx.set("ann", "7");
      tx.incrby("bob", 3);
      tx.rpush("log", {"ann", "bob"});
      CHECK(tx.get("bob") == "3");
      CHECK(tx.llen("log") == 2);
      CHECK(tx.dbsize() == 3);
      CHECK(tx.del("log") == 1);
      CHECK(tx.dbsize() == 2);
      // In shared mode the other session has a connection of its own, and sees what was.
      if (at.path != ":memory:" && at.how.sharing == redlite::sharing::shared)
        CHECK(other.get("ann") == "10");
      return *tx.get("ann");
    });
    CHECK(left == "7");
    CHECK(other.get("ann") == "7");
    CHECK(other.get("bob") == "3");
    CHECK(other.dbsize() == 2);
    db.atomically([](redlite::transaction&) {});
    // What is yielded may be moved only, or be a reference.
    CHECK(*db.atomically([](auto&) { return std::make_unique<int>(5); }) == 5);
  }
  check_whole(at);
}

TEST_CASE("transaction: where the function throws, nothing is left, in the file or in memory",
          "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  {
    redlite::db db(at.path, at.how);
    db.set("s", "v");
    db.rpush("l", {"a", "b"});
    db.zadd("z", 1, "m");
    CHECK(db.llen("l") == 2);
    CHECK_THROWS_AS(db.atomically([](auto& tx) {
      tx.set("s", "other");
      tx.rpush("l", "c");
      tx.hset("h", "f", "v");
      tx.del("z");
      tx.rename("s", "t");
      tx.select(3);
      tx.set("in 3", "v");
      CHECK(tx.llen("l") == 0);
      tx.swapdb(0, 3);
      CHECK(tx.llen("l") == 3);
      tx.flushall();
      throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK(db.get("s") == "v");
    CHECK(db.lrange("l", 0, -1) == texts{"a", "b"});
    CHECK(db.exists({"h", "t"}) == 0);
    CHECK(db.zscore("z", "m") == 1);
    CHECK(db.dbsize() == 3);
    CHECK(db.rpush("l", "c") == 3);
    db.select(3);
    CHECK(db.dbsize() == 0);
  }
  check_whole(at);
}

// The function may catch a refusal and go on: then the refused command alone must be missing.
TEST_CASE("transaction: a refused command takes back itself, and only itself", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  {
    redlite::db db(at.path, at.how);
    db.set("string", "v");
    db.atomically([](auto& tx) {
      tx.rpush("l", "a");
      CHECK(message_of([&] { (void)tx.rpush("string", "x"); }) == support::wrong_type_text);
      CHECK(message_of([&] {
              (void)tx.hincrby("h", "f", 1), (void)tx.hset("h", "g", "x"),
                  (void)tx.hincrby("h", "g", 1);
            }) == "ERR hash value is not an integer");
      CHECK(tx.hlen("h") == 2);
      CHECK(message_of([&] { tx.select(99); }) == "ERR DB index is out of range");
      // Refused after it had removed what was there.
      redlite::detail::dump_writer nonsense;
      nonsense.number(4);
      nonsense.number(3);
      nonsense.bytes("one of three");
      const std::string payload = nonsense.finish();
      CHECK(message_of([&] { tx.restore("string", 0, payload, {.replace = true}); }) ==
            "ERR Bad data format");
      CHECK(tx.get("string") == "v");
      tx.rpush("l", "b");
      CHECK(tx.dbsize() == 3);
    });
    CHECK(db.lrange("l", 0, -1) == texts{"a", "b"});
    CHECK(db.get("string") == "v");
    CHECK(db.dbsize() == 3);
  }
  check_whole(at);
}

// A thread that waits for itself waits for ever.
TEST_CASE("transaction: the store's own object inside is refused, not waited for", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  redlite::db db(at.path, at.how);
  redlite::db copy = db;
  const std::string refused =
      "ERR inside atomically() only the transaction that it passes can be used";
  db.atomically([&](auto& tx) {
    tx.set("k", "v");
    CHECK(message_of([&] { (void)db.get("k"); }) == refused);
    CHECK(message_of([&] { (void)copy.get("k"); }) == refused);
    CHECK(message_of([&] { db.atomically([](auto&) {}); }) == refused);
    CHECK(message_of([&] { (void)db.watch("k"); }) == refused);
    CHECK(message_of([&] { db.release(); }) == refused);
  });
  CHECK(db.get("k") == "v");
  CHECK_THROWS_AS(db.atomically([](auto&) { throw 5; }), int);
  CHECK(db.get("k") == "v");
}

TEST_CASE("transaction: SELECT inside stays unless the function throws", "[redlite]") {
  redlite::db db(":memory:");
  db.select(2);
  db.atomically([](auto& tx) {
    tx.set("k", "two");
    tx.select(5);
    tx.set("k", "five");
  });
  CHECK(db.get("k") == "five");
  CHECK_THROWS_AS(db.atomically([](auto& tx) {
    tx.select(7);
    throw 5;
  }),
                  int);
  CHECK(db.get("k") == "five");
}

// A key that ends between two commands of one transaction would be there and not there.
TEST_CASE("transaction: time stands still inside", "[redlite]") {
  support::manual_clock clock;
  redlite::db db(":memory:", {.clock = &support::manual_clock::now_ms});
  db.set("k", "v", {.px = 10});
  db.atomically([&](auto& tx) {
    CHECK(tx.get("k") == "v");
    clock.advance(10);
    CHECK(tx.get("k") == "v");
    CHECK(tx.pttl("k") == 10);
    tx.set("new", "v", {.px = 5});
    CHECK(tx.get("new") == "v");
  });
  CHECK(db.get("k") == std::nullopt);
  CHECK(db.get("new") == std::nullopt);
}

TEST_CASE("transaction: an expired key that a read meets is removed within it", "[redlite]") {
  support::manual_clock clock;
  kept at;
  keep(at, GENERATE(0, 1, 2));
  at.how.clock = &support::manual_clock::now_ms;
  {
    redlite::db db(at.path, at.how);
    db.set("k", "v", {.px = 10});
    clock.advance(10);
    db.atomically([&](auto& tx) {
      CHECK(tx.get("k") == std::nullopt);
      CHECK(tx.dbsize() == 0);
      tx.rpush("k", "a");
    });
    CHECK(db.llen("k") == 1);
  }
  check_whole(at);
}

// SQLite may end a transaction by itself; what follows must not be done command by command.
TEST_CASE("transaction: after the store failed, it refuses to go on", "[redlite]") {
  const redlite::options how;
  redlite::detail::store at(":memory:", how);
  const auto no = support::refusal_of([&] {
    at.whole([&] {
      at.write([&] { (void)at.find_or_make("l", redlite::detail::kind::list); });
      at.connection().execute("ROLLBACK");
      CHECK(message_of([&] { at.write([] {}); }) ==
            "ERR the transaction was rolled back when a command of it failed");
      CHECK(message_of([&] { at.read([] {}); }) ==
            "ERR the transaction was rolled back when a command of it failed");
    });
  });
  CHECK(no.says("rolled back"));
  CHECK_FALSE(at.in_whole());
  at.write([] {});
}

// Two that read, think and write must not both do so on the same number.
TEST_CASE("transaction: threads take turns", "[redlite]") {
  kept at;
  keep(at, GENERATE(0, 1, 2));
  at.how.durability = redlite::durability::off;
  at.how.busy_timeout = std::chrono::milliseconds(60'000);
  {
    redlite::db db(at.path, at.how);
    db.mset({{"a", "0"}, {"b", "100"}});
    std::vector<std::thread> all;
    for (int i = 0; i < 4; ++i) {
      all.emplace_back([mine = db.session(), i]() mutable {
        for (int n = 0; n < 25; ++n) {
          mine.atomically([&](auto& tx) {
            const int a = std::stoi(*tx.get("a"));
            tx.set("a", std::to_string(a + 1));
            tx.decr("b");
          });
          if (i == 0) (void)mine.get("a");
        }
      });
    }
    for (auto& each : all) each.join();
    CHECK(db.get("a") == "100");
    CHECK(db.get("b") == "0");
  }
  check_whole(at);
}
