// redlite/command/sorted_set_pick.hpp: members of sorted sets taken from an end, or at random.
//
// Floor: command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/scan.hpp>    // scan_options
#include <redlite/command/words.hpp>   // the options on the wire

#include <array>     // words
#include <cstdint>   // std::int64_t
#include <optional>  // counts
#include <tuple>     // words

namespace redlite {

/// The end of a sorted set that ZMPOP takes from.
enum class zset_end { min, max };
template <>
inline constexpr auto words_of<zset_end> =
    std::array{word{"MIN", zset_end::min}, word{"MAX", zset_end::max}};

struct zmpop_options {
  std::optional<std::int64_t> count = {};  // up to so many, 1 without
};
template <>
inline constexpr auto words_of_options<zmpop_options> =
    std::tuple(words::value{"COUNT", &zmpop_options::count});

namespace cmd {
using namespace reply;
using namespace role;

/// Takes out the member with the lowest score; with a count up to so many, lowest first.
/// Yields  them with their scores; nothing where absent (with a count: an empty list).
/// Errors  wrong_type, out_of_range for a negative count.
/// Cost    O(log members + taken * log members), one transaction.
REDLITE_COMMAND(zpopmin, "ZPOPMIN", write, maybe<with_score>(key), array<with_score>(key, count))
/// The same from the highest score down.
/// Errors  wrong_type, out_of_range for a negative count.
/// Cost    O(log members + taken * log members), one transaction.
REDLITE_COMMAND(zpopmax, "ZPOPMAX", write, maybe<with_score>(key), array<with_score>(key, count))
/// Takes members out of the first of the sorted sets that is there, from the one end or the other.
/// Yields  the key and the members with their scores; nothing where all are absent.
/// Errors  wrong_type where a key before that holds another kind, out_of_range for a count below 1.
/// Cost    O(keys + log members + taken * log members), one transaction.
REDLITE_COMMAND(zmpop, "ZMPOP", write,
                maybe<keyed<array<with_score>>>(counted<key>, choice<zset_end>,
                                                options<zmpop_options>))
/// A random member, left in place; with a count up to so many distinct ones, with a negative one
/// exactly so many, repeats allowed.
/// Yields  nothing where absent (with a count: an empty list).
/// Errors  wrong_type, out_of_range.
/// Cost    O(yielded * log members) and a bounded scan for each; O(members) for many of them.
REDLITE_COMMAND(zrandmember, "ZRANDMEMBER", read, bulk(key), array<text>(key, count),
                array<with_score>(key, count, with_scores_tag))

/// A page of members with their scores. What is there throughout is met exactly once.
/// Errors  wrong_type, syntax for a count below 1.
/// Cost    O(count * log members); the first page of a large sorted set O(members).
/// Source  redis.io/commands/scan
REDLITE_COMMAND(zscan, "ZSCAN", read, page<with_score>(key, cursor, options<scan_options>))

}  // namespace cmd

using sorted_set_pick_commands =
    type_list<cmd::zpopmin, cmd::zpopmax, cmd::zmpop, cmd::zrandmember, cmd::zscan>;

}  // namespace redlite
