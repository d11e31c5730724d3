// redlite/db/stream_pending.hpp: which entries are pending.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_group.hpp>  // the commands
#include <redlite/db/store.hpp>              // store
#include <redlite/db/stream_group_rows.hpp>  // groups, consumers
#include <redlite/db/stream_rows.hpp>        // ids
#include <redlite/sqlite/statement.hpp>      // statement

#include <algorithm>    // std::max
#include <cstdint>      // std::int64_t
#include <string>       // names
#include <string_view>  // names
#include <utility>      // std::pair
#include <vector>       // entries

namespace redlite::detail {

class stream_pending {
 public:
  explicit stream_pending(store& at) : at_(at), groups_(at) {}

  pending_summary run(cmd::xpending, std::string_view key, std::string_view name) {
    const stream_group group = groups_.existing(key, name).second;
    pending_summary all;
    for (auto row = holders_(group.id); row.next();) {
      all.consumers.push_back({std::string(row.bytes(0)), row.integer(1)});
      all.count += row.integer(1);
    }
    if (auto row = lowest_(group.id); row.next()) all.lowest = id_in(row, 0);
    if (auto row = highest_(group.id); row.next()) all.highest = id_in(row, 0);
    return all;
  }

  std::vector<pending_entry> run(cmd::xpending, std::string_view key, std::string_view name,
                                 const stream_id_text& from, const stream_id_text& to,
                                 std::int64_t count, const xpending_options& how) {
    const auto [first, last] = range_of(from, to);
    const stream_group group = groups_.existing(key, name).second;
    return list(between_, group.id, first, last, count, how);
  }

  std::vector<pending_entry> run(cmd::xpending, std::string_view key, std::string_view name,
                                 const stream_id_text& from, const stream_id_text& to,
                                 std::int64_t count, std::string_view consumer,
                                 const xpending_options& how) {
    const auto [first, last] = range_of(from, to);
    const auto found = groups_.find_consumer(groups_.existing(key, name).second, consumer);
    if (!found) return {};
    return list(between_of_consumer_, *found, first, last, count, how);
  }

 private:
  static std::pair<stream_id, stream_id> range_of(const stream_id_text& from,
                                                  const stream_id_text& to) {
    const stream_id first = range_end(from, true);
    return {first, range_end(to, false)};
  }

  std::vector<pending_entry> list(sqlite::statement& select, std::int64_t of,
                                  const stream_id& first, const stream_id& last, std::int64_t count,
                                  const xpending_options& how) {
    std::vector<pending_entry> all;
    if (count <= 0) return all;
    const std::int64_t now = at_.now_ms();
    // Without IDLE even what was given in the future, by a clock since set back.
    const std::int64_t given_by = how.idle.value_or(0) == 0 ? no_limit : subtract(now, *how.idle);
    auto row = select(of, stored_id(first.ms), stored_id(first.seq), stored_id(last.ms),
                      stored_id(last.seq), given_by, count);
    while (row.next()) {
      all.push_back({id_in(row, 0), std::string(row.bytes(2)),
                     std::max<std::int64_t>(now - row.integer(3), 0), row.integer(4)});
    }
    return all;
  }

  store& at_;
  stream_group_rows groups_;

  using statement = sqlite::statement;
  statement holders_{at_.connection(),
                     "SELECT name, pending FROM stream_consumer WHERE group_id = ?1 "
                     "AND pending > 0 ORDER BY name"};
  statement lowest_{at_.connection(),
                    "SELECT ms, seq FROM stream_pending WHERE group_id = ?1 "
                    "ORDER BY ms, seq LIMIT 1"};
  statement highest_{at_.connection(),
                     "SELECT ms, seq FROM stream_pending WHERE group_id = ?1 "
                     "ORDER BY ms DESC, seq DESC LIMIT 1"};
  statement between_{at_.connection(),
                     "SELECT p.ms, p.seq, c.name, p.delivered_ms, p.deliveries "
                     "FROM stream_pending p CROSS JOIN stream_consumer c ON c.id = p.consumer_id "
                     "WHERE p.group_id = ?1 AND (p.ms, p.seq) >= (?2, ?3) "
                     "AND (p.ms, p.seq) <= (?4, ?5) AND p.delivered_ms <= ?6 "
                     "ORDER BY p.ms, p.seq LIMIT ?7"};
  statement between_of_consumer_{
      at_.connection(),
      "SELECT p.ms, p.seq, c.name, p.delivered_ms, p.deliveries "
      "FROM stream_pending p CROSS JOIN stream_consumer c ON c.id = p.consumer_id "
      "WHERE p.consumer_id = ?1 AND (p.ms, p.seq) >= (?2, ?3) "
      "AND (p.ms, p.seq) <= (?4, ?5) AND p.delivered_ms <= ?6 ORDER BY p.ms, p.seq LIMIT ?7"};
};

}  // namespace redlite::detail
