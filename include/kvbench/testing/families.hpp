// kvbench/testing/families.hpp: the families of commands, by name.
//
// Floor: wing testing. Together they are the command table: what no family names is in `others`.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>  // names
#include <type_traits>  // which commands are named
#include <vector>       // calls

#include <kvbench/testing/calls.hpp>   // calls_of
#include <kvbench/testing/player.hpp>  // vocabulary
#include <redlite/command/table.hpp>   // every command

namespace kvbench::testing::family {

template <class... Lists>
using joined = typename redlite::detail::concat<Lists...>::type;

using strings = joined<redlite::string_commands, redlite::lcs_commands>;
using bitmaps = redlite::bitmap_commands;
using hyperloglogs = redlite::hyperloglog_commands;
using lists = joined<redlite::list_commands, redlite::list_edit_commands>;
using hashes = joined<redlite::hash_commands, redlite::hash_field_commands>;
using sets = joined<redlite::set_commands, redlite::set_algebra_commands>;
using sorted_sets = joined<redlite::sorted_set_commands, redlite::sorted_set_pick_commands>;
using sorted_set_ranges = redlite::sorted_set_range_commands;
using sorted_set_algebra = redlite::sorted_set_algebra_commands;
using geo = redlite::geo_commands;
using streams = redlite::stream_commands;
using stream_groups = joined<redlite::stream_group_commands, redlite::stream_info_commands>;
using keys = joined<redlite::key_commands, redlite::key_time_commands, redlite::key_name_commands>;
using server = redlite::server_commands;

using named =
    joined<strings, bitmaps, hyperloglogs, lists, hashes, sets, sorted_sets, sorted_set_ranges,
           sorted_set_algebra, geo, streams, stream_groups, keys, server>;

namespace detail {

template <class Command>
struct tag {};
template <class List>
struct tags;
template <class... Commands>
struct tags<redlite::type_list<Commands...>> : tag<Commands>... {};

/// Those of a list that no family names.
template <class List>
struct unnamed;
template <class... Commands>
struct unnamed<redlite::type_list<Commands...>> {
  using type = joined<redlite::type_list<>,
                      std::conditional_t<std::is_base_of_v<tag<Commands>, tags<named>>,
                                         redlite::type_list<>, redlite::type_list<Commands>>...>;
};

}  // namespace detail

using others = detail::unnamed<redlite::command_list>::type;

}  // namespace kvbench::testing::family

namespace kvbench::testing {

/// Calls `each(name, commands)` with every family: the commands are a type_list.
template <class Each>
void for_each_family(Each&& each) {
  each("strings", family::strings{});
  each("bitmaps", family::bitmaps{});
  each("hyperloglogs", family::hyperloglogs{});
  each("lists", family::lists{});
  each("hashes", family::hashes{});
  each("sets", family::sets{});
  each("sorted_sets", family::sorted_sets{});
  each("sorted_set_ranges", family::sorted_set_ranges{});
  each("sorted_set_algebra", family::sorted_set_algebra{});
  each("geo", family::geo{});
  each("streams", family::streams{});
  each("stream_groups", family::stream_groups{});
  each("keys", family::keys{});
  each("server", family::server{});
  each("others", family::others{});
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
