// redlite/command/sorted_set.hpp: the sorted-set commands.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>   // std::int64_t
#include <optional>  // limits
#include <tuple>     // words

namespace redlite {

enum class zadd_if { always, absent, present };  // NX: only new members, XX: only old ones
enum class zadd_compare { any, greater, less };  // GT, LT: only where the score grows, shrinks

/// Which members ZADD touches, and what it counts.
struct zadd_options {
  zadd_if when = zadd_if::always;
  zadd_compare compare = zadd_compare::any;  // not together with `absent`
  bool changed = false;                      // CH: counts changed scores among the new members
};
template <>
inline constexpr auto words_of_options<zadd_options> = std::tuple(
    words::any_of(&zadd_options::when, word{"NX", zadd_if::absent}, word{"XX", zadd_if::present}),
    words::any_of(&zadd_options::compare, word{"GT", zadd_compare::greater},
                  word{"LT", zadd_compare::less}),
    words::flag{"CH", &zadd_options::changed});

/// LIMIT offset count; a negative count is no limit.
struct range_limit {
  std::int64_t offset = 0;
  std::int64_t count = -1;
};
template <>
inline constexpr auto layout_of<range_limit> =
    std::tuple(&range_limit::offset, &range_limit::count);

enum class range_by { index, score, lex };

/// How ZRANGE reads its two ends.
struct zrange_options {
  range_by by = range_by::index;          // score: BYSCORE, lex: BYLEX
  bool reverse = false;                   // REV: from the highest; the ends are given highest first
  std::optional<range_limit> limit = {};  // only by score or lex
};
template <>
inline constexpr auto words_of_options<zrange_options> = std::tuple(
    words::any_of(&zrange_options::by, word{"BYSCORE", range_by::score},
                  word{"BYLEX", range_by::lex}),
    words::flag{"REV", &zrange_options::reverse}, words::value{"LIMIT", &zrange_options::limit});

struct zrangebyscore_options {
  std::optional<range_limit> limit = {};
};
template <>
inline constexpr auto words_of_options<zrangebyscore_options> =
    std::tuple(words::value{"LIMIT", &zrangebyscore_options::limit});

namespace cmd {
using namespace reply;
using namespace role;

/// Adds members with scores, or changes the scores of those there.
/// Yields  how many were new (`changed`: or changed). With `increment`, adds to the score of one
///         member and yields the sum, nothing where a condition held it back.
/// Errors  wrong_type, syntax for contradicting options, not_float for NaN, overflow for a sum of
///         opposite infinities.
/// Cost    O(pairs * log members), one transaction.
/// Source  redis.io/commands/zadd
REDLITE_COMMAND(zadd, "ZADD", write, integer(key, options<zadd_options>, repeated<score_member>),
                maybe<real>(key, options<zadd_options>, increment_tag, score, member))
/// Adds to the score of a member, an absent one counting as 0.
/// Yields  the sum.
/// Errors  wrong_type, not_float for NaN, overflow for a sum of opposite infinities.
/// Cost    O(log members), one transaction.
REDLITE_COMMAND(zincrby, "ZINCRBY", write, real(key, score, member))
/// Removes members. An emptied sorted set is gone.
/// Yields  how many there were.
/// Errors  wrong_type.
/// Cost    O(removed * log members), one transaction.
REDLITE_COMMAND(zrem, "ZREM", write, integer(key, repeated<member>))

/// The members between two ends, lowest score first, equal scores by bytes.
/// Errors  wrong_type, syntax, out_of_range ("ERR value is not an integer or out of range"),
///         not_float ("ERR min or max is not a float"), and Redis' text for bad lexical ends.
/// Cost    O(log members + yielded), also at a high index.
/// Source  redis.io/commands/zrange
REDLITE_COMMAND(zrange, "ZRANGE", read,
                array<text>(key, range_end, range_end, options<zrange_options>),
                array<with_score>(key, range_end, range_end, options<zrange_options>,
                                  with_scores_tag))
/// The same by index from the highest score down.
/// Errors  wrong_type.
/// Cost    O(log members + yielded), also at a high index.
REDLITE_COMMAND(zrevrange, "ZREVRANGE", read, array<text>(key, index, index),
                array<with_score>(key, index, index, with_scores_tag))
/// The members with scores between two ends, each included unless "(".
/// Errors  wrong_type, not_float ("ERR min or max is not a float").
/// Cost    O(log members + skipped + yielded).
REDLITE_COMMAND(zrangebyscore, "ZRANGEBYSCORE", read,
                array<text>(key, score_end, score_end, options<zrangebyscore_options>),
                array<with_score>(key, score_end, score_end, with_scores_tag,
                                  options<zrangebyscore_options>))

/// Yields  the member's score, nothing where absent.
/// Errors  wrong_type.
/// Cost    O(log members), one look-up.
REDLITE_COMMAND(zscore, "ZSCORE", read, maybe<real>(key, member))
/// Yields  the score of each of the members, nothing for what is absent.
/// Errors  wrong_type.
/// Cost    O(asked * log members).
REDLITE_COMMAND(zmscore, "ZMSCORE", read, array<maybe<real>>(key, repeated<member>))
/// Yields  how many members stand before it, nothing where absent.
/// Errors  wrong_type.
/// Cost    O(log members) and a bounded scan.
REDLITE_COMMAND(zrank, "ZRANK", read, maybe<integer>(key, member))
/// Yields  how many members stand behind it, nothing where absent.
/// Errors  wrong_type.
/// Cost    O(log members) and a bounded scan.
REDLITE_COMMAND(zrevrank, "ZREVRANK", read, maybe<integer>(key, member))
/// Yields  the number of members, 0 where absent.
/// Errors  wrong_type.
/// Cost    O(1).
REDLITE_COMMAND(zcard, "ZCARD", read, integer(key))
/// Yields  how many members have scores between two ends.
/// Errors  wrong_type, not_float.
/// Cost    O(log members) and a bounded scan.
REDLITE_COMMAND(zcount, "ZCOUNT", read, integer(key, score_end, score_end))

}  // namespace cmd

using sorted_set_commands =
    type_list<cmd::zadd, cmd::zrem, cmd::zrange, cmd::zrangebyscore, cmd::zscore, cmd::zrank,
              cmd::zcard, cmd::zcount, cmd::zrevrange, cmd::zincrby, cmd::zmscore, cmd::zrevrank>;

}  // namespace redlite
