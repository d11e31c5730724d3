// kvbench/testing/families.hpp: the families of commands, by name.
//
// Floor: wing testing. Together they are the command table.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>  // names

#include <kvbench/testing/calls.hpp>   // calls_of
#include <kvbench/testing/player.hpp>  // vocabulary
#include <redlite/command/table.hpp>   // every command

namespace kvbench::testing {

/// Calls `each(name, commands)` with every family: the commands are a type_list.
template <class Each>
void for_each_family(Each&& each) {
  each("strings", redlite::string_commands{});
  each("lists", redlite::list_commands{});
  each("hashes", redlite::hash_commands{});
  each("sets", redlite::set_commands{});
  each("sorted_sets", redlite::sorted_set_commands{});
  each("streams", redlite::stream_commands{});
  each("keys", redlite::key_commands{});
  each("server", redlite::server_commands{});
}

/// Adds every command there is.
inline void add_all_families(vocabulary& to) {
  for_each_family([&](std::string_view name, auto commands) { to.add(name, commands); });
}

/// All that `Client` can do. Compiling it takes as long as the client has commands.
template <class Client>
[[nodiscard]] std::vector<client_call> calls_of() {
  return calls_of<Client>(redlite::command_list{});
}

}  // namespace kvbench::testing
