// tests/redlite/sqlite/connection.cpp: SQLite's results as our errors.
//
// SPDX-License-Identifier: MIT
#include <redlite/sqlite/connection.hpp>

#include <string>  // messages

#include "catch.hpp"
#include "store.hpp"

using redlite::errc;
using redlite::sqlite::connection;
using support::refusal_of;

static_assert(!std::is_copy_constructible_v<connection> &&
              std::is_nothrow_move_constructible_v<connection>);

// Each result has one code to branch on: taken for another, a full disk looks like a damaged file.
TEST_CASE("connection: each of SQLite's results becomes its error", "[redlite][sqlite]") {
  const auto [result, code] = GENERATE(table<int, errc>({
      {SQLITE_BUSY, errc::busy},
      {SQLITE_BUSY_SNAPSHOT, errc::busy},
      {SQLITE_LOCKED, errc::busy},
      {SQLITE_FULL, errc::disk_full},
      {SQLITE_READONLY, errc::read_only},
      {SQLITE_READONLY_DIRECTORY, errc::read_only},
      {SQLITE_PERM, errc::read_only},
      {SQLITE_CORRUPT, errc::not_a_store},
      {SQLITE_CORRUPT_INDEX, errc::not_a_store},
      {SQLITE_NOTADB, errc::not_a_store},
      {SQLITE_TOOBIG, errc::too_large},
      {SQLITE_CANTOPEN, errc::open_failed},
      {SQLITE_IOERR, errc::io},
      {SQLITE_NOMEM, errc::io},
  }));
  errno = 0;
  const auto no =
      refusal_of([&, given = result] { redlite::sqlite::throw_result(nullptr, given); });
  CHECK(no.thrown);
  CHECK(no.code == code);
  CHECK(no.text.starts_with("ERR "));
}

// A quota or a size limit is a full disk to whoever meets it; a broken disk is not.
TEST_CASE("connection: a write without room is a full disk, whatever the reason",
          "[redlite][sqlite]") {
  using redlite::sqlite::out_of_room;
  for (const int cause : {ENOSPC, EDQUOT, EFBIG}) {
    CHECK(out_of_room(SQLITE_IOERR_WRITE, cause));
    CHECK(out_of_room(SQLITE_IOERR_FSYNC, cause));
    CHECK_FALSE(out_of_room(SQLITE_IOERR_READ, cause));
    CHECK_FALSE(out_of_room(SQLITE_BUSY, cause));
  }
  CHECK_FALSE(out_of_room(SQLITE_IOERR_WRITE, EIO));
  CHECK_FALSE(out_of_room(SQLITE_IOERR_WRITE, 0));
}

// A failed open that leaks its handle keeps the file open for ever.
TEST_CASE("connection: it opens, moves and closes", "[redlite][sqlite]") {
  const support::scratch folder;
  const auto no = refusal_of([&] { connection(folder.path("none/app.db")); });
  CHECK(no.code == errc::open_failed);
  connection first(folder.path());
  sqlite3* handle = first.handle();
  connection second(std::move(first));
  CHECK(second.handle() == handle);
  connection third;
  third = std::move(second);
  CHECK(third.handle() == handle);
  third.execute("CREATE TABLE t (a)");
  CHECK_FALSE(third.in_transaction());
  third.execute("BEGIN");
  CHECK(third.in_transaction());
  third.execute("INSERT INTO t VALUES (1), (2)");
  CHECK(third.changes() == 2);
  CHECK(third.last_rowid() == 2);
  third.execute("COMMIT");
  CHECK_FALSE(third.read_only());
  CHECK(refusal_of([&] { third.execute("no SQL"); }).says("syntax error"));
}

// What a connection remembers is kept while this number stays: it must change with others' commits.
// It moves with its own as well, which PRAGMA data_version does not.
TEST_CASE("connection: the data version tells another's commit", "[redlite][sqlite]") {
  const support::scratch folder;
  connection one(folder.path());
  connection two(folder.path());
  one.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (a)");
  const auto version = [&] {
    two.execute("SELECT * FROM t");
    return two.data_version();
  };
  const unsigned before = version();
  CHECK(version() == before);
  one.execute("INSERT INTO t VALUES (2)");
  CHECK(version() != before);
  two.execute("INSERT INTO t VALUES (1)");
  const unsigned after_own = two.data_version();
  CHECK(version() == after_own);
}
