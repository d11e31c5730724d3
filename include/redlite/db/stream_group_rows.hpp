// redlite/db/stream_group_rows.hpp: the rows of streams' groups, consumers and pending entries.
//
// Floor: db. What the group and XINFO commands share; it knows no command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_id.hpp>  // stream_id
#include <redlite/core/error.hpp>         // error
#include <redlite/db/store.hpp>           // store
#include <redlite/db/stream_rows.hpp>     // ids in columns
#include <redlite/sqlite/statement.hpp>   // statement

#include <algorithm>    // std::replace_if
#include <cstdint>      // std::int64_t
#include <limits>       // overflow
#include <optional>     // std::optional
#include <string>       // messages
#include <string_view>  // names
#include <utility>      // std::pair
#include <vector>       // counts

namespace redlite::detail {

/// Yields  a name as Redis' messages show it: to its first NUL, line ends as blanks.
inline std::string shown(std::string_view name) {
  std::string text(name.substr(0, name.find('\0')));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return text;
}

[[noreturn]] inline void throw_no_key_or_group(std::string_view key, std::string_view group,
                                               std::string_view where = "") {
  throw error(errc::no_group, "NOGROUP No such key '" + shown(key) + "' or consumer group '" +
                                  shown(group) + "'" + std::string(where));
}
[[noreturn]] inline void throw_no_group(std::string_view key, std::string_view group) {
  throw error(errc::no_group, "NOGROUP No such consumer group '" + shown(group) +
                                  "' for key name '" + shown(key) + "'");
}

struct stream_group {
  std::int64_t id = 0;
  stream_id last;                            // ever given
  std::optional<std::int64_t> entries_read;  // nothing where not known
};

struct pending_row {
  std::int64_t consumer = 0;
  std::int64_t delivered_ms = 0;
  std::int64_t deliveries = 0;
};

/// Yields  a - b, held within the integers.
inline std::int64_t subtract(std::int64_t a, std::int64_t b) noexcept {
  std::int64_t result = 0;
  if (!__builtin_sub_overflow(a, b, &result)) return result;
  return b < 0 ? std::numeric_limits<std::int64_t>::max()
               : std::numeric_limits<std::int64_t>::min();
}

class stream_group_rows {
 public:
  explicit stream_group_rows(store& at) : at_(at) {}

  /// Errors  no_group where the key or the group is absent.
  std::pair<collection, stream_group> existing(std::string_view key, std::string_view name) {
    const auto stream = at_.find(key, kind::stream);
    const auto group = stream ? find(stream->id, name) : std::nullopt;
    if (!group) throw_no_key_or_group(key, name);
    return {*stream, *group};
  }

  std::optional<stream_group> find(std::int64_t stream, std::string_view name) {
    auto row = find_(stream, name);
    if (!row.next()) return std::nullopt;
    stream_group found{row.integer(0), id_in(row, 1), {}};
    if (!row.null(3)) found.entries_read = row.integer(3);
    return found;
  }
  void make(std::int64_t stream, std::string_view name, const stream_group& group) {
    make_.run(stream, name, stored_id(group.last.ms), stored_id(group.last.seq), read_of(group));
  }
  void save(const stream_group& group) {
    save_.run(group.id, stored_id(group.last.ms), stored_id(group.last.seq), read_of(group));
  }
  void drop(const stream_group& group) {
    drop_pending_of_group_.run(group.id);
    drop_consumers_.run(group.id);
    drop_.run(group.id);
  }

  /// Yields  the consumer's id, and marks it as seen.
  std::int64_t find_or_make_consumer(const stream_group& group, std::string_view name) {
    if (const auto found = find_consumer(group, name)) {
      see_.run(*found, at_.now_ms());
      return *found;
    }
    return make_consumer(group, name);
  }
  std::optional<std::int64_t> find_consumer(const stream_group& group, std::string_view name) {
    auto row = find_consumer_(group.id, name);
    if (!row.next()) return std::nullopt;
    return row.integer(0);
  }
  std::int64_t make_consumer(const stream_group& group, std::string_view name) {
    make_consumer_.run(group.id, name, at_.now_ms());
    return at_.connection().last_rowid();
  }
  /// Yields  how many entries it had in hand.
  std::int64_t drop_consumer(std::int64_t consumer) {
    const std::int64_t pending = drop_pending_of_consumer_.run(consumer);
    drop_consumer_.run(consumer);
    return pending;
  }

  std::optional<pending_row> find_pending(const stream_group& group, const stream_id& id) {
    auto row = find_pending_(group.id, stored_id(id.ms), stored_id(id.seq));
    if (!row.next()) return std::nullopt;
    return pending_row{row.integer(0), row.integer(1), row.integer(2)};
  }
  /// Makes the entry pending as `now`, which was pending as `before` if at all.
  void put_pending(const stream_group& group, const stream_id& id,
                   const std::optional<pending_row>& before, const pending_row& now) {
    put_pending_.run(group.id, stored_id(id.ms), stored_id(id.seq), now.consumer, now.delivered_ms,
                     now.deliveries);
    if (before && before->consumer == now.consumer) return;
    if (before) count(before->consumer, -1);
    count(now.consumer, 1);
  }
  void drop_pending(const stream_group& group, const stream_id& id, std::int64_t consumer) {
    drop_pending_.run(group.id, stored_id(id.ms), stored_id(id.seq));
    count(consumer, -1);
  }
  /// Ends each command that used the two above: writes how many each consumer has.
  void save_counts() {
    for (const auto& [consumer, change] : counts_) {
      if (change != 0) add_pending_.run(consumer, change);
    }
    counts_.clear();
  }

 private:
  static sqlite::nullable_integer read_of(const stream_group& group) {
    return {group.entries_read.value_or(0), !group.entries_read};
  }

  void count(std::int64_t consumer, std::int64_t change) {
    for (auto& [known, sum] : counts_) {
      if (known != consumer) continue;
      sum += change;
      return;
    }
    counts_.emplace_back(consumer, change);
  }

  store& at_;
  std::vector<std::pair<std::int64_t, std::int64_t>> counts_;  // consumers are few

  using statement = sqlite::statement;
  statement find_{at_.connection(),
                  "SELECT id, ms, seq, entries_read FROM stream_group WHERE collection = ?1 "
                  "AND name = ?2"};
  statement make_{at_.connection(),
                  "INSERT INTO stream_group (collection, name, ms, seq, entries_read) "
                  "VALUES (?1, ?2, ?3, ?4, ?5)"};
  statement save_{at_.connection(),
                  "UPDATE stream_group SET ms = ?2, seq = ?3, entries_read = ?4 WHERE id = ?1"};
  statement drop_{at_.connection(), "DELETE FROM stream_group WHERE id = ?1"};
  statement drop_consumers_{at_.connection(), "DELETE FROM stream_consumer WHERE group_id = ?1"};
  statement drop_pending_of_group_{at_.connection(),
                                   "DELETE FROM stream_pending WHERE group_id = ?1"};
  statement find_consumer_{at_.connection(),
                           "SELECT id FROM stream_consumer WHERE group_id = ?1 AND name = ?2"};
  statement make_consumer_{
      at_.connection(),
      "INSERT INTO stream_consumer (group_id, name, seen_ms) VALUES (?1, ?2, ?3)"};
  statement see_{at_.connection(), "UPDATE stream_consumer SET seen_ms = ?2 WHERE id = ?1"};
  statement drop_consumer_{at_.connection(), "DELETE FROM stream_consumer WHERE id = ?1"};
  statement drop_pending_of_consumer_{at_.connection(),
                                      "DELETE FROM stream_pending WHERE consumer_id = ?1"};
  statement add_pending_{at_.connection(),
                         "UPDATE stream_consumer SET pending = pending + ?2 WHERE id = ?1"};
  statement find_pending_{at_.connection(),
                          "SELECT consumer_id, delivered_ms, deliveries FROM stream_pending "
                          "WHERE group_id = ?1 AND ms = ?2 AND seq = ?3"};
  statement put_pending_{at_.connection(),
                         "INSERT INTO stream_pending (group_id, ms, seq, consumer_id, "
                         "delivered_ms, deliveries) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                         "ON CONFLICT (group_id, ms, seq) DO UPDATE SET consumer_id = ?4, "
                         "delivered_ms = ?5, deliveries = ?6"};
  statement drop_pending_{at_.connection(),
                          "DELETE FROM stream_pending WHERE group_id = ?1 AND ms = ?2 "
                          "AND seq = ?3"};
};

}  // namespace redlite::detail
