// redlite/command/sorted_set_algebra.hpp: unions, intersections and differences of sorted sets.
//
// Floor: command. Plain sets take part too: each of their members has the score 1.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <array>     // words
#include <cstdint>   // std::int64_t
#include <optional>  // weights, limits
#include <tuple>     // words
#include <vector>    // weights

namespace redlite {

/// How the scores of one member in several sorted sets become one.
enum class zset_aggregate { sum, min, max };
template <>
inline constexpr auto words_of<zset_aggregate> =
    std::array{word{"SUM", zset_aggregate::sum}, word{"MIN", zset_aggregate::min},
               word{"MAX", zset_aggregate::max}};

/// How ZUNION and ZINTER make scores.
struct zset_merge_options {
  std::optional<std::vector<double>> weights = {};  // factors, one for each key; 1 without
  zset_aggregate aggregate = zset_aggregate::sum;
};
template <>
inline constexpr auto words_of_options<zset_merge_options> =
    std::tuple(words::value{"AGGREGATE", &zset_merge_options::aggregate},
               words::value{"WEIGHTS", &zset_merge_options::weights});

struct zintercard_options {
  std::optional<std::int64_t> limit = {};  // counts no further; 0 is no limit
};
template <>
inline constexpr auto words_of_options<zintercard_options> =
    std::tuple(words::value{"LIMIT", &zintercard_options::limit});

namespace cmd {
using namespace reply;
using namespace role;

/// The members of any of the sorted sets, lowest score first.
/// Errors  wrong_type, syntax where weights are not one for each key, not_float for a weight NaN.
/// Cost    O(members * log members), of all of them together.
/// Source  redis.io/commands/zunion
REDLITE_COMMAND(zunion, "ZUNION", read, array<text>(counted<key>, options<zset_merge_options>),
                array<with_score>(counted<key>, options<zset_merge_options>, with_scores_tag))
/// The members that all of the sorted sets have, lowest score first.
/// Errors  wrong_type, syntax where weights are not one for each key, not_float for a weight NaN.
/// Cost    O(smallest * keys * log members).
REDLITE_COMMAND(zinter, "ZINTER", read, array<text>(counted<key>, options<zset_merge_options>),
                array<with_score>(counted<key>, options<zset_merge_options>, with_scores_tag))
/// The members of the first sorted set that no other has, with the scores of the first.
/// Errors  wrong_type.
/// Cost    O(members of the first * keys * log members).
REDLITE_COMMAND(zdiff, "ZDIFF", read, array<text>(counted<key>),
                array<with_score>(counted<key>, with_scores_tag))
/// Yields  how many members all of the sorted sets have.
/// Errors  wrong_type, out_of_range for a negative limit.
/// Cost    O(smallest * keys * log members).
REDLITE_COMMAND(zintercard, "ZINTERCARD", read, integer(counted<key>, options<zintercard_options>))

/// Stores the union as a sorted set at the first key, whatever it held.
/// Yields  how many members that are; with none, the key is gone.
/// Errors  as ZUNION.
/// Cost    O(members * log members), of all of them together; one transaction.
REDLITE_COMMAND(zunionstore, "ZUNIONSTORE", write,
                integer(key, counted<key>, options<zset_merge_options>))
/// Stores the intersection as a sorted set at the first key, whatever it held.
/// Yields  how many members that are; with none, the key is gone.
/// Errors  as ZINTER.
/// Cost    O(smallest * keys * log members), one transaction.
REDLITE_COMMAND(zinterstore, "ZINTERSTORE", write,
                integer(key, counted<key>, options<zset_merge_options>))
/// Stores the difference as a sorted set at the first key, whatever it held.
/// Yields  how many members that are; with none, the key is gone.
/// Errors  wrong_type.
/// Cost    O(members of the first * keys * log members), one transaction.
REDLITE_COMMAND(zdiffstore, "ZDIFFSTORE", write, integer(key, counted<key>))

}  // namespace cmd

using sorted_set_algebra_commands = type_list<cmd::zunion, cmd::zinter, cmd::zdiff, cmd::zintercard,
                                              cmd::zunionstore, cmd::zinterstore, cmd::zdiffstore>;

}  // namespace redlite
