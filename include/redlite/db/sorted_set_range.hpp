// redlite/db/sorted_set_range.hpp: ranges of sorted sets: read, counted, stored and removed.
//
// Floor: db. How they are found is score_order.hpp's and lex_order.hpp's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sorted_set.hpp>        // ZRANGE, ZREVRANGE, ZRANGEBYSCORE
#include <redlite/command/sorted_set_range.hpp>  // the other commands
#include <redlite/core/error.hpp>                // syntax
#include <redlite/db/lex_order.hpp>              // members by bytes
#include <redlite/db/score_range.hpp>            // ends of ranges
#include <redlite/db/sorted_set_rows.hpp>        // members
#include <redlite/db/store.hpp>                  // store

#include <algorithm>    // std::max
#include <cstdint>      // std::int64_t
#include <optional>     // limits
#include <string>       // members
#include <string_view>  // keys
#include <type_traits>  // std::is_same_v
#include <vector>       // ranges

namespace redlite::detail {

class sorted_set_ranges {
 public:
  sorted_set_ranges(store& at, sorted_set_rows& rows) : rows_(rows), lex_(at, rows.order()) {}

  std::vector<std::string> run(cmd::zrange, std::string_view key, const bound& from,
                               const bound& to, const zrange_options& how) {
    return range<std::string>(key, from, to, how);
  }
  std::vector<scored> run(cmd::zrange, std::string_view key, const bound& from, const bound& to,
                          with_scores_tag, const zrange_options& how) {
    if (how.by == range_by::lex) {
      refuse_limit_by_index(how);
      throw error(errc::syntax,
                  "ERR syntax error, WITHSCORES not supported in combination with BYLEX");
    }
    return range<scored>(key, from, to, how);
  }
  std::vector<std::string> run(cmd::zrevrange, std::string_view key, std::int64_t from,
                               std::int64_t to) {
    return range<std::string>(key, from, to, {.reverse = true});
  }
  std::vector<scored> run(cmd::zrevrange, std::string_view key, std::int64_t from, std::int64_t to,
                          with_scores_tag) {
    return range<scored>(key, from, to, {.reverse = true});
  }
  std::vector<std::string> run(cmd::zrangebyscore, std::string_view key, const bound& low,
                               const bound& high, const zrangebyscore_options& how) {
    return range<std::string>(key, low, high, {.by = range_by::score, .limit = how.limit});
  }
  std::vector<scored> run(cmd::zrangebyscore, std::string_view key, const bound& low,
                          const bound& high, with_scores_tag, const zrangebyscore_options& how) {
    return range<scored>(key, low, high, {.by = range_by::score, .limit = how.limit});
  }
  std::vector<std::string> run(cmd::zrevrangebyscore, std::string_view key, const bound& high,
                               const bound& low, const zrangebyscore_options& how) {
    return range<std::string>(key, high, low,
                              {.by = range_by::score, .reverse = true, .limit = how.limit});
  }
  std::vector<scored> run(cmd::zrevrangebyscore, std::string_view key, const bound& high,
                          const bound& low, with_scores_tag, const zrangebyscore_options& how) {
    return range<scored>(key, high, low,
                         {.by = range_by::score, .reverse = true, .limit = how.limit});
  }
  std::vector<std::string> run(cmd::zrangebylex, std::string_view key, std::string_view low,
                               std::string_view high, const zrangebylex_options& how) {
    return range<std::string>(key, low, high, {.by = range_by::lex, .limit = how.limit});
  }
  std::vector<std::string> run(cmd::zrevrangebylex, std::string_view key, std::string_view high,
                               std::string_view low, const zrangebylex_options& how) {
    return range<std::string>(key, high, low,
                              {.by = range_by::lex, .reverse = true, .limit = how.limit});
  }

  std::int64_t run(cmd::zlexcount, std::string_view key, std::string_view low,
                   std::string_view high) {
    const lex_range wanted = parse_lex_range(low, high);
    const auto set = rows_.find(key);
    return set && !wanted.empty ? lex_.count(*set, wanted) : 0;
  }

  std::int64_t run(cmd::zrangestore, std::string_view to_key, std::string_view key,
                   const bound& from, const bound& to, const zrange_options& how) {
    const std::vector<scored> members = range<scored>(key, from, to, how);
    // Redis knows beforehand how many they are only where positions are asked for.
    const bool many_known = how.by == range_by::index && members.size() > 128;
    return rows_.replace(to_key, members, !many_known);
  }

  std::int64_t run(cmd::zremrangebyrank, std::string_view key, std::int64_t from, std::int64_t to) {
    return remove(key, from, to, {});
  }
  std::int64_t run(cmd::zremrangebyscore, std::string_view key, const bound& low,
                   const bound& high) {
    return remove(key, low, high, {.by = range_by::score});
  }
  std::int64_t run(cmd::zremrangebylex, std::string_view key, std::string_view low,
                   std::string_view high) {
    return remove(key, low, high, {.by = range_by::lex});
  }

 private:
  /// Redis takes LIMIT's count, not LIMIT itself, as the sign that there is one.
  static void refuse_limit_by_index(const zrange_options& how) {
    if (how.by != range_by::index || !how.limit || how.limit->count == -1) return;
    throw error(errc::syntax,
                "ERR syntax error, LIMIT is only supported in combination with either BYSCORE "
                "or BYLEX");
  }

  std::int64_t remove(std::string_view key, const bound& from, const bound& to,
                      const zrange_options& how) {
    const std::vector<scored> members = range<scored>(key, from, to, how);
    if (members.empty()) return 0;
    auto set = rows_.find(key);
    rows_.take(key, *set, members);
    return static_cast<std::int64_t>(members.size());
  }

  template <class Element>
  std::vector<Element> range(std::string_view key, const bound& from, const bound& to,
                             const zrange_options& how) {
    refuse_limit_by_index(how);
    if (how.by == range_by::index) {
      const std::int64_t first = parse_index(from);
      const std::int64_t last = parse_index(to);
      const auto set = rows_.find(key);
      return set ? by_position<Element>(*set, first, last, how.reverse) : std::vector<Element>();
    }
    const bound& low = how.reverse ? to : from;
    const bound& high = how.reverse ? from : to;
    const range_limit limit = how.limit.value_or(range_limit{});
    if (how.by == range_by::score) {
      const score_range wanted = parse_score_range(low, high);
      const auto set = rows_.find(key);
      if (!set || wanted.empty || limit.offset < 0) return {};
      return rows_.order().by_score<Element>(*set, wanted, limit, how.reverse);
    }
    const lex_range wanted = parse_lex_range(low, high);
    const auto set = rows_.find(key);
    if (!set || wanted.empty || limit.offset < 0) return {};
    return lex_.range<Element>(*set, wanted, limit, how.reverse);
  }

  template <class Element>
  std::vector<Element> by_position(const collection& set, std::int64_t first, std::int64_t last,
                                   bool reverse) {
    if (first < 0) first = std::max<std::int64_t>(first + set.size, 0);
    if (last < 0) last += set.size;
    last = std::min(last, set.size - 1);
    if (first > last) return {};
    if (!reverse) return rows_.order().by_position<Element>(set, first, last, false);
    return rows_.order().by_position<Element>(set, set.size - 1 - last, set.size - 1 - first, true);
  }

  sorted_set_rows& rows_;
  lex_order lex_;
};

}  // namespace redlite::detail
