// redlite/db/store.hpp: keys of any kind: what they are, how they come and go, and how many there
// are.
//
// Floor: db. The families build on it; it knows no command. Not thread-safe: db.hpp guards it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>        // error
#include <redlite/db/collection.hpp>     // collection, its cache
#include <redlite/db/options.hpp>        // options
#include <redlite/db/transactions.hpp>   // a command as a transaction
#include <redlite/sqlite/statement.hpp>  // statement

#include <cstdint>      // std::int64_t
#include <functional>   // std::function
#include <optional>     // std::optional
#include <string>       // keys
#include <string_view>  // keys
#include <utility>      // std::move
#include <vector>       // keys to purge

namespace redlite::detail {

class store : public transactions<store> {
 public:
  store(const std::string& path, const options& how)
      : transactions<store>(path, how), clock_(how.clock) {}

  [[nodiscard]] std::int64_t now_ms() const noexcept { return clock_(); }
  [[nodiscard]] std::int64_t database() const noexcept { return 0; }

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
    made.id = connection().last_rowid();
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
    const std::string groups =
        "(SELECT id FROM stream_group WHERE collection IN (SELECT collection FROM entry WHERE db "
        "= " +
        std::to_string(database()) + "))";
    for (const char* of_group : {"stream_pending", "stream_consumer"}) {
      connection().execute(std::string("DELETE FROM ") + of_group + " WHERE group_id IN " + groups);
    }
    for (const char* elements :
         {"list_item", "hash_field", "set_member", "zset_member", "stream_entry", "stream_group"}) {
      connection().execute(std::string("DELETE FROM ") + elements +
                           " WHERE collection IN (SELECT collection FROM entry WHERE db = " +
                           std::to_string(database()) + ")");
    }
    const std::string db = std::to_string(database());
    connection().execute(
        "DELETE FROM collection WHERE id IN (SELECT collection FROM entry WHERE db = " + db + ")");
    connection().execute("DELETE FROM entry WHERE db = " + db);
    connection().execute("DELETE FROM counter WHERE db = " + db);
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
        drop_pending_.run(old.id);
        drop_consumers_.run(old.id);
        drop_groups_.run(old.id);
        break;
      case kind::string:
        break;
    }
  }

  friend transactions<store>;

  void before_commit() {
    for (const std::string& key : expired_) drop_if_expired(key);
    if (keys_added_ != 0) add_keys_.run(database(), keys_added_);
    keys_added_ = 0;
    expired_.clear();
  }
  void after_rollback() noexcept {
    keys_added_ = 0;
    expired_.clear();
  }
  /// Removes the keys that the read met expired.
  void after_read() noexcept {
    if (!expired_.empty()) purge_expired();
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

  clock_function clock_;
  std::int64_t keys_added_ = 0;
  collection_cache cache_;
  std::vector<std::string> expired_;
  std::vector<std::function<void()>> forgetters_;
  std::vector<std::function<void(const collection&)>> droppers_;

  using statement = sqlite::statement;
  statement find_{connection(),
                  "SELECT e.type, e.expires_ms, e.collection, c.size, c.head, c.tail FROM entry e "
                  "LEFT JOIN collection c ON c.id = e.collection WHERE e.db = ?1 AND e.key = ?2"};
  statement make_collection_{connection(), "INSERT INTO collection (size) VALUES (0)"};
  statement make_entry_{connection(),
                        "INSERT INTO entry (db, key, type, collection) VALUES (?1, ?2, ?3, ?4)"};
  statement save_{connection(),
                  "UPDATE collection SET size = ?2, head = ?3, tail = ?4 WHERE id = ?1"};
  statement set_expiry_{connection(),
                        "UPDATE entry SET expires_ms = ?3 WHERE db = ?1 AND key = ?2"};
  statement drop_entry_{connection(), "DELETE FROM entry WHERE db = ?1 AND key = ?2"};
  statement drop_collection_{connection(), "DELETE FROM collection WHERE id = ?1"};
  statement drop_list_{connection(), "DELETE FROM list_item WHERE collection = ?1"};
  statement drop_hash_{connection(), "DELETE FROM hash_field WHERE collection = ?1"};
  statement drop_set_{connection(), "DELETE FROM set_member WHERE collection = ?1"};
  statement drop_zset_{connection(), "DELETE FROM zset_member WHERE collection = ?1"};
  statement drop_stream_{connection(), "DELETE FROM stream_entry WHERE collection = ?1"};
  statement drop_pending_{connection(),
                          "DELETE FROM stream_pending WHERE group_id IN "
                          "(SELECT id FROM stream_group WHERE collection = ?1)"};
  statement drop_consumers_{connection(),
                            "DELETE FROM stream_consumer WHERE group_id IN "
                            "(SELECT id FROM stream_group WHERE collection = ?1)"};
  statement drop_groups_{connection(), "DELETE FROM stream_group WHERE collection = ?1"};
  statement count_{connection(), "SELECT keys FROM counter WHERE db = ?1"};
  statement add_keys_{connection(),
                      "INSERT INTO counter (db, keys) VALUES (?1, ?2) "
                      "ON CONFLICT (db) DO UPDATE SET keys = keys + excluded.keys"};
};

}  // namespace redlite::detail
