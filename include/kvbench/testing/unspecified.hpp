// kvbench/testing/unspecified.hpp: the calls whose answer Redis itself leaves open.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // commands
#include <string_view>  // names

#include <kvbench/testing/form.hpp>        // step
#include <kvbench/testing/player.hpp>      // player
#include <redlite/command/sort.hpp>        // sort_options
#include <redlite/command/sorted_set.hpp>  // zrange_options

namespace kvbench::testing {

namespace detail {

/// The argument that is the sorted set read in lexical order, or -1.
inline int lexical_key(step const& one) {
  using namespace std::string_view_literals;
  using options = redlite::role::options<redlite::zrange_options>;
  static constexpr std::array always{"ZRANGEBYLEX"sv, "ZREVRANGEBYLEX"sv, "ZLEXCOUNT"sv,
                                     "ZREMRANGEBYLEX"sv};
  for (std::string_view const command : always) {
    if (one.of->command == command) return 0;
  }
  bool const stores = one.of->command == "ZRANGESTORE";
  if ((!stores && one.of->command != "ZRANGE") || one.of->roles.back() != &info_of<options>)
    return -1;
  bool const by_lex = held_in<options>(one.arguments.back()).value.by == redlite::range_by::lex;
  return by_lex ? (stores ? 1 : 0) : -1;
}

/// SORT that leaves elements in an order of Redis' own: of a set that is told not to sort, unless
/// that is stored; by texts, which may be equal or missing, of a set, a sorted set, or of a list
/// where a limit makes it sort another way.
inline bool is_sorted_freely(step const& one, player& reference) {
  using options = redlite::role::options<redlite::sort_options>;
  if (!one.of->command.starts_with("SORT") || one.of->roles.empty() ||
      one.of->roles.back() != &info_of<options>)
    return false;
  auto const& how = held_in<options>(one.arguments.back()).value;
  if (!how.by) return false;
  bool const sorts = how.by->find('*') != how.by->npos;
  bool const stores = one.of->roles.size() > 2;
  if (sorts ? !how.alpha : stores) return false;
  auto const type = reference.play("TYPE", {{one.of->roles[0], one.arguments[0]}});
  return type && (type->bytes == "set" || (sorts && type->bytes == "zset") ||
                  (sorts && how.limit && type->bytes == "list"));
}

}  // namespace detail

/// Lexical ranges of a sorted set whose scores differ: what Redis yields depends on dice that it
/// threw when members were added.
/// Source  redis.io/commands/zrangebylex: "If the elements in the sorted set have different scores,
///         the returned elements are unspecified."
inline bool is_unspecified(step const& one, player& reference) {
  using namespace redlite;
  if (detail::is_sorted_freely(one, reference)) return true;
  int const at = detail::lexical_key(one);
  if (at < 0) return false;
  auto const place = static_cast<std::size_t>(at);
  made const key{one.of->roles[place], one.arguments[place]};
  auto const all = reference.play(
      "ZRANGE",
      {key, make<role::range_end>(std::int64_t{0}), make<role::range_end>(std::int64_t{-1}),
       make<with_scores_tag>(), make<role::options<zrange_options>>()},
      1);
  if (!all || all->refused) return false;
  auto const score = [](std::string const& text) { return text.substr(text.rfind('=')); };
  for (answer const& member : all->items) {
    if (score(member.text) != score(all->items.front().text)) return true;
  }
  return false;
}

}  // namespace kvbench::testing
