// redlite/db/sorted_set.hpp: sorted sets: a row for each member, and an index of them by score.
//
// Floor: db. How ranges are found is score_order.hpp's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sorted_set.hpp>  // the commands
#include <redlite/core/error.hpp>          // syntax, overflow
#include <redlite/db/score_order.hpp>      // members in order
#include <redlite/db/score_range.hpp>      // ends of ranges
#include <redlite/db/store.hpp>            // store
#include <redlite/sqlite/statement.hpp>    // statement

#include <algorithm>    // std::max
#include <cmath>        // std::isnan
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // members
#include <string_view>  // members
#include <vector>       // ranges

namespace redlite::detail {

class sorted_sets {
 public:
  explicit sorted_sets(store& at) : at_(at), order_(at) {}
  sorted_sets(const sorted_sets&) = delete;
  sorted_sets& operator=(const sorted_sets&) = delete;

  std::int64_t run(cmd::zadd, std::string_view key, const many<score_member>& pairs,
                   const zadd_options& how) {
    refuse_contradiction(how);
    for (const auto& [score, member] : pairs) refuse_nan(score);
    auto set = open(key, how);
    if (!set || pairs.empty()) return 0;
    const std::int64_t before = set->size;
    std::int64_t updated = 0;
    for (const auto& [score, member] : pairs) {
      if (put(*set, score, member, how) == outcome::updated) ++updated;
    }
    if (set->size != before) at_.save(key, *set);
    return set->size - before + (how.changed ? updated : 0);
  }

  std::optional<double> run(cmd::zadd, std::string_view key, increment_tag, double delta,
                            std::string_view member, const zadd_options& how) {
    refuse_contradiction(how);
    refuse_nan(delta);
    auto set = open(key, how);
    if (!set) return std::nullopt;
    const auto old = score_of(*set, member);
    // Before the sum is looked at: Redis holds back even what would be no number.
    if (old && how.when == zadd_if::absent) return std::nullopt;
    const double score = old ? *old + delta : delta;
    if (std::isnan(score)) throw error(errc::overflow, "ERR resulting score is not a number (NaN)");
    const std::int64_t before = set->size;
    if (put_known(*set, score, member, how, old) == outcome::held_back) return std::nullopt;
    if (set->size != before) at_.save(key, *set);
    return score;
  }

  std::int64_t run(cmd::zrem, std::string_view key, const many<std::string_view>& members) {
    auto set = at_.find(key, kind::sorted_set);
    if (!set) return 0;
    const std::int64_t before = set->size;
    const bool indexed = order_.indexed(set->id);
    for (const std::string_view member : members) {
      const auto score = indexed ? score_of(*set, member) : std::optional<double>(0);
      if (!score || remove_.run(set->id, member) == 0) continue;
      --set->size;
      order_.removed(set->id, {*score, member});
    }
    const std::int64_t removed = before - set->size;
    if (removed != 0) at_.save(key, *set);
    return removed;
  }

  std::vector<std::string> run(cmd::zrange, std::string_view key, const bound& from,
                               const bound& to, const zrange_options& how) {
    return range<std::string>(key, from, to, how);
  }
  std::vector<scored> run(cmd::zrange, std::string_view key, const bound& from, const bound& to,
                          with_scores_tag, const zrange_options& how) {
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

  std::optional<double> run(cmd::zscore, std::string_view key, std::string_view member) {
    const auto set = at_.find(key, kind::sorted_set);
    return set ? score_of(*set, member) : std::nullopt;
  }

  std::optional<std::int64_t> run(cmd::zrank, std::string_view key, std::string_view member) {
    const auto set = at_.find(key, kind::sorted_set);
    if (!set) return std::nullopt;
    const auto score = score_of(*set, member);
    if (!score) return std::nullopt;
    return order_.below(*set, {*score, member});
  }

  std::int64_t run(cmd::zcard, std::string_view key) {
    const auto set = at_.find(key, kind::sorted_set);
    return set ? set->size : 0;
  }

  std::int64_t run(cmd::zcount, std::string_view key, const bound& low, const bound& high) {
    const score_range wanted = parse_score_range(low, high);
    const auto set = at_.find(key, kind::sorted_set);
    return set && !wanted.empty ? order_.count(*set, wanted) : 0;
  }

 private:
  enum class outcome { held_back, unchanged, updated, added };

  static void refuse_contradiction(const zadd_options& how) {
    if (how.when == zadd_if::absent && how.compare != zadd_compare::any) {
      throw error(errc::syntax,
                  "ERR GT, LT, and/or NX options at the same time are not compatible");
    }
  }
  static void refuse_nan(double score) {
    if (std::isnan(score)) throw_not_float();
  }

  /// Yields  nothing where the key is absent and must be present.
  std::optional<collection> open(std::string_view key, const zadd_options& how) {
    if (how.when == zadd_if::present) return at_.find(key, kind::sorted_set);
    return at_.find_or_make(key, kind::sorted_set);
  }

  [[nodiscard]] std::optional<double> score_of(const collection& set, std::string_view member) {
    auto row = score_(set.id, member);
    if (!row.next()) return std::nullopt;
    return row.real(0);
  }

  outcome put(collection& set, double score, std::string_view member, const zadd_options& how) {
    const bool must_know =
        how.when == zadd_if::present || how.compare != zadd_compare::any || order_.indexed(set.id);
    if (must_know) return put_known(set, score, member, how, score_of(set, member));
    if (how.when == zadd_if::absent)
      return add(set, score, member) ? outcome::added : outcome::held_back;
    // Members come in runs of new or of old ones: what the last one was is tried first.
    if (expect_old_ && update_.run(set.id, member, score) == 1) return outcome::updated;
    if (add(set, score, member)) {
      expect_old_ = false;
      return outcome::added;
    }
    if (expect_old_) return outcome::unchanged;
    expect_old_ = true;
    return update_.run(set.id, member, score) == 1 ? outcome::updated : outcome::unchanged;
  }

  /// The same where the member's score is known; nothing where it has none.
  outcome put_known(collection& set, double score, std::string_view member, const zadd_options& how,
                    std::optional<double> old) {
    if (!old) {
      if (how.when == zadd_if::present) return outcome::held_back;
      add(set, score, member);
      return outcome::added;
    }
    if (how.when == zadd_if::absent) return outcome::held_back;
    if (how.compare == zadd_compare::greater && score <= *old) return outcome::held_back;
    if (how.compare == zadd_compare::less && score >= *old) return outcome::held_back;
    if (score == *old) return outcome::unchanged;
    update_.run(set.id, member, score);
    order_.removed(set.id, {*old, member});
    order_.added(set.id, {score, member});
    return outcome::updated;
  }

  bool add(collection& set, double score, std::string_view member) {
    if (insert_.run(set.id, member, score) == 0) return false;
    ++set.size;
    order_.added(set.id, {score, member});
    return true;
  }

  template <class Element>
  std::vector<Element> range(std::string_view key, const bound& from, const bound& to,
                             const zrange_options& how) {
    const bool by_index = how.by == range_by::index;
    // Redis takes LIMIT's count, not LIMIT itself, as the sign that there is one.
    if (by_index && how.limit && how.limit->count != -1) {
      throw error(errc::syntax,
                  "ERR syntax error, LIMIT is only supported in combination with either BYSCORE "
                  "or BYLEX");
    }
    if constexpr (std::is_same_v<Element, scored>) {
      if (how.by == range_by::lex) {
        throw error(errc::syntax,
                    "ERR syntax error, WITHSCORES not supported in combination with BYLEX");
      }
    }
    if (by_index) {
      const std::int64_t first = parse_index(from);
      const std::int64_t last = parse_index(to);
      const auto set = at_.find(key, kind::sorted_set);
      return set ? by_position<Element>(*set, first, last, how.reverse) : std::vector<Element>();
    }
    const bound& low = how.reverse ? to : from;
    const bound& high = how.reverse ? from : to;
    const range_limit limit = how.limit.value_or(range_limit{});
    if (how.by == range_by::score) {
      const score_range wanted = parse_score_range(low, high);
      const auto set = at_.find(key, kind::sorted_set);
      if (!set || wanted.empty || limit.offset < 0) return {};
      return order_.by_score<Element>(*set, wanted, limit, how.reverse);
    }
    const lex_range wanted = parse_lex_range(low, high);
    const auto set = at_.find(key, kind::sorted_set);
    if (!set || wanted.empty || limit.offset < 0) return {};
    return order_.by_member<Element>(*set, wanted, limit, how.reverse);
  }

  template <class Element>
  std::vector<Element> by_position(const collection& set, std::int64_t first, std::int64_t last,
                                   bool reverse) {
    if (first < 0) first = std::max<std::int64_t>(first + set.size, 0);
    if (last < 0) last += set.size;
    last = std::min(last, set.size - 1);
    if (first > last) return {};
    if (!reverse) return order_.by_position<Element>(set, first, last, false);
    return order_.by_position<Element>(set, set.size - 1 - last, set.size - 1 - first, true);
  }

  store& at_;
  score_order order_;
  bool expect_old_ = false;
  sqlite::statement score_{at_.connection(),
                           "SELECT score FROM zset_member WHERE collection = ?1 AND member = ?2"};
  sqlite::statement insert_{at_.connection(),
                            "INSERT OR IGNORE INTO zset_member (collection, member, score) "
                            "VALUES (?1, ?2, ?3)"};
  sqlite::statement update_{at_.connection(),
                            "UPDATE zset_member SET score = ?3 "
                            "WHERE collection = ?1 AND member = ?2 AND score <> ?3"};
  sqlite::statement remove_{at_.connection(),
                            "DELETE FROM zset_member WHERE collection = ?1 AND member = ?2"};
};

}  // namespace redlite::detail
