// redlite/db/db.hpp: the store as users hold it.
//
// Floor: db, the facade. Every command is a member (see command/): `db.get("k")`, `db.hset(...)`.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/table.hpp>  // members
#include <redlite/db/engine.hpp>      // engine: store and families
#include <redlite/db/options.hpp>     // options

#include <atomic>   // the database
#include <cstdint>  // std::int64_t
#include <memory>   // the engine, shared by sessions
#include <mutex>    // one command at a time per connection
#include <string>   // the path

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
      : path_(path), options_(how), engine_(std::make_shared<guarded>(path, how)) {}

  /// Yields  the same store for another thread: with a connection of its own where SQLite allows
  ///         (sharing::shared), else through the same one, in turns. It begins on database 0, as a
  ///         connection to Redis does; a copy of this object goes on with the same database.
  [[nodiscard]] db session() const {
    db other = detail::is_shared(path_, options_) ? db(path_, options_) : db(*this);
    other.database_ = {};
    return other;
  }

  /// Ends the snapshot that a `shared` session holds after reading, so that the write-ahead log
  /// can start over. Worth a call before a long idle time; never needed for correctness.
  void release() {
    const std::lock_guard lock(engine_->mutex);
    engine_->engine.store().release();
  }

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const options& opened_with() const noexcept { return options_; }

  /// Runs a command by its type; the members all end here.
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    const std::lock_guard lock(engine_->mutex);
    detail::store& store = engine_->engine.store();
    store.begin_command(database_.number.load(std::memory_order_relaxed));
    struct after {
      db& at;
      detail::store& store;
      ~after() { at.database_.number.store(store.database(), std::memory_order_relaxed); }
    } selected{*this, store};
    return engine_->engine.template execute<Command, Signature>(arguments...);
  }

 private:
  struct guarded {
    guarded(const std::string& path, const options& how) : engine(path, how) {}
    std::mutex mutex;
    detail::engine engine;
  };

  /// Atomic, as one thread may copy the object while a command of another selects.
  struct selected_database {
    selected_database() = default;
    selected_database(const selected_database& other) : number(other.number.load()) {}
    selected_database& operator=(const selected_database& other) {
      number = other.number.load();
      return *this;
    }
    std::atomic<std::int64_t> number = 0;
  };

  std::string path_;
  options options_;
  std::shared_ptr<guarded> engine_;
  selected_database database_;
};

static_assert(supports<db, cmd::get> && supports<db, cmd::set> && supports<db, cmd::xread>);

}  // namespace redlite
