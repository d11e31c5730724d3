// tests/redlite/sqlite/statement.cpp: statements prepared once, their arguments and rows.
//
// SPDX-License-Identifier: MIT
#include <redlite/sqlite/statement.hpp>

#include <limits>  // ends of the integers
#include <string>  // bytes

#include "catch.hpp"
#include "store.hpp"

using namespace std::string_literals;
using redlite::errc;
using redlite::sqlite::connection;
using redlite::sqlite::statement;
using support::refusal_of;

// Each type must come back as it was bound; bytes never as text, which would end at a NUL.
TEST_CASE("statement: arguments and columns of every type", "[redlite][sqlite]") {
  connection at(":memory:");
  statement echo(at, "SELECT ?1, typeof(?1)");
  const auto type = [](redlite::sqlite::rows& row) { return std::string(row.bytes(1)); };
  for (const std::int64_t value : {std::int64_t{0}, std::numeric_limits<std::int64_t>::min(),
                                   std::numeric_limits<std::int64_t>::max()}) {
    auto row = echo(value);
    REQUIRE(row.next());
    CHECK(row.integer(0) == value);
    CHECK(type(row) == "integer");
  }
  {
    auto row = echo(0.1);
    REQUIRE(row.next());
    CHECK(row.real(0) == 0.1);
    CHECK(type(row) == "real");
  }
  for (const std::string& bytes : {""s, "a\0b"s, "\xff"s, std::string(100'000, 'x')}) {
    auto row = echo(std::string_view(bytes));
    REQUIRE(row.next());
    CHECK((row.bytes(0) == bytes));
    CHECK_FALSE(row.null(0));
    CHECK(type(row) == "blob");
  }
  {
    auto row = echo(std::string_view());  // no address: still bytes, not NULL
    REQUIRE(row.next());
    CHECK_FALSE(row.null(0));
  }
  {
    auto row = echo(redlite::sqlite::nullable_integer{5, false});
    REQUIRE(row.next());
    CHECK(row.integer(0) == 5);
  }
  {
    auto row = echo(redlite::sqlite::nullable_integer{5, true});
    REQUIRE(row.next());
    CHECK(row.null(0));
    CHECK_FALSE(row.next());
  }
}

// A statement left running keeps its snapshot: the log never ends, and COMMIT fails.
TEST_CASE("statement: rows end with their scope, read out or not", "[redlite][sqlite]") {
  connection at(":memory:");
  at.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)");
  statement all(at, "SELECT a FROM t");
  {
    auto row = all();
    CHECK(row.next());
    auto moved = std::move(row);
    CHECK(moved.next());
    CHECK(sqlite3_stmt_busy(sqlite3_next_stmt(at.handle(), nullptr)) == 1);
  }
  CHECK(sqlite3_stmt_busy(sqlite3_next_stmt(at.handle(), nullptr)) == 0);
  at.execute("DROP TABLE t");
}

// An unprepared statement costs nothing; a failing one must say why, each time.
TEST_CASE("statement: it is prepared at its first use, and may fail there", "[redlite][sqlite]") {
  connection at(":memory:");
  statement later(at, "SELECT a FROM t");
  CHECK(refusal_of([&] { (void)later(); }).says("no such table"));
  CHECK(refusal_of([&] { (void)later(); }).says("no such table"));
  at.execute("CREATE TABLE t (a UNIQUE)");
  CHECK_FALSE(later().next());
  statement insert(at, "INSERT INTO t VALUES (?1)");
  CHECK(insert.run(1) == 1);
  CHECK(refusal_of([&] { insert.run(1); }).thrown);
  CHECK(insert.run(2) == 1);
  statement change(at, "UPDATE t SET a = a + 10");
  CHECK(change.run() == 2);
}
