// benches/support/bare.hpp: what SQLite alone would do: the other side of benches/redlite.cpp
// and benches/scan.cpp.
//
// Not installed. Plain prepared statements on the leanest tables that could answer: TEXT keys, no
// rowid, no types, no expiry, no counts.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>  // the database

#include <cstdint>           // std::int64_t
#include <cstdio>            // a failure
#include <cstdlib>           // std::abort
#include <initializer_list>  // arguments
#include <string>            // paths, values
#include <string_view>       // keys

namespace bench {

/// A connection with the pragmas that redlite has by default.
class bare_connection {
 public:
  bare_connection(const std::string& path, bool exclusive, const char* schema) {
    check(sqlite3_open_v2(path.c_str(), &db_,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                          nullptr));
    if (exclusive) run("PRAGMA locking_mode = EXCLUSIVE");
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
        "PRAGMA temp_store = MEMORY");
    run(schema);
  }
  bare_connection(const bare_connection&) = delete;
  bare_connection& operator=(const bare_connection&) = delete;
  ~bare_connection() { sqlite3_close_v2(db_); }

  void run(const char* sql) { check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }
  void begin() { run("BEGIN"); }
  void commit() { run("COMMIT"); }

  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return statement;
  }
  void check(int result) {
    if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
    std::fprintf(stderr, "bare SQLite: %s\n", sqlite3_errmsg(db_));
    std::abort();
  }

  static void text(sqlite3_stmt* s, int i, std::string_view t) {
    sqlite3_bind_text(s, i, t.data(), static_cast<int>(t.size()), SQLITE_STATIC);
  }
  static void blob(sqlite3_stmt* s, int i, std::string_view t) {
    sqlite3_bind_blob(s, i, t.data(), static_cast<int>(t.size()), SQLITE_STATIC);
  }
  void done(sqlite3_stmt* s) {
    check(sqlite3_step(s));
    sqlite3_reset(s);
  }
  /// Yields  the first column's bytes, copied; empty where there is no row.
  std::string one(sqlite3_stmt* s) {
    std::string bytes;
    const int result = sqlite3_step(s);
    if (result == SQLITE_ROW) {
      const auto* data = static_cast<const char*>(sqlite3_column_blob(s, 0));
      bytes.assign(data, static_cast<std::size_t>(sqlite3_column_bytes(s, 0)));
      while (sqlite3_step(s) == SQLITE_ROW) {
      }
    }
    check(result);
    sqlite3_reset(s);
    return bytes;
  }

 private:
  sqlite3* db_ = nullptr;
};

class bare {
 public:
  bare(const std::string& path, bool exclusive) : at_(path, exclusive, schema) {}
  ~bare() {
    for (sqlite3_stmt* s : {get_, set_, hget_, hset_, sadd_, zadd_, zscore_, push_, pop_, xadd_,
                            sismember_, lindex_, keys_}) {
      sqlite3_finalize(s);
    }
  }

  void begin() { at_.begin(); }
  void commit() { at_.commit(); }

  std::string get(std::string_view key) {
    at_.text(get_, 1, key);
    return at_.one(get_);
  }
  void set(std::string_view key, std::string_view value) {
    at_.text(set_, 1, key);
    at_.blob(set_, 2, value);
    at_.done(set_);
  }
  std::string hget(std::string_view key, std::string_view field) {
    at_.text(hget_, 1, key);
    at_.text(hget_, 2, field);
    return at_.one(hget_);
  }
  void hset(std::string_view key, std::string_view field, std::string_view value) {
    at_.text(hset_, 1, key);
    at_.text(hset_, 2, field);
    at_.blob(hset_, 3, value);
    at_.done(hset_);
  }
  void sadd(std::string_view key, std::string_view member) {
    at_.text(sadd_, 1, key);
    at_.text(sadd_, 2, member);
    at_.done(sadd_);
  }
  bool sismember(std::string_view key, std::string_view member) {
    at_.text(sismember_, 1, key);
    at_.text(sismember_, 2, member);
    const int result = sqlite3_step(sismember_);
    at_.check(result);
    sqlite3_reset(sismember_);
    return result == SQLITE_ROW;
  }
  void zadd(std::string_view key, double score, std::string_view member) {
    at_.text(zadd_, 1, key);
    at_.text(zadd_, 2, member);
    sqlite3_bind_double(zadd_, 3, score);
    at_.done(zadd_);
  }
  double zscore(std::string_view key, std::string_view member) {
    at_.text(zscore_, 1, key);
    at_.text(zscore_, 2, member);
    at_.check(sqlite3_step(zscore_));
    const double score = sqlite3_column_double(zscore_, 0);
    sqlite3_reset(zscore_);
    return score;
  }
  void push(std::string_view key, std::string_view value) {
    at_.text(push_, 1, key);
    at_.blob(push_, 2, value);
    at_.done(push_);
  }
  std::string pop(std::string_view key) {
    at_.text(pop_, 1, key);
    return at_.one(pop_);
  }
  std::string lindex(std::string_view key, std::int64_t index) {
    at_.text(lindex_, 1, key);
    sqlite3_bind_int64(lindex_, 2, index);
    return at_.one(lindex_);
  }
  /// Yields  one key after the other, without an end.
  std::string next_key() {
    if (sqlite3_step(keys_) != SQLITE_ROW) {
      sqlite3_reset(keys_);
      at_.check(sqlite3_step(keys_));
    }
    return {static_cast<const char*>(sqlite3_column_blob(keys_, 0)),
            static_cast<std::size_t>(sqlite3_column_bytes(keys_, 0))};
  }
  void xadd(std::string_view key, std::string_view value) {
    at_.text(xadd_, 1, key);
    sqlite3_bind_int64(xadd_, 2, ++last_id_);
    at_.blob(xadd_, 3, value);
    at_.done(xadd_);
  }

 private:
  static constexpr const char* schema =
      "CREATE TABLE string (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;"
      "CREATE TABLE hash (key TEXT, field TEXT, value BLOB, PRIMARY KEY (key, field)) WITHOUT "
      "ROWID;"
      "CREATE TABLE list (key TEXT, position INTEGER, value BLOB, PRIMARY KEY (key, position)) "
      "WITHOUT ROWID;"
      "CREATE TABLE set_ (key TEXT, member TEXT, PRIMARY KEY (key, member)) WITHOUT ROWID;"
      "CREATE TABLE zset (key TEXT, member TEXT, score REAL, PRIMARY KEY (key, member)) "
      "WITHOUT ROWID;"
      "CREATE INDEX zset_score ON zset (key, score, member);"
      "CREATE TABLE stream (key TEXT, id INTEGER, fields BLOB, PRIMARY KEY (key, id)) "
      "WITHOUT ROWID;";

  bare_connection at_;
  std::int64_t last_id_ = 0;
  sqlite3_stmt* get_ = at_.prepare("SELECT value FROM string WHERE key = ?1");
  sqlite3_stmt* set_ = at_.prepare(
      "INSERT INTO string VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value");
  sqlite3_stmt* hget_ = at_.prepare("SELECT value FROM hash WHERE key = ?1 AND field = ?2");
  sqlite3_stmt* hset_ = at_.prepare(
      "INSERT INTO hash VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = excluded.value");
  sqlite3_stmt* sadd_ = at_.prepare("INSERT OR IGNORE INTO set_ VALUES (?1, ?2)");
  sqlite3_stmt* zadd_ = at_.prepare(
      "INSERT INTO zset VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET score = excluded.score");
  sqlite3_stmt* zscore_ = at_.prepare("SELECT score FROM zset WHERE key = ?1 AND member = ?2");
  // A push and a pop must find the ends, which the table alone knows.
  sqlite3_stmt* push_ = at_.prepare(
      "INSERT INTO list VALUES (?1, (SELECT ifnull(min(position), 0) - 1 FROM list WHERE key = ?1),"
      " ?2)");
  sqlite3_stmt* pop_ = at_.prepare(
      "DELETE FROM list WHERE key = ?1 AND position = (SELECT max(position) FROM list WHERE key = "
      "?1) RETURNING value");
  sqlite3_stmt* sismember_ = at_.prepare("SELECT 1 FROM set_ WHERE key = ?1 AND member = ?2");
  // Only the ends of a list change, so that its positions have no gaps.
  sqlite3_stmt* lindex_ = at_.prepare(
      "SELECT value FROM list WHERE key = ?1 AND position = "
      "(SELECT min(position) FROM list WHERE key = ?1) + ?2");
  sqlite3_stmt* keys_ = at_.prepare("SELECT key FROM string");
  sqlite3_stmt* xadd_ = at_.prepare("INSERT INTO stream VALUES (?1, ?2, ?3)");
};

/// The statements of an embedded store that parses each anew: two tables joined by an id, two
/// statements for a GET, four for a SET, each a transaction of its own.
class uncached {
 public:
  explicit uncached(const std::string& path)
      : at_(path, true,
            "CREATE TABLE keys (id INTEGER PRIMARY KEY, db INTEGER, key TEXT, type INTEGER, "
            "expire_at INTEGER, created_at INTEGER, updated_at INTEGER, UNIQUE (db, key));"
            "CREATE TABLE strings (key_id INTEGER PRIMARY KEY, value BLOB);") {}

  void begin() { at_.begin(); }
  void commit() { at_.commit(); }

  void load(std::string_view key, std::string_view value) { set(key, value); }

  std::string get(std::string_view key) {
    const std::int64_t id = find(key);
    sqlite3_stmt* s = at_.prepare("SELECT value FROM strings WHERE key_id = ?1");
    sqlite3_bind_int64(s, 1, id);
    std::string value = at_.one(s);
    sqlite3_finalize(s);
    return value;
  }

  void set(std::string_view key, std::string_view value) {
    find(key);
    sqlite3_stmt* s = at_.prepare(
        "INSERT INTO keys (db, key, type, expire_at, created_at, updated_at) "
        "VALUES (0, ?1, 1, NULL, ?2, ?2) ON CONFLICT (db, key) DO UPDATE SET type = 1, "
        "expire_at = NULL, updated_at = excluded.updated_at");
    at_.text(s, 1, key);
    sqlite3_bind_int64(s, 2, ++now_);
    at_.done(s);
    sqlite3_finalize(s);
    const std::int64_t id = find(key);
    s = at_.prepare("INSERT OR REPLACE INTO strings (key_id, value) VALUES (?1, ?2)");
    sqlite3_bind_int64(s, 1, id);
    at_.blob(s, 2, value);
    at_.done(s);
    sqlite3_finalize(s);
  }

 private:
  std::int64_t find(std::string_view key) {
    sqlite3_stmt* s = at_.prepare("SELECT id, type, expire_at FROM keys WHERE db = 0 AND key = ?1");
    at_.text(s, 1, key);
    const std::int64_t id = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return id;
  }

  bare_connection at_;
  std::int64_t now_ = 0;
};

}  // namespace bench
