// redlite/command/stream_group.hpp: the commands of streams' consumer groups.
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
#include <utility>   // std::pair
#include <vector>    // lists

namespace redlite {

struct xgroup_create_options {
  bool make_stream = false;                       // MKSTREAM: makes the stream where absent
  std::optional<std::int64_t> entries_read = {};  // ENTRIESREAD: read so far; -1 is not known
};
template <>
inline constexpr auto words_of_options<xgroup_create_options> =
    std::tuple(words::flag{"MKSTREAM", &xgroup_create_options::make_stream},
               words::value{"ENTRIESREAD", &xgroup_create_options::entries_read});

struct xgroup_setid_options {
  std::optional<std::int64_t> entries_read = {};  // ENTRIESREAD; without it that is not known
};
template <>
inline constexpr auto words_of_options<xgroup_setid_options> =
    std::tuple(words::value{"ENTRIESREAD", &xgroup_setid_options::entries_read});

/// There is no BLOCK: an embedded store has nobody to wait for.
struct xreadgroup_options {
  std::optional<std::int64_t> count = {};  // per stream; below 1 for all
  bool no_ack = false;                     // NOACK: what is given counts as acknowledged
};
template <>
inline constexpr auto words_of_options<xreadgroup_options> =
    std::tuple(words::value{"COUNT", &xreadgroup_options::count},
               words::flag{"NOACK", &xreadgroup_options::no_ack});

struct xpending_options {
  std::optional<std::int64_t> idle = {};  // IDLE: only what was given so many ms ago or longer
};
template <>
inline constexpr auto words_of_options<xpending_options> =
    std::tuple(words::value{"IDLE", &xpending_options::idle});

/// How XCLAIM marks what it hands over.
struct xclaim_options {
  // At most one of the two; without either it was given now. An end in the future is now, too.
  std::optional<std::int64_t> idle = {};         // IDLE: given so many ms ago
  std::optional<std::int64_t> time = {};         // TIME: given then, in Unix milliseconds
  std::optional<std::int64_t> retry_count = {};  // RETRYCOUNT: deliveries; else one more
  bool force = false;                            // FORCE: also what is not pending
  std::optional<stream_id_text> last_id = {};    // LASTID: raises what the group was given to it
};
template <>
inline constexpr auto words_of_options<xclaim_options> = std::tuple(
    words::value{"IDLE", &xclaim_options::idle}, words::value{"TIME", &xclaim_options::time},
    words::value{"RETRYCOUNT", &xclaim_options::retry_count},
    words::flag{"FORCE", &xclaim_options::force}, words::value{"LASTID", &xclaim_options::last_id});

struct xautoclaim_options {
  std::optional<std::int64_t> count = {};  // COUNT: at most so many, 100 without it
};
template <>
inline constexpr auto words_of_options<xautoclaim_options> =
    std::tuple(words::value{"COUNT", &xautoclaim_options::count});

/// Asks XCLAIM and XAUTOCLAIM for ids alone, and not to count a delivery:
/// `db.xclaim("s", "g", "c", 0, "5-1", redlite::just_id)`.
struct just_id_tag {
  using role_type = just_id_tag;
  static constexpr std::string_view word = "JUSTID";
};
inline constexpr just_id_tag just_id{};

/// An entry as XREADGROUP gives it.
struct delivered_entry {
  stream_id id;
  /// Nothing where the entry was deleted after it was given.
  std::optional<std::vector<std::pair<std::string, std::string>>> fields;

  friend bool operator==(const delivered_entry&, const delivered_entry&) = default;
};
template <>
inline constexpr auto layout_of<delivered_entry> =
    std::tuple(&delivered_entry::id, &delivered_entry::fields);

/// How many entries a consumer has in hand.
struct consumer_pending {
  std::string consumer;
  std::int64_t count = 0;

  friend bool operator==(const consumer_pending&, const consumer_pending&) = default;
};
template <>
inline constexpr auto layout_of<consumer_pending> =
    std::tuple(&consumer_pending::consumer, &consumer_pending::count);

/// What a group's consumers have in hand.
struct pending_summary {
  std::int64_t count = 0;
  std::optional<stream_id> lowest;
  std::optional<stream_id> highest;
  std::vector<consumer_pending> consumers;  // those that have some

  friend bool operator==(const pending_summary&, const pending_summary&) = default;
};
template <>
inline constexpr auto layout_of<pending_summary> =
    std::tuple(&pending_summary::count, &pending_summary::lowest, &pending_summary::highest,
               &pending_summary::consumers);

/// An entry that was given and not acknowledged.
struct pending_entry {
  stream_id id;
  std::string consumer;
  std::int64_t idle_ms = 0;  // since it was last given
  std::int64_t deliveries = 0;

  friend bool operator==(const pending_entry&, const pending_entry&) = default;
};
template <>
inline constexpr auto layout_of<pending_entry> =
    std::tuple(&pending_entry::id, &pending_entry::consumer, &pending_entry::idle_ms,
               &pending_entry::deliveries);

struct autoclaimed {
  stream_id next;  // where to go on, 0-0 when all was seen
  std::vector<stream_entry> entries;
  std::vector<stream_id> deleted;  // were pending but are in the stream no more

  friend bool operator==(const autoclaimed&, const autoclaimed&) = default;
};
template <>
inline constexpr auto layout_of<autoclaimed> =
    std::tuple(&autoclaimed::next, &autoclaimed::entries, &autoclaimed::deleted);

struct autoclaimed_ids {
  stream_id next;
  std::vector<stream_id> ids;
  std::vector<stream_id> deleted;

  friend bool operator==(const autoclaimed_ids&, const autoclaimed_ids&) = default;
};
template <>
inline constexpr auto layout_of<autoclaimed_ids> =
    std::tuple(&autoclaimed_ids::next, &autoclaimed_ids::ids, &autoclaimed_ids::deleted);

namespace cmd {
using namespace reply;
using namespace role;

/// Makes a group that counts as given all entries up to the id.
/// Errors  wrong_type, stream_id, busy_group where there is one of the name, generic where the key
///         is absent and `make_stream` is not said.
/// Cost    O(log groups), one transaction.
/// Source  redis.io/commands/xgroup-create (ENTRIESREAD since 7.0.0)
REDLITE_COMMAND(xgroup_create, "XGROUP CREATE", write,
                status(key, group, delivered_id, options<xgroup_create_options>))

/// Sets up to which id the group counts as given.
/// Errors  wrong_type, stream_id, no_group, generic where the key is absent.
/// Cost    O(log groups), one transaction.
/// Source  redis.io/commands/xgroup-setid (ENTRIESREAD since 7.0.0)
REDLITE_COMMAND(xgroup_setid, "XGROUP SETID", write,
                status(key, group, delivered_id, options<xgroup_setid_options>))

/// Removes a group with its consumers and all that they have in hand.
/// Yields  whether there was one.
/// Errors  wrong_type, generic where the key is absent.
/// Cost    O(pending entries), one transaction.
/// Source  redis.io/commands/xgroup-destroy
REDLITE_COMMAND(xgroup_destroy, "XGROUP DESTROY", write, boolean(key, group))

/// Makes a consumer; reading makes one as well.
/// Yields  whether it is new.
/// Errors  wrong_type, no_group, generic where the key is absent.
/// Cost    O(log consumers), one transaction.
/// Source  redis.io/commands/xgroup-createconsumer (since 6.2.0)
REDLITE_COMMAND(xgroup_createconsumer, "XGROUP CREATECONSUMER", write,
                boolean(key, group, consumer))

/// Removes a consumer. What it has in hand counts as acknowledged.
/// Yields  how many entries that was.
/// Errors  wrong_type, no_group, generic where the key is absent.
/// Cost    O(its pending entries), one transaction.
/// Source  redis.io/commands/xgroup-delconsumer
REDLITE_COMMAND(xgroup_delconsumer, "XGROUP DELCONSUMER", write, integer(key, group, consumer))

/// Gives a consumer of a group entries: new ones with ">", its own unacknowledged ones above an id.
/// Yields  for each stream that has new ones or was asked for old ones, the key and the entries.
/// Errors  wrong_type, stream_id, no_group.
/// Cost    O(yielded * log entries) for each stream, one transaction.
/// Source  redis.io/commands/xreadgroup
REDLITE_COMMAND(xreadgroup, "XREADGROUP", write,
                array<keyed<array<record<delivered_entry>>>>(literal<"GROUP">, group, consumer,
                                                             options<xreadgroup_options>,
                                                             literal<"STREAMS">,
                                                             repeated<key_group_id>))

/// Says that entries are done with.
/// Yields  how many of them were pending.
/// Errors  wrong_type, stream_id.
/// Cost    O(ids * log pending), one transaction.
/// Source  redis.io/commands/xack
REDLITE_COMMAND(xack, "XACK", write, integer(key, group, repeated<entry_id>))

/// What the consumers of a group have in hand: in short, or entry by entry between two ids.
/// Yields  a summary; with a range, at most `count` entries, of one consumer where it is named.
/// Errors  wrong_type, stream_id, no_group.
/// Cost    O(consumers); with a range O(log pending + looked at).
/// Source  redis.io/commands/xpending (IDLE and exclusive ranges since 6.2.0)
REDLITE_COMMAND(xpending, "XPENDING", read, record<pending_summary>(key, group),
                array<record<pending_entry>>(key, group, options<xpending_options>,
                                             stream_range_end, stream_range_end, count),
                array<record<pending_entry>>(key, group, options<xpending_options>,
                                             stream_range_end, stream_range_end, count, consumer))

/// Hands pending entries over to a consumer, where they were given `min idle` ms ago or longer.
/// Yields  the entries that it got; those that are deleted are pending no more and left out.
/// Errors  wrong_type, stream_id, no_group.
/// Cost    O(ids * log entries), one transaction.
/// Source  redis.io/commands/xclaim
REDLITE_COMMAND(xclaim, "XCLAIM", write,
                array<entry>(key, group, consumer, milliseconds, repeated<entry_id>,
                             options<xclaim_options>),
                array<id>(key, group, consumer, milliseconds, repeated<entry_id>, just_id_tag,
                          options<xclaim_options>))

/// The same for all that is pending from an id on, some at a time.
/// Yields  where to go on, the entries, and the ids of those that were deleted.
/// Errors  wrong_type, stream_id, no_group, out_of_range.
/// Cost    O(count * log entries), one transaction; looks at ten times `count` at most.
/// Source  redis.io/commands/xautoclaim (deleted ids since 7.0.0)
REDLITE_COMMAND(xautoclaim, "XAUTOCLAIM", write,
                record<autoclaimed>(key, group, consumer, milliseconds, stream_range_end,
                                    options<xautoclaim_options>),
                record<autoclaimed_ids>(key, group, consumer, milliseconds, stream_range_end,
                                        just_id_tag, options<xautoclaim_options>))

}  // namespace cmd

using stream_group_commands =
    type_list<cmd::xgroup_create, cmd::xgroup_setid, cmd::xgroup_destroy,
              cmd::xgroup_createconsumer, cmd::xgroup_delconsumer, cmd::xreadgroup, cmd::xack,
              cmd::xpending, cmd::xclaim, cmd::xautoclaim>;

}  // namespace redlite
