// tests/redlite/db/transactions.cpp: when a command commits, rolls back and makes the store forget.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/transactions.hpp>

#include <stdexcept>  // a refusal

#include "catch.hpp"

namespace {

using redlite::detail::transactions;

/// Counts what it is told.
class told : public transactions<told> {
 public:
  explicit told(const std::string& path) : transactions<told>(path, {}) {}

  int commits = 0;
  int reads = 0;
  int rollbacks = 0;
  int forgotten = 0;

 private:
  friend transactions<told>;
  void before_commit() { ++commits; }
  void after_read() noexcept { ++reads; }
  void after_rollback() noexcept { ++rollbacks; }
  void forget() noexcept { ++forgotten; }
};

std::int64_t counters(told& at) {
  redlite::sqlite::statement count(at.connection(), "SELECT count(*) FROM counter");
  auto row = count();
  return row.next() ? row.integer(0) : -1;
}

}  // namespace

// A command that failed half way would leave the first half in the file, or in what is remembered.
TEST_CASE("transactions: a writing command that throws leaves nothing", "[redlite]") {
  told at(":memory:");
  at.write([&] { at.connection().execute("INSERT INTO counter VALUES (1, 1)"); });
  CHECK(at.commits == 1);
  CHECK(at.forgotten == 0);
  CHECK_THROWS_AS(at.write([&] {
    at.connection().execute("INSERT INTO counter VALUES (2, 1)");
    throw std::runtime_error("refused");
  }),
                  std::runtime_error);
  CHECK(at.commits == 1);
  CHECK(at.rollbacks == 1);
  CHECK(at.forgotten == 1);
  CHECK(counters(at) == 1);
  CHECK_FALSE(at.connection().in_transaction());
}

// Forgetting at each WRONGTYPE would make every cache cold again for nothing.
TEST_CASE("transactions: a refusal that changed nothing makes nothing forgotten", "[redlite]") {
  told at(":memory:");
  CHECK_THROWS_AS(at.write([] { throw std::runtime_error("refused"); }), std::runtime_error);
  CHECK(at.rollbacks == 1);
  CHECK(at.forgotten == 0);
}

// Keys met expired are removed after a read, also after one that threw.
TEST_CASE("transactions: each read tells its end, and yields what the work yields", "[redlite]") {
  told at(":memory:");
  CHECK(at.read([] { return 7; }) == 7);
  CHECK_THROWS_AS(at.read([]() -> int { throw std::runtime_error("refused"); }),
                  std::runtime_error);
  CHECK(at.reads == 2);
  CHECK(at.write([] { return 8; }) == 8);
}
