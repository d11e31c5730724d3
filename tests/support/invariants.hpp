// tests/support/invariants.hpp: is a store's file consistent? Asked in plain SQL, past the store.
//
// Floor: tests. Shares nothing with the code it checks but the names of tables and columns.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>  // the file

#include <array>   // the questions
#include <string>  // answers
#include <vector>  // rows

namespace support {

/// A file opened past the store.
class plain_sql {
 public:
  explicit plain_sql(const std::string& path) {
    if (sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
      trouble_ = sqlite3_errmsg(handle_);
    sqlite3_busy_timeout(handle_, 5000);
  }
  plain_sql(const plain_sql&) = delete;
  plain_sql& operator=(const plain_sql&) = delete;
  ~plain_sql() { sqlite3_close(handle_); }

  /// Each row as text, its columns joined by '|'. What SQLite refuses is a row that says so.
  std::vector<std::string> rows(const std::string& sql) {
    if (!trouble_.empty()) return {"cannot open: " + trouble_};
    std::vector<std::string> all;
    const auto add = [](void* to, int columns, char** text, char**) {
      std::string row;
      for (int i = 0; i < columns; ++i) {
        if (i != 0) row += '|';
        row += text[i] != nullptr ? text[i] : "NULL";
      }
      static_cast<std::vector<std::string>*>(to)->push_back(row);
      return 0;
    };
    if (sqlite3_exec(handle_, sql.c_str(), add, &all, nullptr) != SQLITE_OK)
      all.push_back(std::string("refused: ") + sqlite3_errmsg(handle_));
    return all;
  }

  /// The first column of the first row.
  std::string one(const std::string& sql) {
    const auto all = rows(sql);
    return all.empty() ? "no row" : all.front();
  }

 private:
  sqlite3* handle_ = nullptr;
  std::string trouble_;
};

/// Yields  what is wrong with the file, a line for each fault; nothing where it is whole. The store
///         must be closed, or open in sharing::shared.
inline std::string broken_invariants(const std::string& path) {
  struct question {
    const char* fault;
    const char* sql;  // a row for each offender
  };
  static constexpr std::array questions{
      question{"damaged file",
               "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'"},
      question{"a key that is there twice",
               "SELECT db, hex(key) FROM entry GROUP BY db, key HAVING count(*) > 1"},
      question{"a key that does not stand where displaced says",
               "SELECT hex(d.key) FROM displaced d LEFT JOIN entry e ON e.place = d.stands_at AND "
               "e.key = d.key WHERE e.key IS NULL OR d.place >> 59 <> e.db"},
      question{"an entry of no known type",
               "SELECT type FROM entry WHERE type NOT BETWEEN 1 AND 6"},
      question{"a string without its bytes, or with elements",
               "SELECT hex(key) FROM entry WHERE type = 1 AND (value IS NULL OR collection IS NOT "
               "NULL)"},
      question{"a collection with bytes, or without elements",
               "SELECT hex(key) FROM entry WHERE type <> 1 AND (value IS NOT NULL OR collection IS "
               "NULL)"},
      question{"an entry whose collection is missing",
               "SELECT hex(key) FROM entry WHERE type <> 1 AND collection NOT IN (SELECT id FROM "
               "collection)"},
      question{
          "a collection that no entry names, or several do",
          "SELECT id FROM collection WHERE (SELECT count(*) FROM entry WHERE collection = id) + "
          "(SELECT count(*) FROM dropped WHERE collection = id) <> 1"},
      question{
          "a dropped collection that is missing",
          "SELECT collection FROM dropped WHERE collection NOT IN (SELECT id FROM collection)"},
      question{"an entry of no database", "SELECT place FROM entry WHERE db NOT BETWEEN 0 AND 15"},
      question{
          "elements of no list",
          "SELECT DISTINCT collection FROM list_item WHERE collection NOT IN (SELECT collection "
          "FROM entry WHERE type = 2 UNION SELECT collection FROM dropped WHERE type = 2)"},
      question{"fields of no hash",
               "SELECT DISTINCT collection FROM hash_field WHERE collection NOT IN (SELECT "
               "collection FROM entry WHERE type = 3 UNION SELECT collection FROM dropped WHERE "
               "type = 3)"},
      question{"members of no set",
               "SELECT DISTINCT collection FROM set_member WHERE collection NOT IN (SELECT "
               "collection FROM entry WHERE type = 4 UNION SELECT collection FROM dropped WHERE "
               "type = 4)"},
      question{"members of no sorted set",
               "SELECT DISTINCT collection FROM zset_member WHERE collection NOT IN (SELECT "
               "collection FROM entry WHERE type = 5 UNION SELECT collection FROM dropped WHERE "
               "type = 5)"},
      question{"entries of no stream",
               "SELECT DISTINCT collection FROM stream_entry WHERE collection NOT IN (SELECT "
               "collection FROM entry WHERE type = 6 UNION SELECT collection FROM dropped WHERE "
               "type = 6)"},
      question{"groups of no stream",
               "SELECT DISTINCT collection FROM stream_group WHERE collection NOT IN (SELECT "
               "collection FROM entry WHERE type = 6 UNION SELECT collection FROM dropped WHERE "
               "type = 6)"},
      question{"consumers or pending entries of no group",
               "SELECT group_id FROM stream_consumer WHERE group_id NOT IN (SELECT id FROM "
               "stream_group) UNION SELECT group_id FROM stream_pending WHERE group_id NOT IN "
               "(SELECT id FROM stream_group)"},
      question{"a pending entry whose consumer is not of its group",
               "SELECT p.group_id, p.consumer_id FROM stream_pending p LEFT JOIN stream_consumer c "
               "ON c.id = p.consumer_id WHERE c.group_id IS NOT p.group_id"},
      question{"a consumer that counts its pending entries wrong",
               "SELECT c.name, c.pending FROM stream_consumer c WHERE c.pending <> "
               "(SELECT count(*) FROM stream_pending p WHERE p.consumer_id = c.id)"},
      question{"a count of removed entries of no stream",
               "SELECT e.key, c.removed FROM entry e JOIN collection c ON c.id = e.collection "
               "WHERE e.type <> 6 AND (c.removed <> 0 OR c.deleted_ms IS NOT NULL)"},
      question{"a size that is not the number of elements",
               "SELECT e.type, e.key, c.size FROM entry e JOIN collection c ON c.id = e.collection "
               "WHERE c.size <> CASE e.type "
               "WHEN 2 THEN (SELECT count(*) FROM list_item x WHERE x.collection = c.id) "
               "WHEN 3 THEN (SELECT count(*) FROM hash_field x WHERE x.collection = c.id) "
               "WHEN 4 THEN (SELECT count(*) FROM set_member x WHERE x.collection = c.id) "
               "WHEN 5 THEN (SELECT count(*) FROM zset_member x WHERE x.collection = c.id) "
               "WHEN 6 THEN (SELECT count(*) FROM stream_entry x WHERE x.collection = c.id) END"},
      question{"an empty collection that is no stream",
               "SELECT e.type, e.key FROM entry e JOIN collection c ON c.id = e.collection "
               "WHERE c.size = 0 AND e.type <> 6"},
      question{"a number of keys that is not counted",
               "WITH dbs AS (SELECT db FROM counter UNION SELECT db FROM entry), counts AS (SELECT "
               "db, (SELECT count(*) FROM entry e WHERE e.db = d.db) AS there, coalesce((SELECT "
               "keys FROM counter c WHERE c.db = d.db), 0) AS kept FROM dbs d) "
               "SELECT * FROM counts WHERE there <> kept"},
      question{"a list whose ends are not where its head and tail say",
               "SELECT e.key, c.head, c.tail FROM entry e JOIN collection c ON c.id = e.collection "
               "WHERE e.type = 2 AND (c.head <> (SELECT min(position) FROM list_item x WHERE "
               "x.collection = c.id) OR c.tail <> (SELECT max(position) FROM list_item x WHERE "
               "x.collection = c.id))"},
      question{"a list that looks even and is not",
               "SELECT e.key, c.size FROM entry e JOIN collection c ON c.id = e.collection "
               "WHERE e.type = 2 AND c.tail - c.head = (c.size - 1) * (1 << 20) AND EXISTS "
               "(SELECT 1 FROM list_item x WHERE x.collection = c.id "
               "AND (x.position - c.head) % (1 << 20) <> 0)"},
      question{
          "a stream with an entry above its last id",
          "SELECT e.key FROM entry e JOIN collection c ON c.id = e.collection JOIN stream_entry "
          "s ON s.collection = c.id WHERE e.type = 6 AND (s.ms, s.seq) > (c.head, c.tail)"},
  };
  plain_sql file(path);
  std::string faults;
  for (const auto& [fault, sql] : questions) {
    for (const std::string& row : file.rows(sql)) {
      faults += std::string(fault) + ": " + row + '\n';
    }
  }
  return faults;
}

}  // namespace support
