// kvbench/testing/names.hpp: the names of members, enumerators and types, as the compiler knows
// them.
//
// Floor: wing testing. C++20 has no reflection; what a function template is called with, it says.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>  // names

namespace kvbench::testing::detail {

/// The text of a template argument, out of "... [with auto Value = text; ...]".
constexpr std::string_view argument_text(std::string_view function, std::string_view after) {
  function.remove_prefix(function.find(after) + after.size());
  return function.substr(0, function.find_first_of(";]"));
}

/// Yields  "redlite::set_if::absent", "&redlite::set_options::ex".
template <auto Value>
constexpr std::string_view name_of() {
  return argument_text(__PRETTY_FUNCTION__, "Value = ");
}

/// Yields  "ex" for `&set_options::ex`.
template <auto Member>
constexpr std::string_view member_name() {
  std::string_view name = name_of<Member>();
  name.remove_prefix(name.rfind(':') + 1);
  if (name.ends_with(')')) name.remove_suffix(1);
  return name;
}

/// Yields  "redlite::set_options".
template <class Type>
constexpr std::string_view type_name() {
  return argument_text(__PRETTY_FUNCTION__, "Type = ");
}

}  // namespace kvbench::testing::detail
