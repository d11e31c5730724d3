// redlite/db/score_order.hpp: the members of sorted sets in order: by position and by score.
//
// Floor: db. It reads; sorted_set_rows.hpp writes and tells it of each member added or removed.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/reply.hpp>       // scored
#include <redlite/command/sorted_set.hpp>  // range_limit
#include <redlite/db/rank_index.hpp>       // positions
#include <redlite/db/score_range.hpp>      // score_range
#include <redlite/db/store.hpp>            // store
#include <redlite/sqlite/statement.hpp>    // statement

#include <algorithm>    // std::reverse
#include <cmath>        // std::nextafter
#include <cstdint>      // std::int64_t
#include <limits>       // infinity
#include <string>       // members
#include <string_view>  // members
#include <type_traits>  // std::is_same_v
#include <vector>       // ranges

namespace redlite::detail {

class score_order {
 public:
  explicit score_order(store& at) : at_(at) {
    at_.on_forget([this] { indexes_.clear(); });
    at_.on_drop([this](const collection& gone) {
      if (gone.type == kind::sorted_set) indexes_.erase(gone.id);
    });
  }
  score_order(const score_order&) = delete;
  score_order& operator=(const score_order&) = delete;

  /// True where `added` and `removed` need the true score.
  [[nodiscard]] bool indexed(std::int64_t id) { return indexes_.find(id) != nullptr; }

  /// The row is there already.
  void added(std::int64_t id, const rank_key& key) {
    rank_index* const index = indexes_.find(id);
    if (index == nullptr) return;
    const auto full = index->add(key);
    if (!full) return;
    auto row = up_(id, full->first.score, full->first.member, infinity, 1, full->size / 2);
    if (row.next()) index->split(*full, {row.real(1), row.bytes(0)}, full->size / 2);
  }

  void removed(std::int64_t id, const rank_key& key) {
    if (rank_index* const index = indexes_.find(id)) index->remove(key);
  }

  /// Yields  how many members sort before `key`.
  /// Cost    O(log members), and a scan of up to `scan_max` rows; the first time one of all.
  [[nodiscard]] std::int64_t below(const collection& set, const rank_key& key) {
    if (set.size <= scan_max) return rows_between(set.id, lowest, key);
    if (!indexed(set.id)) {
      const std::int64_t near = rows_near(set.id, lowest, set.id, key);
      if (near <= scan_max) return near;
    }
    const auto bucket = index_of(set).holding(key);
    return key < bucket.first ? bucket.before
                              : bucket.before + rows_between(set.id, bucket.first, key);
  }

  /// Yields  how many members have such scores. Cost as `below`.
  [[nodiscard]] std::int64_t count(const collection& set, const score_range& wanted) {
    if (set.size <= scan_max) return number(count_(set.id, wanted.low, wanted.high));
    const bool to_end = wanted.high == infinity;
    const rank_key from{wanted.low, {}};
    const rank_key to = to_end ? lowest : rank_key{std::nextafter(wanted.high, infinity), {}};
    if (!indexed(set.id)) {
      const std::int64_t near = rows_near(set.id, from, to_end ? set.id + 1 : set.id, to);
      if (near <= scan_max) return near;
    }
    return (to_end ? set.size : below(set, to)) - below(set, from);
  }

  /// Yields  the members at positions `first` to `last` from the lowest, highest first where
  ///         `reverse`. Both positions are within the set.
  template <class Element>
  std::vector<Element> by_position(const collection& set, std::int64_t first, std::int64_t last,
                                   bool reverse) {
    const std::int64_t wanted = last - first + 1;
    const std::int64_t above = set.size - 1 - last;
    std::vector<Element> found;
    found.reserve(static_cast<std::size_t>(wanted));
    const bool from_top = above < first && above <= scan_max;
    if (from_top) {
      collect(down_(set.id, -infinity, infinity, wanted, above), found);
    } else if (first <= scan_max) {
      collect(up_(set.id, -infinity, "", infinity, wanted, first), found);
    } else {
      const auto bucket = index_of(set).at(first);
      collect(up_(set.id, bucket.first.score, bucket.first.member, infinity, wanted,
                  first - bucket.before),
              found);
    }
    if (from_top != reverse) std::reverse(found.begin(), found.end());
    return found;
  }

  template <class Element>
  std::vector<Element> by_score(const collection& set, const score_range& wanted,
                                const range_limit& limit, bool reverse) {
    std::vector<Element> found;
    if (reverse) {
      collect(down_(set.id, wanted.low, wanted.high, limit.count, limit.offset), found);
    } else {
      collect(up_(set.id, wanted.low, "", wanted.high, limit.count, limit.offset), found);
    }
    return found;
  }

  /// Every member in order, from the one end or the other.
  [[nodiscard]] sqlite::rows all(const collection& set, bool reverse) {
    return reverse ? down_(set.id, -infinity, infinity, -1, 0)
                   : up_(set.id, -infinity, "", infinity, -1, 0);
  }

  /// The members with such scores, lowest first.
  [[nodiscard]] sqlite::rows within(const collection& set, const score_range& wanted) {
    return up_(set.id, wanted.low, "", wanted.high, -1, 0);
  }

  template <class Element>
  static void collect(sqlite::rows row, std::vector<Element>& found) {
    while (row.next()) collect_one(row, found);
  }
  template <class Element>
  static void collect_one(const sqlite::rows& row, std::vector<Element>& found) {
    if constexpr (std::is_same_v<Element, scored>) {
      found.push_back({std::string(row.bytes(0)), row.real(1)});
    } else {
      found.emplace_back(row.bytes(0));
    }
  }

 private:
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  static constexpr rank_key lowest{-infinity, {}};

  static std::int64_t number(sqlite::rows row) { return row.next() ? row.integer(0) : 0; }

  /// Yields  how many members sort from `from` up to, not including, `to`, which is no lower.
  std::int64_t rows_between(std::int64_t id, const rank_key& from, const rank_key& to) {
    if (from.score == to.score) return number(equal_(id, from.score, from.member, to.member));
    return number(between_(id, from.score, from.member, to.score, to.member));
  }

  /// The same where they are few; else any number above `scan_max`.
  std::int64_t rows_near(std::int64_t id, const rank_key& from, std::int64_t end_id,
                         const rank_key& to) {
    return number(near_(id, from.score, from.member, end_id, to.score, to.member, scan_max + 1));
  }

  rank_index& index_of(const collection& set) {
    if (rank_index* const known = indexes_.find(set.id)) return *known;
    return indexes_.build(set.id, [&](auto&& each) {
      auto row = up_(set.id, -infinity, "", infinity, -1, 0);
      while (row.next()) each(rank_key{row.real(1), row.bytes(0)});
    });
  }

  store& at_;
  rank_indexes indexes_;
  sqlite::statement up_{at_.connection(),
                        "SELECT member, score FROM zset_member INDEXED BY zset_by_score "
                        "WHERE collection = ?1 AND (score, member) >= (?2, ?3) AND score <= ?4 "
                        "ORDER BY score, member LIMIT ?5 OFFSET ?6"};
  sqlite::statement down_{at_.connection(),
                          "SELECT member, score FROM zset_member INDEXED BY zset_by_score "
                          "WHERE collection = ?1 AND score >= ?2 AND score <= ?3 "
                          "ORDER BY score DESC, member DESC LIMIT ?4 OFFSET ?5"};
  sqlite::statement count_{at_.connection(),
                           "SELECT count(*) FROM zset_member INDEXED BY zset_by_score "
                           "WHERE collection = ?1 AND score >= ?2 AND score <= ?3"};
  sqlite::statement equal_{at_.connection(),
                           "SELECT count(*) FROM zset_member INDEXED BY zset_by_score "
                           "WHERE collection = ?1 AND score = ?2 AND member >= ?3 AND member < ?4"};
  // In three parts, each of which the index answers alone: a comparison of pairs would be made
  // again for every row.
  sqlite::statement between_{at_.connection(),
                             "SELECT (SELECT count(*) FROM zset_member INDEXED BY zset_by_score "
                             "WHERE collection = ?1 AND score = ?2 AND member >= ?3) + "
                             "(SELECT count(*) FROM zset_member INDEXED BY zset_by_score "
                             "WHERE collection = ?1 AND score > ?2 AND score < ?4) + "
                             "(SELECT count(*) FROM zset_member INDEXED BY zset_by_score "
                             "WHERE collection = ?1 AND score = ?4 AND member < ?5)"};
  // Ends at a key of this collection or, for all above, at the lowest of the next.
  sqlite::statement near_{
      at_.connection(),
      "SELECT count(*) FROM (SELECT 1 FROM zset_member INDEXED BY zset_by_score "
      "WHERE (collection, score, member) >= (?1, ?2, ?3) "
      "AND (collection, score, member) < (?4, ?5, ?6) LIMIT ?7)"};
};

}  // namespace redlite::detail
