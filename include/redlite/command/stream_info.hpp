// redlite/command/stream_info.hpp: the commands that tell about a stream, its groups and consumers.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>   // std::int64_t
#include <optional>  // what may be absent
#include <string>    // names
#include <tuple>     // words, layouts
#include <vector>    // lists

namespace redlite {

/// Asks XINFO STREAM for all: `db.xinfo_stream("s", redlite::in_full, {.count = 0})`.
struct full_tag {
  using role_type = full_tag;
  static constexpr std::string_view word = "FULL";
};
inline constexpr full_tag in_full{};

struct xinfo_stream_options {
  std::optional<std::int64_t> count = {};  // COUNT: of each list; 10 without it, 0 for all
};
template <>
inline constexpr auto words_of_options<xinfo_stream_options> =
    std::tuple(words::value{"COUNT", &xinfo_stream_options::count});

struct stream_info {
  std::int64_t length = 0;
  std::int64_t radix_tree_keys = 0;   // of Redis' own structure; here a hundred entries each
  std::int64_t radix_tree_nodes = 0;  // likewise
  stream_id last_generated_id;
  stream_id max_deleted_entry_id;
  std::int64_t entries_added = 0;     // ever
  stream_id recorded_first_entry_id;  // 0-0 where it is empty
  std::int64_t groups = 0;
  std::optional<stream_entry> first_entry;
  std::optional<stream_entry> last_entry;

  friend bool operator==(const stream_info&, const stream_info&) = default;
};
template <>
inline constexpr auto layout_of<stream_info> = std::tuple(
    named{"length", &stream_info::length}, named{"radix-tree-keys", &stream_info::radix_tree_keys},
    named{"radix-tree-nodes", &stream_info::radix_tree_nodes},
    named{"last-generated-id", &stream_info::last_generated_id},
    named{"max-deleted-entry-id", &stream_info::max_deleted_entry_id},
    named{"entries-added", &stream_info::entries_added},
    named{"recorded-first-entry-id", &stream_info::recorded_first_entry_id},
    named{"groups", &stream_info::groups}, named{"first-entry", &stream_info::first_entry},
    named{"last-entry", &stream_info::last_entry});

struct group_info {
  std::string name;
  std::int64_t consumers = 0;
  std::int64_t pending = 0;
  stream_id last_delivered_id;
  std::optional<std::int64_t> entries_read;  // nothing where it is not known
  std::optional<std::int64_t> lag;           // entries not given yet; nothing where not known

  friend bool operator==(const group_info&, const group_info&) = default;
};
template <>
inline constexpr auto layout_of<group_info> =
    std::tuple(named{"name", &group_info::name}, named{"consumers", &group_info::consumers},
               named{"pending", &group_info::pending},
               named{"last-delivered-id", &group_info::last_delivered_id},
               named{"entries-read", &group_info::entries_read}, named{"lag", &group_info::lag});

struct consumer_info {
  std::string name;
  std::int64_t pending = 0;
  std::int64_t idle_ms = 0;  // since it last asked for something

  friend bool operator==(const consumer_info&, const consumer_info&) = default;
};
template <>
inline constexpr auto layout_of<consumer_info> =
    std::tuple(named{"name", &consumer_info::name}, named{"pending", &consumer_info::pending},
               named{"idle", &consumer_info::idle_ms});

/// An entry that a consumer of the group has in hand.
struct group_delivery {
  stream_id id;
  std::string consumer;
  std::int64_t delivered_ms = 0;  // Unix time
  std::int64_t deliveries = 0;

  friend bool operator==(const group_delivery&, const group_delivery&) = default;
};
template <>
inline constexpr auto layout_of<group_delivery> =
    std::tuple(&group_delivery::id, &group_delivery::consumer, &group_delivery::delivered_ms,
               &group_delivery::deliveries);

/// An entry that the consumer has in hand.
struct consumer_delivery {
  stream_id id;
  std::int64_t delivered_ms = 0;  // Unix time
  std::int64_t deliveries = 0;

  friend bool operator==(const consumer_delivery&, const consumer_delivery&) = default;
};
template <>
inline constexpr auto layout_of<consumer_delivery> = std::tuple(
    &consumer_delivery::id, &consumer_delivery::delivered_ms, &consumer_delivery::deliveries);

struct full_consumer_info {
  std::string name;
  std::int64_t seen_ms = 0;  // Unix time
  std::int64_t pel_count = 0;
  std::vector<consumer_delivery> pending;

  friend bool operator==(const full_consumer_info&, const full_consumer_info&) = default;
};
template <>
inline constexpr auto layout_of<full_consumer_info> = std::tuple(
    named{"name", &full_consumer_info::name}, named{"seen-time", &full_consumer_info::seen_ms},
    named{"pel-count", &full_consumer_info::pel_count},
    named{"pending", &full_consumer_info::pending});

struct full_group_info {
  std::string name;
  stream_id last_delivered_id;
  std::optional<std::int64_t> entries_read;
  std::optional<std::int64_t> lag;
  std::int64_t pel_count = 0;
  std::vector<group_delivery> pending;
  std::vector<full_consumer_info> consumers;

  friend bool operator==(const full_group_info&, const full_group_info&) = default;
};
template <>
inline constexpr auto layout_of<full_group_info> = std::tuple(
    named{"name", &full_group_info::name},
    named{"last-delivered-id", &full_group_info::last_delivered_id},
    named{"entries-read", &full_group_info::entries_read}, named{"lag", &full_group_info::lag},
    named{"pel-count", &full_group_info::pel_count}, named{"pending", &full_group_info::pending},
    named{"consumers", &full_group_info::consumers});

struct full_stream_info {
  std::int64_t length = 0;
  std::int64_t radix_tree_keys = 0;
  std::int64_t radix_tree_nodes = 0;
  stream_id last_generated_id;
  stream_id max_deleted_entry_id;
  std::int64_t entries_added = 0;
  stream_id recorded_first_entry_id;
  std::vector<stream_entry> entries;
  std::vector<full_group_info> groups;

  friend bool operator==(const full_stream_info&, const full_stream_info&) = default;
};
template <>
inline constexpr auto layout_of<full_stream_info> = std::tuple(
    named{"length", &full_stream_info::length},
    named{"radix-tree-keys", &full_stream_info::radix_tree_keys},
    named{"radix-tree-nodes", &full_stream_info::radix_tree_nodes},
    named{"last-generated-id", &full_stream_info::last_generated_id},
    named{"max-deleted-entry-id", &full_stream_info::max_deleted_entry_id},
    named{"entries-added", &full_stream_info::entries_added},
    named{"recorded-first-entry-id", &full_stream_info::recorded_first_entry_id},
    named{"entries", &full_stream_info::entries}, named{"groups", &full_stream_info::groups});

namespace cmd {
using namespace reply;
using namespace role;

/// Yields  what the stream is; with `full`, its entries, groups and consumers too.
/// Errors  wrong_type, generic where the key is absent.
/// Cost    O(log entries + groups); with `full` O(yielded).
/// Source  redis.io/commands/xinfo-stream
REDLITE_COMMAND(xinfo_stream, "XINFO STREAM", read, record<stream_info>(key),
                record<full_stream_info>(key, full_tag, options<xinfo_stream_options>))

/// Yields  the stream's groups, in the order of their names.
/// Errors  wrong_type, generic where the key is absent.
/// Cost    O(groups + consumers).
/// Source  redis.io/commands/xinfo-groups (entries-read and lag since 7.0.0)
REDLITE_COMMAND(xinfo_groups, "XINFO GROUPS", read, array<record<group_info>>(key))

/// Yields  the group's consumers, in the order of their names.
/// Errors  wrong_type, no_group, generic where the key is absent.
/// Cost    O(consumers).
/// Source  redis.io/commands/xinfo-consumers
REDLITE_COMMAND(xinfo_consumers, "XINFO CONSUMERS", read, array<record<consumer_info>>(key, group))

}  // namespace cmd

using stream_info_commands = type_list<cmd::xinfo_stream, cmd::xinfo_groups, cmd::xinfo_consumers>;

}  // namespace redlite
