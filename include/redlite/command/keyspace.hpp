// redlite/command/keyspace.hpp: the commands on keys of any kind.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <tuple>  // words

namespace redlite {

/// When EXPIRE sets the new end: always, where there is none (NX), where there is one (XX), only
/// later (GT) or earlier (LT) than the old one; a key without an end counts as ending never. The
/// last two are XX with GT and with LT.
enum class expire_if { always, absent, present, greater, less, present_greater, present_less };

struct expire_options {
  expire_if when = expire_if::always;
};
template <>
inline constexpr auto words_of_options<expire_options> = std::tuple(words::any_of(
    &expire_options::when, word{"NX", expire_if::absent}, word{"XX", expire_if::present},
    word{"GT", expire_if::greater}, word{"LT", expire_if::less},
    word{"XX GT", expire_if::present_greater}, word{"XX LT", expire_if::present_less}));

namespace cmd {
using namespace reply;
using namespace role;

/// Removes keys of any kind.
/// Yields  how many there were.
/// Cost    O(keys * log keys), and that of up to 512 elements for each: more are freed afterwards.
/// Source  redis.io/commands/del
REDLITE_COMMAND(del, "DEL", write, integer(repeated<key>))
/// Yields  how many of the keys are there; one named twice counts twice.
/// Cost    O(keys * log keys).
REDLITE_COMMAND(exists, "EXISTS", read, integer(repeated<key>))
/// Yields  "string", "list", "hash", "set", "zset", "stream" or "none".
/// Cost    O(log keys).
REDLITE_COMMAND(type, "TYPE", read, text(key))
/// Lets the key end so many seconds from now; at once where that is not positive.
/// Yields  whether the end was set; false where the key is absent or `when` held it back.
/// Errors  out_of_range ("ERR invalid expire time in 'expire' command").
/// Cost    O(log keys).
/// Source  redis.io/commands/expire (NX, XX, GT, LT since 7.0.0)
REDLITE_COMMAND(expire, "EXPIRE", write, boolean(key, seconds, options<expire_options>))
/// Yields  the seconds left, rounded to the nearest; -1 without an end, -2 where absent.
/// Cost    O(log keys).
REDLITE_COMMAND(ttl, "TTL", read, integer(key))

}  // namespace cmd

using key_commands = type_list<cmd::del, cmd::exists, cmd::type, cmd::expire, cmd::ttl>;

}  // namespace redlite
