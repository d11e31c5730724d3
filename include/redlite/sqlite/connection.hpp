// redlite/sqlite/connection.hpp: one SQLite connection, and its errors as ours.
//
// Floor: sqlite, the only one that knows SQLite's API. Knows nothing of keys or commands.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>         // error
#include <redlite/sqlite/page_cache.hpp>  // put in place before the first connection

#include <sqlite3.h>  // the database

#include <cerrno>   // why a write failed
#include <cstdint>  // std::int64_t
#include <string>   // paths, SQL
#include <utility>  // std::exchange

namespace redlite::sqlite {

/// Yields  whether a write failed for want of room. SQLite knows that by ENOSPC alone, and hands
/// the
///         two other causes on as I/O errors; sqlite3_system_errno() is not set by a failed COMMIT.
inline bool out_of_room(int result, int cause) noexcept {
  switch (result) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_SHMSIZE:
      return cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
    default:
      return false;
  }
}

/// Errors  always: SQLite's result code as a redlite::error, with SQLite's own words.
[[noreturn]] inline void throw_result(sqlite3* handle, int result) {
  if (out_of_room(result, errno)) result = SQLITE_FULL;
  const std::string words = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw error(errc::busy, "ERR the store is locked by another process (" + words + ")");
    case SQLITE_FULL:
      throw error(errc::disk_full, "ERR the disk is full; the command was rolled back");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw error(errc::read_only, "ERR the store cannot be written (" + words + ")");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw error(errc::not_a_store, "ERR the store's file is damaged or no store (" + words + ")");
    case SQLITE_TOOBIG:
      throw error(errc::too_large, "ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    case SQLITE_CANTOPEN:
      throw error(errc::open_failed, "ERR the store's file cannot be opened (" + words + ")");
    default:
      throw error(errc::io, "ERR the store failed (" + words + ")");
  }
}

class connection {
 public:
  connection() = default;
  /// Errors  open_failed where the file can be neither opened nor created.
  explicit connection(const std::string& path) {
    const int result = sqlite3_open_v2(
        path.c_str(), &handle_,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        nullptr);
    if (result == SQLITE_OK) return;
    const error failure = [&] {
      try {
        throw_result(handle_, result);
      } catch (const error& e) {
        return e;
      }
    }();
    sqlite3_close(std::exchange(handle_, nullptr));
    throw failure;
  }
  connection(connection&& other) noexcept
      : handle_(std::exchange(other.handle_, nullptr)), busy_timeout_ms_(other.busy_timeout_ms_) {}
  connection& operator=(connection&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(busy_timeout_ms_, other.busy_timeout_ms_);
    return *this;
  }
  ~connection() { sqlite3_close_v2(handle_); }

  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }

  /// Runs SQL that yields nothing.
  void execute(const std::string& sql) {
    check(sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr));
  }

  /// Rows changed by the last INSERT, UPDATE or DELETE.
  [[nodiscard]] std::int64_t changes() const noexcept { return sqlite3_changes64(handle_); }
  /// Rows changed since the connection was opened.
  [[nodiscard]] std::int64_t total_changes() const noexcept {
    return sqlite3_total_changes64(handle_);
  }
  [[nodiscard]] std::int64_t last_rowid() const noexcept {
    return sqlite3_last_insert_rowid(handle_);
  }
  [[nodiscard]] bool in_transaction() const noexcept {
    return sqlite3_get_autocommit(handle_) == 0;
  }
  [[nodiscard]] bool read_only() const noexcept {
    return sqlite3_db_readonly(handle_, "main") == 1;
  }

  /// A number that differs after another connection changed what this one's transaction sees.
  [[nodiscard]] unsigned data_version() const noexcept {
    unsigned version = 0;
    sqlite3_file_control(handle_, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    return version;
  }

  /// How long a statement waits for another connection before it fails as busy.
  void wait_at_most(int ms) noexcept {
    busy_timeout_ms_ = ms;
    sqlite3_busy_timeout(handle_, ms);
  }
  [[nodiscard]] int busy_timeout_ms() const noexcept { return busy_timeout_ms_; }

  void check(int result) const {
    if (result != SQLITE_OK) throw_result(handle_, result);
  }

 private:
  sqlite3* handle_ = nullptr;
  int busy_timeout_ms_ = 0;
};

/// As long as it lives, the connection waits for nobody.
class impatience {
 public:
  explicit impatience(connection& at) noexcept : at_(at), before_(at.busy_timeout_ms()) {
    at_.wait_at_most(0);
  }
  impatience(const impatience&) = delete;
  impatience& operator=(const impatience&) = delete;
  ~impatience() { at_.wait_at_most(before_); }

 private:
  connection& at_;
  int before_;
};

}  // namespace redlite::sqlite
