// redlite/command/string.hpp: the string commands.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>   // std::int64_t
#include <optional>  // times
#include <tuple>     // words

namespace redlite {

enum class set_if { always, absent, present };

/// How SET stores.
struct set_options {
  set_if when = set_if::always;  // absent: NX, present: XX; else nothing is changed
  // At most one of the five that say when the key ends; without any, an old end is removed.
  std::optional<std::int64_t> ex = {};    // seconds from now
  std::optional<std::int64_t> px = {};    // milliseconds from now
  std::optional<std::int64_t> exat = {};  // Unix time in seconds
  std::optional<std::int64_t> pxat = {};  // Unix time in milliseconds
  bool keep_ttl = false;                  // leaves the old end in place
};
template <>
inline constexpr auto words_of_options<set_options> = std::tuple(
    words::any_of(&set_options::when, word{"NX", set_if::absent}, word{"XX", set_if::present}),
    words::value{"EX", &set_options::ex}, words::value{"PX", &set_options::px},
    words::value{"EXAT", &set_options::exat}, words::value{"PXAT", &set_options::pxat},
    words::flag{"KEEPTTL", &set_options::keep_ttl});

namespace cmd {
using namespace reply;
using namespace role;

/// The bytes at `key`.
/// Yields  nothing where `key` is absent or has expired.
/// Errors  wrong_type where `key` holds another kind of value.
/// Cost    O(log keys), one look-up.
/// Source  redis.io/commands/get
REDLITE_COMMAND(get, "GET", read, bulk(key))

/// Stores the bytes, whatever `key` held before.
/// Yields  whether it stored (false only under `when`); with get_previous, what was there before.
/// Errors  out_of_range for an end that is not after 1970, syntax for two ends; with get_previous
///         wrong_type.
/// Cost    O(log keys), one transaction.
/// Source  redis.io/commands/set
REDLITE_COMMAND(set, "SET", write, accepted(key, value, options<set_options>),
                bulk(key, value, get_previous_tag, options<set_options>))

/// Adds 1 to the integer at `key`, an absent one counting as 0.
/// Yields  the sum.
/// Errors  wrong_type, not_integer, overflow.
REDLITE_COMMAND(incr, "INCR", write, integer(key))

/// Puts bytes after the value at `key`.
/// Yields  the new length in bytes.
/// Errors  wrong_type, too_large.
REDLITE_COMMAND(append, "APPEND", write, integer(key, value))

/// Yields  the length of the value in bytes, 0 where absent.
/// Errors  wrong_type.
REDLITE_COMMAND(strlen, "STRLEN", read, integer(key))

/// The bytes at each of the keys, in one snapshot.
/// Yields  one for each key, nothing for what is absent or no string.
REDLITE_COMMAND(mget, "MGET", read, array<bulk>(repeated<key>))

/// Sets all the pairs at once: all are stored, or none.
REDLITE_COMMAND(mset, "MSET", write, status(repeated<key_value>))

}  // namespace cmd

using string_commands =
    type_list<cmd::get, cmd::set, cmd::incr, cmd::append, cmd::strlen, cmd::mget, cmd::mset>;

}  // namespace redlite
