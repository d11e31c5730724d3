// redlite/resp/encode.hpp: any command with its arguments, as words.
//
// Floor: resp. The signature says the order; codec.hpp says the words of each argument.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/command.hpp>  // signatures
#include <redlite/resp/argv.hpp>        // where words go
#include <redlite/resp/codec.hpp>       // words of an argument
#include <redlite/resp/codecs.hpp>      // those written by hand

#include <cstddef>  // std::size_t
#include <tuple>    // the arguments

namespace redlite::resp {

namespace detail {

template <class Role>
inline constexpr bool is_counted = false;
template <class Role>
inline constexpr bool is_counted<role::counted<Role>> = true;

template <std::size_t At, class Arguments>
void encode_roles(argv&, const Arguments&, type_list<>) {}

/// `At` is the argument that the next role takes; options are the last one, if it was given at all.
template <std::size_t At, class Arguments, class Role, class... Rest>
void encode_roles(argv& out, const Arguments& all, type_list<Role, Rest...>) {
  if constexpr (is_literal<Role>) {
    out.words(Role::word);
    encode_roles<At>(out, all, type_list<Rest...>{});
  } else if constexpr (is_options<Role>) {
    constexpr std::size_t after = (std::size_t{!is_literal<Rest>} + ... + 0);
    if constexpr (std::tuple_size_v<Arguments> > At + after) {
      codec<typename Role::option_type>::write(out, std::get<At + after>(all));
    }
    encode_roles<At>(out, all, type_list<Rest...>{});
  } else {
    if constexpr (is_counted<Role>) out.unsigned_integer(std::get<At>(all).size());
    codec<typename Role::role_type>::write(out, std::get<At>(all));
    encode_roles<At + 1>(out, all, type_list<Rest...>{});
  }
}

}  // namespace detail

/// Appends the command's name and arguments to `out`: the arguments in C++ order, the options last
/// or left out, as `execute<Command, Signature>` gets them.
/// Cost    O(words); bytes are viewed, so they must outlive `out`'s use.
template <class Command, class Signature, class... Arguments>
void encode(argv& out, const Arguments&... arguments) {
  out.words(Command::name);
  detail::encode_roles<0>(out, std::tie(arguments...), typename Signature::wire_roles{});
}

}  // namespace redlite::resp
