// redlite/command/list_edit.hpp: the list commands that search, change the middle, or move
// elements.
//
// Floor: command. Says what each command is; how it is stored is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <array>     // words
#include <cstdint>   // std::int64_t
#include <optional>  // what may be left out
#include <tuple>     // words

namespace redlite {

/// An end of a list: the first element or the last.
enum class list_end { left, right };
template <>
inline constexpr auto words_of<list_end> =
    std::array{word{"LEFT", list_end::left}, word{"RIGHT", list_end::right}};

/// A side of an element: nearer to the first one, or to the last.
enum class list_side { before, after };
template <>
inline constexpr auto words_of<list_side> =
    std::array{word{"BEFORE", list_side::before}, word{"AFTER", list_side::after}};

struct lpos_options {
  std::optional<std::int64_t> rank = {};     // which match comes first; negative: from the end
  std::optional<std::int64_t> max_len = {};  // how many elements to look at; 0: all
};
template <>
inline constexpr auto words_of_options<lpos_options> = std::tuple(
    words::value{"RANK", &lpos_options::rank}, words::value{"MAXLEN", &lpos_options::max_len});

struct lmpop_options {
  std::optional<std::int64_t> count = {};  // how many elements, at least 1; without it, 1
};
template <>
inline constexpr auto words_of_options<lmpop_options> =
    std::tuple(words::value{"COUNT", &lmpop_options::count});

namespace cmd {
using namespace reply;
using namespace role;

/// Puts values before the first element of a list that is there.
/// Yields  the new length, 0 where `key` is absent.
/// Errors  wrong_type.
/// Cost    O(values * log elements), one transaction.
/// Source  redis.io/commands/lpushx
REDLITE_COMMAND(lpushx, "LPUSHX", write, integer(key, repeated<value>))
/// Puts values behind the last element of a list that is there; else as LPUSHX.
/// Cost    O(values * log elements), one transaction.
REDLITE_COMMAND(rpushx, "RPUSHX", write, integer(key, repeated<value>))

/// Replaces the element at the index.
/// Errors  generic ("ERR no such key") where absent, out_of_range outside, wrong_type.
/// Cost    O(log elements).
/// Source  redis.io/commands/lset
REDLITE_COMMAND(lset, "LSET", write, status(key, index, value))

/// Puts a value before or after the first element that equals the pivot (the third argument).
/// Yields  the new length, 0 where `key` is absent, -1 where no element equals the pivot.
/// Errors  wrong_type.
/// Cost    O(elements) to find the pivot, O(log elements) amortised to insert.
/// Source  redis.io/commands/linsert
REDLITE_COMMAND(linsert, "LINSERT", write, integer(key, choice<list_side>, value, value))

/// Removes elements that equal the value: the first so many; the last where the count is negative;
/// all where it is 0.
/// Yields  how many it removed. An emptied list is gone.
/// Errors  wrong_type.
/// Cost    O(elements).
/// Source  redis.io/commands/lrem
REDLITE_COMMAND(lrem, "LREM", write, integer(key, count, value))

/// Yields  the index of an element that equals the value, nothing where none does; with a count,
///         of up to so many, all for 0.
/// Errors  wrong_type, out_of_range for a rank of 0 and negative counts and lengths.
/// Cost    O(elements).
/// Source  redis.io/commands/lpos
REDLITE_COMMAND(lpos, "LPOS", read, maybe<integer>(key, value, options<lpos_options>),
                array<integer>(key, value, literal<"COUNT">, count, options<lpos_options>))

/// Takes the element off one end of the first list and puts it at an end of the second, which may
/// be the same.
/// Yields  the element, nothing where the first list is absent.
/// Errors  wrong_type for either.
/// Cost    O(log elements), one transaction.
/// Source  redis.io/commands/lmove
REDLITE_COMMAND(lmove, "LMOVE", write, bulk(key, key, choice<list_end>, choice<list_end>))
/// Takes the last element of the first list and puts it first in the second; as LMOVE RIGHT LEFT.
/// Cost    O(log elements), one transaction.
REDLITE_COMMAND(rpoplpush, "RPOPLPUSH", write, bulk(key, key))

/// Takes elements off an end of the first of the lists that is there.
/// Yields  its key and the elements, nothing where all are absent.
/// Errors  wrong_type for a key before it, out_of_range for a count below 1.
/// Cost    O(keys + taken * log elements).
/// Source  redis.io/commands/lmpop
REDLITE_COMMAND(lmpop, "LMPOP", write,
                maybe<keyed<array<text>>>(counted<key>, choice<list_end>, options<lmpop_options>))

}  // namespace cmd

using list_edit_commands = type_list<cmd::lpushx, cmd::rpushx, cmd::lset, cmd::linsert, cmd::lrem,
                                     cmd::lpos, cmd::lmove, cmd::rpoplpush, cmd::lmpop>;

}  // namespace redlite
