// redlite/db/key_counts.hpp: how many keys each database has, without counting them.
//
// Floor: db. What a transaction adds is put to the file's numbers at its end.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/db/place.hpp>           // database_count
#include <redlite/sqlite/connection.hpp>  // connection
#include <redlite/sqlite/statement.hpp>   // statement

#include <array>    // by database
#include <cstddef>  // std::size_t
#include <cstdint>  // std::int64_t

namespace redlite::detail {

class key_counts {
 public:
  explicit key_counts(sqlite::connection& at) : at_(at) {}

  void add(std::int64_t database, std::int64_t keys) noexcept {
    added_[static_cast<std::size_t>(database)] += keys;
    any_ = true;
  }

  /// Yields  how many rows the database has, not counting what is not saved yet.
  [[nodiscard]] std::int64_t of(std::int64_t database) {
    auto row = count_(database);
    return row.next() ? row.integer(0) : 0;
  }

  void save() {
    if (!any_) return;
    for (std::size_t i = 0; i < added_.size(); ++i) {
      if (added_[i] != 0) add_.run(i, added_[i]);
    }
    discard();
  }
  void discard() noexcept {
    if (!any_) return;
    added_.fill(0);
    any_ = false;
  }

 private:
  sqlite::connection& at_;
  std::array<std::int64_t, database_count> added_{};
  bool any_ = false;
  sqlite::statement count_{at_, "SELECT keys FROM counter WHERE db = ?1"};
  sqlite::statement add_{at_,
                         "INSERT INTO counter (db, keys) VALUES (?1, ?2) "
                         "ON CONFLICT (db) DO UPDATE SET keys = keys + excluded.keys"};
};

}  // namespace redlite::detail
