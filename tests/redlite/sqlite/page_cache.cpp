// tests/redlite/sqlite/page_cache.cpp: SQLite's page cache with a memory for page numbers.
//
// SPDX-License-Identifier: MIT
#include <redlite/sqlite/page_cache.hpp>

#include <redlite/sqlite/connection.hpp>  // connections
#include <redlite/sqlite/statement.hpp>   // questions

#include <map>     // a model
#include <random>  // what to do
#include <string>  // values

#include "catch.hpp"
#include "store.hpp"

using redlite::sqlite::connection;
using redlite::sqlite::page_cache;
using redlite::sqlite::statement;

namespace {

std::string one(connection& at, const char* sql) {
  statement ask(at, sql);
  auto row = ask();
  return row.next() ? std::string(row.bytes(0)) : "no row";
}

}  // namespace

// Without it all the rest of this file tests SQLite's own.
TEST_CASE("page_cache: it is in place before the first connection, once", "[redlite][sqlite]") {
  CHECK(redlite::sqlite::page_cache_installed);
  const connection used(":memory:");
  CHECK_FALSE(page_cache::install());
}

// What another connection changed must not be answered from pages of before.
TEST_CASE("page_cache: a cache that SQLite empties is empty", "[redlite][sqlite]") {
  const support::scratch folder;
  connection writer(folder.path());
  writer.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (v BLOB); INSERT INTO t VALUES ('a')");
  connection reader(folder.path());
  CHECK(one(reader, "SELECT v FROM t") == "a");
  writer.execute("UPDATE t SET v = 'b'");
  CHECK(one(reader, "SELECT v FROM t") == "b");
}

// A page beyond the end that stays in the cache comes back with old bytes when the file grows
// again.
TEST_CASE("page_cache: what grows, shrinks, is rolled back and vacuumed is whole",
          "[redlite][sqlite]") {
  const support::scratch folder;
  const auto path = GENERATE(as<std::string>(), ":memory:", "file.db");
  const bool file = path != ":memory:";
  const auto bound = GENERATE(10, 2000);  // pages: fewer than there are, and more
  connection at(file ? folder.path(path) : path);
  at.execute("PRAGMA page_size = 512; PRAGMA synchronous = OFF");
  at.execute("PRAGMA cache_size = " + std::to_string(bound));
  at.execute(GENERATE("PRAGMA journal_mode = WAL", "PRAGMA journal_mode = MEMORY"));
  at.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, v BLOB NOT NULL) STRICT");
  statement put(at, "INSERT INTO t VALUES (?1, ?2) ON CONFLICT DO UPDATE SET v = excluded.v");
  statement remove(at, "DELETE FROM t WHERE k BETWEEN ?1 AND ?2");
  std::mt19937 dice(7);
  const auto below = [&](unsigned end) { return static_cast<int>(dice() % end); };
  std::map<int, std::string> model;
  for (int round = 0; round < 300; ++round) {
    const auto before = model;
    const bool whole = below(3) == 0;
    if (whole) at.execute("BEGIN");
    for (int i = below(40); i >= 0; --i) {
      const int key = below(100'000);
      if (below(4) == 0) {
        const int to = key + below(5'000);
        remove.run(key, to);
        model.erase(model.lower_bound(key), model.upper_bound(to));
      } else {
        std::string value(static_cast<std::size_t>(below(300)), static_cast<char>('a' + below(26)));
        put.run(key, value);
        model[key] = std::move(value);
      }
    }
    if (whole && below(2) == 0) {
      at.execute("ROLLBACK");
      model = before;
    } else if (whole) {
      at.execute("COMMIT");
    } else if (below(30) == 0) {
      at.execute("VACUUM");
    }
  }
  CHECK(one(at, "PRAGMA integrity_check") == "ok");
  std::map<int, std::string> there;
  statement all(at, "SELECT k, v FROM t");
  for (auto row = all(); row.next();) {
    there.emplace(static_cast<int>(row.integer(0)), std::string(row.bytes(1)));
  }
  CHECK(there == model);
}
