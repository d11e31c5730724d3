// redlite/command/key_time.hpp: when keys end, in seconds and milliseconds, by span and by moment.
//
// Floor: command. EXPIRE and TTL are in keyspace.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/keyspace.hpp>  // expire_options

namespace redlite {
namespace cmd {
using namespace reply;
using namespace role;

/// Lets the key end so many milliseconds from now; at once where that is not positive.
/// Yields  whether the end was set; false where the key is absent or `when` held it back.
/// Errors  out_of_range ("ERR invalid expire time in 'pexpire' command").
/// Cost    O(log keys).
/// Source  redis.io/commands/pexpire (NX, XX, GT, LT since 7.0.0)
REDLITE_COMMAND(pexpire, "PEXPIRE", write, boolean(key, milliseconds, options<expire_options>))
/// Lets the key end at a moment, at once where that has passed. Yields and errors as EXPIRE.
/// Cost    O(log keys).
REDLITE_COMMAND(expireat, "EXPIREAT", write, boolean(key, unix_seconds, options<expire_options>))
/// The same in milliseconds.
/// Cost    O(log keys).
REDLITE_COMMAND(pexpireat, "PEXPIREAT", write,
                boolean(key, unix_milliseconds, options<expire_options>))
/// Lets the key end never.
/// Yields  whether it had an end.
/// Cost    O(log keys).
REDLITE_COMMAND(persist, "PERSIST", write, boolean(key))
/// Yields  the milliseconds left; -1 without an end, -2 where absent.
/// Cost    O(log keys).
REDLITE_COMMAND(pttl, "PTTL", read, integer(key))
/// Yields  the moment of the end in seconds, to the nearest; -1 without one, -2 where absent.
/// Cost    O(log keys).
REDLITE_COMMAND(expiretime, "EXPIRETIME", read, integer(key))
/// Yields  the moment of the end in milliseconds; -1 without one, -2 where absent.
/// Cost    O(log keys).
REDLITE_COMMAND(pexpiretime, "PEXPIRETIME", read, integer(key))

}  // namespace cmd

using key_time_commands = type_list<cmd::pexpire, cmd::expireat, cmd::pexpireat, cmd::persist,
                                    cmd::pttl, cmd::expiretime, cmd::pexpiretime>;

}  // namespace redlite
