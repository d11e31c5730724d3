// redlite/db/stream_group.hpp: consumer groups: what they are, and how their consumers read.
//
// Floor: db. What consumers have in hand changes hands in stream_claim.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_group.hpp>  // the commands
#include <redlite/db/argument_limits.hpp>    // throw_wrong_arity
#include <redlite/db/store.hpp>              // store
#include <redlite/db/stream_group_rows.hpp>  // groups, consumers, pending entries
#include <redlite/db/stream_lag.hpp>         // what is read so far
#include <redlite/db/stream_rows.hpp>        // entries
#include <redlite/sqlite/statement.hpp>      // statement

#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // keys
#include <string_view>  // names
#include <utility>      // std::pair
#include <vector>       // entries

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::xreadgroup> = true;

class stream_groups {
 public:
  explicit stream_groups(store& at) : at_(at), rows_(at), groups_(at) {}

  void run(cmd::xgroup_create, std::string_view key, std::string_view name,
           const stream_id_text& id, const xgroup_create_options& how) {
    const auto read = checked(how.entries_read);
    auto stream = at_.find(key, kind::stream);
    if (!stream && !how.make_stream) throw_no_stream();
    const bool last = !id.id() && id.text() == "$";
    const stream_id given = !last ? id.exact() : stream ? last_id(*stream) : stream_id{};
    if (!stream) {
      stream = at_.find_or_make(key, kind::stream);
      stream->head = stored_id(0);
      stream->tail = stored_id(0);
      at_.save(key, *stream);
    }
    if (groups_.find(stream->id, name))
      throw error(errc::busy_group, "BUSYGROUP Consumer Group name already exists");
    groups_.make(stream->id, name, {0, given, read});
  }

  void run(cmd::xgroup_setid, std::string_view key, std::string_view name, const stream_id_text& id,
           const xgroup_setid_options& how) {
    const auto read = checked(how.entries_read);
    const collection stream = existing(key);
    stream_group group = existing(key, stream, name);
    group.last = setid_id(id, stream);
    group.entries_read = read;
    groups_.save(group);
  }

  bool run(cmd::xgroup_destroy, std::string_view key, std::string_view name) {
    const auto group = groups_.find(existing(key).id, name);
    if (group) groups_.drop(*group);
    return group.has_value();
  }

  bool run(cmd::xgroup_createconsumer, std::string_view key, std::string_view name,
           std::string_view consumer) {
    const stream_group group = existing(key, existing(key), name);
    if (groups_.find_consumer(group, consumer)) return false;
    groups_.make_consumer(group, consumer);
    return true;
  }

  std::int64_t run(cmd::xgroup_delconsumer, std::string_view key, std::string_view name,
                   std::string_view consumer) {
    const stream_group group = existing(key, existing(key), name);
    const auto found = groups_.find_consumer(group, consumer);
    return found ? groups_.drop_consumer(*found) : 0;
  }

  using read_entries = std::vector<std::pair<std::string, std::vector<delivered_entry>>>;

  read_entries run(cmd::xreadgroup, std::string_view name, std::string_view consumer,
                   const many<key_group_id>& wanted, const xreadgroup_options& how) {
    if (wanted.empty() && !how.count) throw_wrong_arity("XREADGROUP");
    if (wanted.empty()) throw_syntax();
    struct source {
      std::string_view key;
      collection stream;
      std::optional<stream_id> after;  // nothing for ">"
    };
    std::vector<source> sources;
    for (const key_group_id& each : wanted) {
      const auto stream = at_.find(each.key, kind::stream);
      if (!stream || !groups_.find(stream->id, name))
        throw_no_key_or_group(each.key, name, " in XREADGROUP with GROUP option");
      sources.push_back({each.key, *stream, after_id(each.id)});
    }
    const std::int64_t limit = how.count && *how.count > 0 ? *how.count : no_limit;
    read_entries all;
    for (const source& each : sources) {
      // Asked again, because a key may be named twice.
      stream_group group = *groups_.find(each.stream.id, name);
      if (each.after) {
        all.emplace_back(each.key, history(each.stream, group, consumer, *each.after, limit));
        continue;
      }
      auto entries = unread(each.stream, group, consumer, limit, how.no_ack);
      if (!entries.empty()) all.emplace_back(each.key, std::move(entries));
    }
    return all;
  }

  std::int64_t run(cmd::xack, std::string_view key, std::string_view name,
                   const many<stream_id_text>& ids) {
    const auto stream = at_.find(key, kind::stream);
    const auto group = stream ? groups_.find(stream->id, name) : std::nullopt;
    if (!group) return 0;  // whatever the ids say
    std::vector<stream_id> exact;
    for (const stream_id_text& id : ids) exact.push_back(id.exact());
    std::int64_t acknowledged = 0;
    for (const stream_id& id : exact) {
      const auto pending = groups_.find_pending(*group, id);
      if (!pending) continue;
      groups_.drop_pending(*group, id, pending->consumer);
      ++acknowledged;
    }
    groups_.save_counts();
    return acknowledged;
  }

 private:
  static std::optional<std::int64_t> checked(const std::optional<std::int64_t>& entries_read) {
    if (!entries_read || *entries_read == -1) return std::nullopt;
    if (*entries_read < 0)
      throw error(errc::out_of_range, "ERR value for ENTRIESREAD must be positive or -1");
    return entries_read;
  }

  [[noreturn]] static void throw_no_stream() {
    throw error(errc::generic,
                "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may "
                "want to use the MKSTREAM option to create an empty stream automatically.");
  }
  collection existing(std::string_view key) {
    const auto stream = at_.find(key, kind::stream);
    if (!stream) throw_no_stream();
    return *stream;
  }
  stream_group existing(std::string_view key, const collection& stream, std::string_view name) {
    const auto group = groups_.find(stream.id, name);
    if (!group) throw_no_group(key, name);
    return *group;
  }

  /// "-" and "+" are ids here, and nowhere else where a single id is wanted.
  static stream_id setid_id(const stream_id_text& id, const collection& stream) {
    if (id.id()) return *id.id();
    if (id.text() == "$") return last_id(stream);
    if (id.text() == "-") return {};
    if (id.text() == "+") return stream_id::max();
    return id.exact();
  }

  static std::optional<stream_id> after_id(const stream_id_text& id) {
    if (!id.id() && id.text() == "$")
      throw error(errc::stream_id,
                  "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the "
                  "history of this consumer by specifying a proper ID, or use the > ID to get new "
                  "messages. The $ ID would just return an empty result set.");
    if (!id.id() && id.text() == ">") return std::nullopt;
    const stream_id after = id.exact();
    if (after == stream_id::max()) return std::nullopt;  // as in Redis
    return after;
  }

  /// What no consumer of the group was given. A consumer that gets nothing is not even made.
  std::vector<delivered_entry> unread(const collection& stream, stream_group& group,
                                      std::string_view consumer, std::int64_t limit, bool no_ack) {
    const auto first = group.last.next();
    if (!first || *first > last_id(stream)) return {};
    auto entries = rows_.collect(stream.id, *first, stream_id::max(), limit);
    if (entries.empty()) return {};
    const std::int64_t reader = groups_.find_or_make_consumer(group, consumer);
    const stream_state state = rows_.state(stream);
    std::vector<delivered_entry> all;
    all.reserve(entries.size());
    for (stream_entry& entry : entries) {
      group.entries_read = read_after(state, group.entries_read, entry.id);
      group.last = entry.id;
      if (!no_ack) {
        groups_.put_pending(group, entry.id, groups_.find_pending(group, entry.id),
                            {reader, at_.now_ms(), 1});
      }
      all.push_back({entry.id, std::move(entry.fields)});
    }
    groups_.save(group);
    groups_.save_counts();
    return all;
  }

  /// What the consumer has in hand above an id.
  std::vector<delivered_entry> history(const collection& stream, const stream_group& group,
                                       std::string_view consumer, const stream_id& after,
                                       std::int64_t limit) {
    const std::int64_t reader = groups_.find_or_make_consumer(group, consumer);
    std::vector<delivered_entry> all;
    {
      auto row = in_hand_(reader, stored_id(after.ms), stored_id(after.seq), limit, stream.id);
      while (row.next()) {
        all.push_back({id_in(row, 0), {}});
        if (!row.null(2)) all.back().fields = unpack_fields(row.bytes(2));
      }
    }
    for (const delivered_entry& entry : all) {
      if (!entry.fields) continue;
      again_.run(group.id, stored_id(entry.id.ms), stored_id(entry.id.seq), at_.now_ms());
    }
    return all;
  }

  store& at_;
  stream_rows rows_;
  stream_group_rows groups_;
  sqlite::statement in_hand_{
      at_.connection(),
      "SELECT p.ms, p.seq, e.fields FROM stream_pending p LEFT JOIN stream_entry e "
      "ON e.collection = ?5 AND e.ms = p.ms AND e.seq = p.seq WHERE p.consumer_id = ?1 "
      "AND (p.ms, p.seq) > (?2, ?3) ORDER BY p.ms, p.seq LIMIT ?4"};
  sqlite::statement again_{at_.connection(),
                           "UPDATE stream_pending SET delivered_ms = ?4, "
                           "deliveries = CASE WHEN deliveries = 9223372036854775807 "
                           "THEN -9223372036854775807 - 1 ELSE deliveries + 1 END "
                           "WHERE group_id = ?1 AND ms = ?2 AND seq = ?3"};
};

}  // namespace redlite::detail
