// redlite/db/store.hpp: keys of any kind: what they are, how they come and go, and how many there
// are.
//
// Floor: db. The families build on it; it knows no command. Not thread-safe: db.hpp guards it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>        // error
#include <redlite/db/collection.hpp>     // collection, its cache
#include <redlite/db/displaced.hpp>      // keys elsewhere
#include <redlite/db/elements.hpp>       // elements of collections
#include <redlite/db/key_counts.hpp>     // keys by database
#include <redlite/db/options.hpp>        // options
#include <redlite/db/place.hpp>          // where a key stands
#include <redlite/db/transactions.hpp>   // a command as a transaction
#include <redlite/db/watches.hpp>        // keys watched
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

  /// A command begins: on this database, at a moment that is the same from its begin to its end;
  /// for several in one transaction, from the first one's.
  void begin_command(std::int64_t database) noexcept {
    database_ = database;
    if (!in_whole()) now_known_ = false;
  }
  [[nodiscard]] std::int64_t now_ms() const noexcept {
    if (!now_known_) now_ms_ = clock_();
    now_known_ = true;
    return now_ms_;
  }

  [[nodiscard]] std::int64_t database() const noexcept { return database_; }
  /// For the rest of the command, and for those after it in the same session.
  void select(std::int64_t database) noexcept { database_ = database; }
  /// Yields  what `work()` yields, done in another database.
  template <class Work>
  decltype(auto) in(std::int64_t database, Work&& work) {
    struct scope {
      store& at;
      std::int64_t before;
      ~scope() { at.database_ = before; }
    } back{*this, database_};
    database_ = database;
    return work();
  }
  /// Inside a transaction: yields what a statement finds the key by, with its bytes, for another
  /// may stand there: WHERE place = ?1 AND key = ?2.
  [[nodiscard]] std::int64_t place(std::string_view key) { return place(own_place(key), key); }
  /// Yields  the place that the key has by its hash, whoever stands there.
  [[nodiscard]] std::int64_t own_place(std::string_view key) const noexcept {
    return place_of(database_, key);
  }

  /// Inside `write`: makes the row of a key that has none by `put(place)`, which yields the number
  /// of rows that it made, none where the place is taken.
  template <class Put>
  void make_row(std::int64_t database, std::string_view key, Put&& put) {
    const std::int64_t own = place_of(database, key);
    if (put(own) == 0) put(displaced_.add(own, key));
  }

  /// Yields  what the key is; nothing where it is absent or has expired.
  std::optional<collection> look_up(std::string_view key) {
    const std::int64_t own = own_place(key);
    if (const collection* known = cache_.find(own, key)) {
      if (!expired(*known)) return *known;
      met_expired(key);
      return std::nullopt;
    }
    auto row = find_(place(own, key), key);
    if (!row.next()) return std::nullopt;
    const collection found = from_row(row);
    if (expired(found)) {
      met_expired(key);
      return std::nullopt;
    }
    if (found.type != kind::string) cache_.put(own, key, found);
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
    make_row(database_, key, [&](std::int64_t at) {
      return make_entry_.run(at, key, static_cast<int>(wanted), made.id);
    });
    count_keys(1);
    wrote(key);
    cache_.put(own_place(key), key, made);
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
    wrote(key);
    cache_.put(own_place(key), key, changed);
  }

  /// Inside `write`: removes the key with all that it holds, expired or not.
  /// Yields  whether it was there and alive.
  /// Cost    that of up to `drop_now_max` elements: those of larger collections go later, by
  ///         `drop_some`.
  bool drop(std::string_view key) {
    auto row = find_(place(key), key);
    if (!row.next()) return false;
    const collection old = from_row(row);
    { auto ended = std::move(row); }
    if (old.type != kind::string && old.size <= drop_now_max) elements_.drop(old.type, old.id);
    drop_row(key, old);
    return !expired(old);
  }

  /// Inside `write`: sets or (never_ms) removes the end of a key that is there.
  void set_expiry(std::string_view key, std::int64_t at_ms) {
    set_expiry_.run(place(key), key, sqlite::nullable_integer{at_ms, at_ms == never_ms});
    cache_.erase(own_place(key), key);
    wrote(key);
  }

  /// Inside `write`: gives a key that is there another name, in this or another database, over
  /// whatever has that name. Its end goes with it.
  void rename(std::string_view from, std::int64_t to_database, std::string_view to) {
    in(to_database, [&] { drop(to); });
    const std::int64_t old_place = place(from);
    make_row(to_database, to,
             [&](std::int64_t at) { return rename_.run(old_place, from, at, to); });
    displaced_.remove(own_place(from), from);
    cache_.erase(own_place(from), from);
    count_keys(-1);
    counts_.add(to_database, 1);
    wrote(from);
    in(to_database, [&] { wrote(to); });
  }

  /// Inside `write`: the same with a second of it, its end included.
  void copy(std::string_view from, std::int64_t to_database, std::string_view to) {
    in(to_database, [&] { drop(to); });
    const auto old = look_up(from);
    const bool string = old->type == kind::string;
    const std::int64_t id = string ? 0 : elements_.copy(old->type, old->id);
    const std::int64_t old_place = place(from);
    make_row(to_database, to, [&](std::int64_t at) {
      return copy_.run(old_place, from, at, to, sqlite::nullable_integer{id, string});
    });
    counts_.add(to_database, 1);
    in(to_database, [&] { wrote(to); });
  }

  /// Inside `write`: a family changed what the key holds, past this object. Needed only of commands
  /// with several keys: of others, the engine tells.
  void wrote(std::string_view key) {
    if (watches_.any()) watches_.changed(own_place(key), key);
  }

  /// Inside `write`: counts keys that a family added or removed itself.
  void count_keys(std::int64_t added) noexcept { counts_.add(database_, added); }
  [[nodiscard]] std::int64_t keys() { return counts_.of(database_); }

  /// A family that remembers something of its own is told here when to forget it.
  void on_forget(std::function<void()> forget) { forgetters_.push_back(std::move(forget)); }
  void on_drop(std::function<void(const collection&)> dropped) {
    droppers_.push_back(std::move(dropped));
  }

  /// Inside `read`: a key that a family met expired.
  void met_expired(std::string_view key) { expired_.push_back({database_, std::string(key)}); }

  /// Inside `write`, after keys changed past this object: forgets what is known of any.
  void forget() noexcept {
    cache_.clear();
    displaced_.forget();
    watches_.forget();
    for (const auto& forgetter : forgetters_) forgetter();
  }
  [[nodiscard]] key_counts& counts() noexcept { return counts_; }
  [[nodiscard]] detail::elements& elements() noexcept { return elements_; }
  [[nodiscard]] detail::displaced& displaced() noexcept { return displaced_; }
  [[nodiscard]] detail::watches& watches() noexcept { return watches_; }

  static constexpr std::int64_t drop_now_max = 512;

 private:
  struct met {
    std::int64_t database;
    std::string key;
  };

  std::int64_t place(std::int64_t own, std::string_view key) { return displaced_.place(own, key); }

  [[nodiscard]] bool expired(const collection& what) const noexcept {
    return what.expires_ms != never_ms && what.expires_ms <= now_ms();
  }

  static collection from_row(const sqlite::rows& row) {
    collection found;
    found.type = static_cast<kind>(row.integer(0));
    if (!row.null(1)) found.expires_ms = row.integer(1);
    if (found.type == kind::string) return found;
    found.id = row.integer(2);
    found.size = row.integer(3);
    found.head = row.integer(4);
    found.tail = row.integer(5);
    return found;
  }

  void drop_row(std::string_view key, const collection& old) {
    drop_entry_.run(place(key), key);
    displaced_.remove(own_place(key), key);
    if (old.type != kind::string) {
      if (old.size > drop_now_max) {
        drop_later_.run(old.id, static_cast<int>(old.type));  // keeps the id from being given again
      } else {
        drop_collection_.run(old.id);
      }
      for (const auto& dropped : droppers_) dropped(old);
    }
    count_keys(-1);
    cache_.erase(own_place(key), key);
    wrote(key);
  }

  friend transactions<store>;

  void before_commit() {
    for (const met& each : expired_) drop_if_expired(each);
    expired_.clear();
    counts_.save();
  }
  void after_rollback() noexcept {
    counts_.discard();
    expired_.clear();
  }
  /// Removes the keys that the read met expired.
  void after_read() noexcept {
    if (!expired_.empty()) purge_expired();
  }

  void purge_expired() noexcept {
    const std::vector<met> keys = std::move(expired_);
    expired_.clear();
    try {
      write([&] {
        for (const met& each : keys) drop_if_expired(each);
      });
    } catch (...) {
      // Still expired, still unseen: the next to meet it tries again.
    }
  }

  void drop_if_expired(const met& each) {
    in(each.database, [&] {
      bool gone = false;
      if (auto row = find_(place(each.key), each.key); row.next()) gone = expired(from_row(row));
      if (gone) drop(each.key);
    });
  }

  clock_function clock_;
  mutable std::int64_t now_ms_ = 0;
  mutable bool now_known_ = false;
  std::int64_t database_ = 0;
  key_counts counts_{connection()};
  detail::displaced displaced_{connection()};
  detail::elements elements_{connection()};
  detail::watches watches_{connection(), sole_owner()};
  collection_cache cache_;
  std::vector<met> expired_;
  std::vector<std::function<void()>> forgetters_;
  std::vector<std::function<void(const collection&)>> droppers_;

  using statement = sqlite::statement;
  statement find_{connection(),
                  "SELECT e.type, e.expires_ms, e.collection, c.size, c.head, c.tail FROM entry e "
                  "LEFT JOIN collection c ON c.id = e.collection "
                  "WHERE e.place = ?1 AND e.key = ?2"};
  statement make_collection_{connection(), "INSERT INTO collection (size) VALUES (0)"};
  statement make_entry_{connection(),
                        "INSERT OR IGNORE INTO entry (place, key, type, collection) "
                        "VALUES (?1, ?2, ?3, ?4)"};
  statement save_{connection(),
                  "UPDATE collection SET size = ?2, head = ?3, tail = ?4 WHERE id = ?1"};
  statement set_expiry_{connection(),
                        "UPDATE entry SET expires_ms = ?3 WHERE place = ?1 AND key = ?2"};
  statement rename_{connection(),
                    "UPDATE OR IGNORE entry SET place = ?3, key = ?4 "
                    "WHERE place = ?1 AND key = ?2"};
  statement copy_{connection(),
                  "INSERT OR IGNORE INTO entry "
                  "(place, key, type, expires_ms, collection, value) SELECT ?3, ?4, type, "
                  "expires_ms, ?5, value FROM entry "
                  "WHERE place = ?1 AND key = ?2"};
  statement drop_entry_{connection(), "DELETE FROM entry WHERE place = ?1 AND key = ?2"};
  statement drop_collection_{connection(), "DELETE FROM collection WHERE id = ?1"};
  statement drop_later_{connection(), "INSERT INTO dropped (collection, type) VALUES (?1, ?2)"};
};

}  // namespace redlite::detail
