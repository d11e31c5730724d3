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
    if (shared_) hold_snapshot();
    struct after {
      Self& at;
      ~after() { at.after_read(); }
    } sweep{self()};
    return std::forward<Work>(work)();
  }

  /// Runs what a single writing statement can do: a transaction by itself.
  template <class Work>
  decltype(auto) fast(Work&& work) {
    release();
    return std::forward<Work>(work)();
  }

  /// Runs a command that writes, as one transaction: whole or, where it throws, not at all.
  template <class Work>
  decltype(auto) write(Work&& work) {
    release();
    changes_before_ = connection_.total_changes();
    begin_.run();
    struct scope {
      transactions& at;
      bool done = false;
      ~scope() {
        if (!done) at.roll_back();
      }
    } transaction{*this};
    if (shared_) forget_if_changed();
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

  /// Gives up the snapshot that `shared` reads hold, so that the log may start over.
  void release() {
    if (!holding_) return;
    holding_ = false;
    // A read that failed may have ended the transaction already.
    if (connection_.in_transaction()) commit_.run();
  }

 private:
  Self& self() noexcept { return static_cast<Self&>(*this); }

  void commit() {
    self().before_commit();
    commit_.run();
    // Our own commit moved the version too, and what we remember is what we committed.
    if (shared_) version_seen_ = connection_.data_version();
  }

  void roll_back() noexcept {
    self().after_rollback();
    // A refused command (WRONGTYPE ...) has changed nothing, so what is remembered stays true.
    if (connection_.total_changes() != changes_before_) self().forget();
    try {
      // A full disk or a failed write has already rolled back by itself.
      if (connection_.in_transaction()) roll_back_.run();
    } catch (const error&) {
      // The first error, on its way, says more than this one.
    }
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
  unsigned version_seen_ = 0;
  std::int64_t changes_before_ = 0;
  sqlite::wal_index snapshot_{connection_};
  sqlite::statement begin_{connection_, shared_ ? "BEGIN IMMEDIATE" : "BEGIN"};
  sqlite::statement begin_read_{connection_, "BEGIN"};
  sqlite::statement pin_{connection_, "SELECT 1 FROM counter LIMIT 1"};
  sqlite::statement commit_{connection_, "COMMIT"};
  sqlite::statement roll_back_{connection_, "ROLLBACK"};
};

}  // namespace redlite::detail
