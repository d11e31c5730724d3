// redlite/db/argument_limits.hpp: what no command takes: lists without elements, and bytes beyond
// 512 MiB.
//
// Floor: db. Redis' protocol keeps these from its commands; a call in C++ can still say them.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/command.hpp>  // signatures
#include <redlite/command/role.hpp>     // groups, many
#include <redlite/core/bytes.hpp>       // value_bytes_max
#include <redlite/core/error.hpp>       // error

#include <string>       // messages
#include <string_view>  // bytes
#include <type_traits>  // std::type_identity

namespace redlite::detail {

[[noreturn]] inline void throw_too_large() {
  throw error(errc::too_large, "ERR string exceeds maximum allowed size (proto-max-bulk-len)");
}
/// Yields  a command's name as Redis' messages have it.
[[nodiscard]] inline std::string lower_case(std::string_view command) {
  std::string name(command);
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (letter == ' ') letter = '|';  // before a subcommand
  }
  return name;
}
[[noreturn]] inline void throw_wrong_arity(std::string_view command) {
  throw error(errc::syntax,
              "ERR wrong number of arguments for '" + lower_case(command) + "' command");
}

/// True for a command that answers to an empty list, or refuses it, itself: Redis' words for it
/// depend on the other arguments.
template <class Command>
inline constexpr bool refuses_empty_itself = false;

/// Yields  whether a signature's last list may be empty: the command has a form without it.
template <class Command, class List>
inline constexpr bool last_may_be_missing = false;
template <class Command, class... Roles>
  requires(sizeof...(Roles) > 0)
inline constexpr bool last_may_be_missing<Command, type_list<Roles...>> = [] {
  using last = typename decltype((std::type_identity<Roles>{}, ...))::type;
  const auto any = []<class... Signatures>(type_list<Signatures...>) {
    return (std::is_same_v<typename append<typename Signatures::wire_roles, last>::type,
                           type_list<Roles...>> ||
            ...);
  };
  return is_repeated<last> && any(typename Command::signatures{});
}();

/// Whose arguments they are.
struct checked_command {
  std::string_view name;
  bool takes_empty_lists = false;
};

/// Errors  too_large, syntax; each kind of argument by its own overload.
inline void check_argument(const checked_command&, std::string_view bytes) {
  if (bytes.size() > value_bytes_max) throw_too_large();
}
inline void check_argument(const checked_command& command, const field_value& pair) {
  check_argument(command, pair.field);
  check_argument(command, pair.value);
}
inline void check_argument(const checked_command& command, const key_value& pair) {
  check_argument(command, pair.key);
  check_argument(command, pair.value);
}
inline void check_argument(const checked_command& command, const score_member& pair) {
  check_argument(command, pair.member);
}
inline void check_argument(const checked_command& command, const geo_member& point) {
  check_argument(command, point.member);
}
inline void check_argument(const checked_command& command, const key_id& pair) {
  check_argument(command, pair.key);
}
inline void check_argument(const checked_command& command, const key_group_id& pair) {
  check_argument(command, pair.key);
}
template <class Other>
inline void check_argument(const checked_command&, const Other&) noexcept {
}  // numbers, ids, options

template <class T>
void check_argument(const checked_command& command, const many<T>& list) {
  if (list.empty() && !command.takes_empty_lists) throw_wrong_arity(command.name);
  for (const T& each : list) check_argument(command, each);
}

}  // namespace redlite::detail
