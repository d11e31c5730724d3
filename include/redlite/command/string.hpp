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

/// What GETEX does to the end of its key: at most one of the five; without any, nothing.
struct getex_options {
  std::optional<std::int64_t> ex = {};    // seconds from now
  std::optional<std::int64_t> px = {};    // milliseconds from now
  std::optional<std::int64_t> exat = {};  // Unix time in seconds
  std::optional<std::int64_t> pxat = {};  // Unix time in milliseconds
  bool persist = false;                   // removes the end
};
template <>
inline constexpr auto words_of_options<getex_options> = std::tuple(
    words::value{"EX", &getex_options::ex}, words::value{"PX", &getex_options::px},
    words::value{"EXAT", &getex_options::exat}, words::value{"PXAT", &getex_options::pxat},
    words::flag{"PERSIST", &getex_options::persist});

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

/// Stores the bytes where `key` is absent.
/// Yields  whether it stored.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(setnx, "SETNX", write, boolean(key, value))

/// Stores the bytes with an end, so many seconds from now.
/// Errors  out_of_range ("ERR invalid expire time in 'setex' command") for an end that is not
///         after now.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(setex, "SETEX", write, status(key, seconds, value))
/// The same in milliseconds.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(psetex, "PSETEX", write, status(key, milliseconds, value))

/// Stores the bytes, without an end.
/// Yields  what was there before.
/// Errors  wrong_type.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(getset, "GETSET", write, bulk(key, value))

/// Removes a key that holds a string.
/// Yields  what was there.
/// Errors  wrong_type.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(getdel, "GETDEL", write, bulk(key))

/// Moves, sets or removes the end of a key that holds a string.
/// Yields  the bytes; nothing where `key` is absent.
/// Errors  wrong_type; syntax for two ends; out_of_range for an end that is not after 1970.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(getex, "GETEX", write, bulk(key, options<getex_options>))

/// Adds 1 to the integer at `key`, an absent one counting as 0.
/// Yields  the sum.
/// Errors  wrong_type, not_integer, overflow.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(incr, "INCR", write, integer(key))
/// Adds to it.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(incrby, "INCRBY", write, integer(key, delta))
/// Takes 1 from it.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(decr, "DECR", write, integer(key))
/// Takes from it; of what is taken, the smallest integer overflows by itself.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(decrby, "DECRBY", write, integer(key, delta))

/// Adds to the number at `key`, an absent one counting as 0; stored with up to 17 digits after the
/// point.
/// Yields  the sum.
/// Errors  wrong_type, not_float, overflow where the sum is no finite number.
/// Cost    O(log keys), one transaction.
REDLITE_COMMAND(incrbyfloat, "INCRBYFLOAT", write, exact(key, real_delta))

/// Puts bytes after the value at `key`.
/// Yields  the new length in bytes.
/// Errors  wrong_type, too_large.
/// Cost    O(log keys + length), one transaction.
REDLITE_COMMAND(append, "APPEND", write, integer(key, value))

/// Yields  the length of the value in bytes, 0 where absent.
/// Errors  wrong_type.
/// Cost    O(log keys).
REDLITE_COMMAND(strlen, "STRLEN", read, integer(key))

/// The bytes from the first index to the last, both included.
/// Yields  none where absent, or where the range is empty.
/// Errors  wrong_type.
/// Cost    O(log keys + length).
REDLITE_COMMAND(getrange, "GETRANGE", read, text(key, index, index))
/// GETRANGE by its old name.
/// Cost    O(log keys + length).
REDLITE_COMMAND(substr, "SUBSTR", read, text(key, index, index))

/// Writes over the bytes from the offset on; zeros fill what lies between the end and the offset.
/// Yields  the new length in bytes. No bytes change nothing, and make no key.
/// Errors  out_of_range for a negative offset, wrong_type, too_large.
/// Cost    O(log keys + length), one transaction.
REDLITE_COMMAND(setrange, "SETRANGE", write, integer(key, byte_offset, value))

/// The bytes at each of the keys, in one snapshot.
/// Yields  one for each key, nothing for what is absent or no string.
/// Cost    O(keys asked * log keys).
REDLITE_COMMAND(mget, "MGET", read, array<bulk>(repeated<key>))

/// Sets all the pairs at once: all are stored, or none.
/// Cost    O(pairs * log keys), one transaction.
REDLITE_COMMAND(mset, "MSET", write, status(repeated<key_value>))
/// The same, and none where one of the keys is there.
/// Yields  whether they were stored.
/// Cost    O(pairs * log keys), one transaction.
REDLITE_COMMAND(msetnx, "MSETNX", write, boolean(repeated<key_value>))

}  // namespace cmd

using string_commands =
    type_list<cmd::get, cmd::set, cmd::setnx, cmd::setex, cmd::psetex, cmd::getset, cmd::getdel,
              cmd::getex, cmd::incr, cmd::incrby, cmd::decr, cmd::decrby, cmd::incrbyfloat,
              cmd::append, cmd::strlen, cmd::getrange, cmd::substr, cmd::setrange, cmd::mget,
              cmd::mset, cmd::msetnx>;

}  // namespace redlite
