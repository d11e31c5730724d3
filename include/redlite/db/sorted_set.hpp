// redlite/db/sorted_set.hpp: sorted sets: members by name: their scores and ranks.
//
// Floor: db. Rows are sorted_set_rows.hpp's, ranges sorted_set_range.hpp's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sorted_set.hpp>  // the commands
#include <redlite/core/error.hpp>          // syntax, overflow
#include <redlite/db/argument_limits.hpp>  // throw_wrong_arity
#include <redlite/db/score_range.hpp>      // ends of ranges
#include <redlite/db/sorted_set_rows.hpp>  // members
#include <redlite/db/store.hpp>            // store

#include <cmath>        // std::isnan
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string_view>  // members
#include <vector>       // scores

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::zadd> = true;

class sorted_sets {
 public:
  explicit sorted_sets(store& at) : at_(at), rows_(at) {}
  sorted_sets(const sorted_sets&) = delete;
  sorted_sets& operator=(const sorted_sets&) = delete;

  /// What the other families of sorted-set commands share.
  [[nodiscard]] sorted_set_rows& rows() noexcept { return rows_; }

  std::int64_t run(cmd::zadd, std::string_view key, const many<score_member>& pairs,
                   const zadd_options& how) {
    // Two words of options make up the number of words that a call must have.
    const int words =
        (how.when != zadd_if::always) + (how.compare != zadd_compare::any) + (how.changed ? 1 : 0);
    if (pairs.empty() && words >= 2) throw_syntax();
    if (pairs.empty()) throw_wrong_arity(cmd::zadd::name);
    refuse_contradiction(how);
    for (const auto& [score, member] : pairs) refuse_nan(score);
    return rows_.add(key, pairs, how);
  }

  std::optional<double> run(cmd::zadd, std::string_view key, increment_tag, double delta,
                            std::string_view member, const zadd_options& how) {
    refuse_contradiction(how);
    refuse_nan(delta);
    auto set = rows_.open(key, how);
    if (!set) return std::nullopt;
    const auto old = rows_.score_of(*set, member);
    // Before the sum is looked at: Redis holds back even what would be no number.
    if (old && how.when == zadd_if::absent) return std::nullopt;
    const double score = old ? *old + delta : delta;
    if (std::isnan(score)) throw error(errc::overflow, "ERR resulting score is not a number (NaN)");
    const std::int64_t before = set->size;
    if (rows_.put_known(*set, score, member, how, old) == sorted_set_rows::outcome::held_back)
      return std::nullopt;
    if (set->size != before) at_.save(key, *set);
    return score;
  }

  double run(cmd::zincrby, std::string_view key, double delta, std::string_view member) {
    return *run(cmd::zadd{}, key, increment, delta, member, {});
  }

  std::int64_t run(cmd::zrem, std::string_view key, const many<std::string_view>& members) {
    auto set = rows_.find(key);
    return set ? rows_.remove(key, *set, members) : 0;
  }

  std::optional<double> run(cmd::zscore, std::string_view key, std::string_view member) {
    const auto set = rows_.find(key);
    return set ? rows_.score_of(*set, member) : std::nullopt;
  }

  std::vector<std::optional<double>> run(cmd::zmscore, std::string_view key,
                                         const many<std::string_view>& members) {
    const auto set = rows_.find(key);
    std::vector<std::optional<double>> scores(members.size());
    if (!set) return scores;
    for (std::size_t i = 0; i < members.size(); ++i) scores[i] = rows_.score_of(*set, members[i]);
    return scores;
  }

  std::optional<std::int64_t> run(cmd::zrank, std::string_view key, std::string_view member) {
    const auto set = rows_.find(key);
    return set ? rank(*set, member) : std::nullopt;
  }

  std::optional<std::int64_t> run(cmd::zrevrank, std::string_view key, std::string_view member) {
    const auto set = rows_.find(key);
    if (!set) return std::nullopt;
    const auto before = rank(*set, member);
    if (!before) return std::nullopt;
    return set->size - 1 - *before;
  }

  std::int64_t run(cmd::zcard, std::string_view key) {
    const auto set = rows_.find(key);
    return set ? set->size : 0;
  }

  std::int64_t run(cmd::zcount, std::string_view key, const bound& low, const bound& high) {
    const score_range wanted = parse_score_range(low, high);
    const auto set = rows_.find(key);
    return set && !wanted.empty ? rows_.order().count(*set, wanted) : 0;
  }

 private:
  static void refuse_contradiction(const zadd_options& how) {
    if (how.when == zadd_if::absent && how.compare != zadd_compare::any) {
      throw error(errc::syntax,
                  "ERR GT, LT, and/or NX options at the same time are not compatible");
    }
  }
  static void refuse_nan(double score) {
    if (std::isnan(score)) throw_not_float();
  }

  std::optional<std::int64_t> rank(const collection& set, std::string_view member) {
    const auto score = rows_.score_of(set, member);
    if (!score) return std::nullopt;
    return rows_.order().below(set, {*score, member});
  }

  store& at_;
  sorted_set_rows rows_;
};

}  // namespace redlite::detail
