// tests/redlite/db/schema.cpp: the tables and views that docs/schema.md promises, and versions.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/schema.hpp>

#include <cstdint>  // a hash
#include <map>      // columns
#include <sstream>  // lines of the page
#include <string>   // SQL

#include <redlite/db/db.hpp>  // a store to look at

#include "catch.hpp"
#include "invariants.hpp"
#include "store.hpp"

using support::plain_sql;
using texts = std::vector<std::string>;

namespace {

/// A store with a key of each kind, as the page's statements name them.
std::string example_store(const support::scratch& folder) {
  redlite::db db(folder.path());
  db.set("greeting", "hello");
  db.set("soon", "gone", {.ex = 600});
  db.rpush("queue", {"first", "second", "third"});
  db.hset("user:1", {{"name", "Ada"}, {"city", "London"}});
  db.sadd("tags", {"a", "b"});
  db.zadd("board", {{2.5, "ada"}, {-1, "bob"}});
  db.xadd("events", "1526919030474-55", "f", "value");
  db.xgroup_create("events", "workers", "0");
  db.xreadgroup("workers", "ada", {{"events", ">"}});
  return folder.path();
}

/// A file as version 1 wrote it, with a key of each kind; the stream's last entry was deleted.
void make_version_1(const std::string& path) {
  std::ofstream(path).close();
  plain_sql file(path);
  const texts said = file.rows(std::string(redlite::detail::schema_steps[0]) + R"sql(
INSERT INTO collection (id, size, head, tail) VALUES
  (1, 2, 0, 1048576), (2, 1, 0, 0), (3, 1, 0, 0), (4, 1, 0, 0),
  (5, 1, 5 - 9223372036854775807 - 1, 2 - 9223372036854775807 - 1);
INSERT INTO entry (db, key, type, collection, value) VALUES
  (0, x'6772656574696e67', 1, NULL, x'68656c6c6f'), (0, x'7175657565', 2, 1, NULL),
  (0, x'757365723a31', 3, 2, NULL), (0, x'74616773', 4, 3, NULL), (0, x'626f617264', 5, 4, NULL),
  (0, x'6576656e7473', 6, 5, NULL);
INSERT INTO list_item VALUES (1, 0, x'6669727374'), (1, 1048576, x'7365636f6e64');
INSERT INTO hash_field VALUES (2, x'6e616d65', x'416461');
INSERT INTO set_member VALUES (3, x'61');
INSERT INTO zset_member VALUES (4, x'616461', 2.5);
INSERT INTO stream_entry VALUES
  (5, 5 - 9223372036854775807 - 1, 1 - 9223372036854775807 - 1, x'01660576616c7565');
INSERT INTO counter VALUES (0, 6);
PRAGMA application_id = 1919183988;
PRAGMA user_version = 1;
)sql");
  REQUIRE(said.empty());
}

struct page {
  std::map<std::string, texts> columns;  // of each table and view: "name type"
  texts statements;
};

page read_page() {
  page all;
  std::istringstream text(support::bytes_of(KVBENCH_SOURCE_DIR "/docs/schema.md"));
  std::string table;
  std::string line;
  while (std::getline(text, line)) {
    if (line.starts_with("#")) table = line.starts_with("### ") ? line.substr(4) : "";
    if (line.starts_with("```sql")) {
      std::string block;
      while (std::getline(text, line) && line != "```") block += line + '\n';
      std::size_t from = 0;
      for (std::size_t to; (to = block.find(";\n", from)) != std::string::npos; from = to + 2) {
        all.statements.push_back(block.substr(from, to - from));
      }
    } else if (!table.empty() && line.starts_with("| ") && !line.starts_with("| column")) {
      const std::size_t bar = line.find(" | ", 2);
      const std::string name = line.substr(2, bar - 2);
      std::string type = line.substr(bar + 2);  // " INTEGER | ..." or " | ..."
      type = type.substr(0, type.find('|'));
      std::erase(type, ' ');
      all.columns[table].push_back(name + ' ' + type);
    }
  }
  return all;
}

}  // namespace

// A page that names columns which are not there sends its reader to the source.
TEST_CASE("schema: the page's tables, views and columns are those of a store, and all of them",
          "[redlite]") {
  const support::scratch folder;
  plain_sql file(example_store(folder));
  const page documented = read_page();
  texts names;
  for (const auto& [name, columns] : documented.columns) {
    names.push_back(name);
    INFO(name);
    // The type of an expression in a view depends on SQLite's version; tables declare theirs.
    const bool is_view =
        file.one("SELECT type FROM sqlite_schema WHERE name = '" + name + "'") == "view";
    texts wanted = columns;
    for (std::string& column : wanted) {
      if (is_view) column.resize(column.find(' '));
    }
    CHECK(file.rows(std::string("SELECT name") + (is_view ? "" : " || ' ' || type") +
                    " FROM pragma_table_info('" + name + "')") == wanted);
  }
  CHECK(names == file.rows("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
                           "AND name NOT LIKE 'sqlite_%' ORDER BY name"));
  CHECK(
      file.rows(
              "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT "
              "strict AND name NOT LIKE 'sqlite_%'")
          .empty());
}

// A statement of the page that fails or finds nothing is worse than none.
TEST_CASE("schema: the page's statements answer from a real store", "[redlite]") {
  const support::scratch folder;
  plain_sql file(example_store(folder));
  const texts statements = read_page().statements;
  CHECK(statements.size() == 14);
  for (const std::string& sql : statements) {
    INFO(sql);
    const texts rows = file.rows(sql);
    REQUIRE_FALSE(rows.empty());
    CHECK_FALSE(rows.front().starts_with("refused"));
  }
  CHECK(file.rows("SELECT type, count(*) FROM keys GROUP BY type ORDER BY type") ==
        texts{"hash|1", "list|1", "set|1", "stream|1", "string|2", "zset|1"});
}

// What a person reads in the views must be what the commands say.
TEST_CASE("schema: the views show what the commands stored", "[redlite]") {
  const support::scratch folder;
  const std::string path = example_store(folder);
  {
    redlite::db db(path);
    db.lpush("queue", "zeroth");
    db.xadd("events", "18446744073709551615-9223372036854775808", "f", "v");
    db.xadd("low", "0-1", "f", "v");
    db.set("end", "v", {.pxat = 4'102'444'800'123});
  }
  plain_sql file(path);
  CHECK(file.rows("SELECT value FROM strings WHERE key = 'greeting'") == texts{"hello"});
  CHECK(file.rows("SELECT \"index\", value FROM lists WHERE key = 'queue' ORDER BY 1") ==
        texts{"0|zeroth", "1|first", "2|second", "3|third"});
  CHECK(file.rows("SELECT field, value FROM hashes ORDER BY 1") ==
        texts{"city|London", "name|Ada"});
  CHECK(file.rows("SELECT member FROM sets ORDER BY 1") == texts{"a", "b"});
  CHECK(file.rows("SELECT member, score FROM sorted_sets ORDER BY score") ==
        texts{"bob|-1.0", "ada|2.5"});
  CHECK(file.rows("SELECT key, id FROM streams ORDER BY ms, seq") ==
        texts{"low|0-1", "events|1526919030474-55",
              "events|18446744073709551615-9223372036854775808"});
  CHECK(file.rows("SELECT * FROM stream_groups") == texts{"0|events|workers|1526919030474-55|1|1"});
  CHECK(file.rows("SELECT key, \"group\", consumer, pending, seen_at LIKE '20__-__-__ %' FROM "
                  "stream_consumers") == texts{"events|workers|ada|1|1"});
  CHECK(file.rows("SELECT key, \"group\", id, consumer, deliveries FROM pending_entries") ==
        texts{"events|workers|1526919030474-55|ada|1"});
  CHECK(file.one("SELECT hex(fields) FROM streams WHERE id = '1526919030474-55'") ==
        "01660576616C7565");
  CHECK(file.one("SELECT expires_at FROM keys WHERE key = 'end'") == "2100-01-01 00:00:00.123");
  CHECK(file.one("SELECT size FROM keys WHERE key = 'queue'") == "4");
  CHECK(file.one("SELECT size FROM keys WHERE key = 'greeting'") == "5");
}

// A version that the page and the file tell differently makes neither of use.
TEST_CASE("schema: a store carries the documented marks, and migrating twice changes nothing",
          "[redlite]") {
  const support::scratch folder;
  const std::string path = example_store(folder);
  {
    plain_sql file(path);
    CHECK(file.one("PRAGMA application_id") == "1919183988");
    CHECK(file.one("PRAGMA user_version") == std::to_string(redlite::detail::schema_version));
    CHECK(redlite::detail::schema_version == 2);
    CHECK(file.one("PRAGMA journal_mode") == "wal");
  }
  const std::string page_text = support::bytes_of(KVBENCH_SOURCE_DIR "/docs/schema.md");
  CHECK(page_text.find("the schema, now " + std::to_string(redlite::detail::schema_version)) !=
        std::string::npos);
  redlite::sqlite::connection at(path);
  const std::int64_t before = redlite::detail::pragma(at, "PRAGMA schema_version");
  redlite::detail::migrate(at, path);
  CHECK(redlite::detail::pragma(at, "PRAGMA schema_version") == before);
}

// A released step that is changed leaves the files of those who had it as they were.
TEST_CASE("schema: the step of version 1 is as it was released", "[redlite]") {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char* at = redlite::detail::schema_steps[0]; *at != '\0'; ++at) {
    hash = (hash ^ static_cast<unsigned char>(*at)) * 1099511628211u;
  }
  CHECK(hash == 0xc70420cd5c7d8bfc);
}

// Who upgrades must find all that was stored, and be able to go on with it.
TEST_CASE("schema: a file of version 1 is brought up with all that is in it", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  make_version_1(path);
  {
    redlite::db db(path);
    CHECK(db.get("greeting") == "hello");
    CHECK(db.lrange("queue", 0, -1) == texts{"first", "second"});
    CHECK(db.hget("user:1", "name") == "Ada");
    CHECK(db.sismember("tags", "a"));
    CHECK(db.zscore("board", "ada") == 2.5);
    const auto entries = db.xrange("events", "-", "+");
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].id == redlite::stream_id{5, 1});
    CHECK(entries[0].fields == std::vector<std::pair<std::string, std::string>>{{"f", "value"}});
    CHECK(db.xadd("events", "5-*", "f", "v") == redlite::stream_id{5, 3});
    CHECK(db.xinfo_stream("events").entries_added == 2);  // what was deleted before is not known
    CHECK(db.xinfo_stream("events").max_deleted_entry_id == redlite::stream_id{});
    db.xgroup_create("events", "g", "0");
    CHECK(db.xreadgroup("g", "c", "events", ">").at(0).second.size() == 2);
    CHECK(db.dbsize() == 6);
  }
  CHECK(support::broken_invariants(path) == "");
  plain_sql file(path);
  CHECK(file.one("PRAGMA user_version") == std::to_string(redlite::detail::schema_version));
  const support::scratch other;
  plain_sql fresh(example_store(other));
  const std::string all = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";
  CHECK(file.rows(all) == fresh.rows(all));
}

// A migration that dies half-way must leave the file as it was, to be tried again.
TEST_CASE("schema: a failed migration is taken back whole", "[redlite]") {
  const support::scratch folder;
  const std::string path = folder.path();
  {
    // A file that is marked as ours but has a table in the way of the first step.
    plain_sql file((std::ofstream(path).close(), path));
    CHECK(file.rows("CREATE TABLE list_item (a); PRAGMA application_id = 1919183988").empty());
  }
  redlite::sqlite::connection at(path);
  CHECK(support::refusal_of([&] { redlite::detail::migrate(at, path); }).thrown);
  CHECK_FALSE(at.in_transaction());
  CHECK(redlite::detail::pragma(at, "PRAGMA user_version") == 0);
  CHECK(redlite::detail::pragma(at, "SELECT count(*) FROM sqlite_schema") == 1);
}
