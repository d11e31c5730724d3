// redlite/db/lex_order.hpp: the members of sorted sets by their bytes.
//
// Floor: db. Meant for members of equal scores: those are in the order of their bytes anyway.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/reply.hpp>       // scored
#include <redlite/command/sorted_set.hpp>  // range_limit
#include <redlite/db/score_order.hpp>      // the order by score
#include <redlite/db/score_range.hpp>      // lex_range
#include <redlite/db/store.hpp>            // store
#include <redlite/sqlite/statement.hpp>    // statement

#include <cstdint>      // std::int64_t
#include <optional>     // a score that all have
#include <string_view>  // members
#include <vector>       // ranges

namespace redlite::detail {

class lex_order {
 public:
  lex_order(store& at, score_order& scores) : at_(at), scores_(scores) {}

  /// Where all scores are the same: by bytes. Else as Redis reads a short sorted set: from the
  /// first member in order that is in the range, on to the first that is not.
  template <class Element>
  std::vector<Element> range(const collection& set, const lex_range& wanted,
                             const range_limit& limit, bool reverse) {
    std::vector<Element> found;
    if (!one_score(set)) {
      walk_mixed(set, wanted, limit, reverse,
                 [&](const sqlite::rows& row) { score_order::collect_one(row, found); });
      return found;
    }
    const std::int64_t end = wanted.high ? set.id : set.id + 1;
    const std::string_view high = wanted.high ? std::string_view(*wanted.high) : "";
    auto& statement = reverse ? down_ : up_;
    score_order::collect(statement(set.id, wanted.low, end, high, limit.count, limit.offset),
                         found);
    return found;
  }

  /// Yields  how many members `range` finds.
  /// Cost    as `score_order::below` where all scores are the same.
  [[nodiscard]] std::int64_t count(const collection& set, const lex_range& wanted) {
    const auto score = one_score(set);
    if (!score) {
      std::int64_t found = 0;
      walk_mixed(set, wanted, {}, false, [&](const sqlite::rows&) { ++found; });
      return found;
    }
    const std::int64_t end = wanted.high ? scores_.below(set, {*score, *wanted.high}) : set.size;
    return end - scores_.below(set, {*score, wanted.low});
  }

 private:
  /// Yields  the score that all members have; nothing where they differ.
  std::optional<double> one_score(const collection& set) {
    const std::optional<double> lowest = first_score(set, false);
    return lowest == first_score(set, true) ? lowest : std::nullopt;
  }
  std::optional<double> first_score(const collection& set, bool reverse) {
    auto row = scores_.all(set, reverse);
    if (!row.next()) return std::nullopt;
    return row.real(1);
  }

  /// Calls `found(row)` for each member of `range` where scores differ.
  /// Source  Redis leaves this open; its listpacks, of up to 128 members, are read like this.
  template <class Found>
  void walk_mixed(const collection& set, const lex_range& wanted, const range_limit& limit,
                  bool reverse, Found&& found) {
    const auto high_enough = [&](const sqlite::rows& row) { return row.bytes(0) >= wanted.low; };
    const auto low_enough = [&](const sqlite::rows& row) {
      return !wanted.high || row.bytes(0) < *wanted.high;
    };
    if (auto first = scores_.all(set, false); !first.next() || !low_enough(first)) return;
    if (auto last = scores_.all(set, true); !last.next() || !high_enough(last)) return;
    const auto begun = [&](const sqlite::rows& row) {
      return reverse ? low_enough(row) : high_enough(row);
    };
    const auto inside = [&](const sqlite::rows& row) {
      return reverse ? high_enough(row) : low_enough(row);
    };
    auto row = scores_.all(set, reverse);
    bool there = row.next();
    while (there && !begun(row)) there = row.next();
    if (!there || !inside(row)) return;
    for (std::int64_t skip = limit.offset; there && skip > 0; --skip) there = row.next();
    for (std::int64_t left = limit.count; there && left != 0; --left) {
      if (!inside(row)) return;
      found(row);
      there = row.next();
    }
  }

  store& at_;
  score_order& scores_;
  sqlite::statement up_{at_.connection(),
                        "SELECT member, score FROM zset_member "
                        "WHERE (collection, member) >= (?1, ?2) "
                        "AND (collection, member) < (?3, ?4) "
                        "ORDER BY collection, member LIMIT ?5 OFFSET ?6"};
  sqlite::statement down_{at_.connection(),
                          "SELECT member, score FROM zset_member "
                          "WHERE (collection, member) >= (?1, ?2) "
                          "AND (collection, member) < (?3, ?4) "
                          "ORDER BY collection DESC, member DESC LIMIT ?5 OFFSET ?6"};
};

}  // namespace redlite::detail
