// redlite/db/upkeep.hpp: redlite's own commands: VACUUM, KEYINFO, AUTOVACUUM.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/upkeep.hpp>    // the commands
#include <redlite/core/error.hpp>        // refusals
#include <redlite/db/store.hpp>          // store
#include <redlite/db/sweeper.hpp>        // expired keys
#include <redlite/db/type_name.hpp>      // KEYINFO
#include <redlite/sqlite/statement.hpp>  // statement

#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // a type's name
#include <string_view>  // keys

namespace redlite::detail {

class upkeep {
 public:
  explicit upkeep(store& at) : at_(at), sweeper_(at) {}

  [[nodiscard]] detail::sweeper& sweeper() noexcept { return sweeper_; }

  std::int64_t run(cmd::vacuum) {
    if (at_.in_whole()) throw error(errc::generic, "ERR VACUUM cannot be used in a transaction");
    at_.release();
    const std::int64_t removed = sweeper_.all();
    at_.connection().execute("VACUUM");
    // The new file stands in the log until now. Who still reads the old one keeps the log there.
    (void)checkpoint_.run();
    return removed;
  }

  std::optional<key_info> run(cmd::keyinfo, std::string_view key) {
    const auto found = at_.look_up(key);
    if (!found) return std::nullopt;
    key_info told;
    told.type = std::string(name_of(found->type));
    if (found->expires_ms != never_ms) {
      const std::int64_t left = found->expires_ms - at_.now_ms();
      told.ttl = left / 1000 + (left % 1000 >= 500 ? 1 : 0);
    }
    const bool string = found->type == kind::string;
    const std::int64_t bytes = bytes_of(*found, key);
    told.size = string ? bytes : found->size;
    told.bytes = bytes + static_cast<std::int64_t>(key.size());
    return told;
  }

  autovacuum_state run(cmd::autovacuum) { return sweeper_.state(); }
  void run(cmd::autovacuum, autovacuum_switch how) {
    sweeper_.state().enabled = how == autovacuum_switch::on;
  }
  void run(cmd::autovacuum, interval_tag, std::int64_t ms) {
    if (ms < 1000)
      throw error(errc::out_of_range, "ERR AUTOVACUUM INTERVAL must be at least 1000 milliseconds");
    sweeper_.state().interval_ms = ms;
  }

 private:
  std::int64_t bytes_of(const collection& what, std::string_view key) {
    const auto sum = [](sqlite::rows row) { return row.next() ? row.integer(0) : 0; };
    switch (what.type) {
      case kind::string:
        return sum(string_(at_.place(key), key));
      case kind::list:
        return sum(list_(what.id));
      case kind::hash:
        return sum(hash_(what.id));
      case kind::set:
        return sum(set_(what.id));
      case kind::sorted_set:
        return sum(sorted_set_(what.id));
      case kind::stream:
        break;
    }
    return sum(stream_(what.id));
  }

  store& at_;
  detail::sweeper sweeper_;
  using statement = sqlite::statement;
  statement checkpoint_{at_.connection(), "PRAGMA wal_checkpoint(TRUNCATE)"};
  statement string_{at_.connection(),
                    "SELECT length(value) FROM entry WHERE place = ?1 AND key = ?2"};
  statement list_{at_.connection(),
                  "SELECT sum(length(value)) FROM list_item WHERE collection = ?1"};
  statement hash_{
      at_.connection(),
      "SELECT sum(length(field) + length(value)) FROM hash_field WHERE collection = ?1"};
  statement set_{at_.connection(),
                 "SELECT sum(length(member)) FROM set_member WHERE collection = ?1"};
  statement sorted_set_{at_.connection(),
                        "SELECT sum(length(member) + 8) FROM zset_member WHERE collection = ?1"};
  statement stream_{at_.connection(),
                    "SELECT coalesce(sum(length(fields) + 16), 0) FROM stream_entry "
                    "WHERE collection = ?1"};
};

}  // namespace redlite::detail
