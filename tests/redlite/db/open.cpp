// tests/redlite/db/open.cpp: everything that can be wrong with a path or a file, and its one error.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/open.hpp>

#include <chrono>      // lengths of time
#include <filesystem>  // permissions
#include <fstream>     // damaged files
#include <memory>      // ownership
#include <string>      // paths

#include <sys/stat.h>  // permissions
#include <unistd.h>    // who runs the tests

#include <redlite/db/db.hpp>  // the store

#include "catch.hpp"
#include "child.hpp"
#include "invariants.hpp"
#include "store.hpp"

using redlite::errc;
using support::plain_sql;
using support::refusal;
using support::refusal_of;
using support::scratch;

namespace {

redlite::options impatient(redlite::sharing sharing = redlite::sharing::exclusive) {
  redlite::options how;
  how.sharing = sharing;
  how.busy_timeout = std::chrono::milliseconds(20);
  return how;
}

/// Opens and closes the store. Yields how that was refused.
refusal opening(const std::string& path, redlite::sharing sharing = redlite::sharing::exclusive) {
  return refusal_of([&] { redlite::db(path, impatient(sharing)); });
}

/// A closed store with a hundred lists of a hundred elements: some hundred pages.
std::string filled_store(const scratch& folder) {
  const std::string path = folder.path();
  redlite::db db(path);
  const std::string value(100, 'v');
  for (int i = 0; i < 100; ++i) {
    db.rpush("list:" + std::to_string(i), std::vector<std::string>(100, value));
  }
  return path;
}

}  // namespace

// An error without the path sends its reader looking through the configuration.
TEST_CASE("open: a path that can be no file is refused by name", "[redlite][open]") {
  const scratch folder;
  const refusal none = opening("");
  CHECK(none.code == errc::open_failed);
  CHECK(none.text == "ERR the path of a store is empty; give a file or \":memory:\"");

  const refusal directory = opening(folder.folder().string());
  CHECK(directory.code == errc::open_failed);
  CHECK(directory.text ==
        "ERR '" + folder.folder().string() + "' is a directory; give the path of a file");

  const refusal absent = opening(folder.path("no/such/app.db"));
  CHECK(absent.code == errc::open_failed);
  CHECK(absent.text == "ERR the folder of '" + folder.path("no/such/app.db") + "' does not exist");
  CHECK_FALSE(std::filesystem::exists(folder.path("no")));

  const refusal unmakable = opening("/proc/redlite.db");
  CHECK(unmakable.thrown);
  CHECK(unmakable.code == errc::open_failed);
  CHECK(unmakable.says("'/proc/redlite.db'"));
}

// A store that turns a stranger's database into its own, or marks it, destroys what it is given.
TEST_CASE("open: an SQLite file of somebody else is refused and left byte for byte",
          "[redlite][open]") {
  const scratch folder;
  const std::string path = folder.path();
  const std::string set_up =
      GENERATE(as<std::string>{}, "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)",
               "CREATE TABLE mine (a); PRAGMA user_version = 1",
               "CREATE TABLE mine (a); PRAGMA application_id = 7",
               "PRAGMA application_id = 7; PRAGMA user_version = 1");
  std::ofstream(path).close();
  CHECK(plain_sql(path).rows(set_up).empty());
  const std::string before = support::bytes_of(path);
  REQUIRE_FALSE(before.empty());
  for (const auto sharing : {redlite::sharing::exclusive, redlite::sharing::shared}) {
    const refusal no = opening(path, sharing);
    CHECK(no.thrown);
    CHECK(no.code == errc::not_a_store);
    CHECK(no.text ==
          "ERR '" + path + "' is an SQLite file that redlite did not write; it was left as it is");
    CHECK((support::bytes_of(path) == before));
    CHECK_FALSE(std::filesystem::exists(path + "-wal"));
  }
}

// Opening a text file by mistake must not cost the text.
TEST_CASE("open: a file that is no database is refused and left byte for byte", "[redlite][open]") {
  const scratch folder;
  const std::string path = folder.path();
  const std::string text = GENERATE(std::string("x"), std::string("name,value\na,1\n"),
                                    std::string(100'000, 'x'), std::string(4096, '\0'));
  support::write_bytes(path, text);
  for (const auto sharing : {redlite::sharing::exclusive, redlite::sharing::shared}) {
    const refusal no = opening(path, sharing);
    CHECK(no.thrown);
    CHECK(no.code == errc::not_a_store);
    CHECK(no.says("'" + path + "'"));
    CHECK((support::bytes_of(path) == text));
  }
}

// A file that lost its end still has a good start: serving from it would hide the loss.
TEST_CASE("open: a file cut short is refused", "[redlite][open]") {
  const scratch folder;
  const std::string path = filled_store(folder);
  const std::string whole = support::bytes_of(path);
  const std::size_t kept = GENERATE(std::size_t{50}, std::size_t{100}, std::size_t{600},
                                    std::size_t{4096}, std::size_t{4097}, std::size_t{40'960});
  REQUIRE(whole.size() > 100'000);
  support::write_bytes(path, std::string_view(whole).substr(0, kept));
  const refusal no = refusal_of([&] {
    redlite::db db(path);
    for (int i = 0; i < 100; ++i) (void)db.lrange("list:" + std::to_string(i), 0, -1);
  });
  CHECK(no.thrown);
  CHECK(no.code == errc::not_a_store);
  CHECK(no.says("damaged"));
  CHECK(std::filesystem::file_size(path) == kept);
}

// A damaged page must come out as an error, never as an empty answer or a crash.
TEST_CASE("open: pages overwritten with rubbish come out as a damaged file", "[redlite][open]") {
  const scratch folder;
  const std::string path = filled_store(folder);
  std::string bytes = support::bytes_of(path);
  const char rubbish = GENERATE('\0', '\xff', 'x');
  for (std::size_t page = 1; page < bytes.size() / 4096; ++page) {
    bytes.replace(page * 4096, 4096, std::string(4096, rubbish));
  }
  support::write_bytes(path, bytes);
  const refusal no = refusal_of([&] {
    redlite::db db(path);
    (void)db.lrange("list:1", 0, -1);
  });
  CHECK(no.thrown);
  CHECK(no.code == errc::not_a_store);
  CHECK(no.says("damaged"));
}

// An old program that writes into a newer file would break what the newer one relies on.
TEST_CASE("open: a file of a later version is refused and left as it is", "[redlite][open]") {
  const scratch folder;
  const std::string path = filled_store(folder);
  const std::string newer = std::to_string(redlite::detail::schema_version + 1);
  CHECK(plain_sql(path).rows("PRAGMA user_version = " + newer).empty());
  for (const auto sharing : {redlite::sharing::exclusive, redlite::sharing::shared}) {
    const refusal no = opening(path, sharing);
    CHECK(no.thrown);
    CHECK(no.code == errc::newer_schema);
    CHECK(no.says("'" + path + "' has schema version " + newer));
    CHECK(no.says("open it with a newer redlite"));
  }
  plain_sql file(path);
  CHECK(file.one("PRAGMA user_version") == newer);
  CHECK(file.one("SELECT count(*) FROM list_item") == "10000");
}

// Permissions that are found out at the first SET lose that SET; they are to be told at the door.
TEST_CASE("open: a file or a folder that cannot be written is refused as read-only",
          "[redlite][open]") {
  const scratch folder;
  const std::string path = filled_store(folder);
  const bool folder_too = GENERATE(false, true);
  const auto sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  chmod(path.c_str(), folder_too ? 0666 : 0444);
  chmod(folder.folder().c_str(), folder_too ? 0555 : 0777);
  const std::string before = support::bytes_of(path);
  // Permissions do not bind root, so the attempt is made by somebody else.
  support::child other([&](const auto& report) {
    if (geteuid() == 0 && setuid(65534) != 0) return report("cannot become somebody else");
    const refusal no = opening(path, sharing);
    report(std::to_string(static_cast<int>(no.code)) + " " + no.text);
  });
  const std::string said = other.all();
  chmod(folder.folder().c_str(), 0777);
  INFO(said);
  CHECK(
      said.starts_with(std::to_string(static_cast<int>(errc::read_only)) + " ERR '" + path + "'"));
  CHECK((support::bytes_of(path) == before));
  CHECK(support::broken_invariants(path) == "");
}

// Two owners of one file would each trust what they remember of it.
TEST_CASE("open: a file owned by one store is busy for every other", "[redlite][open]") {
  const scratch folder;
  const std::string path = folder.path();
  {
    redlite::db owner(path);
    owner.set("k", "v");
    for (const auto sharing : {redlite::sharing::exclusive, redlite::sharing::shared}) {
      const refusal no = opening(path, sharing);
      CHECK(no.thrown);
      CHECK(no.code == errc::busy);
      CHECK(no.says("'" + path + "'"));
      CHECK(no.says("locked by another"));
    }
    support::child process([&](const auto& report) { report(opening(path).text); });
    CHECK(process.all().find("locked by another") != std::string::npos);
    CHECK(owner.get("k") == "v");
    owner.set("k", "w");
  }
  redlite::db again(path);
  CHECK(again.get("k") == "w");
}

// A file that was just opened and not yet written to must be owned as well.
TEST_CASE("open: a store that was reopened owns its file before its first command",
          "[redlite][open]") {
  const scratch folder;
  const std::string path = folder.path();
  { redlite::db(path).set("k", "v"); }
  redlite::db owner(path);
  CHECK(opening(path).code == errc::busy);
  CHECK(opening(path, redlite::sharing::shared).code == errc::busy);
}

// The owner must not be able to take a file away from those who share it.
TEST_CASE("open: a file that others share cannot be owned, and can be shared", "[redlite][open]") {
  const scratch folder;
  const std::string path = folder.path();
  redlite::db first(path, impatient(redlite::sharing::shared));
  first.set("k", "v");
  CHECK(opening(path).code == errc::busy);
  redlite::db second(path, impatient(redlite::sharing::shared));
  CHECK(second.get("k") == "v");
}

// Processes that start together must not find half a schema, or fail because one was first.
TEST_CASE("open: several processes may make the same shared file at once", "[redlite][open]") {
  const scratch folder;
  const std::string path = folder.path();
  std::vector<std::unique_ptr<support::child>> children;
  for (int i = 0; i < 8; ++i) {
    children.push_back(std::make_unique<support::child>([&](const auto& report) {
      redlite::options how;
      how.sharing = redlite::sharing::shared;
      redlite::db db(path, how);
      db.incr("opened");
      report("ok");
    }));
  }
  for (const auto& each : children) CHECK(each->all() == "ok");
  CHECK(redlite::db(path).get("opened") == "8");
  CHECK(support::broken_invariants(path) == "");
}

// An empty file, as `touch` or mktemp leave it, is a file yet to be filled.
TEST_CASE("open: an empty file becomes a store", "[redlite][open]") {
  const scratch folder;
  const std::string path = folder.path();
  std::ofstream(path).close();
  { redlite::db(path).set("k", "v"); }
  CHECK(redlite::db(path).get("k") == "v");
}

// Options that never reach SQLite promise a durability that is not there.
TEST_CASE("open: durability and page cache reach SQLite", "[redlite][open]") {
  const scratch folder;
  redlite::options how;
  how.page_cache_bytes = std::size_t{3} * 1024 * 1024;
  const auto [wanted, synchronous] =
      GENERATE(table<redlite::durability, int>({{redlite::durability::off, 0},
                                                {redlite::durability::normal, 1},
                                                {redlite::durability::full, 2}}));
  how.durability = wanted;
  how.sharing = GENERATE(redlite::sharing::exclusive, redlite::sharing::shared);
  auto at = redlite::detail::open_connection(folder.path(), how);
  CHECK(redlite::detail::pragma(at, "PRAGMA synchronous") == synchronous);
  CHECK(redlite::detail::pragma(at, "PRAGMA cache_size") == -3 * 1024);
  redlite::sqlite::statement mode(at, "PRAGMA journal_mode");
  auto row = mode();
  CHECK(row.next());
  CHECK(row.bytes(0) == "wal");
}

// Two stores in memory that share anything would leak data between tests of our users.
TEST_CASE("open: each store in memory is its own, and leaves no file", "[redlite][open]") {
  redlite::db one(":memory:");
  redlite::db two(":memory:");
  one.set("k", "v");
  CHECK(one.get("k") == "v");
  CHECK(two.get("k") == std::nullopt);
  CHECK_FALSE(std::filesystem::exists(":memory:"));
}
