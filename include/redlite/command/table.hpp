// redlite/command/table.hpp: every command there is, and a class with a member for each.
//
// Floor: command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/bitmap.hpp>              // bitmap commands
#include <redlite/command/database.hpp>            // server commands
#include <redlite/command/dump.hpp>                // keys as bytes
#include <redlite/command/geo.hpp>                 // geo commands
#include <redlite/command/hash.hpp>                // hash commands
#include <redlite/command/hash_field.hpp>          // fields of hashes
#include <redlite/command/hyperloglog.hpp>         // HyperLogLog commands
#include <redlite/command/key_name.hpp>            // key commands by name
#include <redlite/command/key_time.hpp>            // ends of keys
#include <redlite/command/keyspace.hpp>            // key commands
#include <redlite/command/lcs.hpp>                 // LCS
#include <redlite/command/list.hpp>                // list commands
#include <redlite/command/list_edit.hpp>           // lists searched and changed
#include <redlite/command/object.hpp>              // how keys are kept
#include <redlite/command/set.hpp>                 // set commands
#include <redlite/command/set_algebra.hpp>         // unions of sets
#include <redlite/command/sort.hpp>                // SORT
#include <redlite/command/sorted_set.hpp>          // sorted-set commands
#include <redlite/command/sorted_set_algebra.hpp>  // unions of them
#include <redlite/command/sorted_set_pick.hpp>     // taking members of them
#include <redlite/command/sorted_set_range.hpp>    // ranges of them
#include <redlite/command/stream.hpp>              // stream commands
#include <redlite/command/stream_group.hpp>        // consumer-group commands
#include <redlite/command/stream_info.hpp>         // XINFO
#include <redlite/command/string.hpp>              // string commands
#include <redlite/command/upkeep.hpp>              // redlite's own

namespace redlite {

/// Every command, as a pack of types; values.hpp has them as values.
using command_list =
    detail::concat<string_commands, lcs_commands, bitmap_commands, hyperloglog_commands,
                   list_commands, list_edit_commands, hash_commands, hash_field_commands,
                   set_commands, set_algebra_commands, sorted_set_commands,
                   sorted_set_algebra_commands, sorted_set_range_commands, sorted_set_pick_commands,
                   geo_commands, stream_commands, stream_group_commands, stream_info_commands,
                   key_commands, server_commands, key_time_commands, key_name_commands,
                   sort_commands, object_commands, dump_commands, upkeep_commands>::type;

namespace detail {

template <class List>
struct over_commands;
template <class... Commands>
struct over_commands<type_list<Commands...>> {
  template <class Self>
  struct members : Commands::template members<Self>... {};
};

}  // namespace detail

/// A member function for every form of every command, all ending in
/// `execute<Command, Signature>(arguments..., options)` of `Self`, which befriends this base.
template <class Self>
using members = typename detail::over_commands<command_list>::template members<Self>;

}  // namespace redlite
