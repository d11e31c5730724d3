// redlite/db/transactions.hpp: how a command becomes a transaction, and when memory of the file is
// stale.
//
// Floor: db. Knows no keys: `Self` (store.hpp) says what to do before a commit, after a read and
// when to forget.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>         // error
#include <redlite/db/open.hpp>            // open_connection
#include <redlite/db/options.hpp>         // options
#include <redlite/sqlite/connection.hpp>  // connection
#include <redlite/sqlite/statement.hpp>   // statement
#include <redlite/sqlite/wal_index.hpp>   // wal_index

#include <cstdint>      // std::int64_t
#include <string>       // paths
#include <type_traits>  // std::is_void_v
#include <utility>      // std::forward

namespace redlite::detail {

/// `Self` has `before_commit()`, `after_read() noexcept`, `after_rollback() noexcept` and
/// `forget() noexcept`, and lets this base call them.
template <class Self>
class transactions {
 public:
  transactions(const std::string& path, const options& how)
      : connection_(open_connection(path, how)), shared_(is_shared(path, how)) {}
  transactions(const transactions&) = delete;
  transactions& operator=(const transactions&) = delete;

  [[nodiscard]] sqlite::connection& connection() noexcept { return connection_; }
  /// True where this connection alone writes the file, so that what it remembers stays true.
  [[nodiscard]] bool sole_owner() const noexcept { return !shared_; }

  /// Runs a command that only reads, on one snapshot.
  template <class Work>
  decltype(auto) read(Work&& work) {
    if (in_whole_) {
      check_whole();
    } else if (shared_) {
      hold_snapshot();
    }
    struct after {
      Self& at;
      ~after() { at.after_read(); }
    } sweep{self()};
    return std::forward<Work>(work)();
  }

  /// Runs what a single writing statement can do: a transaction by itself.
  template <class Work>
  decltype(auto) fast(Work&& work) {
    if (in_whole_) check_whole();
    release();
    return std::forward<Work>(work)();
  }

  /// Runs a command that writes, as one transaction: whole or, where it throws, not at all.
  template <class Work>
  decltype(auto) write(Work&& work) {
    begin();
    struct scope {
      transactions& at;
      bool done = false;
      ~scope() {
        if (!done) at.roll_back();
      }
    } transaction{*this};
    if (shared_ && !in_whole_) forget_if_changed();
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      commit();
      transaction.done = true;
    } else {
      decltype(auto) result = work();
      commit();
      transaction.done = true;
      return result;
    }
  }

  /// Runs several commands as one transaction. One that is refused leaves nothing of itself, and
  /// the others go on; where `work` throws, nothing is left of any.
  template <class Work>
  decltype(auto) whole(Work&& work) {
    release();
    const std::int64_t changes_before = connection_.total_changes();
    begin_.run();
    in_whole_ = true;
    struct scope {
      transactions& at;
      std::int64_t changes_before;
      bool done = false;
      ~scope() {
        at.in_whole_ = false;
        if (!done) at.roll_back(changes_before, at.roll_back_);
      }
    } transaction{*this, changes_before};
    if (shared_) forget_if_changed();
    const auto finish = [&] {
      check_whole();
      commit_.run();
      if (shared_) version_seen_ = connection_.data_version();
      transaction.done = true;
    };
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      finish();
    } else {
      decltype(auto) result = work();
      finish();
      return result;
    }
  }
  [[nodiscard]] bool in_whole() const noexcept { return in_whole_; }

  /// Gives up the snapshot that `shared` reads hold, so that the log may start over.
  void release() {
    if (!holding_) return;
    holding_ = false;
    // A read that failed may have ended the transaction already.
    if (connection_.in_transaction()) commit_.run();
  }

 private:
  Self& self() noexcept { return static_cast<Self&>(*this); }

  void begin() {
    if (in_whole_) check_whole();
    release();
    changes_before_ = connection_.total_changes();
    (in_whole_ ? begin_part_ : begin_).run();
  }

  void commit() {
    self().before_commit();
    if (in_whole_) {
      end_part_.run();
      return;
    }
    commit_.run();
    // Our own commit moved the version too, and what we remember is what we committed.
    if (shared_) version_seen_ = connection_.data_version();
  }

  void roll_back() noexcept { roll_back(changes_before_, in_whole_ ? undo_part_ : roll_back_); }

  void roll_back(std::int64_t changes_before, sqlite::statement& how) noexcept {
    self().after_rollback();
    // A refused command (WRONGTYPE ...) has changed nothing, so what is remembered stays true.
    if (connection_.total_changes() != changes_before) self().forget();
    try {
      // A full disk or a failed write has already rolled back by itself.
      if (!connection_.in_transaction()) return;
      how.run();
      if (in_whole_) end_part_.run();
    } catch (const error&) {
      // The first error, on its way, says more than this one.
    }
  }

  /// Errors  io where SQLite ended the transaction after an earlier failure: what follows must not
  ///         be done by itself.
  void check_whole() const {
    if (!connection_.in_transaction())
      throw error(errc::io, "ERR the transaction was rolled back when a command of it failed");
  }

  void hold_snapshot() {
    if (holding_ && snapshot_.unchanged()) return;
    release();
    begin_read_.run();
    holding_ = true;
    snapshot_.remember();
    (void)pin_.run();
    forget_if_changed();
  }

  void forget_if_changed() {
    const unsigned version = connection_.data_version();
    if (version == version_seen_) return;
    version_seen_ = version;
    self().forget();
  }

  sqlite::connection connection_;
  bool shared_;
  bool holding_ = false;
  bool in_whole_ = false;
  unsigned version_seen_ = 0;
  std::int64_t changes_before_ = 0;
  sqlite::wal_index snapshot_{connection_};
  sqlite::statement begin_{connection_, shared_ ? "BEGIN IMMEDIATE" : "BEGIN"};
  sqlite::statement begin_read_{connection_, "BEGIN"};
  sqlite::statement pin_{connection_, "SELECT 1 FROM counter LIMIT 1"};
  sqlite::statement commit_{connection_, "COMMIT"};
  sqlite::statement roll_back_{connection_, "ROLLBACK"};
  sqlite::statement begin_part_{connection_, "SAVEPOINT command"};
  sqlite::statement end_part_{connection_, "RELEASE command"};
  sqlite::statement undo_part_{connection_, "ROLLBACK TO command"};
};

}  // namespace redlite::detail
