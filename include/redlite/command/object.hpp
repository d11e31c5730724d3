// redlite/command/object.hpp: what Redis tells of how a key is kept.
//
// Floor: command. Says what each command is; how it is answered is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds

namespace redlite {
namespace cmd {
using namespace reply;
using namespace role;

/// How Redis would keep a value that was stored as it is now: "int", "embstr", "listpack" ...
/// Yields  nothing where absent. A value that was larger once may be kept otherwise by Redis.
/// Cost    O(elements) of up to 512, else O(1).
/// Source  redis.io/commands/object-encoding
REDLITE_COMMAND(object_encoding, "OBJECT ENCODING", read, bulk(key))
/// Errors  generic: redlite tracks no frequencies, as Redis does not unless it is told to.
/// Yields  nothing where absent.
/// Cost    O(log keys).
REDLITE_COMMAND(object_freq, "OBJECT FREQ", read, maybe<integer>(key))
/// Yields  0 seconds, as redlite does not note when a key was used; nothing where absent.
/// Cost    O(log keys).
REDLITE_COMMAND(object_idletime, "OBJECT IDLETIME", read, maybe<integer>(key))
/// Yields  1, and 2147483647 for the small integers that Redis shares; nothing where absent.
/// Cost    O(log keys).
REDLITE_COMMAND(object_refcount, "OBJECT REFCOUNT", read, maybe<integer>(key))
/// Yields  lines about the others.
/// Cost    O(1).
REDLITE_COMMAND(object_help, "OBJECT HELP", read, array<text>())

}  // namespace cmd

using object_commands = type_list<cmd::object_encoding, cmd::object_freq, cmd::object_idletime,
                                  cmd::object_refcount, cmd::object_help>;

}  // namespace redlite
