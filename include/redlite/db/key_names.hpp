// redlite/db/key_names.hpp: keys found, renamed, copied and counted by name.
//
// Floor: db. Keys stand in the order of their places (place.hpp): a cursor of SCAN is the place
// from which to go on, without the database. docs/adr/0009 tells why.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/key_name.hpp>  // the commands
#include <redlite/core/error.hpp>        // refusals
#include <redlite/core/glob.hpp>         // patterns
#include <redlite/db/databases.hpp>      // check_database
#include <redlite/db/place.hpp>          // places
#include <redlite/db/sample.hpp>         // random places
#include <redlite/db/store.hpp>          // store
#include <redlite/db/type_name.hpp>      // TYPE's words

#include <algorithm>    // std::min
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // keys
#include <string_view>  // keys
#include <vector>       // KEYS

namespace redlite::detail {

class key_names {
 public:
  explicit key_names(store& at) : at_(at) {}

  std::int64_t run(cmd::unlink, const many<std::string_view>& keys) {
    std::int64_t removed = 0;
    for (const std::string_view key : keys) removed += at_.drop(key) ? 1 : 0;
    return removed;
  }

  std::int64_t run(cmd::touch, const many<std::string_view>& keys) {
    std::int64_t there = 0;
    for (const std::string_view key : keys) there += at_.look_up(key) ? 1 : 0;
    return there;
  }

  void run(cmd::rename, std::string_view from, std::string_view to) {
    check_there(from);
    if (from != to) at_.rename(from, at_.database(), to);
  }

  bool run(cmd::renamenx, std::string_view from, std::string_view to) {
    check_there(from);
    if (from == to || at_.look_up(to)) return false;
    at_.rename(from, at_.database(), to);
    return true;
  }

  bool run(cmd::copy, std::string_view from, std::string_view to, const copy_options& how) {
    const std::int64_t target = how.database.value_or(at_.database());
    check_database(target);
    if (target == at_.database() && from == to)
      throw error(errc::generic, "ERR source and destination objects are the same");
    if (!at_.look_up(from)) return false;
    if (!how.replace && at_.in(target, [&] { return at_.look_up(to).has_value(); })) return false;
    at_.copy(from, target, to);
    return true;
  }

  std::optional<std::string> run(cmd::randomkey) {
    const std::int64_t first = first_place(at_.database());
    const std::int64_t last = last_place(at_.database());
    const std::int64_t start = first + random_.below(last - first + 1);
    // One of several in a row: the first after a wide gap would come too often.
    std::vector<std::string> some;
    collect(start, last, some);
    if (some.size() < candidates) collect(first, start - 1, some);
    if (some.empty()) return std::nullopt;
    return some[static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(some.size())))];
  }

  std::vector<std::string> run(cmd::keys, std::string_view pattern) {
    std::vector<std::string> found;
    const bool all = pattern == "*";
    auto row = from_(first_place(at_.database()), last_place(at_.database()));
    while (row.next()) {
      const std::string_view key = row.bytes(0);
      if ((all || glob_match(pattern, key)) && alive(row)) found.emplace_back(key);
    }
    return found;
  }

  redlite::page<std::string> run(cmd::scan, std::uint64_t cursor, const scan_keys_options& how) {
    const std::int64_t count = how.count.value_or(10);
    if (count < 1) throw_syntax();
    redlite::page<std::string> found;
    if (cursor >> place_hash_bits != 0) return found;
    const std::optional<kind> type = how.type ? kind_of(*how.type) : std::nullopt;
    const bool all = !how.match || *how.match == "*";
    const std::int64_t first = first_place(at_.database());
    auto row = (how.type ? typed_ : from_)(first + static_cast<std::int64_t>(cursor),
                                           last_place(at_.database()));
    found.items.reserve(static_cast<std::size_t>(std::min<std::int64_t>(count, reserved_max)));
    for (std::int64_t seen = 1; row.next(); ++seen) {
      if (seen > count) {
        found.cursor = static_cast<std::uint64_t>(row.integer(2) - first);
        break;
      }
      const std::string_view key = row.bytes(0);
      if (!all && !glob_match(*how.match, key)) continue;
      if (!alive(row)) continue;
      if (how.type && (!type || static_cast<int>(*type) != row.integer(3))) continue;
      found.items.emplace_back(key);
    }
    return found;
  }

 private:
  static constexpr std::size_t candidates = 16;
  static constexpr std::int64_t reserved_max = 1024;

  void check_there(std::string_view key) {
    if (!at_.look_up(key)) throw error(errc::generic, "ERR no such key");
  }

  /// Whether a row of the statements below has not ended; one without an end has NULL, read as 0.
  [[nodiscard]] bool alive(const sqlite::rows& row) {
    const std::int64_t end = row.integer(1);
    if (end == 0 || end > at_.now_ms()) return true;
    at_.met_expired(row.bytes(0));
    return false;
  }

  void collect(std::int64_t from, std::int64_t to, std::vector<std::string>& some) {
    auto row = from_(from, to);
    while (some.size() < candidates && row.next()) {
      if (alive(row)) some.emplace_back(row.bytes(0));
    }
  }

  store& at_;
  random_source random_;
  sqlite::statement from_{at_.connection(),
                          "SELECT key, expires_ms, place FROM entry "
                          "WHERE place >= ?1 AND place <= ?2 ORDER BY place"};
  sqlite::statement typed_{at_.connection(),
                           "SELECT key, expires_ms, place, type FROM entry "
                           "WHERE place >= ?1 AND place <= ?2 ORDER BY place"};
};

}  // namespace redlite::detail
