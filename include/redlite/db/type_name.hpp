// redlite/db/type_name.hpp: the kinds of keys by the names that TYPE gives them.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/db/collection.hpp>  // kind

#include <algorithm>    // std::equal
#include <array>        // all of them
#include <optional>     // no such kind
#include <string_view>  // names

namespace redlite::detail {

struct named_kind {
  std::string_view name;
  kind type;
};
inline constexpr std::array kind_names{
    named_kind{"string", kind::string},   named_kind{"list", kind::list},
    named_kind{"hash", kind::hash},       named_kind{"set", kind::set},
    named_kind{"zset", kind::sorted_set}, named_kind{"stream", kind::stream}};

constexpr std::string_view name_of(kind type) noexcept {
  for (const named_kind& each : kind_names) {
    if (each.type == type) return each.name;
  }
  return "none";
}

/// Yields  the kind of that name in any case; nothing where there is none.
constexpr std::optional<kind> kind_of(std::string_view name) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  for (const named_kind& each : kind_names) {
    if (std::equal(name.begin(), name.end(), each.name.begin(), each.name.end(),
                   [&](char a, char b) { return lower(a) == b; }))
      return each.type;
  }
  return std::nullopt;
}

}  // namespace redlite::detail
