// redlite/db/open.hpp: from a path and options to a connection that is ready to serve.
//
// Floor: db. Everything that can be wrong with a path or a file gets its one clear error here.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>         // error
#include <redlite/db/options.hpp>         // options
#include <redlite/db/schema.hpp>          // migrate
#include <redlite/sqlite/connection.hpp>  // connection

#include <chrono>        // how long to wait
#include <filesystem>    // what the path is
#include <string>        // paths, pragmas
#include <system_error>  // std::error_code
#include <thread>        // waiting

namespace redlite::detail {

inline bool in_memory(const std::string& path) { return path == ":memory:"; }

inline bool is_shared(const std::string& path, const options& how) {
  return how.sharing == sharing::shared && !in_memory(path);
}

inline void refuse_unusable(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (path.empty())
    throw error(errc::open_failed, "ERR the path of a store is empty; give a file or \":memory:\"");
  if (fs::is_directory(path, ignored))
    throw error(errc::open_failed, "ERR '" + path + "' is a directory; give the path of a file");
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, ignored))
    throw error(errc::open_failed, "ERR the folder of '" + path + "' does not exist");
  // SQLite takes a file of one byte for an empty one, and would write over it. With a journal
  // beside it, it is one whose making a power cut interrupted, and SQLite takes that back.
  if (const auto size = fs::file_size(path, ignored);
      !ignored && size > 0 && size < 512 && !fs::exists(path + "-journal", ignored))
    throw error(errc::not_a_store, "ERR '" + path + "' is no store: it is damaged or another file");
}

inline const char* synchronous_of(durability wanted) {
  switch (wanted) {
    case durability::off:
      return "OFF";
    case durability::full:
      return "FULL";
    case durability::normal:
      break;
  }
  return "NORMAL";
}

/// Yields  a connection that is ready to serve, after one try.
inline sqlite::connection open_once(const std::string& path, const options& how) {
  if (!in_memory(path)) refuse_unusable(path);
  try {
    sqlite::connection at(path);
    if (at.read_only())
      throw error(errc::read_only, "ERR '" + path + "' cannot be written; check its permissions");
    at.wait_at_most(static_cast<int>(how.busy_timeout.count()));
    if (!in_memory(path) && !is_shared(path, how)) at.execute("PRAGMA locking_mode = EXCLUSIVE");
    // Reads the first page: a file that is no database fails here, before anything is written.
    (void)pragma(at, "PRAGMA schema_version");
    if (ours_or_empty(at) && pragma(at, "PRAGMA user_version") <= schema_version)
      at.execute("PRAGMA journal_mode = WAL");  // writes, so only where the file is ours to change
    at.execute(std::string("PRAGMA synchronous = ") + synchronous_of(how.durability));
    at.execute("PRAGMA cache_size = -" + std::to_string(how.page_cache_bytes / 1024));
    at.execute("PRAGMA temp_store = MEMORY");
    migrate(at, path);
    return at;
  } catch (const error& failure) {
    const std::string words = failure.what();
    if (words.find(path) != std::string::npos) throw;
    throw error(failure.code(), "ERR '" + path + "': " + words.substr(words.find(' ') + 1));
  }
}

/// Errors  open_failed, read_only, not_a_store, newer_schema, busy; the file is then untouched.
inline sqlite::connection open_connection(const std::string& path, const options& how) {
  // Two that make the same new file at once each hold what the other waits for; SQLite then gives
  // up at once instead of waiting, so the waiting is done here.
  const auto deadline = std::chrono::steady_clock::now() + how.busy_timeout;
  for (;;) {
    try {
      return open_once(path, how);
    } catch (const error& failure) {
      if (failure.code() != errc::busy || std::chrono::steady_clock::now() >= deadline) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace redlite::detail
