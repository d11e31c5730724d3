// redlite/command/table.hpp: every command there is, and a class with a member for each.
//
// Floor: command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/hash.hpp>        // hash commands
#include <redlite/command/keyspace.hpp>    // key and server commands
#include <redlite/command/list.hpp>        // list commands
#include <redlite/command/set.hpp>         // set commands
#include <redlite/command/sorted_set.hpp>  // sorted-set commands
#include <redlite/command/stream.hpp>      // stream commands
#include <redlite/command/string.hpp>      // string commands

#include <boost/hana/concat.hpp>  // one table from the families'
#include <boost/hana/type.hpp>    // hana::type
#include <boost/hana/unpack.hpp>  // the table as a pack

namespace redlite {

inline constexpr auto commands = boost::hana::concat(
    boost::hana::concat(boost::hana::concat(string_commands, list_commands),
                        boost::hana::concat(hash_commands, set_commands)),
    boost::hana::concat(boost::hana::concat(sorted_set_commands, stream_commands),
                        boost::hana::concat(key_commands, server_commands)));

namespace detail {

template <class Self, class... Commands>
struct all_members : Commands::template members<Self>... {};

template <class Self>
struct members_from_table {
  template <class... Commands>
  constexpr auto operator()(boost::hana::basic_type<Commands>...) const
      -> boost::hana::basic_type<all_members<Self, Commands...>> {
    return {};
  }
};

}  // namespace detail

/// A member function for every form of every command, all ending in
/// `execute<Command, Signature>(arguments..., options)` of `Self`, which befriends this base.
template <class Self>
using members =
    typename decltype(boost::hana::unpack(commands, detail::members_from_table<Self>{}))::type;

}  // namespace redlite
