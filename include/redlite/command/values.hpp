// redlite/command/values.hpp: every command as a value, to iterate over with Hana's algorithms.
//
// Floor: command. A header of its own, as a tuple of so many types takes half a second to compile.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/table.hpp>  // every command

#include <boost/hana/tuple.hpp>  // the values
#include <boost/hana/type.hpp>   // a command as a value

namespace redlite {

namespace detail {

template <class List>
struct values_of;
template <class... Commands>
struct values_of<type_list<Commands...>> {
  static constexpr boost::hana::tuple<boost::hana::type<Commands>...> all{};
};

}  // namespace detail

/// `boost::hana::for_each(redlite::commands, [](auto command) { decltype(command)::type ... })`
inline constexpr auto commands = detail::values_of<command_list>::all;

}  // namespace redlite
