// redlite/db/list.hpp: lists: a row for each element, at integer positions with gaps.
//
// Floor: db. list_positions.hpp says which; list_edit.hpp changes lists in the middle.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/list.hpp>       // the commands
#include <redlite/db/list_positions.hpp>  // where elements stand
#include <redlite/db/store.hpp>           // store
#include <redlite/sqlite/statement.hpp>   // statement

#include <algorithm>    // std::min, std::max
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys
#include <vector>       // LRANGE

namespace redlite::detail {

class lists {
 public:
  explicit lists(store& at) : at_(at), positions_(at) {}

  std::int64_t run(cmd::lpush, std::string_view key, const many<std::string_view>& values) {
    return push(key, values, true);
  }
  std::int64_t run(cmd::rpush, std::string_view key, const many<std::string_view>& values) {
    return push(key, values, false);
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
    auto row = range_(list->id, positions_.at(*list, from), positions_.at(*list, to));
    while (row.next()) values.emplace_back(row.bytes(0));
    return values;
  }

  std::optional<std::string> run(cmd::lindex, std::string_view key, std::int64_t index) {
    const auto list = at_.find(key, kind::list);
    if (!list) return std::nullopt;
    if (index < 0) index += list->size;
    if (index < 0 || index >= list->size) return std::nullopt;
    return value_at(list->id, positions_.at(*list, index));
  }

  void run(cmd::ltrim, std::string_view key, std::int64_t from, std::int64_t to) {
    auto list = at_.find(key, kind::list);
    if (!list) return;
    if (!clip(*list, from, to)) {
      at_.drop(key);
      return;
    }
    if (from == 0 && to == list->size - 1) return;
    const bool even = list_positions::is_even(*list);
    const std::int64_t head = positions_.at(*list, from);
    const std::int64_t tail = positions_.at(*list, to);
    if (from > 0) remove_range(*list, list->head, head - 1, from);
    if (to < list->size - 1) remove_range(*list, tail + 1, list->tail, list->size - 1 - to);
    list->head = head;
    list->tail = tail;
    list->size = to - from + 1;
    if (!even) positions_.settle(*list);
    at_.save(key, *list);
  }

 protected:
  /// Brings Redis' indexes into 0 .. size - 1. Yields whether anything is between them.
  static bool clip(const collection& list, std::int64_t& from, std::int64_t& to) {
    if (from < 0) from = std::max<std::int64_t>(from + list.size, 0);
    if (to < 0) to += list.size;
    to = std::min(to, list.size - 1);
    return from <= to;
  }

  std::int64_t push(std::string_view key, const many<std::string_view>& values, bool front) {
    collection list = at_.find_or_make(key, kind::list);
    positions_.make_room(list, static_cast<std::int64_t>(values.size()));
    const std::int64_t step = front ? -list_gap : list_gap;
    std::int64_t& end = front ? list.head : list.tail;
    for (const std::string_view value : values) {
      if (list.size == 0) {
        list.head = list.tail = 0;
      } else {
        end += step;
      }
      insert_.run(list.id, end, value);
      positions_.added(list, end);
      ++list.size;
    }
    at_.save(key, list);
    return list.size;
  }

  std::optional<std::string> pop(std::string_view key, bool front) {
    auto list = at_.find(key, kind::list);
    if (!list) return std::nullopt;
    const std::int64_t end = front ? list->head : list->tail;
    auto value = value_at(list->id, end);
    remove_.run(list->id, end);
    positions_.removed(*list, end);
    shorten(key, *list, front, end, 1);
    return value;
  }

  std::optional<std::vector<std::string>> pop(std::string_view key, bool front,
                                              std::int64_t count) {
    if (count < 0) throw error(errc::out_of_range, "ERR value is out of range, must be positive");
    auto list = at_.find(key, kind::list);
    if (!list) return std::nullopt;
    return pop(key, *list, front, count);
  }

  std::vector<std::string> pop(std::string_view key, collection& list, bool front,
                               std::int64_t count) {
    std::vector<std::string> values;
    count = std::min(count, list.size);
    if (count == 0) return values;
    values.reserve(static_cast<std::size_t>(count));
    const std::int64_t low = front ? list.head : positions_.at(list, list.size - count);
    const std::int64_t high = front ? positions_.at(list, count - 1) : list.tail;
    {
      auto row = front ? range_(list.id, low, high) : range_back_(list.id, low, high);
      while (row.next()) values.emplace_back(row.bytes(0));
    }
    remove_range(list, low, high, count);
    shorten(key, list, front, front ? high : low, count);
    return values;
  }

  /// After the rows of one end are gone, `last` of them the innermost.
  void shorten(std::string_view key, collection& list, bool front, std::int64_t last,
               std::int64_t count) {
    if (count < list.size) {
      const bool even = list_positions::is_even(list);
      if (front) {
        list.head = positions_.next(list, last);
      } else {
        list.tail = positions_.previous(list, last);
      }
      list.size -= count;
      if (!even) positions_.settle(list);
    } else {
      list.size = 0;
    }
    at_.save(key, list);
  }

  void remove_range(const collection& list, std::int64_t low, std::int64_t high,
                    std::int64_t count) {
    positions_.removing(list, low, high, count);
    remove_range_.run(list.id, low, high);
  }

  std::optional<std::string> value_at(std::int64_t id, std::int64_t position) {
    auto row = at_position_(id, position);
    if (!row.next()) return std::nullopt;
    return std::string(row.bytes(0));
  }

  store& at_;
  list_positions positions_;
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
};

}  // namespace redlite::detail
