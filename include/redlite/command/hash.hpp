// redlite/command/hash.hpp: the hash commands.
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

/// Sets fields of the hash at `key`, creating it where absent.
/// Yields  the number of fields that were new.
/// Errors  wrong_type where `key` holds another kind of value.
/// Cost    O(pairs), one transaction.
/// Source  redis.io/commands/hset (since 2.0.0, several pairs since 4.0.0)
REDLITE_COMMAND(hset, "HSET", write, integer(key, repeated<field_value>))

/// Yields  the value of the field, nothing where key or field is absent. Errors wrong_type.
/// Cost    O(log fields).
REDLITE_COMMAND(hget, "HGET", read, bulk(key, field))

/// Yields  every field with its value, in no order that is promised. Errors wrong_type.
/// Cost    O(fields).
REDLITE_COMMAND(hgetall, "HGETALL", read, any_order<pair>(key))

/// Yields  one value for each field asked for, nothing for what is absent. Errors wrong_type.
/// Cost    O(asked * log fields).
REDLITE_COMMAND(hmget, "HMGET", read, array<bulk>(key, repeated<field>))

/// Yields  the number of fields, 0 where absent. Errors wrong_type. Cost O(1).
REDLITE_COMMAND(hlen, "HLEN", read, integer(key))

/// Removes fields. Yields how many there were. An emptied hash is gone. Errors wrong_type.
/// Cost    O(removed * log fields), one transaction.
REDLITE_COMMAND(hdel, "HDEL", write, integer(key, repeated<field>))

/// Adds to the integer in a field, an absent one counting as 0.
/// Yields  the sum. Errors wrong_type, not_integer ("ERR hash value is not an integer"), overflow.
/// Cost    O(log fields), one transaction.
REDLITE_COMMAND(hincrby, "HINCRBY", write, integer(key, field, delta))

}  // namespace cmd

using hash_commands =
    type_list<cmd::hset, cmd::hget, cmd::hgetall, cmd::hmget, cmd::hlen, cmd::hdel, cmd::hincrby>;

}  // namespace redlite
