// redlite/command/sorted_set_range.hpp: further commands on ranges of a sorted set.
//
// Floor: command. ZRANGE, ZREVRANGE and ZRANGEBYSCORE are sorted_set.hpp's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>      // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/sorted_set.hpp>  // options of ranges
#include <redlite/command/words.hpp>       // the options on the wire

#include <optional>  // limits
#include <tuple>     // words

namespace redlite {

struct zrangebylex_options {
  std::optional<range_limit> limit = {};
};
template <>
inline constexpr auto words_of_options<zrangebylex_options> =
    std::tuple(words::value{"LIMIT", &zrangebylex_options::limit});

namespace cmd {
using namespace reply;
using namespace role;

/// The members with scores between two ends, the higher end given first, the highest first.
/// Errors  wrong_type, not_float ("ERR min or max is not a float").
/// Cost    O(log members + skipped + yielded).
REDLITE_COMMAND(zrevrangebyscore, "ZREVRANGEBYSCORE", read,
                array<text>(key, score_end, score_end, options<zrangebyscore_options>),
                array<with_score>(key, score_end, score_end, with_scores_tag,
                                  options<zrangebyscore_options>))
/// The members between two ends by their bytes; meant for members of equal scores.
/// Errors  wrong_type, syntax for ends that are not "-", "+", "[text" or "(text".
/// Cost    O(log members + skipped + yielded); O(members) where scores differ.
/// Source  redis.io/commands/zrangebylex
REDLITE_COMMAND(zrangebylex, "ZRANGEBYLEX", read,
                array<text>(key, lex_end, lex_end, options<zrangebylex_options>))
/// The same from the highest down, the higher end given first.
/// Errors  wrong_type, syntax.
/// Cost    O(log members + skipped + yielded); O(members) where scores differ.
REDLITE_COMMAND(zrevrangebylex, "ZREVRANGEBYLEX", read,
                array<text>(key, lex_end, lex_end, options<zrangebylex_options>))
/// Yields  how many members ZRANGEBYLEX would.
/// Errors  wrong_type, syntax.
/// Cost    O(log members) and a bounded scan; O(members) where scores differ.
REDLITE_COMMAND(zlexcount, "ZLEXCOUNT", read, integer(key, lex_end, lex_end))

/// Stores what ZRANGE finds in the second key as a sorted set at the first, whatever it held.
/// Yields  how many members that are; with none, the first key is gone.
/// Errors  as ZRANGE.
/// Cost    O(log members + stored * log stored), one transaction.
REDLITE_COMMAND(zrangestore, "ZRANGESTORE", write,
                integer(key, key, range_end, range_end, options<zrange_options>))

/// Removes the members between two positions; negative ones count from the highest score.
/// Yields  how many there were.
/// Errors  wrong_type.
/// Cost    O(log members + removed * log members), one transaction.
REDLITE_COMMAND(zremrangebyrank, "ZREMRANGEBYRANK", write, integer(key, index, index))
/// Removes the members with scores between two ends.
/// Yields  how many there were.
/// Errors  wrong_type, not_float ("ERR min or max is not a float").
/// Cost    O(log members + removed * log members), one transaction.
REDLITE_COMMAND(zremrangebyscore, "ZREMRANGEBYSCORE", write, integer(key, score_end, score_end))
/// Removes the members that ZRANGEBYLEX would yield.
/// Yields  how many there were.
/// Errors  wrong_type, syntax.
/// Cost    O(log members + removed * log members), one transaction.
REDLITE_COMMAND(zremrangebylex, "ZREMRANGEBYLEX", write, integer(key, lex_end, lex_end))

}  // namespace cmd

using sorted_set_range_commands =
    type_list<cmd::zrevrangebyscore, cmd::zrangebylex, cmd::zrevrangebylex, cmd::zlexcount,
              cmd::zrangestore, cmd::zremrangebyrank, cmd::zremrangebyscore, cmd::zremrangebylex>;

}  // namespace redlite
