// redlite/db/list_edit.hpp: lists searched, changed in the middle, and moved between.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/list_edit.hpp>   // the commands
#include <redlite/core/error.hpp>          // refusals
#include <redlite/db/argument_limits.hpp>  // empty lists
#include <redlite/db/list.hpp>             // lists
#include <redlite/sqlite/statement.hpp>    // statement

#include <cstdint>      // std::int64_t
#include <limits>       // ends of the integers
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys
#include <utility>      // std::pair
#include <vector>       // LPOS

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::lmpop> = true;

class list_edits : public lists {
 public:
  using lists::lists;
  using lists::run;

  std::int64_t run(cmd::lpushx, std::string_view key, const many<std::string_view>& values) {
    return at_.find(key, kind::list) ? push(key, values, true) : 0;
  }
  std::int64_t run(cmd::rpushx, std::string_view key, const many<std::string_view>& values) {
    return at_.find(key, kind::list) ? push(key, values, false) : 0;
  }

  void run(cmd::lset, std::string_view key, std::int64_t index, std::string_view value) {
    const auto list = at_.find(key, kind::list);
    if (!list) throw error(errc::generic, "ERR no such key");
    if (index < 0) index += list->size;
    if (index < 0 || index >= list->size) throw error(errc::out_of_range, "ERR index out of range");
    replace_.run(list->id, positions_.at(*list, index), value);
  }

  std::int64_t run(cmd::linsert, std::string_view key, list_side side, std::string_view pivot,
                   std::string_view value) {
    auto list = at_.find(key, kind::list);
    if (!list) return 0;
    std::int64_t at = 0;
    {
      auto row = equal_(list->id, pivot, 1);
      if (!row.next()) return -1;
      at = row.integer(0);
    }
    const bool before = side == list_side::before;
    if (at == (before ? list->head : list->tail)) return push(key, value, before);
    const std::int64_t other = before ? positions_.previous(*list, at) : positions_.next(*list, at);
    const bool even = list_positions::is_even(*list);
    const std::int64_t free =
        before ? positions_.between(*list, other, at) : positions_.between(*list, at, other);
    insert_.run(list->id, free, value);
    positions_.added(*list, free);
    ++list->size;
    if (!even) positions_.settle(*list);
    at_.save(key, *list);
    return list->size;
  }

  std::int64_t run(cmd::lrem, std::string_view key, std::int64_t count, std::string_view value) {
    auto list = at_.find(key, kind::list);
    if (!list) return 0;
    std::vector<std::int64_t> found;
    {
      // The lowest count has no opposite, and none is reached: all.
      const bool all = count == 0 || count == std::numeric_limits<std::int64_t>::min();
      auto row = count < 0 ? equal_back_(list->id, value, all ? -1 : -count)
                           : equal_(list->id, value, all ? -1 : count);
      while (row.next()) found.push_back(row.integer(0));
    }
    if (found.empty()) return 0;
    for (const std::int64_t position : found) {
      remove_.run(list->id, position);
      positions_.removed(*list, position);
    }
    const bool even = list_positions::is_even(*list);
    const auto removed = static_cast<std::int64_t>(found.size());
    list->size -= removed;
    if (list->size > 0) {
      list->head = positions_.first_from(*list, list->head);
      list->tail = positions_.last_up_to(*list, list->tail);
      if (!even) positions_.settle(*list);
    }
    at_.save(key, *list);
    return removed;
  }

  std::optional<std::int64_t> run(cmd::lpos, std::string_view key, std::string_view value,
                                  const lpos_options& how) {
    const auto found = indexes(key, value, 1, how);
    return found.empty() ? std::nullopt : std::optional(found.front());
  }
  std::vector<std::int64_t> run(cmd::lpos, std::string_view key, std::string_view value,
                                std::int64_t count, const lpos_options& how) {
    if (count < 0) throw error(errc::out_of_range, "ERR COUNT can't be negative");
    return indexes(key, value, count, how);
  }

  std::optional<std::string> run(cmd::lmove, std::string_view from, std::string_view to,
                                 list_end taken, list_end put) {
    const auto source = at_.find(from, kind::list);
    if (!source) return std::nullopt;
    (void)at_.find(to, kind::list);  // refused before anything is taken
    if (from == to && (taken == put || source->size == 1))
      return value_at(source->id, taken == list_end::left ? source->head : source->tail);
    auto moved = pop(from, taken == list_end::left);
    push(to, std::string_view(*moved), put == list_end::left);
    return moved;
  }
  std::optional<std::string> run(cmd::rpoplpush, std::string_view from, std::string_view to) {
    return run(cmd::lmove{}, from, to, list_end::right, list_end::left);
  }

  std::optional<std::pair<std::string, std::vector<std::string>>> run(
      cmd::lmpop, const many<std::string_view>& keys, list_end end, const lmpop_options& how) {
    // Without COUNT the command is a word too short.
    if (keys.empty() && !how.count) throw_wrong_arity(cmd::lmpop::name);
    if (keys.empty()) throw error(errc::out_of_range, "ERR numkeys should be greater than 0");
    const std::int64_t count = how.count.value_or(1);
    if (count < 1) throw error(errc::out_of_range, "ERR count should be greater than 0");
    for (const std::string_view key : keys) {
      auto list = at_.find(key, kind::list);
      if (!list) continue;
      return std::pair(std::string(key), pop(key, *list, end == list_end::left, count));
    }
    return std::nullopt;
  }

 private:
  /// Yields  the indexes of up to `count` elements that equal the value, all for 0.
  std::vector<std::int64_t> indexes(std::string_view key, std::string_view value,
                                    std::int64_t count, const lpos_options& how) {
    std::int64_t rank = how.rank.value_or(1);
    if (rank == 0) {
      throw error(errc::out_of_range,
                  "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second "
                  "... or use negative to start from the end of the list");
    }
    if (how.max_len.value_or(0) < 0)
      throw error(errc::out_of_range, "ERR MAXLEN can't be negative");
    std::vector<std::int64_t> found;
    const auto list = at_.find(key, kind::list);
    if (!list) return found;
    const bool back = rank < 0;
    // The lowest rank has no opposite; Redis takes it for -1.
    if (back) rank = rank == std::numeric_limits<std::int64_t>::min() ? 1 : -rank;
    std::int64_t left = how.max_len.value_or(0) == 0 ? list->size : *how.max_len;
    std::int64_t index = back ? list->size - 1 : 0;
    auto row = back ? range_back_(list->id, list->head, list->tail)
                    : range_(list->id, list->head, list->tail);
    for (; left > 0 && row.next(); --left, index += back ? -1 : 1) {
      if (row.bytes(0) != value || --rank > 0) continue;
      found.push_back(index);
      if (static_cast<std::int64_t>(found.size()) == count) break;
    }
    return found;
  }

  sqlite::statement replace_{at_.connection(),
                             "UPDATE list_item SET value = ?3 "
                             "WHERE collection = ?1 AND position = ?2"};
  sqlite::statement equal_{at_.connection(),
                           "SELECT position FROM list_item WHERE collection = ?1 AND value = ?2 "
                           "ORDER BY position LIMIT ?3"};
  sqlite::statement equal_back_{at_.connection(),
                                "SELECT position FROM list_item WHERE collection = ?1 "
                                "AND value = ?2 ORDER BY position DESC LIMIT ?3"};
};

}  // namespace redlite::detail
