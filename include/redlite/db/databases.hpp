// redlite/db/databases.hpp: commands on whole databases.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/database.hpp>  // the commands
#include <redlite/core/error.hpp>        // out_of_range
#include <redlite/db/place.hpp>          // database_count
#include <redlite/db/store.hpp>          // store

#include <cstdint>      // std::int64_t
#include <limits>       // 32 bits
#include <string>       // PING
#include <string_view>  // keys

namespace redlite::detail {

/// Errors  out_of_range, as Redis tells it.
inline void check_database(std::int64_t number) {
  constexpr std::int64_t low = std::numeric_limits<std::int32_t>::min();
  constexpr std::int64_t high = std::numeric_limits<std::int32_t>::max();
  if (number < low || number > high)
    throw error(errc::out_of_range,
                "ERR value is out of range, value must between -2147483648 and 2147483647");
  if (number < 0 || number >= database_count)
    throw error(errc::out_of_range, "ERR DB index is out of range");
}

class databases {
 public:
  explicit databases(store& at) : at_(at) {}

  void run(cmd::select, std::int64_t number) {
    check_database(number);
    at_.select(number);
  }

  void run(cmd::swapdb, std::int64_t a, std::int64_t b) {
    check_swapped(a, "ERR invalid first DB index");
    check_swapped(b, "ERR invalid second DB index");
    check_database(a);
    check_database(b);
    if (a == b) return;
    at_.watches().swapped(a, b);
    const std::int64_t apart = first_place(b) - first_place(a);
    put_aside_.run(first_place(a), last_place(a));
    shift_.run(first_place(b), last_place(b), -apart);
    take_back_.run(apart);
    at_.displaced().swapped(a, b);
    const std::int64_t more = at_.counts().of(b) - at_.counts().of(a);
    at_.counts().add(a, more);
    at_.counts().add(b, -more);
    at_.forget();
  }

  bool run(cmd::move, std::string_view key, std::int64_t to) {
    check_database(to);
    if (to == at_.database())
      throw error(errc::generic, "ERR source and destination objects are the same");
    if (!at_.look_up(key)) return false;
    if (at_.in(to, [&] { return at_.look_up(key).has_value(); })) return false;
    at_.rename(key, to, key);
    return true;
  }

  void run(cmd::flushdb, const flush_options&) { clear(); }
  void run(cmd::flushall, const flush_options&) {
    for (std::int64_t i = 0; i < database_count; ++i) at_.watches().emptied(i);
    clear_all();
  }
  std::int64_t run(cmd::dbsize) { return at_.keys(); }
  std::string run(cmd::ping) { return "PONG"; }

 private:
  static void check_swapped(std::int64_t number, const char* words) {
    if (number != static_cast<std::int32_t>(number)) throw error(errc::out_of_range, words);
  }

  void clear() {
    const std::int64_t first = first_place(at_.database());
    const std::int64_t last = last_place(at_.database());
    at_.watches().emptied(at_.database());
    if (!others_(first, last).next()) return clear_all();
    const std::string ids = "(SELECT collection FROM entry WHERE place BETWEEN " +
                            std::to_string(first) + " AND " + std::to_string(last) + ")";
    for (const char* of_group : {"stream_pending", "stream_consumer"}) {
      remove(of_group, "group_id IN (SELECT id FROM stream_group WHERE collection IN " + ids + ")");
    }
    for (const char* of_collection :
         {"list_item", "hash_field", "set_member", "zset_member", "stream_entry", "stream_group"}) {
      remove(of_collection, "collection IN " + ids);
    }
    remove("collection", "id IN " + ids);
    remove_entries_.run(first, last);
    at_.displaced().emptied(at_.database());
    at_.counts().add(at_.database(), -at_.counts().of(at_.database()));
    at_.forget();
  }

  /// Whole tables, which SQLite empties page by page.
  void clear_all() {
    for (const char* table : {"stream_pending", "stream_consumer", "stream_group", "stream_entry",
                              "zset_member", "set_member", "hash_field", "list_item", "collection",
                              "dropped", "displaced", "entry", "counter"}) {
      at_.connection().execute(std::string("DELETE FROM ") + table);
    }
    at_.counts().discard();
    at_.forget();
  }

  void remove(const char* table, const std::string& where) {
    at_.connection().execute(std::string("DELETE FROM ") + table + " WHERE " + where);
  }

  store& at_;
  sqlite::statement put_aside_{at_.connection(),
                               "UPDATE entry SET place = -1 - place WHERE place BETWEEN ?1 AND ?2"};
  sqlite::statement shift_{at_.connection(),
                           "UPDATE entry SET place = place + ?3 WHERE place BETWEEN ?1 AND ?2"};
  sqlite::statement take_back_{at_.connection(),
                               "UPDATE entry SET place = -1 - place + ?1 WHERE place < 0"};
  sqlite::statement others_{at_.connection(),
                            "SELECT 1 FROM entry WHERE place < ?1 UNION ALL "
                            "SELECT 1 FROM entry WHERE place > ?2 LIMIT 1"};
  sqlite::statement remove_entries_{at_.connection(),
                                    "DELETE FROM entry WHERE place BETWEEN ?1 AND ?2"};
};

}  // namespace redlite::detail
