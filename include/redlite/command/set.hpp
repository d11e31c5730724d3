// redlite/command/set.hpp: the set commands.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds

namespace redlite {
namespace cmd {
using namespace reply;
using namespace role;

/// Adds members. Yields how many were new. Errors wrong_type. Cost O(members), one transaction.
REDLITE_COMMAND(sadd, "SADD", write, integer(key, repeated<member>))
/// Removes members. Yields how many there were. An emptied set is gone. Errors wrong_type.
/// Cost    O(removed * log members), one transaction.
REDLITE_COMMAND(srem, "SREM", write, integer(key, repeated<member>))
/// Yields  every member, in no order that is promised. Errors wrong_type. Cost O(members).
REDLITE_COMMAND(smembers, "SMEMBERS", read, any_order<text>(key))
/// Yields  whether it is a member. Errors wrong_type. Cost one look-up.
REDLITE_COMMAND(sismember, "SISMEMBER", read, boolean(key, member))
/// Yields  the number of members, 0 where absent. Errors wrong_type. Cost O(1).
REDLITE_COMMAND(scard, "SCARD", read, integer(key))

/// Takes a random member out; with a count, up to so many distinct ones.
/// Yields  nothing where absent (with a count: an empty list). Errors wrong_type, out_of_range.
/// Cost    O(taken * log members), the first time for a large set O(members); one transaction.
REDLITE_COMMAND(spop, "SPOP", write, bulk(key), array<text>(key, count))

/// A random member, left in place; with a count up to so many distinct ones, with a negative one
/// exactly so many, repeats allowed. Errors wrong_type, out_of_range.
/// Cost    O(drawn * log members), the first time for a large set O(members).
REDLITE_COMMAND(srandmember, "SRANDMEMBER", read, bulk(key), array<text>(key, count))

/// Yields  the members that all the sets have. Errors wrong_type. Cost O(smallest set * sets).
REDLITE_COMMAND(sinter, "SINTER", read, any_order<text>(repeated<key>))

}  // namespace cmd

using set_commands = type_list<cmd::sadd, cmd::srem, cmd::smembers, cmd::sismember, cmd::scard,
                               cmd::spop, cmd::srandmember, cmd::sinter>;

}  // namespace redlite
