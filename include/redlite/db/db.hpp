// redlite/db/db.hpp: the store as users hold it.
//
// Floor: db, the facade. Every command is a member (see command/): `db.get("k")`, `db.hset(...)`.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/table.hpp>      // members
#include <redlite/db/guarded_engine.hpp>  // engine: store and families
#include <redlite/db/options.hpp>         // options
#include <redlite/db/place.hpp>           // the rows of a database
#include <redlite/db/transaction.hpp>     // several commands at once
#include <redlite/db/type_name.hpp>       // TYPE's words
#include <redlite/db/watch.hpp>           // only if nothing changed

#include <array>        // counts by type
#include <atomic>       // the database
#include <concepts>     // keys
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <exception>    // std::uncaught_exceptions
#include <functional>   // std::invoke
#include <memory>       // the engine, shared by sessions
#include <string>       // the path
#include <string_view>  // keys
#include <utility>      // counts by type

namespace redlite {

/// A store in a file, or in memory with the path ":memory:".
///
///     redlite::db db{"app.db"};
///     db.set("k", "v");
///     db.get("k");  // std::optional<std::string>
///
/// A `db` may be used by several threads; each command is one transaction. Threads that work much
/// do better with a `session()` each.
/// Errors  redlite::error, from the constructor as from every command.
class db : public members<db> {
 public:
  explicit db(const std::string& path, const options& how = {})
      : path_(path), options_(how), engine_(std::make_shared<detail::guarded_engine>(path, how)) {}

  /// Yields  the same store for another thread: with a connection of its own where SQLite allows
  ///         (sharing::shared), else through the same one, in turns. It begins on database 0, as a
  ///         connection to Redis does; a copy of this object goes on with the same database.
  [[nodiscard]] db session() const {
    db other = detail::is_shared(path_, options_) ? db(path_, options_) : db(*this);
    other.database_ = {};
    return other;
  }

  /// Runs `work(tx)`, whose commands on `tx` are one transaction: nobody sees a part of it, and
  /// where `work` throws, nothing of it is kept. A command that is refused takes back what itself
  /// did; catch its error to go on. Time stands still meanwhile, and other threads wait.
  ///
  ///     db.atomically([&](auto& tx) {
  ///       tx.decrby("ann", 10);
  ///       tx.incrby("bob", 10);
  ///     });
  ///
  /// Yields  what `work` yields.
  /// Errors  what `work` throws; busy where another process writes for longer than the timeout;
  ///         generic where this object is used inside `work` instead of `tx`.
  /// Source  redis.io/docs/interact/transactions; unlike MULTI, replies are there at once
  template <class Work>
  decltype(auto) atomically(Work&& work) {
    detail::guarded_engine::hold held(*engine_);
    held.store().begin_command(database_.get());
    transaction tx(held.engine(), database_.get());
    // What SELECT chose inside stays chosen, unless `work` throws.
    return held.whole([&]() -> decltype(auto) {
      struct after {
        db& at;
        transaction& tx;
        int thrown = std::uncaught_exceptions();
        ~after() {
          if (std::uncaught_exceptions() == thrown) at.database_.set(tx.database());
        }
      } selected{*this, tx};
      return std::invoke(work, tx);
    });
  }

  /// Watches keys: `watch(...).atomically(work)` runs `work` only if none of them was changed in
  /// the meantime, by anybody. An end that has come is a change.
  ///
  ///     auto watched = db.watch("stock");
  ///     if (db.get("stock") == "0") return false;
  ///     return watched.atomically([](auto& tx) { tx.decr("stock"); });
  ///
  /// Cost    one transaction now, and one small statement for each command that changes a watched
  ///         key; nothing for anybody while nothing is watched.
  /// Source  redis.io/commands/watch
  [[nodiscard]] watch_handle watch(const many<std::string_view>& keys) const {
    return watch_handle(engine_, database_.get(), keys);
  }
  template <std::convertible_to<std::string_view>... Keys>
    requires(sizeof...(Keys) > 0)
  [[nodiscard]] watch_handle watch(const Keys&... keys) const {
    return watch({std::string_view(keys)...});
  }

  /// Ends the snapshot that a `shared` session holds after reading, so that the write-ahead log
  /// can start over. Worth a call before a long idle time; never needed for correctness.
  void release() { detail::guarded_engine::hold(*engine_).store().release(); }

  /// Removes some of the keys that have ended, and some of what large collections held that were
  /// removed: a transaction of a few hundred rows. Writing commands do the same by and by
  /// (AUTOVACUUM); who writes seldom may call this when idle.
  /// Yields  whether there is more to do.
  bool expire_some() {
    detail::guarded_engine::hold held(*engine_);
    held.store().begin_command(database_.get());
    return held.engine().sweeper().step().more;
  }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const options& opened_with() const noexcept { return options_; }

  /// Yields  how SQLite itself says that it runs the file: the answer to `PRAGMA name`, as
  ///         "journal_mode" (wal), "synchronous" (0 off, 1 normal, 2 full). Empty where it knows
  ///         none of that name. For a look, not to change anything.
  [[nodiscard]] std::string sqlite_setting(const char* name) const {
    detail::guarded_engine::hold held(*engine_);
    const std::string sql = std::string("PRAGMA ") + name;
    sqlite::statement ask(held.store().connection(), sql.c_str());
    auto answer = ask();
    return answer.next() ? std::string(answer.bytes(0)) : std::string();
  }

  /// Yields  how many keys the selected database holds of each type, by the words of TYPE. As with
  ///         DBSIZE, keys that have ended are among them until they are removed.
  /// Cost    O(keys): every row is read once.
  [[nodiscard]] std::array<std::pair<std::string_view, std::int64_t>, detail::kind_names.size()>
  keys_by_type() {
    detail::guarded_engine::hold held(*engine_);
    held.store().begin_command(database_.get());
    std::array<std::pair<std::string_view, std::int64_t>, detail::kind_names.size()> all;
    std::string sql = "SELECT ";  // not grouped: that would sort the rows first
    for (const detail::named_kind& each : detail::kind_names)
      sql += "SUM(type = " + std::to_string(static_cast<int>(each.type)) + "), ";
    sql += "0 FROM entry WHERE place BETWEEN ?1 AND ?2";
    held.store().read([&] {
      sqlite::statement count(held.store().connection(), sql.c_str());
      auto row = count(detail::first_place(database_.get()), detail::last_place(database_.get()));
      row.next();
      for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = {detail::kind_names[i].name, row.integer(static_cast<int>(i))};
    });
    return all;
  }

  /// Runs a command by its type; the members all end here.
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    detail::guarded_engine::hold held(*engine_);
    held.store().begin_command(database_.get());
    struct after {
      db& at;
      detail::store& store;
      ~after() { at.database_.set(store.database()); }
    } selected{*this, held.store()};
    return held.engine().template execute<Command, Signature>(arguments...);
  }

 private:
  /// Atomic, as one thread may copy the object while a command of another selects.
  class selected_database {
   public:
    selected_database() = default;
    selected_database(const selected_database& other) noexcept : number_(other.get()) {}
    selected_database& operator=(const selected_database& other) noexcept {
      set(other.get());
      return *this;
    }
    [[nodiscard]] std::int64_t get() const noexcept {
      return number_.load(std::memory_order_relaxed);
    }
    void set(std::int64_t number) noexcept { number_.store(number, std::memory_order_relaxed); }

   private:
    std::atomic<std::int64_t> number_ = 0;
  };

  std::string path_;
  options options_;
  std::shared_ptr<detail::guarded_engine> engine_;
  selected_database database_;
};

static_assert(supports<db, cmd::get> && supports<db, cmd::set> && supports<db, cmd::xread>);

}  // namespace redlite
