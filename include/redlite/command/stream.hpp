// redlite/command/stream.hpp: the stream commands.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>   // std::int64_t
#include <optional>  // counts
#include <tuple>     // words

namespace redlite {

/// What XTRIM (and XADD after adding) cuts from the old end: exactly one of the two. Its words are
/// written by hand, in resp/codec_stream.hpp.
struct trim_options {
  std::optional<std::int64_t> max_length = {};  // MAXLEN: keeps at most so many entries
  std::optional<stream_id_text> min_id = {};    // MINID: drops entries below
  bool approximate = false;                     // "~": may keep more; redlite cuts exactly
  std::optional<std::int64_t> limit = {};       // LIMIT, only with "~": cuts at most so many
};

struct xadd_options {
  bool no_make_stream = false;  // NOMKSTREAM: does nothing where the key is absent
  std::optional<trim_options> trim = {};
};
template <>
inline constexpr auto words_of_options<xadd_options> = std::tuple(
    words::flag{"NOMKSTREAM", &xadd_options::no_make_stream}, words::nested{&xadd_options::trim});

struct xrange_options {
  std::optional<std::int64_t> count = {};
};
template <>
inline constexpr auto words_of_options<xrange_options> =
    std::tuple(words::value{"COUNT", &xrange_options::count});

/// There is no BLOCK: an embedded store has nobody to wait for.
struct xread_options {
  std::optional<std::int64_t> count = {};  // per stream; below 1 for all
};
template <>
inline constexpr auto words_of_options<xread_options> =
    std::tuple(words::value{"COUNT", &xread_options::count});

/// What XSETID sets beside the last id.
struct xsetid_options {
  std::optional<std::int64_t> entries_added = {};     // ENTRIESADDED: how many ever
  std::optional<stream_id_text> max_deleted_id = {};  // MAXDELETEDID: the highest that XDEL took
};
template <>
inline constexpr auto words_of_options<xsetid_options> =
    std::tuple(words::value{"ENTRIESADDED", &xsetid_options::entries_added},
               words::value{"MAXDELETEDID", &xsetid_options::max_deleted_id});

namespace cmd {
using namespace reply;
using namespace role;

/// Adds an entry under the id, "*" for the next one by the clock, "5-*" for the next within 5.
/// Yields  its id, nothing where `no_make_stream` held it back.
/// Errors  wrong_type, stream_id where the id is not above the last one.
/// Cost    O(log entries), one transaction.
/// Source  redis.io/commands/xadd
REDLITE_COMMAND(xadd, "XADD", write,
                maybe<id>(key, options<xadd_options>, new_stream_id, repeated<field_value>))

/// Yields  the number of entries, 0 where absent.
/// Errors  wrong_type.
/// Cost    O(log keys), one look-up.
/// Source  redis.io/commands/xlen
REDLITE_COMMAND(xlen, "XLEN", read, integer(key))

/// Yields  the entries from one id to another, both included unless "(".
/// Errors  wrong_type, stream_id.
/// Cost    O(log entries + yielded).
/// Source  redis.io/commands/xrange
REDLITE_COMMAND(xrange, "XRANGE", read,
                array<entry>(key, stream_range_end, stream_range_end, options<xrange_options>))

/// The same from the highest down; the higher end is given first.
/// Yields  the entries.
/// Errors  wrong_type, stream_id.
/// Cost    O(log entries + yielded).
/// Source  redis.io/commands/xrevrange
REDLITE_COMMAND(xrevrange, "XREVRANGE", read,
                array<entry>(key, stream_range_end, stream_range_end, options<xrange_options>))

/// Yields  for each stream that has entries above its id ("$": its last), the key and the entries.
/// Errors  wrong_type, stream_id.
/// Cost    O(log entries + yielded) for each stream.
/// Source  redis.io/commands/xread
REDLITE_COMMAND(xread, "XREAD", read,
                array<stream>(options<xread_options>, literal<"STREAMS">, repeated<key_id>))

/// Removes entries. The stream stays, even empty, and so does what consumers have of it.
/// Yields  how many there were.
/// Errors  wrong_type, stream_id.
/// Cost    O(ids * log entries), one transaction.
/// Source  redis.io/commands/xdel
REDLITE_COMMAND(xdel, "XDEL", write, integer(key, repeated<entry_id>))

/// Cuts old entries.
/// Yields  how many.
/// Errors  wrong_type, stream_id, syntax, out_of_range.
/// Cost    O(removed * log entries), one transaction.
/// Source  redis.io/commands/xtrim
REDLITE_COMMAND(xtrim, "XTRIM", write, integer(key, options<trim_options>))

/// Sets the last id, above which the next entry must be, and what XINFO tells of the past.
/// Errors  wrong_type, generic where the key is absent or the last entry is above the id.
/// Cost    O(log entries), one transaction.
/// Source  redis.io/commands/xsetid
REDLITE_COMMAND(xsetid, "XSETID", write, status(key, entry_id, options<xsetid_options>))

}  // namespace cmd

using stream_commands = type_list<cmd::xadd, cmd::xlen, cmd::xrange, cmd::xrevrange, cmd::xread,
                                  cmd::xdel, cmd::xtrim, cmd::xsetid>;

}  // namespace redlite
