// redlite/db/displaced.hpp: the keys that do not stand at their own place, since another key does.
//
// Floor: db. Of a million keys two share a hash once in a million files: nearly always the table is
// empty, and a key stands where its hash says.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/db/place.hpp>           // places
#include <redlite/sqlite/connection.hpp>  // connection
#include <redlite/sqlite/statement.hpp>   // statement

#include <cstdint>      // std::int64_t
#include <string>       // statements
#include <string_view>  // keys

namespace redlite::detail {

class displaced {
 public:
  explicit displaced(sqlite::connection& at) : at_(at) {}

  /// Inside a transaction: yields whether there are any.
  [[nodiscard]] bool any() {
    if (!known_) {
      any_ = any_row_().next();
      known_ = true;
    }
    return any_;
  }

  /// Yields  where the key stands, if it is there: at its own place or at another.
  [[nodiscard]] std::int64_t place(std::int64_t own, std::string_view key) {
    if (!any()) return own;
    auto row = find_(own, key);
    return row.next() ? row.integer(0) : own;
  }

  /// Inside `write`: gives a key that is not there the next free place of its database, as its own
  /// is taken.
  std::int64_t add(std::int64_t own, std::string_view key) {
    const std::int64_t database = database_of(own);
    std::int64_t at = own;
    do {
      at = at == last_place(database) ? first_place(database) : at + 1;
    } while (taken_(at).next());
    add_.run(own, key, at);
    known_ = any_ = true;
    return at;
  }

  /// Inside `write`: the key goes, from wherever it stood.
  void remove(std::int64_t own, std::string_view key) {
    if (any() && remove_.run(own, key) != 0) known_ = false;
  }
  /// Inside `write`: all keys of a database go.
  void emptied(std::int64_t database) {
    if (!any()) return;
    at_.execute("DELETE FROM displaced WHERE" + of(database));
    known_ = false;
  }
  /// Inside `write`: all keys of two databases change sides.
  void swapped(std::int64_t a, std::int64_t b) {
    if (!any()) return;
    const std::string apart = std::to_string(first_place(b) - first_place(a));
    at_.execute("UPDATE displaced SET place = -1 - place WHERE" + of(a));
    at_.execute("UPDATE displaced SET place = place - " + apart + ", stands_at = stands_at - " +
                apart + " WHERE" + of(b));
    at_.execute("UPDATE displaced SET place = -1 - place + " + apart +
                ", stands_at = stands_at + " + apart + " WHERE place < 0");
  }

  /// After others may have changed the table, or a rollback has.
  void forget() noexcept { known_ = false; }

 private:
  static std::string of(std::int64_t database) {
    return " place BETWEEN " + std::to_string(first_place(database)) + " AND " +
           std::to_string(last_place(database));
  }

  sqlite::connection& at_;
  bool known_ = false;
  bool any_ = false;
  sqlite::statement any_row_{at_, "SELECT 1 FROM displaced LIMIT 1"};
  sqlite::statement find_{at_, "SELECT stands_at FROM displaced WHERE place = ?1 AND key = ?2"};
  sqlite::statement taken_{at_, "SELECT 1 FROM entry WHERE place = ?1"};
  sqlite::statement add_{at_, "INSERT INTO displaced (place, key, stands_at) VALUES (?1, ?2, ?3)"};
  sqlite::statement remove_{at_, "DELETE FROM displaced WHERE place = ?1 AND key = ?2"};
};

}  // namespace redlite::detail
