// redlite/db/sweeper.hpp: what nobody asks for any more is removed, in small steps: keys that have
// ended, and elements of large collections without a key.
//
// Floor: db. Nobody waits for a step longer than its few hundred rows take: writing commands drive
// it, `db::expire_some` and VACUUM do.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/upkeep.hpp>    // autovacuum_state
#include <redlite/db/place.hpp>          // database_of
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <cstdint>   // std::int64_t
#include <optional>  // not yet
#include <string>    // keys
#include <vector>    // keys

namespace redlite::detail {

class sweeper {
 public:
  explicit sweeper(store& at) : at_(at) {}

  [[nodiscard]] autovacuum_state& state() noexcept { return state_; }

  /// After a writing command. Every interval a round begins; while it lasts, each 16th command does
  /// a step. It never waits for another process.
  void tick() noexcept {
    if (++commands_ % commands_per_step != 0 || !state_.enabled || at_.in_whole()) return;
    const std::int64_t now = at_.now_ms();
    if (!in_round_) {
      if (!last_ms_) last_ms_ = now;
      if (now - *last_ms_ < state_.interval_ms) return;
      in_round_ = true;
    }
    const sqlite::impatience no_waiting(at_.connection());
    try {
      in_round_ = step().more;
    } catch (...) {
      in_round_ = false;  // who holds the file will do it, or the next round
    }
    if (!in_round_) last_ms_ = now;
  }

  struct progress {
    std::int64_t keys = 0;  // removed
    bool more = false;      // to do
  };

  /// One transaction of a bounded number of rows; none where there is nothing to do.
  progress step() {
    progress done;
    if (!due()) return done;
    at_.write([&] {
      std::int64_t rows = 0;
      for (const ended& each : find_ended()) {
        at_.in(database_of(each.place), [&] { at_.drop(each.key); });
        ++done.keys;
        rows += each.rows;
      }
      if (rows < rows_per_step) empty_some(rows_per_step - rows);
    });
    done.more = due();
    return done;
  }

  /// Yields  how many keys were removed, all that have ended.
  std::int64_t all() {
    std::int64_t keys = 0;
    for (progress done{0, true}; done.more; keys += done.keys) done = step();
    return keys;
  }

 private:
  static constexpr std::uint64_t commands_per_step = 16;
  static constexpr std::int64_t rows_per_step = 512;

  struct ended {
    std::int64_t place;
    std::string key;
    std::int64_t rows;
  };

  bool due() { return ended_(at_.now_ms(), 1).next() || dropped_().next(); }

  std::vector<ended> find_ended() {
    std::vector<ended> found;
    std::int64_t rows = 0;
    auto row = ended_(at_.now_ms(), rows_per_step);
    while (rows < rows_per_step && row.next()) {
      // Of larger collections the key alone goes now.
      const std::int64_t size = row.integer(2);
      const std::int64_t now = 1 + (size > store::drop_now_max ? 0 : size);
      found.push_back({row.integer(0), std::string(row.bytes(1)), now});
      rows += now;
    }
    return found;
  }

  void empty_some(std::int64_t most) {
    std::int64_t id = 0;
    kind type = kind::list;
    {
      auto row = dropped_();
      if (!row.next()) return;
      id = row.integer(0);
      type = static_cast<kind>(row.integer(1));
    }
    if (at_.elements().drop_some(type, id, most) == most) return;
    forget_collection_.run(id);
    forget_dropped_.run(id);
  }

  store& at_;
  autovacuum_state state_;
  std::uint64_t commands_ = 0;
  bool in_round_ = false;
  std::optional<std::int64_t> last_ms_;
  sqlite::statement ended_{at_.connection(),
                           "SELECT e.place, e.key, coalesce(c.size, 0) FROM entry e "
                           "LEFT JOIN collection c ON c.id = e.collection "
                           "WHERE e.expires_ms <= ?1 ORDER BY e.expires_ms LIMIT ?2"};
  sqlite::statement dropped_{at_.connection(), "SELECT collection, type FROM dropped LIMIT 1"};
  sqlite::statement forget_collection_{at_.connection(), "DELETE FROM collection WHERE id = ?1"};
  sqlite::statement forget_dropped_{at_.connection(), "DELETE FROM dropped WHERE collection = ?1"};
};

}  // namespace redlite::detail
