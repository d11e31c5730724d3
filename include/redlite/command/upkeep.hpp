// redlite/command/upkeep.hpp: redlite's own commands: what Redis has no need of.
//
// Floor: command. Says what each command is; how it is done is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // words of choices

#include <array>        // words
#include <cstdint>      // std::int64_t
#include <string>       // a type's name
#include <string_view>  // words
#include <tuple>        // layouts

namespace redlite {

/// What KEYINFO tells of a key.
struct key_info {
  std::string type;
  std::int64_t ttl = -1;   // seconds left, -1 without an end
  std::int64_t size = 0;   // bytes of a string, elements of all others
  std::int64_t bytes = 0;  // of the key's name and all that it holds, without what SQLite adds

  friend bool operator==(const key_info&, const key_info&) = default;
};
template <>
inline constexpr auto layout_of<key_info> =
    std::tuple(named{"type", &key_info::type}, named{"ttl", &key_info::ttl},
               named{"size", &key_info::size}, named{"bytes", &key_info::bytes});

/// Whether expired keys are removed although nobody asks for them, and how often that begins.
struct autovacuum_state {
  bool enabled = true;
  std::int64_t interval_ms = 60'000;

  friend bool operator==(const autovacuum_state&, const autovacuum_state&) = default;
};
template <>
inline constexpr auto layout_of<autovacuum_state> =
    std::tuple(named{"enabled", &autovacuum_state::enabled},
               named{"interval_ms", &autovacuum_state::interval_ms});

enum class autovacuum_switch { off, on };
template <>
inline constexpr auto words_of<autovacuum_switch> =
    std::array{word{"OFF", autovacuum_switch::off}, word{"ON", autovacuum_switch::on}};

/// Sets how often: `db.autovacuum(redlite::interval, 5000)`.
struct interval_tag {
  using role_type = interval_tag;
  static constexpr std::string_view word = "INTERVAL";
};
inline constexpr interval_tag interval{};

namespace cmd {
using namespace reply;
using namespace role;

/// Removes every expired key of every database, and gives free space of the file back.
/// Yields  how many keys were removed.
/// Errors  generic inside a transaction.
/// Cost    O(file): it is written anew.
REDLITE_COMMAND(vacuum, "VACUUM", read, integer())
/// Yields  what the key is, nothing where absent.
/// Cost    O(elements).
REDLITE_COMMAND(keyinfo, "KEYINFO", read, maybe<record<key_info>>(key))
/// Without an argument yields how expired keys are removed; else sets it, for this connection.
/// Errors  out_of_range for an interval below a second.
/// Cost    O(1).
REDLITE_COMMAND(autovacuum, "AUTOVACUUM", read, record<autovacuum_state>(),
                status(choice<autovacuum_switch>), status(interval_tag, milliseconds))

}  // namespace cmd

using upkeep_commands = type_list<cmd::vacuum, cmd::keyinfo, cmd::autovacuum>;

}  // namespace redlite
