// redlite/db/store.hpp: one connection to a store: opening it, transactions, and keys of any kind.
//
// Floor: db. The families build on it; it knows no command. Not thread-safe: db.hpp guards it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>         // error
#include <redlite/db/collection.hpp>      // collection, its cache
#include <redlite/db/open.hpp>            // open_connection
#include <redlite/db/options.hpp>         // options
#include <redlite/sqlite/connection.hpp>  // connection
#include <redlite/sqlite/statement.hpp>   // statement
#include <redlite/sqlite/wal_index.hpp>   // wal_index

#include <cstdint>      // std::int64_t
#include <functional>   // std::function
#include <optional>     // std::optional
#include <string>       // keys
#include <string_view>  // keys
#include <utility>      // std::forward
#include <vector>       // keys to purge

namespace redlite::detail {

class store {
 public:
  store(const std::string& path, const options& how)
      : options_(how), connection_(open_connection(path, how)), shared_(is_shared(path, how)) {}
  store(const store&) = delete;
  store& operator=(const store&) = delete;

  [[nodiscard]] sqlite::connection& connection() noexcept { return connection_; }
  [[nodiscard]] std::int64_t now_ms() const noexcept { return options_.clock(); }
  [[nodiscard]] std::int64_t database() const noexcept { return 0; }
  /// True where this connection alone writes the file, so that what it remembers stays true.
  [[nodiscard]] bool sole_owner() const noexcept { return !shared_; }

  // --- transactions ---

  /// Runs a command that only reads, on one snapshot; keys met expired are removed afterwards.
  template <class Work>
  decltype(auto) read(Work&& work) {
    if (shared_) hold_snapshot();
    struct after {
      store& at;
      ~after() {
        if (!at.expired_.empty()) at.purge_expired();
      }
    } sweep{*this};
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
      store& at;
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
    commit_.run();
  }

  // --- keys ---

  /// Yields  what the key is; nothing where it is absent or has expired.
  std::optional<collection> look_up(std::string_view key) {
    if (const collection* known = cache_.find(key)) {
      if (known->expires_ms == never_ms || known->expires_ms > now_ms()) return *known;
      expired_.emplace_back(key);
      return std::nullopt;
    }
    auto row = find_(database(), key);
    if (!row.next()) return std::nullopt;
    collection found;
    found.type = static_cast<kind>(row.integer(0));
    if (!row.null(1)) found.expires_ms = row.integer(1);
    if (found.expires_ms <= now_ms_if(found.expires_ms)) {
      expired_.emplace_back(key);
      return std::nullopt;
    }
    if (found.type == kind::string) return found;
    found.id = row.integer(2);
    found.size = row.integer(3);
    found.head = row.integer(4);
    found.tail = row.integer(5);
    cache_.put(key, found);
    return found;
  }

  /// Yields  the collection; nothing where absent.
  /// Errors  wrong_type where the key holds another kind.
  std::optional<collection> find(std::string_view key, kind wanted) {
    auto found = look_up(key);
    if (found && found->type != wanted) throw_wrong_type();
    return found;
  }

  /// The same inside `write`, made where absent. An expired one is removed first.
  collection find_or_make(std::string_view key, kind wanted) {
    if (auto found = find(key, wanted)) return *found;
    drop(key);
    collection made;
    made.type = wanted;
    make_collection_.run();
    made.id = connection_.last_rowid();
    make_entry_.run(database(), key, static_cast<int>(wanted), made.id);
    ++keys_added_;
    cache_.put(key, made);
    return made;
  }

  /// Inside `write`: stores what changed in size, head or tail. An emptied collection vanishes
  /// (its elements are already gone), a stream excepted.
  void save(std::string_view key, const collection& changed) {
    if (changed.size == 0 && changed.type != kind::stream) {
      drop_row(key, changed);
      return;
    }
    save_.run(changed.id, changed.size, changed.head, changed.tail);
    cache_.put(key, changed);
  }

  /// Inside `write`: removes the key with all that it holds, expired or not.
  /// Yields  whether it was there and alive.
  bool drop(std::string_view key) {
    auto row = find_(database(), key);
    if (!row.next()) return false;
    collection old;
    old.type = static_cast<kind>(row.integer(0));
    if (!row.null(1)) old.expires_ms = row.integer(1);
    old.id = row.integer(2);
    { auto ended = std::move(row); }
    const bool alive = old.expires_ms > now_ms_if(old.expires_ms);
    if (old.type != kind::string) drop_elements(old);
    drop_row(key, old);
    return alive;
  }

  /// Inside `write`: sets or (never_ms) removes the end of a key that is there.
  void set_expiry(std::string_view key, std::int64_t at_ms) {
    set_expiry_.run(database(), key, sqlite::nullable_integer{at_ms, at_ms == never_ms});
    cache_.erase(key);
  }

  /// Inside `write`: counts keys that a family added or removed itself.
  void count_keys(std::int64_t added) noexcept { keys_added_ += added; }
  [[nodiscard]] std::int64_t keys() {
    auto row = count_(database());
    return row.next() ? row.integer(0) : 0;
  }

  /// Inside `write`: removes every key of the database.
  void clear() {
    for (const char* elements :
         {"list_item", "hash_field", "set_member", "zset_member", "stream_entry"}) {
      connection_.execute(std::string("DELETE FROM ") + elements +
                          " WHERE collection IN (SELECT collection FROM entry WHERE db = " +
                          std::to_string(database()) + ")");
    }
    const std::string db = std::to_string(database());
    connection_.execute(
        "DELETE FROM collection WHERE id IN (SELECT collection FROM entry WHERE db = " + db + ")");
    connection_.execute("DELETE FROM entry WHERE db = " + db);
    connection_.execute("DELETE FROM counter WHERE db = " + db);
    keys_added_ = 0;
    forget();
  }

  /// A family that remembers something of its own is told here when to forget it.
  void on_forget(std::function<void()> forget) { forgetters_.push_back(std::move(forget)); }
  void on_drop(std::function<void(const collection&)> dropped) {
    droppers_.push_back(std::move(dropped));
  }

  /// Inside `read`: a key that a family met expired.
  void met_expired(std::string_view key) { expired_.emplace_back(key); }

 private:
  [[nodiscard]] std::int64_t now_ms_if(std::int64_t expires_ms) const noexcept {
    return expires_ms == never_ms ? never_ms - 1 : now_ms();
  }

  void drop_row(std::string_view key, const collection& old) {
    drop_entry_.run(database(), key);
    if (old.type != kind::string) {
      drop_collection_.run(old.id);
      for (const auto& dropped : droppers_) dropped(old);
    }
    --keys_added_;
    cache_.erase(key);
  }

  void drop_elements(const collection& old) {
    switch (old.type) {
      case kind::list:
        drop_list_.run(old.id);
        break;
      case kind::hash:
        drop_hash_.run(old.id);
        break;
      case kind::set:
        drop_set_.run(old.id);
        break;
      case kind::sorted_set:
        drop_zset_.run(old.id);
        break;
      case kind::stream:
        drop_stream_.run(old.id);
        break;
      case kind::string:
        break;
    }
  }

  void commit() {
    for (const std::string& key : expired_) drop_if_expired(key);
    if (keys_added_ != 0) {
      add_keys_.run(database(), keys_added_);
      keys_added_ = 0;
    }
    commit_.run();
    expired_.clear();
    // Our own commit moved the version too, and what we remember is what we committed.
    if (shared_) version_seen_ = connection_.data_version();
  }

  void roll_back() noexcept {
    keys_added_ = 0;
    expired_.clear();
    // A refused command (WRONGTYPE ...) has changed nothing, so what is remembered stays true.
    if (connection_.total_changes() != changes_before_) forget();
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
    forget();
  }

  void forget() noexcept {
    cache_.clear();
    for (const auto& forgetter : forgetters_) forgetter();
  }

  void purge_expired() noexcept {
    const std::vector<std::string> keys = std::move(expired_);
    expired_.clear();
    try {
      write([&] {
        for (const std::string& key : keys) drop_if_expired(key);
      });
    } catch (...) {
      // Still expired, still unseen: the next to meet it tries again.
    }
  }

  void drop_if_expired(const std::string& key) {
    bool expired = false;
    if (auto row = find_(database(), key); row.next()) {
      expired = !row.null(1) && row.integer(1) <= now_ms();
    }
    if (expired) drop(key);
  }

  options options_;
  sqlite::connection connection_;
  bool shared_;
  bool holding_ = false;
  unsigned version_seen_ = 0;
  std::int64_t keys_added_ = 0;
  std::int64_t changes_before_ = 0;
  sqlite::wal_index snapshot_{connection_};
  collection_cache cache_;
  std::vector<std::string> expired_;
  std::vector<std::function<void()>> forgetters_;
  std::vector<std::function<void(const collection&)>> droppers_;

  using statement = sqlite::statement;
  statement begin_{connection_, shared_ ? "BEGIN IMMEDIATE" : "BEGIN"};
  statement begin_read_{connection_, "BEGIN"};
  statement pin_{connection_, "SELECT 1 FROM counter LIMIT 1"};
  statement commit_{connection_, "COMMIT"};
  statement roll_back_{connection_, "ROLLBACK"};
  statement find_{connection_,
                  "SELECT e.type, e.expires_ms, e.collection, c.size, c.head, c.tail FROM entry e "
                  "LEFT JOIN collection c ON c.id = e.collection WHERE e.db = ?1 AND e.key = ?2"};
  statement make_collection_{connection_, "INSERT INTO collection (size) VALUES (0)"};
  statement make_entry_{connection_,
                        "INSERT INTO entry (db, key, type, collection) VALUES (?1, ?2, ?3, ?4)"};
  statement save_{connection_,
                  "UPDATE collection SET size = ?2, head = ?3, tail = ?4 WHERE id = ?1"};
  statement set_expiry_{connection_, "UPDATE entry SET expires_ms = ?3 WHERE db = ?1 AND key = ?2"};
  statement drop_entry_{connection_, "DELETE FROM entry WHERE db = ?1 AND key = ?2"};
  statement drop_collection_{connection_, "DELETE FROM collection WHERE id = ?1"};
  statement drop_list_{connection_, "DELETE FROM list_item WHERE collection = ?1"};
  statement drop_hash_{connection_, "DELETE FROM hash_field WHERE collection = ?1"};
  statement drop_set_{connection_, "DELETE FROM set_member WHERE collection = ?1"};
  statement drop_zset_{connection_, "DELETE FROM zset_member WHERE collection = ?1"};
  statement drop_stream_{connection_, "DELETE FROM stream_entry WHERE collection = ?1"};
  statement count_{connection_, "SELECT keys FROM counter WHERE db = ?1"};
  statement add_keys_{connection_,
                      "INSERT INTO counter (db, keys) VALUES (?1, ?2) "
                      "ON CONFLICT (db) DO UPDATE SET keys = keys + excluded.keys"};
};

}  // namespace redlite::detail
