// kvbench/testing/read_out.hpp: all that a store holds, as commands that read it.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // keys
#include <string_view>  // commands
#include <utility>      // std::move
#include <vector>       // steps

#include <kvbench/testing/form.hpp>          // make
#include <kvbench/testing/player.hpp>        // vocabulary
#include <kvbench/testing/side_by_side.hpp>  // side_by_side
#include <redlite/command/sorted_set.hpp>    // zrange_options
#include <redlite/command/stream.hpp>        // xrange_options
#include <redlite/command/stream_info.hpp>   // xinfo_stream_options

namespace kvbench::testing {

namespace detail {

/// The commands that read all of a key, whatever its type: five of six are refused.
inline void append_read_of(std::vector<step>& to, vocabulary const& words,
                           side_by_side const& stores, std::string const& name) {
  using namespace redlite;
  made const key = make<role::key>(name);
  auto const add = [&](std::string_view command, std::vector<made> arguments,
                       std::size_t signature = 0) {
    form const* of = words.find(command, signature);
    if (of == nullptr || !stores.plays(*of)) return;
    if (auto one = make_step(*of, std::move(arguments))) to.push_back(std::move(*one));
  };
  for (std::string_view const command : {"TYPE", "PTTL", "TTL", "GET", "HGETALL", "SMEMBERS"})
    add(command, {key});
  add("LRANGE", {key, make<role::index>(0), make<role::index>(-1)});
  add("ZRANGE",
      {key, make<role::range_end>(std::int64_t{0}), make<role::range_end>(std::int64_t{-1}),
       make<with_scores_tag>(), make<role::options<zrange_options>>()},
      1);
  add("XRANGE", {key, make<role::stream_range_end>("-"), make<role::stream_range_end>("+"),
                 make<role::options<xrange_options>>()});
  add("XINFO GROUPS", {key});
  add("XINFO STREAM", {key, make<full_tag>(), make<role::options<xinfo_stream_options>>()}, 1);
}

}  // namespace detail

/// Appends what reads every key that a sequence may have made.
inline void append_read_out(std::vector<step>& to, vocabulary const& words,
                            side_by_side const& stores) {
  for (std::string const& key : source::all_keys()) detail::append_read_of(to, words, stores, key);
  if (form const* size = words.find("DBSIZE"); size != nullptr && stores.plays(*size))
    to.push_back({size, {}});
}

}  // namespace kvbench::testing
