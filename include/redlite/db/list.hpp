// redlite/db/list.hpp: lists: a row for each element, at integer positions with gaps.
//
// Floor: db. Element i stands at head + i * gap, so an index is a position without counting.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/list.hpp>      // the commands
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <algorithm>    // std::min, std::max
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys
#include <vector>       // LRANGE

namespace redlite::detail {

/// Room between neighbours, for insertions in the middle.
inline constexpr std::int64_t list_gap = std::int64_t{1} << 20;
/// Beyond this on either side a list is moved back to the middle: after 2^42 pushes on one end.
inline constexpr std::int64_t list_position_max = std::int64_t{1} << 62;

class lists {
 public:
  explicit lists(store& at) : at_(at) {}

  std::int64_t run(cmd::lpush, std::string_view key, const many<std::string_view>& values) {
    return push(key, values, -list_gap);
  }
  std::int64_t run(cmd::rpush, std::string_view key, const many<std::string_view>& values) {
    return push(key, values, list_gap);
  }

  std::optional<std::string> run(cmd::lpop, std::string_view key) { return pop(key, true); }
  std::optional<std::string> run(cmd::rpop, std::string_view key) { return pop(key, false); }
  std::optional<std::vector<std::string>> run(cmd::lpop, std::string_view key, std::int64_t count) {
    return pop(key, true, count);
  }
  std::optional<std::vector<std::string>> run(cmd::rpop, std::string_view key, std::int64_t count) {
    return pop(key, false, count);
  }

  std::int64_t run(cmd::llen, std::string_view key) {
    const auto list = at_.find(key, kind::list);
    return list ? list->size : 0;
  }

  std::vector<std::string> run(cmd::lrange, std::string_view key, std::int64_t from,
                               std::int64_t to) {
    std::vector<std::string> values;
    const auto list = at_.find(key, kind::list);
    if (!list || !clip(*list, from, to)) return values;
    values.reserve(static_cast<std::size_t>(to - from + 1));
    auto row = range_(list->id, position(*list, from), position(*list, to));
    while (row.next()) values.emplace_back(row.bytes(0));
    return values;
  }

  std::optional<std::string> run(cmd::lindex, std::string_view key, std::int64_t index) {
    const auto list = at_.find(key, kind::list);
    if (!list) return std::nullopt;
    if (index < 0) index += list->size;
    if (index < 0 || index >= list->size) return std::nullopt;
    return value_at(list->id, position(*list, index));
  }

  void run(cmd::ltrim, std::string_view key, std::int64_t from, std::int64_t to) {
    auto list = at_.find(key, kind::list);
    if (!list) return;
    if (!clip(*list, from, to)) {
      at_.drop(key);
      return;
    }
    if (from == 0 && to == list->size - 1) return;
    const std::int64_t head = position(*list, from);
    const std::int64_t tail = position(*list, to);
    if (from > 0) remove_range_.run(list->id, list->head, head - 1);
    if (to < list->size - 1) remove_range_.run(list->id, tail + 1, list->tail);
    list->head = head;
    list->tail = tail;
    list->size = to - from + 1;
    at_.save(key, *list);
  }

 private:
  static std::int64_t position(const collection& list, std::int64_t index) {
    return list.head + index * list_gap;
  }

  /// Brings Redis' indexes into 0 .. size - 1. Yields whether anything is between them.
  static bool clip(const collection& list, std::int64_t& from, std::int64_t& to) {
    if (from < 0) from = std::max<std::int64_t>(from + list.size, 0);
    if (to < 0) to += list.size;
    to = std::min(to, list.size - 1);
    return from <= to;
  }

  std::int64_t push(std::string_view key, const many<std::string_view>& values, std::int64_t step) {
    collection list = at_.find_or_make(key, kind::list);
    make_room(list, static_cast<std::int64_t>(values.size()));
    std::int64_t& end = step < 0 ? list.head : list.tail;
    for (const std::string_view value : values) {
      if (list.size == 0) {
        list.head = list.tail = 0;
      } else {
        end += step;
      }
      insert_.run(list.id, end, value);
      ++list.size;
    }
    at_.save(key, list);
    return list.size;
  }

  /// Moves a list that has wandered to an end of the integers back to the middle. It has left its
  /// old room by then, so no two rows meet on the way.
  void make_room(collection& list, std::int64_t more) {
    const std::int64_t reach = more * list_gap;
    if (list.head > -list_position_max + reach && list.tail < list_position_max - reach) return;
    const std::int64_t shift = -(list.head + (list.tail - list.head) / 2);
    move_.run(list.id, shift);
    list.head += shift;
    list.tail += shift;
  }

  std::optional<std::string> pop(std::string_view key, bool front) {
    auto list = at_.find(key, kind::list);
    if (!list) return std::nullopt;
    const std::int64_t end = front ? list->head : list->tail;
    auto value = value_at(list->id, end);
    remove_.run(list->id, end);
    (front ? list->head : list->tail) += front ? list_gap : -list_gap;
    --list->size;
    at_.save(key, *list);
    return value;
  }

  std::optional<std::vector<std::string>> pop(std::string_view key, bool front,
                                              std::int64_t count) {
    if (count < 0) throw error(errc::out_of_range, "ERR value is out of range, must be positive");
    auto list = at_.find(key, kind::list);
    if (!list) return std::nullopt;
    std::vector<std::string> values;
    count = std::min(count, list->size);
    if (count == 0) return values;
    values.reserve(static_cast<std::size_t>(count));
    const std::int64_t reach = (count - 1) * list_gap;
    const std::int64_t low = front ? list->head : list->tail - reach;
    const std::int64_t high = front ? list->head + reach : list->tail;
    {
      auto row = front ? range_(list->id, low, high) : range_back_(list->id, low, high);
      while (row.next()) values.emplace_back(row.bytes(0));
    }
    remove_range_.run(list->id, low, high);
    if (front) {
      list->head = high + list_gap;
    } else {
      list->tail = low - list_gap;
    }
    list->size -= count;
    at_.save(key, *list);
    return values;
  }

  std::optional<std::string> value_at(std::int64_t id, std::int64_t position) {
    auto row = at_position_(id, position);
    if (!row.next()) return std::nullopt;
    return std::string(row.bytes(0));
  }

  store& at_;
  sqlite::statement insert_{at_.connection(),
                            "INSERT INTO list_item (collection, position, value) "
                            "VALUES (?1, ?2, ?3)"};
  sqlite::statement at_position_{
      at_.connection(), "SELECT value FROM list_item WHERE collection = ?1 AND position = ?2"};
  sqlite::statement range_{at_.connection(),
                           "SELECT value FROM list_item WHERE collection = ?1 "
                           "AND position BETWEEN ?2 AND ?3 ORDER BY position"};
  sqlite::statement range_back_{at_.connection(),
                                "SELECT value FROM list_item WHERE collection = ?1 "
                                "AND position BETWEEN ?2 AND ?3 ORDER BY position DESC"};
  sqlite::statement remove_{at_.connection(),
                            "DELETE FROM list_item WHERE collection = ?1 AND position = ?2"};
  sqlite::statement remove_range_{at_.connection(),
                                  "DELETE FROM list_item WHERE collection = ?1 "
                                  "AND position BETWEEN ?2 AND ?3"};
  sqlite::statement move_{at_.connection(),
                          "UPDATE list_item SET position = position + ?2 WHERE collection = ?1"};
};

}  // namespace redlite::detail
