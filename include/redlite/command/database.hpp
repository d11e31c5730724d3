// redlite/command/database.hpp: the commands on whole databases, of which a store has 16.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <tuple>  // words

namespace redlite {

/// How Redis shall free what it removes. redlite has removed all when the command returns.
enum class flush_how { by_default, async, sync };

struct flush_options {
  flush_how how = flush_how::by_default;
};
template <>
inline constexpr auto words_of_options<flush_options> = std::tuple(words::any_of(
    &flush_options::how, word{"ASYNC", flush_how::async}, word{"SYNC", flush_how::sync}));

namespace cmd {
using namespace reply;
using namespace role;

/// Makes this session work on another database, 0 to 15; each begins on 0.
/// Errors  out_of_range ("ERR DB index is out of range").
/// Cost    O(1).
/// Source  redis.io/commands/select
REDLITE_COMMAND(select, "SELECT", read, status(database))
/// Gives each of two databases the keys of the other.
/// Errors  out_of_range.
/// Cost    O(keys of both).
/// Source  redis.io/commands/swapdb
REDLITE_COMMAND(swapdb, "SWAPDB", write, status(database, database))
/// Takes a key to another database, with its end.
/// Yields  whether it was moved; false where it is absent here, or there already.
/// Errors  out_of_range, generic ("ERR source and destination objects are the same").
/// Cost    O(log keys), whatever the key holds.
/// Source  redis.io/commands/move
REDLITE_COMMAND(move, "MOVE", write, boolean(key, database))
/// Removes every key of the database.
/// Cost    O(keys + their elements); less where the other databases are empty.
/// Source  redis.io/commands/flushdb
REDLITE_COMMAND(flushdb, "FLUSHDB", write, status(options<flush_options>))
/// Removes every key of every database.
/// Cost    O(pages of the file).
/// Source  redis.io/commands/flushall
REDLITE_COMMAND(flushall, "FLUSHALL", write, status(options<flush_options>))
/// Yields  the number of keys in the database, those among them that have expired and were not
///         removed yet.
/// Cost    O(1).
/// Source  redis.io/commands/dbsize
REDLITE_COMMAND(dbsize, "DBSIZE", read, integer())
/// Yields  "PONG".
/// Cost    O(1).
REDLITE_COMMAND(ping, "PING", read, text())

}  // namespace cmd

using server_commands = type_list<cmd::flushdb, cmd::dbsize, cmd::ping, cmd::select, cmd::swapdb,
                                  cmd::move, cmd::flushall>;

}  // namespace redlite
