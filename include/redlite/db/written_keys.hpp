// redlite/db/written_keys.hpp: which keys a command writes, as far as its signature tells.
//
// Floor: db. Where it does not, with several keys of which some are only read, the store notes what
// it is told to change.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/command.hpp>  // type_list
#include <redlite/command/role.hpp>     // roles

#include <cstddef>      // std::size_t
#include <string_view>  // keys
#include <tuple>        // arguments
#include <type_traits>  // std::is_same_v
#include <utility>      // std::index_sequence

namespace redlite::detail {

template <class Role>
inline constexpr bool names_many_keys = false;
template <>
inline constexpr bool names_many_keys<role::repeated<role::key>> = true;
template <>
inline constexpr bool names_many_keys<role::counted<role::key>> = true;
template <>
inline constexpr bool names_many_keys<role::repeated<key_id>> = true;

/// Whether a signature has one key, which it then writes.
template <class Roles>
inline constexpr bool has_one_key = false;
template <class... Roles>
inline constexpr bool has_one_key<type_list<Roles...>> =
    (std::is_same_v<Roles, role::key> + ... + 0) == 1 && !(names_many_keys<Roles> || ...);

template <bool OneKey, class Role, class Argument, class Note>
void note_argument(const Argument& argument, Note& note) {
  if constexpr (OneKey && std::is_same_v<Role, role::key>) {
    note(argument);
  } else if constexpr (std::is_same_v<Role, role::repeated<key_value>>) {
    for (const key_value& pair : argument) note(pair.key);
  }
}

template <class Roles>
struct written_keys;
template <class... Roles>
struct written_keys<type_list<Roles...>> {
  /// Calls `note(key)` for each; the arguments are those of the command, its options last.
  template <class Note, class... Arguments>
  static void each(Note&& note, const Arguments&... arguments) {
    const auto all = std::forward_as_tuple(arguments...);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (note_argument<has_one_key<type_list<Roles...>>, Roles>(std::get<I>(all), note), ...);
    }(std::index_sequence_for<Roles...>{});
  }
};

}  // namespace redlite::detail
