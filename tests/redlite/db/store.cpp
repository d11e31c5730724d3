// tests/redlite/db/store.cpp: transactions, full disks, expired keys, and what is remembered.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/store.hpp>

#include <string>  // keys
#include <vector>  // values

#include <sys/resource.h>  // a limit on the size of files
#if defined(__linux__)
#include <sched.h>      // a view of the file system of its own
#include <sys/mount.h>  // a small disk
#endif

#include <redlite/db/db.hpp>  // commands

#include "catch.hpp"
#include "child.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using support::message_of;
using support::plain_sql;
using support::refusal;
using support::refusal_of;
using support::scratch;

namespace {

/// Fills a store until it refuses a command. Yields what is wrong with that, nothing if all is
/// well.
std::string faults_of_a_full_disk(const std::string& path, const redlite::options& how) {
  std::string faults;
  const std::string value(1000, 'v');
  int written = 0;
  {
    redlite::db db(path, how);
    const refusal no = refusal_of([&] {
      for (; written < 100'000; ++written) {
        db.hset("hash:" + std::to_string(written),
                {{"a", value}, {"b", value}, {"c", value}, {"d", value}});
      }
    });
    if (no.code != errc::disk_full) faults += "the code is another one; ";
    if (no.text != "ERR the disk is full; the command was rolled back")
      faults += "it says '" + no.text + "'; ";
    if (written == 0) faults += "nothing could be written; ";
    if (db.dbsize() != written) faults += "keys counted: " + std::to_string(db.dbsize()) + "; ";
    if (db.exists("hash:" + std::to_string(written)) != 0) faults += "half a command stayed; ";
    for (int i = 0; i < written; ++i) {
      const std::string key = "hash:" + std::to_string(i);
      if (db.hlen(key) != 4 || db.hget(key, "d") != value) faults += key + " is lost; ";
    }
    // The second refusal is like the first: nothing hangs half open.
    const refusal again = refusal_of([&] { db.set("one more", std::string(100'000, 'x')); });
    if (again.code != errc::disk_full) faults += "then it says '" + again.text + "'; ";
  }
  return faults;
}

}  // namespace

// A command that fails in its midst must take back what it did before.
TEST_CASE("store: a refused command leaves nothing behind", "[redlite][store]") {
  const scratch folder;
  const std::string path = folder.path();
  const bool in_file = GENERATE(true, false);
  {
    redlite::db db(in_file ? path : ":memory:");
    db.set("text", "abc");
    db.hset("hash", "f", "abc");
    CHECK(refusal_of([&] { db.incr("text"); }).code == errc::not_integer);
    CHECK(refusal_of([&] { db.hincrby("hash", "f", 1); }).code == errc::not_integer);
    CHECK(refusal_of([&] { db.hincrby("text", "f", 1); }).code == errc::wrong_type);
    // XADD makes the stream before it looks at the id.
    CHECK(db.xadd("stream", "5-5", "f", "v")->text() == "5-5");
    CHECK(refusal_of([&] { db.xadd("stream", "5-5", "f", "v"); }).code == errc::stream_id);
    CHECK(refusal_of([&] { db.xadd("none", "0-0", "f", "v"); }).code == errc::stream_id);
    CHECK(db.exists({"none", "hash", "text", "stream"}) == 3);
    CHECK(db.dbsize() == 3);
    CHECK(db.get("text") == "abc");
    CHECK(db.hget("hash", "f") == "abc");
    CHECK(db.xlen("stream") == 1);
    // And the next command works as if nothing had been.
    CHECK(db.incr("n") == 1);
    CHECK(db.dbsize() == 4);
  }
  if (in_file) CHECK(support::broken_invariants(path) == "");
}

// A disk that fills up must cost the one command that met it, and say so.
TEST_CASE("store: a full disk refuses the command and loses nothing", "[redlite][store]") {
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  const redlite::options how{.sharing = sharing};
  const scratch folder;

  SECTION("where files may not grow further") {
    support::child process([&](const auto& report) {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{300'000, 300'000};
      if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return report("no limit can be set");
      report(faults_of_a_full_disk(folder.path(), how));
    });
    CHECK(process.all() == "");
    CHECK(support::broken_invariants(folder.path()) == "");
  }
#if defined(__linux__)
  SECTION("on a disk of its own") {
    const scratch elsewhere;
    support::child process([&](const auto& report) {
      if (unshare(CLONE_NEWNS) != 0 ||
          mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
          mount("tmpfs", folder.folder().c_str(), "tmpfs", 0, "size=1m") != 0)
        return report("not allowed");
      report(faults_of_a_full_disk(folder.path(), how));
      std::filesystem::copy(folder.folder(), elsewhere.folder());
    });
    const std::string said = process.all();
    if (said == "not allowed") {
      WARN("mounting a small disk is not allowed here");
    } else {
      CHECK(said == "");
      CHECK(support::broken_invariants(elsewhere.path()) == "");
    }
  }
#endif
}

// SQLite gives up by itself where a file may have no more pages; the store must notice.
TEST_CASE("store: a store that may not grow rolls back and goes on", "[redlite][store]") {
  const redlite::options how;
  redlite::detail::store at(":memory:", how);
  at.connection().execute("CREATE TABLE t (a)");
  const std::int64_t pages = redlite::detail::pragma(at.connection(), "PRAGMA page_count");
  at.connection().execute("PRAGMA max_page_count = " + std::to_string(pages + 4));
  redlite::sqlite::statement insert(at.connection(), "INSERT INTO t VALUES (?1)");
  redlite::sqlite::statement count(at.connection(), "SELECT count(*) FROM t");
  const refusal no = refusal_of([&] {
    at.write([&] {
      for (int i = 0; i < 1000; ++i) insert.run(std::string_view("some bytes that take up room"));
      for (int i = 0; i < 1000; ++i) insert.run(std::string_view("some bytes that take up room"));
    });
  });
  CHECK(no.code == errc::disk_full);
  CHECK_FALSE(at.connection().in_transaction());
  auto row = count();
  CHECK(row.next());
  CHECK(row.integer(0) == 0);
}

// An expired key that stays in the file would be counted, and fill the disk, for ever.
TEST_CASE("store: a key met expired is removed from the file with all it held",
          "[redlite][store]") {
  support::manual_clock clock;
  const scratch folder;
  const std::string path = folder.path();
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  {
    redlite::db db(path, {.sharing = sharing, .clock = &support::manual_clock::now_ms});
    db.set("string", "v", {.px = 100});
    db.rpush("list", {"a", "b"});
    db.hset("hash", "f", "v");
    db.sadd("set", {"a", "b"});
    db.zadd("zset", 1, "m");
    db.xadd("stream", "1-1", "f", "v");
    for (const char* key : {"list", "hash", "set", "zset", "stream"}) CHECK(db.expire(key, 1));
    CHECK(db.dbsize() == 6);
    clock.advance(1000);
    // Each by another command that only reads.
    CHECK(db.get("string") == std::nullopt);
    CHECK(db.llen("list") == 0);
    CHECK(db.hgetall("hash").empty());
    CHECK(db.exists({"set", "set"}) == 0);
    CHECK(db.type("zset") == "none");
    CHECK(db.ttl("stream") == -2);
    CHECK(db.dbsize() == 0);
  }
  CHECK(support::broken_invariants(path) == "");
  plain_sql file(path);
  CHECK(file.one("SELECT count(*) FROM entry") == "0");
  CHECK(file.one("SELECT count(*) FROM collection") == "0");
}

// What was expired must not come back by a command that writes, in any kind of value.
TEST_CASE("store: a command that writes finds an expired key absent", "[redlite][store]") {
  support::manual_clock clock;
  const scratch folder;
  const std::string path = folder.path();
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  {
    redlite::db db(path, {.sharing = sharing, .clock = &support::manual_clock::now_ms});
    const std::vector<std::string> keys{"incr", "append", "rpush", "hset",   "hincrby",
                                        "sadd", "zadd",   "xadd",  "set xx", "get",
                                        "del",  "expire", "mset",  "nx"};
    for (const std::string& key : keys) db.set(key, "100", {.px = 100});
    clock.advance(100);
    CHECK(db.incr("incr") == 1);
    CHECK(db.append("append", "b") == 1);
    CHECK(db.rpush("rpush", "b") == 1);
    CHECK(db.hset("hset", "f", "b") == 1);
    CHECK(db.hincrby("hincrby", "f", 2) == 2);
    CHECK(db.sadd("sadd", "m") == 1);
    CHECK(db.zadd("zadd", 1, "m") == 1);
    CHECK(db.xadd("xadd", "1-1", "f", "v"));
    CHECK_FALSE(db.set("set xx", "b", {.when = redlite::set_if::present}));
    CHECK(db.get("set xx") == std::nullopt);
    CHECK(db.set("get", "b", redlite::get_previous) == std::nullopt);
    CHECK(db.del("del") == 0);
    CHECK_FALSE(db.expire("expire", 10));
    db.mset({{"mset", "b"}});
    CHECK(db.set("nx", "b", {.when = redlite::set_if::absent}));
    for (const char* key : {"incr", "append", "rpush", "hset", "hincrby", "sadd", "zadd", "xadd",
                            "get", "mset", "nx"}) {
      INFO(key);
      CHECK(db.ttl(key) == -1);
    }
    CHECK(db.dbsize() == 11);
  }
  CHECK(support::broken_invariants(path) == "");
}

// A key's remembered kind, size or end that outlives a change answers from the past.
TEST_CASE("store: what is remembered of a key follows every change of it", "[redlite][store]") {
  support::manual_clock clock;
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  const scratch folder;
  const std::string path = folder.path();
  {
    redlite::db db(path, {.sharing = sharing, .clock = &support::manual_clock::now_ms});
    db.rpush("k", {"a", "b"});
    CHECK(db.llen("k") == 2);
    db.set("k", "now a string");
    CHECK(message_of([&] { (void)db.llen("k"); }) == support::wrong_type_text);
    CHECK(db.del("k") == 1);
    CHECK(db.llen("k") == 0);
    db.hset("k", "f", "v");
    CHECK(message_of([&] { (void)db.llen("k"); }) == support::wrong_type_text);
    CHECK(db.hlen("k") == 1);
    db.hdel("k", "f");
    CHECK(db.exists("k") == 0);
    db.sadd("k", "m");
    CHECK(db.type("k") == "set");
    CHECK(db.expire("k", 1));
    CHECK(db.scard("k") == 1);
    CHECK(db.ttl("k") == 1);
    CHECK(db.expire("k", 100));
    clock.advance(2000);
    CHECK(db.scard("k") == 1);
    clock.advance(98'000);
    CHECK(db.scard("k") == 0);
    db.rpush("k", "x");
    db.flushdb();
    CHECK(db.llen("k") == 0);
    CHECK(db.rpush("k", "x") == 1);
    CHECK(db.lrange("k", 0, -1) == std::vector<std::string>{"x"});
  }
  CHECK(support::broken_invariants(path) == "");
}

// A count kept beside the keys is wrong for ever after one command that forgets it.
TEST_CASE("store: DBSIZE is the number of keys after every kind of change", "[redlite][store]") {
  redlite::db db(":memory:");
  CHECK(db.dbsize() == 0);
  db.mset({{"a", "1"}, {"b", "1"}, {"a", "2"}});
  CHECK(db.dbsize() == 2);
  db.set("a", "3");
  db.append("c", "x");
  db.incr("d");
  CHECK(db.dbsize() == 4);
  db.rpush("l", {"x", "y"});
  db.lpop("l", 2);
  CHECK(db.dbsize() == 4);
  db.sadd("s", "m");
  db.set("s", "over a set");
  CHECK(db.dbsize() == 5);
  db.del({"a", "a", "none", "s"});
  CHECK(db.dbsize() == 3);
  db.expire("b", -1);
  CHECK(db.dbsize() == 2);
  db.flushdb();
  CHECK(db.dbsize() == 0);
  db.incr("a");
  CHECK(db.dbsize() == 1);
}
