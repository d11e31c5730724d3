// redlite/command/key_name.hpp: keys found, renamed, copied and counted by name.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>      // std::int64_t
#include <optional>     // what may be left out
#include <string_view>  // patterns
#include <tuple>        // words

namespace redlite {

struct copy_options {
  std::optional<std::int64_t> database = {};  // DB: where the copy goes; without it, stays here
  bool replace = false;                       // REPLACE: over what is there
};
template <>
inline constexpr auto words_of_options<copy_options> = std::tuple(
    words::value{"DB", &copy_options::database}, words::flag{"REPLACE", &copy_options::replace});

struct scan_keys_options {
  std::optional<std::string_view> match = {};  // a glob; without it, all
  std::optional<std::int64_t> count = {};      // how many to look at, at least 1; without it, 10
  std::optional<std::string_view> type = {};   // only such, as TYPE says it
};
template <>
inline constexpr auto words_of_options<scan_keys_options> =
    std::tuple(words::value{"MATCH", &scan_keys_options::match},
               words::value{"COUNT", &scan_keys_options::count},
               words::value{"TYPE", &scan_keys_options::type});

namespace cmd {
using namespace reply;
using namespace role;

/// Removes keys of any kind. What a large collection held is freed afterwards, little by little.
/// Yields  how many there were.
/// Cost    O(keys * log keys), and that of up to 512 elements for each.
/// Source  redis.io/commands/unlink
REDLITE_COMMAND(unlink, "UNLINK", write, integer(repeated<key>))
/// Yields  how many of the keys are there; one named twice counts twice.
/// Cost    O(keys * log keys).
/// Source  redis.io/commands/touch
REDLITE_COMMAND(touch, "TOUCH", read, integer(repeated<key>))
/// Gives a key another name, over whatever has it. Its end goes with it.
/// Errors  generic ("ERR no such key").
/// Cost    O(log keys), whatever the key holds.
/// Source  redis.io/commands/rename
REDLITE_COMMAND(rename, "RENAME", write, status(key, key))
/// The same where nobody has the new name yet.
/// Yields  whether it was renamed.
/// Errors  generic ("ERR no such key").
/// Cost    O(log keys), whatever the key holds.
/// Source  redis.io/commands/renamenx
REDLITE_COMMAND(renamenx, "RENAMENX", write, boolean(key, key))
/// Copies what a key holds, its end included, to another name or database.
/// Yields  whether it was copied; false where the key is absent, or the other is there.
/// Errors  generic ("ERR source and destination objects are the same"), out_of_range.
/// Cost    O(elements).
/// Source  redis.io/commands/copy
REDLITE_COMMAND(copy, "COPY", write, boolean(key, key, options<copy_options>))
/// Yields  some key, each about as likely; nothing where there is none.
/// Cost    O(log keys).
/// Source  redis.io/commands/randomkey
REDLITE_COMMAND(randomkey, "RANDOMKEY", read, bulk())
/// Yields  every key that fits a glob.
/// Cost    O(keys).
/// Source  redis.io/commands/keys
REDLITE_COMMAND(keys, "KEYS", read, any_order<text>(pattern))
/// Looks at some keys from a cursor on, 0 to begin with.
/// Yields  those that fit, and the next cursor, 0 at the end. A key that is there from the first
///         page to the last is yielded once; one that comes or goes meanwhile may be.
/// Errors  syntax where COUNT is below 1.
/// Cost    O(log keys + count) a page; nothing is kept between pages.
/// Source  redis.io/commands/scan (TYPE since 6.0.0)
REDLITE_COMMAND(scan, "SCAN", read, reply::page<text>(cursor, options<scan_keys_options>))

}  // namespace cmd

using key_name_commands = type_list<cmd::unlink, cmd::touch, cmd::rename, cmd::renamenx, cmd::copy,
                                    cmd::randomkey, cmd::keys, cmd::scan>;

}  // namespace redlite
