// redlite/db/argument_limits.hpp: what no command takes: lists without elements, and bytes beyond
// 512 MiB.
//
// Floor: db. Redis' protocol keeps these from its commands; a call in C++ can still say them.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/role.hpp>  // groups, many
#include <redlite/core/bytes.hpp>    // value_bytes_max
#include <redlite/core/error.hpp>    // error

#include <string>       // messages
#include <string_view>  // bytes

namespace redlite::detail {

[[noreturn]] inline void throw_too_large() {
  throw error(errc::too_large, "ERR string exceeds maximum allowed size (proto-max-bulk-len)");
}
[[noreturn]] inline void throw_wrong_arity(std::string_view command) {
  std::string name(command);
  for (char& letter : name) letter = static_cast<char>(letter | 0x20);  // 'A' to 'a'
  throw error(errc::syntax, "ERR wrong number of arguments for '" + name + "' command");
}

/// Errors  too_large, syntax; each kind of argument by its own overload.
inline void check_argument(std::string_view, std::string_view bytes) {
  if (bytes.size() > value_bytes_max) throw_too_large();
}
inline void check_argument(std::string_view command, const field_value& pair) {
  check_argument(command, pair.field);
  check_argument(command, pair.value);
}
inline void check_argument(std::string_view command, const key_value& pair) {
  check_argument(command, pair.key);
  check_argument(command, pair.value);
}
inline void check_argument(std::string_view command, const score_member& pair) {
  check_argument(command, pair.member);
}
inline void check_argument(std::string_view command, const geo_member& point) {
  check_argument(command, point.member);
}
inline void check_argument(std::string_view command, const key_id& pair) {
  check_argument(command, pair.key);
}
inline void check_argument(std::string_view command, const key_group_id& pair) {
  check_argument(command, pair.key);
}
template <class Other>
inline void check_argument(std::string_view, const Other&) noexcept {}  // numbers, ids, options

template <class T>
void check_argument(std::string_view command, const many<T>& list) {
  if (list.empty()) throw_wrong_arity(command);
  for (const T& each : list) check_argument(command, each);
}

}  // namespace redlite::detail
