// redlite/command/set_algebra.hpp: several members at once, several sets at once, and pages of one.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/scan.hpp>    // scan_options
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>   // std::int64_t
#include <optional>  // what may be left out
#include <tuple>     // words

namespace redlite {

struct sintercard_options {
  std::optional<std::int64_t> limit = {};  // where to stop counting; 0, or without it: never
};
template <>
inline constexpr auto words_of_options<sintercard_options> =
    std::tuple(words::value{"LIMIT", &sintercard_options::limit});

namespace cmd {
using namespace reply;
using namespace role;

/// Yields  for each of the members whether it is one.
/// Errors  wrong_type.
/// Cost    O(members asked for * log members).
/// Source  redis.io/commands/smismember
REDLITE_COMMAND(smismember, "SMISMEMBER", read, array<boolean>(key, repeated<member>))

/// Moves a member from the first set to the second.
/// Yields  whether it was there.
/// Errors  wrong_type.
/// Cost    O(log members), one transaction.
/// Source  redis.io/commands/smove
REDLITE_COMMAND(smove, "SMOVE", write, boolean(key, key, member))

/// Yields  the members of the first set that no other has. Absent sets are empty.
/// Errors  wrong_type.
/// Cost    O(first set * sets * log members).
/// Source  redis.io/commands/sdiff
REDLITE_COMMAND(sdiff, "SDIFF", read, any_order<text>(repeated<key>))

/// Yields  the members that any of the sets has.
/// Errors  wrong_type.
/// Cost    O(members of all).
/// Source  redis.io/commands/sunion
REDLITE_COMMAND(sunion, "SUNION", read, any_order<text>(repeated<key>))

/// Yields  how many members all the sets have, counting no further than the limit.
/// Errors  wrong_type, out_of_range ("ERR LIMIT can't be negative").
/// Cost    O(smallest set * sets * log members).
/// Source  redis.io/commands/sintercard
REDLITE_COMMAND(sintercard, "SINTERCARD", read, integer(counted<key>, options<sintercard_options>))

/// Stores at the first key what SDIFF of the others yields, whatever was there; without members,
/// nothing is left there.
/// Yields  the number of members.
/// Errors  wrong_type for the others.
/// Cost    as SDIFF, and O(result * log result), one transaction.
/// Source  redis.io/commands/sdiffstore
REDLITE_COMMAND(sdiffstore, "SDIFFSTORE", write, integer(key, repeated<key>))
/// Stores at the first key what SUNION of the others yields; else as SDIFFSTORE.
/// Cost    as SUNION, and O(result * log result), one transaction.
REDLITE_COMMAND(sunionstore, "SUNIONSTORE", write, integer(key, repeated<key>))
/// Stores at the first key what SINTER of the others yields; else as SDIFFSTORE.
/// Cost    as SINTER, and O(result * log result), one transaction.
REDLITE_COMMAND(sinterstore, "SINTERSTORE", write, integer(key, repeated<key>))

/// A page of members. What is there from the first page to the last is yielded, once where the set
/// is larger than one page.
/// Yields  the cursor of the next page, 0 where this was the last, and what MATCH let pass.
/// Errors  wrong_type, syntax where COUNT is below 1.
/// Cost    O(count), the first time for a large set O(members).
/// Source  redis.io/commands/sscan
REDLITE_COMMAND(sscan, "SSCAN", read, page<text>(key, cursor, options<scan_options>))

}  // namespace cmd

using set_algebra_commands =
    type_list<cmd::smismember, cmd::smove, cmd::sdiff, cmd::sunion, cmd::sintercard,
              cmd::sdiffstore, cmd::sunionstore, cmd::sinterstore, cmd::sscan>;

}  // namespace redlite
