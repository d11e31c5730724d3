// redlite/db/watches.hpp: who watches which keys, and which of those were changed since.
//
// Floor: db. In a table, so that other processes see it and a rollback takes it back: a temporary
// one where this connection alone writes the file. Nothing is noted while nobody watches.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/db/place.hpp>           // places
#include <redlite/sqlite/connection.hpp>  // connection
#include <redlite/sqlite/statement.hpp>   // statement

#include <cstdint>      // std::int64_t
#include <string_view>  // keys

namespace redlite::detail {

class watches {
 public:
  watches(sqlite::connection& at, bool sole_owner) : at_(at), sole_owner_(sole_owner) {}

  /// Inside a transaction: yields whether anybody watches anything.
  [[nodiscard]] bool any() {
    if (!known_) {
      any_ = (!sole_owner_ || made_) && any_row_().next();
      known_ = true;
    }
    return any_;
  }

  /// Before the transaction in which `add` is called.
  void prepare() {
    if (!sole_owner_ || made_) return;
    at_.execute(
        "CREATE TEMP TABLE watch (place INTEGER NOT NULL, key BLOB NOT NULL, "
        "watcher INTEGER NOT NULL, changed INTEGER NOT NULL DEFAULT 0, "
        "since_ms INTEGER NOT NULL, PRIMARY KEY (place, key, watcher)) STRICT, WITHOUT ROWID");
    made_ = true;
  }

  /// From now on, changes of the key are noted for the watcher. Those who never came back are
  /// forgotten, which looks to them like a change.
  /// Yields  whether the watcher did not watch it yet.
  bool add(std::int64_t place, std::string_view key, std::int64_t watcher, std::int64_t now_ms) {
    forget_old_.run(now_ms - forgotten_after_ms);
    known_ = any_ = true;
    return add_.run(place, key, watcher, now_ms) == 1;
  }
  /// Yields  how many keys of the watcher were not changed.
  [[nodiscard]] std::int64_t unchanged(std::int64_t watcher) {
    auto row = unchanged_(watcher);
    return row.next() ? row.integer(0) : 0;
  }
  void remove(std::int64_t watcher) {
    remove_.run(watcher);
    known_ = false;
  }

  void changed(std::int64_t place, std::string_view key) {
    if (any()) changed_.run(place, key);
  }
  /// Every watched key of the database that is there is about to go.
  void emptied(std::int64_t database) {
    if (any()) emptied_.run(first_place(database), last_place(database), std::int64_t{0});
  }
  /// Every watched key that is in either of two databases is about to be replaced.
  void swapped(std::int64_t a, std::int64_t b) {
    if (!any()) return;
    const std::int64_t apart = first_place(b) - first_place(a);
    emptied_.run(first_place(a), last_place(a), apart);
    emptied_.run(first_place(b), last_place(b), -apart);
  }

  /// After others may have changed the table.
  void forget() noexcept { known_ = false; }

 private:
  static constexpr std::int64_t forgotten_after_ms = std::int64_t{3600} * 1000;

  sqlite::connection& at_;
  bool sole_owner_;
  bool made_ = false;  // the temporary table, which hides that of the file
  bool known_ = false;
  bool any_ = false;
  sqlite::statement any_row_{at_, "SELECT 1 FROM watch LIMIT 1"};
  sqlite::statement add_{at_,
                         "INSERT OR IGNORE INTO watch (place, key, watcher, since_ms) "
                         "VALUES (?1, ?2, ?3, ?4)"};
  sqlite::statement forget_old_{at_, "DELETE FROM watch WHERE since_ms < ?1"};
  sqlite::statement unchanged_{at_,
                               "SELECT count(*) FROM watch WHERE watcher = ?1 AND changed = 0"};
  sqlite::statement remove_{at_, "DELETE FROM watch WHERE watcher = ?1"};
  sqlite::statement changed_{at_, "UPDATE watch SET changed = 1 WHERE place = ?1 AND key = ?2"};
  sqlite::statement emptied_{
      at_,
      "UPDATE watch SET changed = 1 WHERE place BETWEEN ?1 AND ?2 AND (EXISTS "
      "(SELECT 1 FROM entry e WHERE e.key = watch.key AND e.place IN (watch.place, "
      "watch.place + ?3)) OR EXISTS (SELECT 1 FROM displaced))"};
};

}  // namespace redlite::detail
