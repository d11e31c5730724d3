// redlite/db/stream_info.hpp: what XINFO tells of a stream, its groups and their consumers.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_info.hpp>   // the commands
#include <redlite/db/store.hpp>              // store
#include <redlite/db/stream_group_rows.hpp>  // groups
#include <redlite/db/stream_lag.hpp>         // lag
#include <redlite/db/stream_rows.hpp>        // entries
#include <redlite/sqlite/statement.hpp>      // statement

#include <algorithm>    // std::max
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // names
#include <string_view>  // names
#include <vector>       // lists

namespace redlite::detail {

class stream_infos {
 public:
  explicit stream_infos(store& at) : at_(at), rows_(at), groups_(at) {}

  stream_info run(cmd::xinfo_stream, std::string_view key) {
    const collection stream = existing(key);
    stream_info all;
    fill(all, stream);
    all.first_entry = rows_.first(stream.id);
    all.last_entry = rows_.last(stream.id);
    if (auto row = count_groups_(stream.id); row.next()) all.groups = row.integer(0);
    return all;
  }

  full_stream_info run(cmd::xinfo_stream, std::string_view key, full_tag,
                       const xinfo_stream_options& how) {
    const std::int64_t count = how.count.value_or(10);
    const std::int64_t limit = count == 0 ? no_limit : count < 0 ? 10 : count;
    const collection stream = existing(key);
    full_stream_info all;
    const stream_state state = fill(all, stream);
    all.entries = rows_.collect(stream.id, {}, stream_id::max(), limit);
    for (const listed_group& each : list(stream)) {
      full_group_info group{each.name,
                            each.group.last,
                            each.group.entries_read,
                            lag_of(state, each.group.entries_read, each.group.last),
                            each.pending,
                            {},
                            {}};
      for (auto row = pending_of_group_(each.group.id, limit); row.next();) {
        group.pending.push_back(
            {id_in(row, 0), std::string(row.bytes(2)), row.integer(3), row.integer(4)});
      }
      for (auto row = consumers_(each.group.id); row.next();) {
        full_consumer_info consumer{std::string(row.bytes(1)), row.integer(2), row.integer(3), {}};
        for (auto one = pending_of_consumer_(row.integer(0), limit); one.next();) {
          consumer.pending.push_back({id_in(one, 0), one.integer(2), one.integer(3)});
        }
        group.consumers.push_back(std::move(consumer));
      }
      all.groups.push_back(std::move(group));
    }
    return all;
  }

  std::vector<group_info> run(cmd::xinfo_groups, std::string_view key) {
    const collection stream = existing(key);
    const stream_state state = rows_.state(stream);
    std::vector<group_info> all;
    for (const listed_group& each : list(stream)) {
      all.push_back({each.name, each.consumers, each.pending, each.group.last,
                     each.group.entries_read,
                     lag_of(state, each.group.entries_read, each.group.last)});
    }
    return all;
  }

  std::vector<consumer_info> run(cmd::xinfo_consumers, std::string_view key,
                                 std::string_view name) {
    const collection stream = existing(key);
    const auto group = groups_.find(stream.id, name);
    if (!group) throw_no_group(key, name);
    std::vector<consumer_info> all;
    for (auto row = consumers_(group->id); row.next();) {
      all.push_back({std::string(row.bytes(1)), row.integer(3),
                     std::max<std::int64_t>(subtract(at_.now_ms(), row.integer(2)), 0)});
    }
    return all;
  }

 private:
  struct listed_group {
    std::string name;
    stream_group group;
    std::int64_t consumers = 0;
    std::int64_t pending = 0;
  };

  collection existing(std::string_view key) {
    const auto stream = at_.find(key, kind::stream);
    if (!stream) throw error(errc::generic, "ERR no such key");
    return *stream;
  }

  /// What both forms of XINFO STREAM tell. Redis keeps up to a hundred entries in a node of a radix
  /// tree; here there are none, so this is how many a stream without holes would fill.
  template <class Info>
  stream_state fill(Info& all, const collection& stream) {
    const stream_state state = rows_.state(stream);
    all.length = state.length;
    all.radix_tree_keys = (state.length + 99) / 100;
    all.radix_tree_nodes = all.radix_tree_keys + 1;
    all.last_generated_id = state.last;
    all.max_deleted_entry_id = state.max_deleted;
    all.entries_added = state.added;
    all.recorded_first_entry_id = state.first;
    return state;
  }

  std::vector<listed_group> list(const collection& stream) {
    std::vector<listed_group> all;
    for (auto row = list_groups_(stream.id); row.next();) {
      listed_group one{std::string(row.bytes(1)),
                       {row.integer(0), id_in(row, 2), {}},
                       row.integer(5),
                       row.integer(6)};
      if (!row.null(4)) one.group.entries_read = row.integer(4);
      all.push_back(std::move(one));
    }
    return all;
  }

  store& at_;
  stream_rows rows_;
  stream_group_rows groups_;

  using statement = sqlite::statement;
  statement count_groups_{at_.connection(),
                          "SELECT count(*) FROM stream_group WHERE collection = ?1"};
  statement list_groups_{
      at_.connection(),
      "SELECT g.id, g.name, g.ms, g.seq, g.entries_read, count(c.id), coalesce(sum(c.pending), 0) "
      "FROM stream_group g LEFT JOIN stream_consumer c ON c.group_id = g.id "
      "WHERE g.collection = ?1 GROUP BY g.name ORDER BY g.name"};
  statement consumers_{at_.connection(),
                       "SELECT id, name, seen_ms, pending FROM stream_consumer "
                       "WHERE group_id = ?1 ORDER BY name"};
  statement pending_of_group_{
      at_.connection(),
      "SELECT p.ms, p.seq, c.name, p.delivered_ms, p.deliveries FROM stream_pending p "
      "CROSS JOIN stream_consumer c ON c.id = p.consumer_id WHERE p.group_id = ?1 "
      "ORDER BY p.ms, p.seq LIMIT ?2"};
  statement pending_of_consumer_{at_.connection(),
                                 "SELECT ms, seq, delivered_ms, deliveries FROM stream_pending "
                                 "WHERE consumer_id = ?1 ORDER BY ms, seq LIMIT ?2"};
};

}  // namespace redlite::detail
