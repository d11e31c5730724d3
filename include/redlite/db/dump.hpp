// redlite/db/dump.hpp: what a key holds as bytes, and back.
//
// Floor: db. After the number of the kind: a string's bytes; of others, how many elements, and
// each; a stream's groups are stream_dump.hpp's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/dump.hpp>        // the commands
#include <redlite/core/error.hpp>          // refusals
#include <redlite/db/dump_format.hpp>      // payloads
#include <redlite/db/list_positions.hpp>   // list_gap
#include <redlite/db/sorted_set_rows.hpp>  // what is a listpack
#include <redlite/db/store.hpp>            // store
#include <redlite/db/stream_dump.hpp>      // streams
#include <redlite/sqlite/statement.hpp>    // statement

#include <algorithm>    // std::min
#include <cmath>        // std::isnan
#include <cstdint>      // std::int64_t
#include <limits>       // ends beyond the range
#include <optional>     // std::optional
#include <string>       // payloads
#include <string_view>  // keys

namespace redlite::detail {

class dumps {
 public:
  explicit dumps(store& at) : at_(at), streams_(at) {}

  std::optional<std::string> run(cmd::dump, std::string_view key) {
    const auto found = at_.look_up(key);
    if (!found) return std::nullopt;
    dump_writer to;
    to.number(static_cast<std::uint64_t>(found->type));
    write(to, key, *found);
    return to.finish();
  }

  void run(cmd::restore, std::string_view key, std::int64_t ms, std::string_view payload,
           const restore_options& how) {
    check(how);
    if (!how.replace && at_.look_up(key))
      throw error(errc::generic, "BUSYKEY Target key name already exists.");
    if (ms < 0) throw error(errc::out_of_range, "ERR Invalid TTL value, must be >= 0");
    dump_reader from(payload);
    const std::uint64_t type = from.number();
    if (type < static_cast<int>(kind::string) || type > static_cast<int>(kind::stream))
      dump_reader::bad();
    at_.drop(key);
    read(from, key, static_cast<kind>(type));
    from.end();
    const std::int64_t end = ms == 0 ? never_ms : end_of(ms, how.absolute ? 0 : at_.now_ms());
    if (end <= at_.now_ms()) {
      at_.drop(key);
    } else if (end != never_ms) {
      at_.set_expiry(key, end);
    }
  }

 private:
  /// A moment beyond the range has passed: in Redis the sum begins anew from below.
  static std::int64_t end_of(std::int64_t ms, std::int64_t base_ms) {
    return ms > std::numeric_limits<std::int64_t>::max() - base_ms
               ? std::numeric_limits<std::int64_t>::min()
               : std::min(ms + base_ms, never_ms - 1);  // the last stands for no end
  }

  static void check(const restore_options& how) {
    if (how.idle_time && *how.idle_time < 0)
      throw error(errc::out_of_range, "ERR Invalid IDLETIME value, must be >= 0");
    if (how.idle_time && how.frequency) throw_syntax();
    if (how.frequency && (*how.frequency < 0 || *how.frequency > 255))
      throw error(errc::out_of_range, "ERR Invalid FREQ value, must be >= 0 and <= 255");
  }

  void write(dump_writer& to, std::string_view key, const collection& what) {
    if (what.type == kind::string) {
      auto row = string_(at_.place(key), key);
      to.bytes(row.next() ? row.bytes(0) : std::string_view());
      return;
    }
    if (what.type == kind::stream) return streams_.write(to, what);
    to.number(static_cast<std::uint64_t>(what.size));
    auto row = all_of(what.type)(what.id);
    while (row.next()) {
      to.bytes(row.bytes(0));
      if (what.type == kind::hash) to.bytes(row.bytes(1));
      if (what.type == kind::sorted_set) to.real(row.real(1));
    }
  }

  sqlite::statement& all_of(kind type) {
    switch (type) {
      case kind::list:
        return list_;
      case kind::hash:
        return hash_;
      case kind::set:
        return set_;
      default:
        return sorted_set_;
    }
  }

  void read(dump_reader& from, std::string_view key, kind type) {
    if (type == kind::string) {
      const std::string_view bytes = from.bytes();
      at_.make_row(at_.database(), key,
                   [&](std::int64_t at) { return make_string_.run(at, key, bytes); });
      at_.count_keys(1);
      at_.wrote(key);
      return;
    }
    collection made = at_.find_or_make(key, type);
    if (type == kind::stream) {
      streams_.read(from, made);
    } else {
      const std::uint64_t size = from.number();
      if (size == 0) dump_reader::bad();
      for (std::uint64_t i = 0; i < size; ++i) add(from, made);
    }
    if (type == kind::list) made.tail = (made.size - 1) * list_gap;
    at_.save(key, made);
  }

  void add(dump_reader& from, collection& to) {
    const std::string_view element = from.bytes();
    switch (to.type) {
      case kind::list:
        add_item_.run(to.id, to.size * list_gap, element);
        break;
      case kind::hash:
        if (add_field_.run(to.id, element, from.bytes()) == 0) dump_reader::bad();
        break;
      case kind::set:
        if (add_member_.run(to.id, element) == 0) dump_reader::bad();
        break;
      default:
        const double score = from.real();
        if (std::isnan(score) || add_scored_.run(to.id, element, score) == 0) dump_reader::bad();
        if (!sorted_set_rows::stays_packed(to, element)) to.head = 1;
    }
    ++to.size;
  }

  store& at_;
  stream_dumps streams_;
  using statement = sqlite::statement;
  statement string_{at_.connection(), "SELECT value FROM entry WHERE place = ?1 AND key = ?2"};
  statement list_{at_.connection(),
                  "SELECT value FROM list_item WHERE collection = ?1 ORDER BY position"};
  statement hash_{at_.connection(), "SELECT field, value FROM hash_field WHERE collection = ?1"};
  statement set_{at_.connection(), "SELECT member FROM set_member WHERE collection = ?1"};
  statement sorted_set_{at_.connection(),
                        "SELECT member, score FROM zset_member WHERE collection = ?1"};
  statement make_string_{at_.connection(),
                         "INSERT OR IGNORE INTO entry (place, key, type, value) "
                         "VALUES (?1, ?2, 1, ?3)"};
  statement add_item_{at_.connection(),
                      "INSERT INTO list_item (collection, position, value) VALUES (?1, ?2, ?3)"};
  statement add_field_{at_.connection(),
                       "INSERT OR IGNORE INTO hash_field (collection, field, value) "
                       "VALUES (?1, ?2, ?3)"};
  statement add_member_{at_.connection(),
                        "INSERT OR IGNORE INTO set_member (collection, member) VALUES (?1, ?2)"};
  statement add_scored_{at_.connection(),
                        "INSERT OR IGNORE INTO zset_member (collection, member, score) "
                        "VALUES (?1, ?2, ?3)"};
};

}  // namespace redlite::detail
