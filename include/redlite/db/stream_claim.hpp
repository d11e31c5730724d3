// redlite/db/stream_claim.hpp: how pending entries change hands.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_group.hpp>  // the commands
#include <redlite/db/argument_limits.hpp>    // throw_wrong_arity
#include <redlite/db/store.hpp>              // store
#include <redlite/db/stream_group_rows.hpp>  // groups, consumers, pending entries
#include <redlite/db/stream_lag.hpp>         // wrapped_sum
#include <redlite/db/stream_rows.hpp>        // entries
#include <redlite/sqlite/statement.hpp>      // statement

#include <cstdint>      // std::int64_t
#include <limits>       // the largest count
#include <optional>     // std::optional
#include <string_view>  // names
#include <utility>      // std::pair
#include <vector>       // entries

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::xclaim> = true;

class stream_claims {
 public:
  explicit stream_claims(store& at) : at_(at), rows_(at), groups_(at) {}

  std::vector<stream_entry> run(cmd::xclaim, std::string_view key, std::string_view name,
                                std::string_view consumer, std::int64_t min_idle,
                                const many<stream_id_text>& ids, const xclaim_options& how) {
    return claim(key, name, consumer, min_idle, ids, how, false);
  }
  std::vector<stream_id> run(cmd::xclaim, std::string_view key, std::string_view name,
                             std::string_view consumer, std::int64_t min_idle,
                             const many<stream_id_text>& ids, just_id_tag,
                             const xclaim_options& how) {
    std::vector<stream_id> claimed;
    for (const auto& entry : claim(key, name, consumer, min_idle, ids, how, true)) {
      claimed.push_back(entry.id);
    }
    return claimed;
  }

  autoclaimed run(cmd::xautoclaim, std::string_view key, std::string_view name,
                  std::string_view consumer, std::int64_t min_idle, const stream_id_text& start,
                  const xautoclaim_options& how) {
    return autoclaim(key, name, consumer, min_idle, start, how, false);
  }
  autoclaimed_ids run(cmd::xautoclaim, std::string_view key, std::string_view name,
                      std::string_view consumer, std::int64_t min_idle, const stream_id_text& start,
                      just_id_tag, const xautoclaim_options& how) {
    autoclaimed all = autoclaim(key, name, consumer, min_idle, start, how, true);
    autoclaimed_ids ids{all.next, {}, std::move(all.deleted)};
    for (const auto& entry : all.entries) ids.ids.push_back(entry.id);
    return ids;
  }

 private:
  /// Yields  when XCLAIM says that an entry was given: never in the future.
  std::int64_t delivered_ms(const xclaim_options& how) const {
    const std::int64_t now = at_.now_ms();
    std::int64_t given = now;
    if (how.idle) given = subtract(now, *how.idle);
    if (how.time) given = *how.time;
    return given < 0 || given > now ? now : given;
  }

  /// Errors  syntax: Redis takes what is no id for an option that it does not know.
  static stream_id claimed_id(const stream_id_text& text) {
    if (text.id()) return *text.id();
    const auto id = stream_id::parse(text.text());
    if (!id)
      throw error(errc::syntax, "ERR Unrecognized XCLAIM option '" + shown(text.text()) + "'");
    return *id;
  }

  std::vector<stream_entry> claim(std::string_view key, std::string_view name,
                                  std::string_view consumer, std::int64_t min_idle,
                                  const many<stream_id_text>& ids, const xclaim_options& how,
                                  bool ids_only) {
    const bool plain =
        !ids_only && !how.idle && !how.time && !how.retry_count && !how.force && !how.last_id;
    if (ids.empty() && plain) throw_wrong_arity("XCLAIM");
    auto [stream, group] = groups_.existing(key, name);
    std::vector<stream_id> exact;
    for (const stream_id_text& id : ids) exact.push_back(claimed_id(id));
    if (how.last_id) {
      const stream_id last = how.last_id->exact();
      if (last > group.last) {
        group.last = last;
        groups_.save(group);
      }
    }
    const std::int64_t now = at_.now_ms();
    const std::int64_t given = delivered_ms(how);
    std::optional<std::int64_t> owner;
    std::vector<stream_entry> claimed;
    for (const stream_id& id : exact) {
      const auto before = groups_.find_pending(group, id);
      auto entry = rows_.find(stream.id, id);
      if (!entry) {
        if (before) groups_.drop_pending(group, id, before->consumer);
        continue;
      }
      if (!before && !how.force) continue;
      if (before && min_idle > 0 && now - before->delivered_ms < min_idle) continue;
      if (!owner) owner = groups_.find_or_make_consumer(group, consumer);
      std::int64_t deliveries = before ? before->deliveries : 1;
      if (how.retry_count && *how.retry_count >= 0) {
        deliveries = *how.retry_count;
      } else if (!ids_only) {
        deliveries = wrapped_sum(deliveries, 1);
      }
      groups_.put_pending(group, id, before, {*owner, given, deliveries});
      claimed.push_back(std::move(*entry));
    }
    groups_.save_counts();
    return claimed;
  }

  autoclaimed autoclaim(std::string_view key, std::string_view name, std::string_view consumer,
                        std::int64_t min_idle, const stream_id_text& from,
                        const xautoclaim_options& how, bool ids_only) {
    const stream_id start = range_end(from, true);
    constexpr std::int64_t looks_per_entry = 10;
    constexpr std::int64_t count_max = std::numeric_limits<std::int64_t>::max() / 16;
    std::int64_t left = how.count.value_or(100);
    if (left < 1 || left > count_max) throw error(errc::out_of_range, "ERR COUNT must be > 0");
    const auto [stream, group] = groups_.existing(key, name);
    const std::int64_t now = at_.now_ms();
    struct found {
      stream_id id;
      pending_row before;
    };
    std::vector<found> wanted;
    std::vector<found> gone;
    autoclaimed all;
    {
      auto row = from_on_(group.id, stored_id(start.ms), stored_id(start.seq), stream.id);
      for (std::int64_t looks = left * looks_per_entry; row.next(); --looks) {
        if (looks == 0 || left == 0) {
          all.next = id_in(row, 0);
          break;
        }
        const found one{id_in(row, 0), {row.integer(2), row.integer(3), row.integer(4)}};
        if (row.null(5)) {
          gone.push_back(one);
        } else if (min_idle > 0 && now - one.before.delivered_ms < min_idle) {
          continue;
        } else {
          wanted.push_back(one);
          all.entries.push_back({one.id, {}});
          if (!ids_only) all.entries.back().fields = unpack_fields(row.bytes(5));
        }
        --left;
      }
    }
    for (const found& one : gone) {
      groups_.drop_pending(group, one.id, one.before.consumer);
      all.deleted.push_back(one.id);
    }
    if (!wanted.empty()) {
      const std::int64_t owner = groups_.find_or_make_consumer(group, consumer);
      for (const auto& [id, before] : wanted) {
        groups_.put_pending(
            group, id, before,
            {owner, now, ids_only ? before.deliveries : wrapped_sum(before.deliveries, 1)});
      }
    }
    groups_.save_counts();
    return all;
  }

  store& at_;
  stream_rows rows_;
  stream_group_rows groups_;

  sqlite::statement from_on_{
      at_.connection(),
      "SELECT p.ms, p.seq, p.consumer_id, p.delivered_ms, p.deliveries, e.fields "
      "FROM stream_pending p LEFT JOIN stream_entry e ON e.collection = ?4 "
      "AND e.ms = p.ms AND e.seq = p.seq WHERE p.group_id = ?1 "
      "AND (p.ms, p.seq) >= (?2, ?3) ORDER BY p.ms, p.seq"};
};

}  // namespace redlite::detail
