// redlite/db/list_positions.hpp: where a list's elements stand, and room for more between them.
//
// Floor: db. A list is even while element i stands at head + i * gap: then an index is a position
// without counting. Insertion and removal in the middle make it uneven; uneven lists are counted as
// sorted sets are, by buckets in memory.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/db/rank_index.hpp>     // positions of large uneven lists
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <algorithm>    // std::min
#include <array>        // a position as bytes that sort
#include <cstdint>      // std::int64_t
#include <string>       // elements that move
#include <string_view>  // a position as bytes that sort
#include <tuple>        // std::tie
#include <utility>      // std::pair
#include <vector>       // elements that move

namespace redlite::detail {

/// Room between neighbours, for insertions in the middle.
inline constexpr std::int64_t list_gap = std::int64_t{1} << 20;
/// Beyond this on either side a list is moved back to the middle: after 2^42 pushes on one end.
inline constexpr std::int64_t list_position_max = std::int64_t{1} << 62;

class list_positions {
 public:
  explicit list_positions(store& at) : at_(at) {
    at_.on_forget([this] { indexes_.clear(); });
    at_.on_drop([this](const collection& gone) {
      if (gone.type == kind::list) indexes_.erase(gone.id);
    });
  }
  list_positions(const list_positions&) = delete;
  list_positions& operator=(const list_positions&) = delete;

  /// The ends alone tell: `settle` sees to it that no uneven list looks like this.
  [[nodiscard]] static bool is_even(const collection& list) noexcept {
    return list.tail - list.head == (list.size - 1) * list_gap;
  }

  /// Yields  the position of an element that is there.
  /// Cost    O(log elements); the first time in a large uneven list a scan of all.
  [[nodiscard]] std::int64_t at(const collection& list, std::int64_t index) {
    if (is_even(list)) return list.head + index * list_gap;
    if (index <= scan_max) return up(list.id, list.head, index);
    const std::int64_t from_tail = list.size - 1 - index;
    if (from_tail <= scan_max) return down(list.id, list.tail, from_tail);
    const auto bucket = index_of(list).at(index);
    return up(list.id, position_of(bucket.first.member), index - bucket.before);
  }
  /// Yields  the position of the element behind, or before, one that is not the last, or first.
  [[nodiscard]] std::int64_t next(const collection& list, std::int64_t position) {
    return is_even(list) ? position + list_gap : up(list.id, position + 1, 0);
  }
  [[nodiscard]] std::int64_t previous(const collection& list, std::int64_t position) {
    return is_even(list) ? position - list_gap : down(list.id, position - 1, 0);
  }
  /// Yields  the first position from `low` on, or the last up to `high`, that has an element.
  [[nodiscard]] std::int64_t first_from(const collection& list, std::int64_t low) {
    return up(list.id, low, 0);
  }
  [[nodiscard]] std::int64_t last_up_to(const collection& list, std::int64_t high) {
    return down(list.id, high, 0);
  }

  /// The row is there already.
  void added(const collection& list, std::int64_t position) {
    rank_index* const index = indexes_.find(list.id);
    if (index == nullptr) return;
    const auto full = index->add(key(position).view());
    if (!full) return;
    const std::int64_t first = position_of(full->first.member);
    index->split(*full, key(up(list.id, first, full->size / 2)).view(), full->size / 2);
  }
  void removed(const collection& list, std::int64_t position) {
    if (rank_index* const index = indexes_.find(list.id)) index->remove(key(position).view());
  }
  /// So many rows are about to go, all that stand from `low` to `high`.
  void removing(const collection& list, std::int64_t low, std::int64_t high, std::int64_t count) {
    if (indexes_.find(list.id) == nullptr) return;
    if (count > scan_max) return indexes_.erase(list.id);
    auto row = between_(list.id, low, high);
    while (row.next()) removed(list, row.integer(0));
  }

  /// Yields  a free position between two neighbours, which may move for it.
  /// Cost    O(log elements), amortised, in elements that move.
  std::int64_t between(collection& list, std::int64_t left, std::int64_t right) {
    if (right - left < 2) std::tie(left, right) = spread(list, left, right);
    return left + (right - left) / 2;
  }

  /// After a change of a list that was uneven: it must not look even by chance.
  void settle(collection& list) {
    if (list.size < 3 || !is_even(list)) return;
    nudge_.run(list.id, list.tail);
    removed(list, list.tail);
    added(list, ++list.tail);
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
    indexes_.erase(list.id);
  }

 private:
  /// Positions as bytes that sort as they do.
  class key {
   public:
    explicit key(std::int64_t position) noexcept {
      auto bits = static_cast<std::uint64_t>(position) ^ (std::uint64_t{1} << 63);
      for (std::size_t i = bytes_.size(); i > 0; bits >>= 8) bytes_[--i] = static_cast<char>(bits);
    }
    [[nodiscard]] rank_key view() const noexcept { return {0, {bytes_.data(), bytes_.size()}}; }

   private:
    std::array<char, 8> bytes_{};
  };
  static std::int64_t position_of(std::string_view bytes) noexcept {
    std::uint64_t bits = 0;
    for (const char byte : bytes) bits = bits << 8 | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(bits ^ (std::uint64_t{1} << 63));
  }

  std::int64_t up(std::int64_t id, std::int64_t from, std::int64_t steps) {
    auto row = up_(id, from, steps);
    return row.next() ? row.integer(0) : from;
  }
  std::int64_t down(std::int64_t id, std::int64_t from, std::int64_t steps) {
    auto row = down_(id, from, steps);
    return row.next() ? row.integer(0) : from;
  }

  rank_index& index_of(const collection& list) {
    if (rank_index* const known = indexes_.find(list.id)) return *known;
    return indexes_.build(list.id, [&](auto&& each) {
      auto row = between_(list.id, list.head, list.tail);
      while (row.next()) each(key(row.integer(0)).view());
    });
  }

  /// Spreads the elements around a gap that is used up over the smallest window that has room; the
  /// wider the window, the more room it must have, so that it lasts the longer.
  /// Yields  where the two neighbours stand then.
  /// Source  Bender, Cole, Demaine, Farach-Colton, Zito: Two Simplified Algorithms for Maintaining
  ///         Order in a List (2002)
  std::pair<std::int64_t, std::int64_t> spread(collection& list, std::int64_t left,
                                               std::int64_t right) {
    for (int level = 0;; ++level) {
      const std::int64_t half = std::int64_t{16} << level;
      const std::int64_t low = half < list.size ? down_or(list, left, half - 1) : list.head;
      const std::int64_t high = half < list.size ? up_or(list, right, half - 1) : list.tail;
      if (low == list.head && high == list.tail) return even_out(list, left);
      const std::int64_t room = std::int64_t{1024} << std::min(level / 2, 8);
      if ((high - low) / (2 * half) >= room) return spread_window(list, low, high, left);
    }
  }
  std::int64_t down_or(const collection& list, std::int64_t from, std::int64_t steps) {
    auto row = down_(list.id, from, steps);
    return row.next() ? row.integer(0) : list.head;
  }
  std::int64_t up_or(const collection& list, std::int64_t from, std::int64_t steps) {
    auto row = up_(list.id, from, steps);
    return row.next() ? row.integer(0) : list.tail;
  }

  std::pair<std::int64_t, std::int64_t> spread_window(const collection& list, std::int64_t low,
                                                      std::int64_t high, std::int64_t left) {
    std::vector<std::pair<std::int64_t, std::string>> inner;
    {
      auto row = rows_(list.id, low + 1, high - 1);
      while (row.next()) inner.emplace_back(row.integer(0), row.bytes(1));
    }
    for (const auto& [position, value] : inner) removed(list, position);
    remove_.run(list.id, low + 1, high - 1);
    const std::int64_t step = (high - low) / static_cast<std::int64_t>(inner.size() + 1);
    std::int64_t place = low;
    std::int64_t new_left = low;
    for (const auto& [position, value] : inner) {
      insert_.run(list.id, place += step, value);
      added(list, place);
      if (position == left) new_left = place;
    }
    return {new_left, new_left == place ? high : new_left + step};
  }

  /// Makes the whole list even again, beside where it stands.
  std::pair<std::int64_t, std::int64_t> even_out(collection& list, std::int64_t left) {
    std::int64_t before = 0;
    {
      auto row = count_(list.id, left);
      if (row.next()) before = row.integer(0) - 1;
    }
    const std::int64_t reach = list.size * list_gap;
    const std::int64_t head = list.tail < 0 ? list.tail + list_gap : list.head - reach;
    respread_.run(list.id, head, list_gap, list.head, list.tail);
    remove_.run(list.id, list.head, list.tail);
    indexes_.erase(list.id);
    list.head = head;
    list.tail = head + reach - list_gap;
    left = head + before * list_gap;
    return {left, left + list_gap};
  }

  store& at_;
  rank_indexes indexes_;
  sqlite::statement up_{at_.connection(),
                        "SELECT position FROM list_item WHERE collection = ?1 AND position >= ?2 "
                        "ORDER BY position LIMIT 1 OFFSET ?3"};
  sqlite::statement down_{at_.connection(),
                          "SELECT position FROM list_item WHERE collection = ?1 AND position <= ?2 "
                          "ORDER BY position DESC LIMIT 1 OFFSET ?3"};
  sqlite::statement between_{at_.connection(),
                             "SELECT position FROM list_item WHERE collection = ?1 "
                             "AND position BETWEEN ?2 AND ?3 ORDER BY position"};
  sqlite::statement rows_{at_.connection(),
                          "SELECT position, value FROM list_item WHERE collection = ?1 "
                          "AND position BETWEEN ?2 AND ?3 ORDER BY position"};
  sqlite::statement count_{at_.connection(),
                           "SELECT count(*) FROM list_item "
                           "WHERE collection = ?1 AND position <= ?2"};
  sqlite::statement insert_{at_.connection(),
                            "INSERT INTO list_item (collection, position, value) "
                            "VALUES (?1, ?2, ?3)"};
  sqlite::statement remove_{at_.connection(),
                            "DELETE FROM list_item WHERE collection = ?1 "
                            "AND position BETWEEN ?2 AND ?3"};
  sqlite::statement respread_{
      at_.connection(),
      "INSERT INTO list_item (collection, position, value) SELECT collection, "
      "?2 + (row_number() OVER (ORDER BY position) - 1) * ?3, value "
      "FROM list_item WHERE collection = ?1 AND position BETWEEN ?4 AND ?5"};
  sqlite::statement nudge_{at_.connection(),
                           "UPDATE list_item SET position = position + 1 "
                           "WHERE collection = ?1 AND position = ?2"};
  sqlite::statement move_{at_.connection(),
                          "UPDATE list_item SET position = position + ?2 WHERE collection = ?1"};
};

}  // namespace redlite::detail
