// redlite/command/list.hpp: the list commands.
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

/// Puts values before the first element, one after the other: the last one given ends up first.
/// Yields  the new length.
/// Errors  wrong_type.
/// Cost    O(values * log elements), one transaction.
REDLITE_COMMAND(lpush, "LPUSH", write, integer(key, repeated<value>))
/// Puts values behind the last element.
/// Yields  the new length.
/// Errors  wrong_type.
/// Cost    O(values * log elements), one transaction.
REDLITE_COMMAND(rpush, "RPUSH", write, integer(key, repeated<value>))

/// Takes the first element off; with a count, up to so many.
/// Yields  nothing where `key` is absent. An emptied list is gone.
/// Errors  wrong_type, out_of_range for a negative count.
/// Cost    O(taken * log elements), one transaction.
REDLITE_COMMAND(lpop, "LPOP", write, bulk(key), maybe<array<text>>(key, count))
/// Takes the last element off; else as LPOP.
/// Cost    O(taken * log elements), one transaction.
REDLITE_COMMAND(rpop, "RPOP", write, bulk(key), maybe<array<text>>(key, count))

/// Yields  the number of elements, 0 where absent. Errors wrong_type. Cost O(1).
REDLITE_COMMAND(llen, "LLEN", read, integer(key))

/// Yields  the elements from the first index to the second, both included; none where inverted.
/// Errors  wrong_type. Cost O(log elements + yielded).
REDLITE_COMMAND(lrange, "LRANGE", read, array<text>(key, index, index))

/// Yields  the element at the index, nothing outside. Errors wrong_type. Cost O(log elements).
REDLITE_COMMAND(lindex, "LINDEX", read, bulk(key, index))

/// Keeps only the elements from the first index to the second. Cost O(removed).
REDLITE_COMMAND(ltrim, "LTRIM", write, status(key, index, index))

}  // namespace cmd

using list_commands = type_list<cmd::lpush, cmd::rpush, cmd::lpop, cmd::rpop, cmd::llen,
                                cmd::lrange, cmd::lindex, cmd::ltrim>;

}  // namespace redlite
