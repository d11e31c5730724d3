// kvbench/redis/traits.hpp: what the signatures of redlite's commands cannot say about a benchmark
// of them.
//
// Floor: wing redis. Each table has a default that holds for most commands, and a line for each of
// the others.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <string_view>  // TYPE's answer

#include <kvbench/op/operation.hpp>        // effect
#include <kvbench/redis/family.hpp>        // the data of a command
#include <redlite/command/hash.hpp>        // hash commands
#include <redlite/command/keyspace.hpp>    // key commands
#include <redlite/command/list.hpp>        // list commands
#include <redlite/command/set.hpp>         // set commands
#include <redlite/command/sorted_set.hpp>  // sorted-set commands
#include <redlite/command/stream.hpp>      // stream commands
#include <redlite/command/string.hpp>      // string commands

namespace kvbench::redis {

namespace cmd = redlite::cmd;

/// What a command does to an element of its data. Writes fill unless they are named below.
template <class Command>
inline constexpr kvbench::effect effect_of_command =
    Command::data_access == redlite::access::read ? kvbench::effect::reads : kvbench::effect::fills;
template <>
inline constexpr auto effect_of_command<cmd::del> = kvbench::effect::drains;
template <>
inline constexpr auto effect_of_command<cmd::lpop> = kvbench::effect::drains;
template <>
inline constexpr auto effect_of_command<cmd::rpop> = kvbench::effect::drains;
template <>
inline constexpr auto effect_of_command<cmd::hdel> = kvbench::effect::drains;
template <>
inline constexpr auto effect_of_command<cmd::srem> = kvbench::effect::drains;
template <>
inline constexpr auto effect_of_command<cmd::spop> = kvbench::effect::drains;
template <>
inline constexpr auto effect_of_command<cmd::zrem> = kvbench::effect::drains;
template <>
inline constexpr auto effect_of_command<cmd::xdel> = kvbench::effect::drains;
// Both leave as much as was loaded; what they cut off is no element that a read asks for.
template <>
inline constexpr auto effect_of_command<cmd::ltrim> = kvbench::effect::none;
template <>
inline constexpr auto effect_of_command<cmd::xtrim> = kvbench::effect::none;
// A write that needs its key, as a read does.
template <>
inline constexpr auto effect_of_command<cmd::expire> = kvbench::effect::reads;

/// The reply that says "absent" where it is neither nil, nor empty, nor 0.
struct no_absent_reply {};
template <class Command>
inline constexpr no_absent_reply absent_reply{};
template <>
inline constexpr int absent_reply<cmd::ttl> = -2;
template <>
inline constexpr std::string_view absent_reply<cmd::type> = "none";

/// The hit rate that effects do not imply: XADD does not bring back the entries that XDEL names.
template <class Command>
struct expectation {};
template <>
struct expectation<cmd::xdel> {
  static constexpr double hit_rate_min = 0;
};

/// How many arguments a repeated role draws for one call.
template <class Command>
inline constexpr std::size_t repeats = 1;
template <>
inline constexpr std::size_t repeats<cmd::mget> = 10;
template <>
inline constexpr std::size_t repeats<cmd::mset> = 10;
template <>
inline constexpr std::size_t repeats<cmd::hmget> = 10;
template <>
inline constexpr std::size_t repeats<cmd::sinter> = 2;

/// Elements that a range command asks for.
inline constexpr std::size_t window = 10;

/// Whether a command reads from the newest element back: its range runs from "+" to "-".
template <class Command>
inline constexpr bool newest_first = false;
template <>
inline constexpr bool newest_first<cmd::xrevrange> = true;

/// Whether an index range spans what was loaded rather than a window of it: LTRIM keeps lists as
/// long as they began.
template <class Command>
inline constexpr bool spans_all = false;
template <>
inline constexpr bool spans_all<cmd::ltrim> = true;

/// The options that a command is called with. Called without any where this is `no_options`.
template <class Command>
struct options_for {
  using type = redlite::detail::no_options;
};
template <class Options>
struct counted_options {
  using type = Options;
  static constexpr Options make(std::uint64_t) {
    return {.count = static_cast<std::int64_t>(window)};
  }
};
template <>
struct options_for<cmd::xrange> : counted_options<redlite::xrange_options> {};
template <>
struct options_for<cmd::xrevrange> : counted_options<redlite::xrange_options> {};
template <>
struct options_for<cmd::xread> : counted_options<redlite::xread_options> {};
template <>
struct options_for<cmd::xtrim> {
  using type = redlite::trim_options;
  static type make(std::uint64_t elements) {
    return {.max_length = static_cast<std::int64_t>(elements)};
  }
};

namespace detail {

template <class Command, class List>
inline constexpr bool listed = false;
template <class Command, class... Listed>
inline constexpr bool listed<Command, redlite::type_list<Listed...>> =
    (std::is_same_v<Listed, Command> || ...);

template <class Command>
consteval auto usual_data() {
  if constexpr (listed<Command, redlite::list_commands>) {
    return lists{};
  } else if constexpr (listed<Command, redlite::hash_commands>) {
    return hashes{};
  } else if constexpr (listed<Command, redlite::set_commands>) {
    return sets{};
  } else if constexpr (listed<Command, redlite::sorted_set_commands>) {
    return sorted_sets{};
  } else if constexpr (listed<Command, redlite::stream_commands>) {
    return streams{};
  } else {
    return strings{};
  }
}

}  // namespace detail

/// The data that a command works on unless a workload says otherwise: that of its family; strings
/// for commands on any key.
template <class Command>
struct usual_data {
  using type = decltype(detail::usual_data<Command>());
};
template <>
struct usual_data<cmd::incr> {
  using type = counters;
};
template <>
struct usual_data<cmd::append> {
  using type = logs;
};
template <>
struct usual_data<cmd::hincrby> {
  using type = hash_counters;
};

/// Whether a command's integer is the size of what its key holds, or of a part of it: such a reply
/// is checked against what was loaded. Of other integers (BITCOUNT, HSTRLEN) only that they came.
template <class Command>
inline constexpr bool tells_size =
    detail::listed<Command, redlite::type_list<cmd::strlen, cmd::llen, cmd::hlen, cmd::scard,
                                               cmd::sismember, cmd::zcard, cmd::zcount, cmd::xlen>>;

}  // namespace kvbench::redis
