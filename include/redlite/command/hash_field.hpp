// redlite/command/hash_field.hpp: the hash commands on single fields, on all of them, and at
// random.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/scan.hpp>    // scan_options

#include <string_view>  // words

namespace redlite {

/// Asks HRANDFIELD for the values too: `db.hrandfield("h", 2, redlite::with_values)`.
struct with_values_tag {
  using role_type = with_values_tag;
  static constexpr std::string_view word = "WITHVALUES";
};
inline constexpr with_values_tag with_values{};

namespace cmd {
using namespace reply;
using namespace role;

/// Yields  whether the field is there.
/// Errors  wrong_type.
/// Cost    O(log fields).
/// Source  redis.io/commands/hexists
REDLITE_COMMAND(hexists, "HEXISTS", read, boolean(key, field))

/// Yields  every field, in no order that is promised.
/// Errors  wrong_type.
/// Cost    O(fields).
/// Source  redis.io/commands/hkeys
REDLITE_COMMAND(hkeys, "HKEYS", read, any_order<text>(key))

/// Yields  every value, in no order that is promised.
/// Errors  wrong_type.
/// Cost    O(fields).
/// Source  redis.io/commands/hvals
REDLITE_COMMAND(hvals, "HVALS", read, any_order<text>(key))

/// Sets a field that is not there.
/// Yields  whether it was set.
/// Errors  wrong_type.
/// Cost    O(log fields), one transaction.
/// Source  redis.io/commands/hsetnx
REDLITE_COMMAND(hsetnx, "HSETNX", write, boolean(key, field, value))

/// Sets fields as HSET, without counting.
/// Errors  wrong_type.
/// Cost    O(pairs * log fields), one transaction.
/// Source  redis.io/commands/hmset
REDLITE_COMMAND(hmset, "HMSET", write, status(key, repeated<field_value>))

/// Yields  the length of the field's value in bytes, 0 where key or field is absent.
/// Errors  wrong_type.
/// Cost    O(log fields).
/// Source  redis.io/commands/hstrlen
REDLITE_COMMAND(hstrlen, "HSTRLEN", read, integer(key, field))

/// Adds to the number in a field, an absent one counting as 0.
/// Yields  the sum, as it is stored.
/// Errors  wrong_type, not_float ("ERR hash value is not a float"), overflow.
/// Cost    O(log fields), one transaction.
/// Source  redis.io/commands/hincrbyfloat
REDLITE_COMMAND(hincrbyfloat, "HINCRBYFLOAT", write, exact(key, field, real_delta))

/// A random field; with a count up to so many distinct ones, with a negative one exactly so many,
/// repeats allowed; with `with_values` each with its value.
/// Yields  nothing where absent (with a count: an empty list).
/// Errors  wrong_type, out_of_range.
/// Cost    O(drawn * log fields), the first time for a large hash O(fields).
/// Source  redis.io/commands/hrandfield
REDLITE_COMMAND(hrandfield, "HRANDFIELD", read, bulk(key), array<text>(key, count),
                array<pair>(key, count, with_values_tag))

/// A page of fields and values. What is there from the first page to the last is yielded, once
/// where the hash is larger than one page.
/// Yields  the cursor of the next page, 0 where this was the last, and what MATCH let pass.
/// Errors  wrong_type, syntax where COUNT is below 1.
/// Cost    O(count * log fields), the first time for a large hash O(fields).
/// Source  redis.io/commands/hscan
REDLITE_COMMAND(hscan, "HSCAN", read, page<pair>(key, cursor, options<scan_options>))

}  // namespace cmd

using hash_field_commands = type_list<cmd::hexists, cmd::hkeys, cmd::hvals, cmd::hsetnx, cmd::hmset,
                                      cmd::hstrlen, cmd::hincrbyfloat, cmd::hrandfield, cmd::hscan>;

}  // namespace redlite
