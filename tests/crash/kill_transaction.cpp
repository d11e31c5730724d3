// tests/crash/kill_transaction.cpp: writers killed in the midst of transactions: what is found is
// all of each, or nothing.
//
// SPDX-License-Identifier: MIT
#include <string>  // counts
#include <vector>  // elements

#include <redlite/db/db.hpp>  // the store

#include "catch.hpp"
#include "child.hpp"
#include "invariants.hpp"
#include "store.hpp"

namespace {

/// Each transaction moves one from `a` to `b`, and writes and removes much on the way.
void write_for_ever(const std::string& path, const redlite::options& how, const auto& report) {
  redlite::db db(path, how);
  const std::vector<std::string> many(600, "element");
  for (;;) {
    db.atomically([&](auto& tx) {
      tx.decr("a");
      tx.rpush("large", many);
      tx.rename("large", "other");
      tx.hset("hash", std::to_string(tx.hlen("hash")), "v");
      tx.incr("b");
      tx.unlink("other");
    });
    report("x");
  }
}

}  // namespace

// Money that left one account and reached no other is what transactions are for.
TEST_CASE("crash: a transaction whose writer is killed is there whole, or not at all",
          "[redlite][crash]") {
  const support::scratch folder;
  const std::string path = folder.path();
  redlite::options how;
  how.durability = redlite::durability::full;
  how.sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  std::int64_t acknowledged = 0;
  for (std::size_t round = 0; round < 10; ++round) {
    {
      support::child writer([&](const auto& report) { write_for_ever(path, how, report); });
      (void)writer.read_some(1 + round);
      acknowledged += static_cast<std::int64_t>(writer.kill_now().size());
    }
    REQUIRE(support::broken_invariants(path) == "");
    redlite::db db(path, how);
    const std::int64_t b = std::stoll(db.get("b").value_or("0"));
    CHECK(b >= acknowledged);
    CHECK(b <= acknowledged + 1);
    CHECK(db.get("a").value_or("0") == std::to_string(-b));
    CHECK(db.hlen("hash") == b);
    CHECK(db.exists({"large", "other"}) == 0);
    acknowledged = b;
  }
}
