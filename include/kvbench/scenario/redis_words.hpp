// kvbench/scenario/redis_words.hpp: the Redis operations as words of a file.
//
// Floor: wing scenario. Names only: no client is needed to read or write a file.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // names
#include <string_view>  // names
#include <type_traits>  // which command

#include <boost/hana/for_each.hpp>  // one after the other
#include <boost/hana/tuple.hpp>     // the families

#include <kvbench/redis/catalogue.hpp>  // every operation
#include <kvbench/redis/family.hpp>     // the data they work on
#include <kvbench/scenario/words.hpp>   // what is made

namespace kvbench {

/// A family of keys, and how the operations' header writes it.
struct scenario_family {
  std::string_view name;  ///< "hash"
  std::string_view type;  ///< "hashes"
};

/// The families that a file may put an operation on by `data: hash`.
inline constexpr scenario_family scenario_families[]{
    {redis::strings::name, "strings"}, {redis::counters::name, "counters"},
    {redis::lists::name, "lists"},     {redis::hashes::name, "hashes"},
    {redis::sets::name, "sets"},       {redis::sorted_sets::name, "sorted_sets"},
    {redis::streams::name, "streams"}};

namespace detail {

using any_key_commands =
    redlite::type_list<redlite::cmd::del, redlite::cmd::exists, redlite::cmd::type,
                       redlite::cmd::expire, redlite::cmd::ttl>;

inline constexpr boost::hana::tuple<redis::strings, redis::counters, redis::lists, redis::hashes,
                                    redis::sets, redis::sorted_sets, redis::streams>
    any_key_data{};

/// Calls `each(op<Command, Data>{})` for every operation that a file can name, the usual data of
/// each first.
template <class Each>
void for_each_scenario_operation(Each&& each) {
  boost::hana::for_each(redis::operations, [&](auto usual) {
    using op = decltype(usual);
    each(usual);
    if constexpr (redis::detail::listed<typename op::command, any_key_commands>) {
      boost::hana::for_each(any_key_data, [&](auto data) {
        if constexpr (!std::is_same_v<decltype(data), typename op::data>)
          each(redis::op<typename op::command, decltype(data)>{});
      });
    } else if constexpr (std::is_same_v<typename op::command, redlite::cmd::get>) {
      each(redis::op<typename op::command, redis::counters>{});
    }
  });
}

}  // namespace detail

/// Every operation of the vocabulary that workloads are made of.
[[nodiscard]] inline scenario_words redis_words() {
  scenario_words words;
  detail::for_each_scenario_operation([&](auto one) {
    using op = decltype(one);
    if (words.empty() || words.back().name != op::name) {
      words.push_back({std::string{op::name},
                       std::string{op::data::name},
                       {},
                       redis::detail::listed<typename op::command, detail::any_key_commands>});
    } else {
      words.back().also_on.emplace_back(op::data::name);
    }
  });
  return words;
}

}  // namespace kvbench
