// tests/redlite/sqlite/wal_index.cpp: has another connection committed?
//
// SPDX-License-Identifier: MIT
#include <redlite/sqlite/wal_index.hpp>

#include <string>  // paths

#include "catch.hpp"
#include "child.hpp"
#include "store.hpp"

using redlite::sqlite::connection;
using redlite::sqlite::wal_index;

namespace {

/// A connection that shares a file by its write-ahead log.
connection sharing(const std::string& path) {
  connection at(path);
  at.execute("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (a)");
  return at;
}

}  // namespace

// "Unchanged" said after a commit serves an answer from before it.
TEST_CASE("wal_index: every commit changes it, and nothing else does", "[redlite][sqlite]") {
  const support::scratch folder;
  connection reader = sharing(folder.path());
  connection writer = sharing(folder.path());
  reader.execute("SELECT * FROM t");
  wal_index index(reader);
  index.remember();
  CHECK(index.unchanged());
  for (int i = 0; i < 100; ++i) {
    writer.execute("INSERT INTO t VALUES (1)");
    REQUIRE_FALSE(index.unchanged());
    index.remember();
    REQUIRE(index.unchanged());
    reader.execute("SELECT count(*) FROM t");
    REQUIRE(index.unchanged());
  }
  // Neither a transaction that ends in nothing nor one yet open is a commit.
  writer.execute("BEGIN IMMEDIATE; INSERT INTO t VALUES (1)");
  CHECK(index.unchanged());
  writer.execute("ROLLBACK");
  CHECK(index.unchanged());
  // A log that starts over looks new.
  writer.execute("PRAGMA wal_checkpoint(RESTART)");
  writer.execute("INSERT INTO t VALUES (1)");
  CHECK_FALSE(index.unchanged());
}

// Another process' commit comes through shared memory alone: no call of ours tells of it.
TEST_CASE("wal_index: another process' commit changes it", "[redlite][sqlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  connection reader = sharing(path);
  reader.execute("SELECT * FROM t");
  wal_index index(reader);
  index.remember();
  CHECK(index.unchanged());
  support::child other([&](const auto& report) {
    connection(path).execute("INSERT INTO t VALUES (1)");
    report("ok");
  });
  CHECK(other.all() == "ok");
  CHECK_FALSE(index.unchanged());
}

// Where there is no shared index, nothing may be held.
TEST_CASE("wal_index: without a shared index it never says unchanged", "[redlite][sqlite]") {
  connection memory(":memory:");
  wal_index index(memory);
  CHECK_FALSE(index.unchanged());
  index.remember();
  CHECK_FALSE(index.unchanged());
}
