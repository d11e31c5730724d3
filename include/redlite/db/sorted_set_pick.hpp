// redlite/db/sorted_set_pick.hpp: members of sorted sets taken from an end, or at random.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sorted_set_pick.hpp>  // the commands
#include <redlite/core/error.hpp>               // out_of_range
#include <redlite/db/argument_limits.hpp>       // throw_wrong_arity
#include <redlite/db/sample.hpp>                // random positions
#include <redlite/db/scan.hpp>                  // pages
#include <redlite/db/sorted_set_rows.hpp>       // members

#include <algorithm>    // std::min
#include <cstdint>      // std::int64_t
#include <limits>       // the widest counts
#include <optional>     // a single member
#include <string>       // members
#include <string_view>  // keys
#include <utility>      // std::move
#include <vector>       // several members

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::zmpop> = true;

class sorted_set_picks {
 public:
  explicit sorted_set_picks(sorted_set_rows& rows) : rows_(rows) {}

  std::optional<scored> run(cmd::zpopmin, std::string_view key) { return pop(key, zset_end::min); }
  std::vector<scored> run(cmd::zpopmin, std::string_view key, std::int64_t count) {
    return pop(key, zset_end::min, count);
  }
  std::optional<scored> run(cmd::zpopmax, std::string_view key) { return pop(key, zset_end::max); }
  std::vector<scored> run(cmd::zpopmax, std::string_view key, std::int64_t count) {
    return pop(key, zset_end::max, count);
  }

  std::optional<std::pair<std::string, std::vector<scored>>> run(cmd::zmpop,
                                                                 const many<std::string_view>& keys,
                                                                 zset_end end,
                                                                 const zmpop_options& how) {
    // Without COUNT the command is a word too short.
    if (keys.empty() && !how.count) throw_wrong_arity(cmd::zmpop::name);
    if (keys.empty()) throw error(errc::out_of_range, "ERR numkeys should be greater than 0");
    const std::int64_t count = how.count.value_or(1);
    if (count <= 0) throw error(errc::out_of_range, "ERR count should be greater than 0");
    for (const std::string_view key : keys) {
      auto set = rows_.find(key);
      if (set) return std::pair(std::string(key), take(key, *set, end, count));
    }
    return std::nullopt;
  }

  std::optional<std::string> run(cmd::zrandmember, std::string_view key) {
    const auto set = rows_.find(key);
    if (!set) return std::nullopt;
    return at<std::string>(*set, random_.below(set->size));
  }
  std::vector<std::string> run(cmd::zrandmember, std::string_view key, std::int64_t count) {
    refuse_lowest(count);
    return draw<std::string>(key, count);
  }
  std::vector<scored> run(cmd::zrandmember, std::string_view key, std::int64_t count,
                          with_scores_tag) {
    refuse_lowest(count);
    // Twice as many words must be countable.
    constexpr std::int64_t half = std::numeric_limits<std::int64_t>::max() / 2;
    if (count < -half || count > half) throw error(errc::out_of_range, "ERR value is out of range");
    return draw<scored>(key, count);
  }

  page<scored> run(cmd::zscan, std::string_view key, std::uint64_t cursor,
                   const scan_options& how) {
    page<scored> found;
    const auto set = rows_.find(key);
    if (!set) return found;
    const std::int64_t count = scan_count(how);
    auto& order = rows_.order();
    if (sorted_set_rows::packed(*set)) {
      auto row = order.all(*set, false);
      while (row.next()) {
        if (scan_matches(how, row.bytes(0))) score_order::collect_one(row, found.items);
      }
      return found;
    }
    scan_slice slice = rows_.scans().page(*set, cursor, count, [&](auto&& each) {
      auto row = order.all(*set, false);
      while (row.next()) each(row.bytes(0));
    });
    found.cursor = slice.cursor;
    for (std::string& member : slice.members) {
      if (!scan_matches(how, member)) continue;
      const auto score = rows_.score_of(*set, member);
      found.items.push_back({std::move(member), score.value_or(0)});
    }
    return found;
  }

 private:
  static void refuse_lowest(std::int64_t count) {
    if (count >= -std::numeric_limits<std::int64_t>::max()) return;
    throw error(errc::out_of_range,
                "ERR value is out of range, value must between -9223372036854775807 and "
                "9223372036854775807");
  }

  std::optional<scored> pop(std::string_view key, zset_end end) {
    std::vector<scored> taken = pop(key, end, 1);
    if (taken.empty()) return std::nullopt;
    return std::move(taken.front());
  }
  std::vector<scored> pop(std::string_view key, zset_end end, std::int64_t count) {
    if (count < 0) throw error(errc::out_of_range, "ERR value is out of range, must be positive");
    auto set = rows_.find(key);
    return set ? take(key, *set, end, count) : std::vector<scored>();
  }

  std::vector<scored> take(std::string_view key, collection& set, zset_end end,
                           std::int64_t count) {
    count = std::min(count, set.size);
    if (count == 0) return {};
    const bool low = end == zset_end::min;
    const std::int64_t first = low ? 0 : set.size - count;
    std::vector<scored> taken =
        rows_.order().by_position<scored>(set, first, first + count - 1, !low);
    rows_.take(key, set, taken);
    return taken;
  }

  template <class Element>
  Element at(const collection& set, std::int64_t position) {
    return std::move(rows_.order().by_position<Element>(set, position, position, false).front());
  }

  template <class Element>
  std::vector<Element> draw(std::string_view key, std::int64_t count) {
    const auto set = rows_.find(key);
    if (!set || count == 0) return {};
    std::vector<Element> drawn;
    if (count < 0) {
      for (; count < 0; ++count) drawn.push_back(at<Element>(*set, random_.below(set->size)));
      return drawn;
    }
    if (count >= set->size || count >= set->size / 64) {
      drawn = rows_.order().by_position<Element>(*set, 0, set->size - 1, false);
      if (count >= set->size) return drawn;
      shuffle(random_, drawn);
      drawn.resize(static_cast<std::size_t>(count));
      return drawn;
    }
    for (const std::int64_t position : distinct_positions(random_, set->size, count)) {
      drawn.push_back(at<Element>(*set, position));
    }
    return drawn;
  }

  sorted_set_rows& rows_;
  random_source random_;
};

}  // namespace redlite::detail
