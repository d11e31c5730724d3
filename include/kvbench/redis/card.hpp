// kvbench/redis/card.hpp: the arguments of one call, drawn, held together, and passed.
//
// Floor: wing redis. Puts argument.hpp's single arguments in the order of a command's signature.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string_view>  // values
#include <tuple>        // std::tuple_size of an array
#include <type_traits>  // std::is_same_v
#include <utility>      // std::index_sequence

#include <kvbench/redis/argument.hpp>   // arguments by role
#include <redlite/command/command.hpp>  // signatures

namespace kvbench::redis {

namespace detail {

using redlite::type_list;

/// How often `Role` stands in a list of roles, in all or before a place.
template <class Role, class... Roles>
consteval std::size_t times(type_list<Roles...>, std::size_t before = sizeof...(Roles)) {
  std::size_t at = 0;
  std::size_t found = 0;
  ((found += (at++ < before && std::is_same_v<Roles, Role>) ? 1 : 0), ...);
  return found;
}

/// The arguments of an operation, held one after the other: an aggregate, which std::tuple is not.
template <class... Held>
struct card {};
template <class First>
struct card<First> {
  First first;
};
template <class First, class... Rest>
  requires(sizeof...(Rest) > 0)
struct card<First, Rest...> {
  First first;
  card<Rest...> rest;
};

/// Draws, holds and passes the arguments of `Command`.
template <class Command, class Data, class List, class Places>
struct arguments;
template <class Command, class Data, class... Roles, std::size_t... Place>
struct arguments<Command, Data, type_list<Roles...>, std::index_sequence<Place...>> {
  using list = type_list<Roles...>;
  template <class... Drawn>
  struct from {
    using held = card<typename Drawn::held...>;

    static held draw(source& random) { return draw_rest<Drawn...>(random); }

    /// Calls `next` with all arguments; `Single`: the last one as a single element, not as a list.
    template <bool Single, class Next>
    static decltype(auto) pass(held const& all, Next&& next) {
      return pass_rest<Single, Drawn...>(all, next);
    }

   private:
    template <class First, class... Rest>
    static auto draw_rest(source& random) {
      // In braces, which draw from left to right and where the card will be: keys are large.
      if constexpr (sizeof...(Rest) == 0) {
        return card<typename First::held>{First::draw(random)};
      } else {
        return card<typename First::held, typename Rest::held...>{First::draw(random),
                                                                  draw_rest<Rest...>(random)};
      }
    }
    template <bool Single, class First, class... Rest, class Card, class Next>
    static decltype(auto) pass_rest(Card const& all, Next&& next) {
      if constexpr (sizeof...(Rest) > 0) {
        return First::pass(all.first, [&](auto const& argument) -> decltype(auto) {
          return pass_rest<Single, Rest...>(all.rest, [&](auto const&... more) -> decltype(auto) {
            return next(argument, more...);
          });
        });
      } else if constexpr (Single) {
        return First::pass_single(all.first, next);
      } else {
        return First::pass(all.first, next);
      }
    }
  };
  using type = from<
      drawn<Roles, how<Command, Data, times<Roles>(list{}, Place), times<Roles>(list{}) == 1>>...>;
};

template <class Command>
using roles_of = typename redlite::main_signature<Command>::roles;

template <class Command, class Data>
using arguments_for = typename arguments<Command, Data, roles_of<Command>,
                                         std::make_index_sequence<roles_of<Command>::size>>::type;

/// Payload bytes among drawn arguments: values, no names.
template <class Held>
std::uint64_t value_bytes(Held const& held) {
  if constexpr (std::is_same_v<Held, std::string_view>) {
    return held.size();
  } else if constexpr (requires {
                         held.first;
                         held.second;
                       }) {
    return detail::value_bytes(held.first) + detail::value_bytes(held.second);
  } else if constexpr (requires {
                         held.first;
                         held.rest;
                       }) {
    return detail::value_bytes(held.first) + detail::value_bytes(held.rest);
  } else if constexpr (requires { held.first; }) {
    return detail::value_bytes(held.first);
  } else if constexpr (requires { std::tuple_size<Held>::value; }) {
    std::uint64_t sum = 0;
    for (auto const& one : held) sum += detail::value_bytes(one);
    return sum;
  } else {
    return 0;
  }
}

}  // namespace detail

}  // namespace kvbench::redis
