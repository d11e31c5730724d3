// redlite/command/dump.hpp: what a key holds as bytes, and back.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>   // std::int64_t
#include <optional>  // what may be left out
#include <tuple>     // words

namespace redlite {

struct restore_options {
  bool replace = false;                        // REPLACE: over what is there
  bool absolute = false;                       // ABSTTL: the time is a moment, not a span
  std::optional<std::int64_t> idle_time = {};  // IDLETIME, taken and not used
  std::optional<std::int64_t> frequency = {};  // FREQ, taken and not used
};
template <>
inline constexpr auto words_of_options<restore_options> =
    std::tuple(words::flag{"REPLACE", &restore_options::replace},
               words::flag{"ABSTTL", &restore_options::absolute},
               words::value{"IDLETIME", &restore_options::idle_time},
               words::value{"FREQ", &restore_options::frequency});

namespace cmd {
using namespace reply;
using namespace role;

/// Yields  what the key holds as bytes of redlite's own, with a version and a checksum, without
///         its end; nothing where absent. Redis does not read them, nor redlite those of Redis.
/// Cost    O(elements).
/// Source  redis.io/commands/dump
REDLITE_COMMAND(dump, "DUMP", read, bulk(key))
/// Makes a key of what DUMP yielded. It ends after so many milliseconds, never for 0.
/// Errors  generic ("BUSYKEY Target key name already exists.", "ERR DUMP payload version or
///         checksum are wrong", "ERR Bad data format"), out_of_range, syntax.
/// Cost    O(elements * log elements), one transaction.
/// Source  redis.io/commands/restore
REDLITE_COMMAND(restore, "RESTORE", write,
                status(key, milliseconds, payload, options<restore_options>))

}  // namespace cmd

using dump_commands = type_list<cmd::dump, cmd::restore>;

}  // namespace redlite
