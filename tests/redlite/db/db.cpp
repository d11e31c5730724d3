// tests/redlite/db/db.cpp: one store from several threads, connections and processes.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/db.hpp>

#include <algorithm>   // order
#include <atomic>      // a count of threads
#include <chrono>      // lengths of time
#include <filesystem>  // the log's size
#include <functional>  // each thread's work
#include <memory>      // ownership
#include <string>      // keys
#include <thread>      // threads
#include <vector>      // threads

#include "catch.hpp"
#include "child.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::sharing;
using support::message_of;
using support::plain_sql;
using support::refusal_of;
using support::scratch;

namespace {

using texts = std::vector<std::string>;

redlite::options shared_by(redlite::clock_function clock = &redlite::system_now_ms) {
  return {.sharing = sharing::shared, .clock = clock};
}

/// Runs `work(i)` on so many threads at once. Yields the first refusal, nothing where there is
/// none.
std::string on_threads(int threads, const std::function<void(int)>& work) {
  std::atomic<int> waiting = threads;
  std::vector<std::string> said(static_cast<std::size_t>(threads));
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      --waiting;
      while (waiting != 0) std::this_thread::yield();
      try {
        work(i);
      } catch (const std::exception& failure) {
        said[static_cast<std::size_t>(i)] = failure.what();
      }
    });
  }
  for (std::thread& each : all) each.join();
  for (const std::string& text : said) {
    if (!text.empty()) return text;
  }
  return "";
}

}  // namespace

// An increment lost between two threads is money lost.
TEST_CASE("db: increments by several threads add up, through sessions and through one store",
          "[redlite][db][threads]") {
  const auto [name, how, own_sessions] = GENERATE(table<std::string, sharing, bool>({
      {":memory:", sharing::exclusive, true},
      {":memory:", sharing::exclusive, false},
      {":memory:", sharing::shared, true},
      {"store.db", sharing::exclusive, true},
      {"store.db", sharing::exclusive, false},
      {"store.db", sharing::shared, true},
      {"store.db", sharing::shared, false},
  }));
  const bool sessions = own_sessions;
  INFO(name << ", shared " << (how == sharing::shared) << ", sessions " << sessions);
  const scratch folder;
  const std::string path = name == ":memory:" ? name : folder.path(name);
  constexpr int threads = 4;
  constexpr int rounds = 100;
  {
    redlite::options options;
    options.sharing = how;
    options.busy_timeout = std::chrono::minutes(1);
    redlite::db db(path, options);
    CHECK(on_threads(threads, [&](int thread) {
            redlite::db mine = sessions ? db.session() : db;
            const std::string me = std::to_string(thread);
            for (int i = 0; i < rounds; ++i) {
              mine.incr("total");
              mine.hincrby("hash", me, 1);
              mine.rpush("list", me);
              mine.sadd("set", {me, std::to_string(i)});
              mine.zadd("zset", i, me + ":" + std::to_string(i));
              (void)mine.zrank("zset", me + ":0");
              (void)mine.get("total");
              (void)mine.lrange("list", -3, -1);
              (void)mine.hgetall("hash");
              if (i % 10 == 0) mine.release();
            }
          }) == "");
    CHECK(db.get("total") == std::to_string(threads * rounds));
    for (int i = 0; i < threads; ++i) {
      CHECK(db.hget("hash", std::to_string(i)) == std::to_string(rounds));
    }
    CHECK(db.llen("list") == threads * rounds);
    CHECK(db.scard("set") == rounds);
    CHECK(db.zcard("zset") == threads * rounds);
    CHECK(db.zrank("zset", "0:0") == 0);
    CHECK(db.dbsize() == 5);
  }
  if (name != ":memory:") CHECK(support::broken_invariants(path) == "");
}

// Each element is popped by one thread: two that get the same do the same work twice.
TEST_CASE("db: what several threads pop is all that was pushed, once", "[redlite][db][threads]") {
  const scratch folder;
  const auto how = GENERATE(sharing::exclusive, sharing::shared);
  redlite::db db(folder.path(), {.sharing = how, .busy_timeout = std::chrono::minutes(1)});
  texts all;
  for (int i = 0; i < 300; ++i) all.push_back(std::to_string(1000 + i));
  db.rpush("queue", all);
  std::vector<texts> popped(3);
  CHECK(on_threads(3, [&](int thread) {
          redlite::db mine = db.session();
          texts& got = popped[static_cast<std::size_t>(thread)];
          while (const auto one = thread == 0 ? mine.rpop("queue") : mine.lpop("queue"))
            got.push_back(*one);
        }) == "");
  texts together;
  for (const texts& each : popped) together.insert(together.end(), each.begin(), each.end());
  std::sort(together.begin(), together.end());
  CHECK(together == all);
  CHECK(db.exists("queue") == 0);
}

// A session that still answers from before another's commit breaks "write, then tell them".
TEST_CASE("db: a shared session sees each commit of another at once", "[redlite][db]") {
  const scratch folder;
  redlite::db one(folder.path(), shared_by());
  redlite::db two = GENERATE(true, false) ? one.session() : redlite::db(folder.path(), shared_by());
  for (int i = 0; i < 200; ++i) {
    const std::string value = std::to_string(i);
    one.set("k", value);
    REQUIRE(two.get("k") == value);
    REQUIRE(two.get("k") == value);  // from the held snapshot
    two.hset("h", "f", value);
    REQUIRE(one.hget("h", "f") == value);
    one.hset("h", {{"f", value + "!"}});  // a field that is there already
    REQUIRE(two.hget("h", "f") == value + "!");
    one.rpush("l", value);
    REQUIRE(two.llen("l") == i + 1);
    REQUIRE(two.lindex("l", -1) == value);
    two.xadd("s", redlite::stream_id{static_cast<std::uint64_t>(i + 1), 0}, "f", value);
    REQUIRE(one.xlen("s") == i + 1);
    two.zadd("z", i, value);
    REQUIRE(one.zrank("z", value) == i);
    REQUIRE(one.zadd("z", i, value) == 0);
  }
}

// What one connection remembers of a key is about a key that another has since replaced.
TEST_CASE("db: a shared session follows sizes, kinds and deletions of another", "[redlite][db]") {
  const scratch folder;
  const std::string path = folder.path();
  {
    redlite::db one(path, shared_by());
    redlite::db two = one.session();
    const auto writes_first = GENERATE(true, false);
    one.rpush("k", {"a", "b", "c"});
    CHECK(two.llen("k") == 3);

    // Another size: the next push must stand behind the other's.
    one.rpush("k", "d");
    if (!writes_first) CHECK(two.llen("k") == 4);
    CHECK(two.rpush("k", "e") == 5);
    CHECK(one.lrange("k", 0, -1) == texts{"a", "b", "c", "d", "e"});

    // Deleted and made again: the old elements' number must not be written to.
    one.del("k");
    one.rpush("other", "x");
    one.rpush("k", "new");
    if (!writes_first) CHECK(two.lrange("k", 0, -1) == texts{"new"});
    CHECK(two.rpush("k", "newer") == 2);
    CHECK(one.lrange("k", 0, -1) == texts{"new", "newer"});

    // Another kind.
    one.del("k");
    one.hset("k", "f", "v");
    CHECK(message_of([&] { two.rpush("k", "x"); }) == support::wrong_type_text);
    CHECK(message_of([&] { (void)two.llen("k"); }) == support::wrong_type_text);
    CHECK(two.hset("k", "f", "w") == 0);
    CHECK(one.hget("k", "f") == "w");
    one.set("k", "string");
    CHECK(message_of([&] { two.hset("k", "f", "x"); }) == support::wrong_type_text);
    CHECK(two.get("k") == "string");

    // Gone.
    CHECK(two.scard("s") == 0);
    one.sadd("s", {"a", "b"});
    CHECK(two.scard("s") == 2);
    one.flushdb();
    CHECK(two.scard("s") == 0);
    CHECK(two.dbsize() == 0);
    CHECK(two.sadd("s", "a") == 1);
    CHECK(one.smembers("s") == texts{"a"});
  }
  CHECK(support::broken_invariants(path) == "");
}

// The order of a sorted set may be kept in memory: another's change must reach it.
TEST_CASE("db: a shared session's ranks follow another's changes", "[redlite][db]") {
  const scratch folder;
  redlite::db one(folder.path(), shared_by());
  redlite::db two = one.session();
  for (int i = 0; i < 1000; ++i) one.zadd("z", i, "m" + std::to_string(i));
  CHECK(two.zrank("z", "m999") == 999);
  one.zrem("z", "m0");
  CHECK(two.zrank("z", "m999") == 998);
  one.zadd("z", -1, "first");
  CHECK(two.zrank("z", "m999") == 999);
  CHECK(two.zrank("z", "first") == 0);
  one.del("z");
  one.zadd("z", {{1, "a"}, {2, "b"}});
  CHECK(two.zrank("z", "b") == 1);
  CHECK(two.zrank("z", "m999") == std::nullopt);
}

// The end of a key that another has set must end it here as well.
TEST_CASE("db: an end set by one session ends the key for all", "[redlite][db]") {
  support::manual_clock clock;
  const scratch folder;
  const std::string path = folder.path();
  {
    redlite::db one(path, shared_by(&support::manual_clock::now_ms));
    redlite::db two = one.session();
    one.sadd("k", "m");
    CHECK(two.scard("k") == 1);
    CHECK(one.expire("k", 10));
    CHECK(two.ttl("k") == 10);
    clock.advance(9'999);
    CHECK(two.scard("k") == 1);
    clock.advance(1);
    CHECK(two.scard("k") == 0);
    CHECK(one.scard("k") == 0);
    CHECK(one.dbsize() == 0);
  }
  CHECK(support::broken_invariants(path) == "");
}

// MGET that mixes two states of the store shows a transfer half done.
TEST_CASE("db: MGET sees all of another's MSET or nothing of it", "[redlite][db][threads]") {
  const scratch folder;
  redlite::db db(folder.path(),
                 {.sharing = sharing::shared, .busy_timeout = std::chrono::minutes(1)});
  db.mset({{"a", "0"}, {"b", "0"}, {"c", "0"}});
  std::atomic<bool> done = false;
  int torn = 0;
  CHECK(on_threads(2, [&](int thread) {
          redlite::db mine = db.session();
          if (thread == 0) {
            for (int i = 0; i < 500; ++i) {
              const std::string value = std::to_string(i);
              mine.mset({{"a", value}, {"b", value}, {"c", value}});
            }
            done = true;
          } else {
            while (!done) {
              const auto seen = mine.mget({"a", "b", "c"});
              if (seen[0] != seen[1] || seen[1] != seen[2]) ++torn;
            }
          }
        }) == "");
  CHECK(torn == 0);
}

// Processes, not only connections of one: file locks and the shared index work otherwise there.
TEST_CASE("db: increments by several processes add up, and each sees the others'",
          "[redlite][db]") {
  const scratch folder;
  const std::string path = folder.path();
  constexpr int rounds = 100;
  {
    redlite::options how = shared_by();
    how.busy_timeout = std::chrono::minutes(1);
    redlite::db(path, how).rpush("list", "first");
    std::vector<std::unique_ptr<support::child>> children;
    for (int i = 0; i < 3; ++i) {
      children.push_back(std::make_unique<support::child>([&, i](const auto& report) {
        redlite::db db(path, how);
        std::int64_t last = 0;
        std::int64_t length = 0;
        for (int round = 0; round < rounds; ++round) {
          const std::int64_t now = db.incr("total");
          if (now <= last) return report("the total went back");
          if (std::stoll(*db.get("total")) < now) return report("an own write is not seen");
          last = now;
          const std::int64_t longer = db.rpush("list", std::to_string(i));
          if (longer <= length) return report("the list shrank");
          length = longer;
          db.hset("hash", {{std::to_string(i) + ":" + std::to_string(round), "v"}, {"both", "v"}});
        }
        report("ok");
      }));
    }
    for (const auto& each : children) CHECK(each->all() == "ok");
    redlite::db db(path, how);
    CHECK(db.get("total") == std::to_string(3 * rounds));
    CHECK(db.llen("list") == 3 * rounds + 1);
    CHECK(db.hlen("hash") == 3 * rounds + 1);
  }
  CHECK(support::broken_invariants(path) == "");
}

// A writer that another keeps out must wait its time, then say so, and change nothing.
TEST_CASE("db: a shared store that another keeps locked is busy, then works again",
          "[redlite][db]") {
  const scratch folder;
  const std::string path = folder.path();
  redlite::db db(path, {.sharing = sharing::shared, .busy_timeout = std::chrono::milliseconds(20)});
  db.set("k", "v");
  db.hset("h", "f", "v");
  {
    plain_sql other(path);
    CHECK(other.rows("BEGIN IMMEDIATE").empty());
    const auto no = refusal_of([&] { db.hset("h", "g", "v"); });
    CHECK(no.code == errc::busy);
    CHECK(no.says("locked by another"));
    CHECK(refusal_of([&] { db.set("k", "w"); }).code == errc::busy);
    CHECK(db.get("k") == "v");  // readers are not kept out
    CHECK(db.hlen("h") == 1);
    CHECK(other.rows("ROLLBACK").empty());
  }
  db.set("k", "w");
  CHECK(db.hset("h", "g", "v") == 1);
  CHECK(db.get("k") == "w");
}

// A key that has expired is removed after a read; who is kept from that must still be answered.
TEST_CASE("db: a read that meets an expired key is answered while another writes",
          "[redlite][db]") {
  support::manual_clock clock;
  const scratch folder;
  const std::string path = folder.path();
  redlite::db db(path, {.sharing = sharing::shared,
                        .busy_timeout = std::chrono::milliseconds(20),
                        .clock = &support::manual_clock::now_ms});
  db.set("k", "v", {.px = 10});
  clock.advance(10);
  plain_sql other(path);
  CHECK(other.rows("BEGIN IMMEDIATE").empty());
  CHECK(db.get("k") == std::nullopt);
  CHECK(other.rows("ROLLBACK").empty());
  CHECK(db.get("k") == std::nullopt);
  CHECK(db.dbsize() == 0);
}

// A log that an idle reader keeps from starting over fills the disk.
TEST_CASE("db: after release() the write-ahead log starts over", "[redlite][db]") {
  const scratch folder;
  const std::string path = folder.path();
  redlite::db reader(path, shared_by());
  redlite::db writer(path, shared_by());
  const std::string value(4000, 'v');
  int written = 0;  // SQLite writes no page for bytes that are there already
  const auto write_much = [&] {
    for (int i = 0; i < 2000; ++i) {
      writer.set("k" + std::to_string(i % 10), value + std::to_string(++written));
    }
    return std::filesystem::file_size(path + "-wal");
  };
  writer.set("k0", value);
  CHECK(reader.get("k0") == value);  // holds its snapshot from now on
  const auto held = write_much();
  CHECK(held > 8'000'000);
  reader.release();
  write_much();
  const auto reused = write_much();
  CHECK(reused < held + 8'000'000);
  // Released is not closed.
  CHECK(reader.strlen("k9") == 4004);
  reader.release();
  reader.release();
  CHECK(reader.incr("n") == 1);
}

// A store in memory must be one store to all its sessions, and end with the last of them.
TEST_CASE("db: copies and sessions are the same store", "[redlite][db]") {
  const auto how = GENERATE(sharing::exclusive, sharing::shared);
  redlite::db db(":memory:", {.sharing = how});
  db.set("k", "v");
  redlite::db session = [&] {
    redlite::db first = db.session();
    return first.session();
  }();
  CHECK(session.get("k") == "v");
  session.set("k", "w");
  CHECK(db.get("k") == "w");
  CHECK(session.path() == ":memory:");
  CHECK(session.opened_with().sharing == how);
}

// A sum over all databases, or one that forgets a type, would say that a store lost data.
TEST_CASE("db: keys by type, of the selected database", "[redlite][db]") {
  redlite::db db(":memory:");
  const auto counts = [&db] {
    std::string text;
    for (const auto& [type, keys] : db.keys_by_type())
      text += std::string(type) + " " + std::to_string(keys) + ", ";
    return text;
  };
  CHECK(counts() == "string 0, list 0, hash 0, set 0, zset 0, stream 0, ");
  db.mset({{"a", "1"}, {"b", "2"}});
  db.rpush("l", "1");
  db.xadd("x", "1-1", "f", "v");
  db.select(1);
  db.zadd("z", 1, "m");
  db.sadd("s", "m");
  db.hset("h", "f", "v");
  CHECK(counts() == "string 0, list 0, hash 1, set 1, zset 1, stream 0, ");
  db.select(0);
  CHECK(counts() == "string 2, list 1, hash 0, set 0, zset 0, stream 1, ");
  db.del("a");
  CHECK(counts() == "string 1, list 1, hash 0, set 0, zset 0, stream 1, ");
}
