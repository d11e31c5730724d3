// redlite/command/hyperloglog.hpp: the commands that estimate how many different elements there
// were.
//
// Floor: command. Says what each command is; how it is computed is db/. The value is a string,
// byte for byte the one that Redis would hold.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds

namespace redlite::cmd {
using namespace reply;
using namespace role;

/// Counts elements in; without any it makes the key where absent.
/// Yields  whether the estimate may have changed, or the key was made.
/// Errors  wrong_type, also for a string that is no HyperLogLog.
/// Cost    O(elements + 12 KiB), one transaction.
/// Source  redis.io/commands/pfadd
REDLITE_COMMAND(pfadd, "PFADD", write, boolean(key, repeated<value>), boolean(key))

/// Yields  about how many different elements were added to any of the keys, 0.81 % off on average.
///         One key remembers the answer, so this may write.
/// Errors  wrong_type, also for a string that is no HyperLogLog.
/// Cost    O(keys * 12 KiB), one transaction; of one key that did not change, O(12 KiB) to read it.
/// Source  redis.io/commands/pfcount
REDLITE_COMMAND(pfcount, "PFCOUNT", write, integer(repeated<key>))

/// Makes the first key count what it and the others counted.
/// Errors  wrong_type, also for a string that is no HyperLogLog.
/// Cost    O(keys * 12 KiB), one transaction.
/// Source  redis.io/commands/pfmerge
REDLITE_COMMAND(pfmerge, "PFMERGE", write, status(key, repeated<key>), status(key))

}  // namespace redlite::cmd

namespace redlite {

using hyperloglog_commands = type_list<cmd::pfadd, cmd::pfcount, cmd::pfmerge>;

}  // namespace redlite
