// redlite/command/sort.hpp: SORT: the elements of a list, set or sorted set by their own or other
// keys' values.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sorted_set.hpp>  // range_limit, and what a command is made of
#include <redlite/command/words.hpp>       // the options on the wire

#include <optional>     // what may be left out
#include <string_view>  // patterns
#include <tuple>        // words
#include <vector>       // patterns

namespace redlite {

enum class sort_order { ascending, descending };

struct sort_options {
  /// BY: what to sort by: a pattern whose "*" an element takes the place of, of a string's key
  /// ("weight_*") or a hash's field ("object_*->weight"). Without a "*", nothing is sorted.
  std::optional<std::string_view> by = {};
  std::optional<range_limit> limit = {};     // LIMIT: how many to leave out, how many to yield
  std::vector<std::string_view> get = {};    // GET: what to yield of each, "#" for itself
  sort_order order = sort_order::ascending;  // DESC: descending
  bool alpha = false;                        // ALPHA: by bytes, not as numbers
};
template <>
inline constexpr auto words_of_options<sort_options> =
    std::tuple(words::value{"BY", &sort_options::by}, words::value{"LIMIT", &sort_options::limit},
               words::each{"GET", &sort_options::get},
               words::any_of(&sort_options::order, word{"ASC", sort_order::ascending},
                             word{"DESC", sort_order::descending}),
               words::flag{"ALPHA", &sort_options::alpha});

namespace cmd {
using namespace reply;
using namespace role;

/// The elements of a list, set or sorted set, sorted.
/// Yields  for each element one for each GET, nothing where that is absent; without GET itself.
///         With a second key, puts them into a list there and yields how many they are.
/// Errors  wrong_type, not_float ("ERR One or more scores can't be converted into double").
/// Cost    O(elements * log elements), and a look-up for each BY and GET.
/// Source  redis.io/commands/sort
REDLITE_COMMAND(sort, "SORT", write, array<bulk>(key, options<sort_options>),
                integer(key, options<sort_options>, literal<"STORE">, key))
/// The same for who only reads.
/// Cost    As SORT.
/// Source  redis.io/commands/sort_ro (since 7.0.0)
REDLITE_COMMAND(sort_ro, "SORT_RO", read, array<bulk>(key, options<sort_options>))

}  // namespace cmd

using sort_commands = type_list<cmd::sort, cmd::sort_ro>;

}  // namespace redlite
