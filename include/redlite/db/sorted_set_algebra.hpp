// redlite/db/sorted_set_algebra.hpp: unions, intersections and differences of sorted sets.
//
// Floor: db. Plain sets take part as sorted sets whose scores are all 1.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sorted_set_algebra.hpp>  // the commands
#include <redlite/core/error.hpp>                  // wrong_type, syntax
#include <redlite/db/argument_limits.hpp>          // throw_wrong_arity
#include <redlite/db/sorted_set_rows.hpp>          // results stored
#include <redlite/db/store.hpp>                    // store
#include <redlite/sqlite/statement.hpp>            // statement

#include <algorithm>      // std::stable_sort
#include <cmath>          // std::isnan
#include <cstdint>        // std::int64_t
#include <optional>       // limits
#include <string>         // members
#include <string_view>    // members
#include <unordered_map>  // unions
#include <utility>        // std::move
#include <vector>         // operands, results

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::zunion> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::zinter> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::zdiff> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::zintercard> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::zunionstore> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::zinterstore> = true;
template <>
inline constexpr bool refuses_empty_itself<cmd::zdiffstore> = true;

class sorted_set_algebra {
 public:
  sorted_set_algebra(store& at, sorted_set_rows& rows) : at_(at), rows_(rows) {}

  std::vector<std::string> run(cmd::zunion, const many<std::string_view>& keys,
                               const zset_merge_options& how) {
    refuse_no_keys<cmd::zunion>(keys, true);
    return members(unite(keys, how, 0));
  }
  std::vector<scored> run(cmd::zunion, const many<std::string_view>& keys, with_scores_tag,
                          const zset_merge_options& how) {
    refuse_no_keys<cmd::zunion>(keys, true);
    return unite(keys, how, 1);
  }
  std::vector<std::string> run(cmd::zinter, const many<std::string_view>& keys,
                               const zset_merge_options& how) {
    refuse_no_keys<cmd::zinter>(keys, true);
    return members(intersect(keys, how, 0));
  }
  std::vector<scored> run(cmd::zinter, const many<std::string_view>& keys, with_scores_tag,
                          const zset_merge_options& how) {
    refuse_no_keys<cmd::zinter>(keys, true);
    return intersect(keys, how, 1);
  }
  std::vector<std::string> run(cmd::zdiff, const many<std::string_view>& keys) {
    refuse_no_keys<cmd::zdiff>(keys, false);
    return members(subtract(keys));
  }
  std::vector<scored> run(cmd::zdiff, const many<std::string_view>& keys, with_scores_tag) {
    refuse_no_keys<cmd::zdiff>(keys, true);
    return subtract(keys);
  }

  std::int64_t run(cmd::zintercard, const many<std::string_view>& keys,
                   const zintercard_options& how) {
    refuse_no_keys<cmd::zintercard>(keys, how.limit.has_value());
    const std::vector<operand> all = by_size(open(keys));
    const std::int64_t limit = how.limit.value_or(0);
    if (limit < 0) throw error(errc::out_of_range, "ERR LIMIT can't be negative");
    std::int64_t found = 0;
    each_common(all, [&](std::string_view, double) { return ++found != limit; });
    return found;
  }

  std::int64_t run(cmd::zunionstore, std::string_view to, const many<std::string_view>& keys,
                   const zset_merge_options& how) {
    refuse_no_keys<cmd::zunionstore>(keys, true);
    return store_at(to, unite(keys, how, 0));
  }
  std::int64_t run(cmd::zinterstore, std::string_view to, const many<std::string_view>& keys,
                   const zset_merge_options& how) {
    refuse_no_keys<cmd::zinterstore>(keys, true);
    return store_at(to, intersect(keys, how, 0));
  }
  std::int64_t run(cmd::zdiffstore, std::string_view to, const many<std::string_view>& keys) {
    refuse_no_keys<cmd::zdiffstore>(keys, false);
    return store_at(to, subtract(keys));
  }

 private:
  std::int64_t store_at(std::string_view key, const std::vector<scored>& members) {
    return rows_.replace(key, members, sorted_set_rows::fits_packed(members));
  }

  /// Errors  syntax where there are none: by Redis' count of words, or in words of its own.
  template <class Command>
  static void refuse_no_keys(const many<std::string_view>& keys, bool enough_words) {
    if (!keys.empty()) return;
    if (!enough_words) throw_wrong_arity(Command::name);
    throw error(errc::syntax, "ERR at least 1 input key is needed for '" +
                                  lower_case(Command::name) + "' command");
  }

  struct operand {
    collection what;  // absent: of size 0
    double weight = 1;
  };

  /// Errors  wrong_type, before anything is said of the options.
  std::vector<operand> open(const many<std::string_view>& keys) {
    std::vector<operand> all;
    for (const std::string_view key : keys) {
      const auto found = at_.look_up(key);
      if (found && found->type != kind::set && found->type != kind::sorted_set) throw_wrong_type();
      all.push_back({found.value_or(collection{})});
    }
    return all;
  }

  /// Errors  syntax, not_float: Redis takes for a missing weight what comes after, WITHSCORES.
  static std::vector<operand> weighted(std::vector<operand> all, const zset_merge_options& how,
                                       std::size_t words_after) {
    if (!how.weights) return all;
    const std::vector<double>& weights = *how.weights;
    if (weights.size() + words_after < all.size()) throw_syntax();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i >= weights.size() || std::isnan(weights[i]))
        throw error(errc::not_float, "ERR weight value is not a float");
      all[i].weight = weights[i];
    }
    if (weights.size() > all.size()) throw_syntax();
    return all;
  }

  /// Smallest first. Sums of more than two scores depend on the order; Redis' is this one.
  static std::vector<operand> by_size(std::vector<operand> all) {
    std::stable_sort(all.begin(), all.end(),
                     [](const operand& a, const operand& b) { return a.what.size < b.what.size; });
    return all;
  }

  static double number_or_zero(double score) { return std::isnan(score) ? 0 : score; }

  /// Source  Redis: opposite infinities add up to 0; a NaN is never lower or higher.
  static void merge(double& into, double score, zset_aggregate how) {
    switch (how) {
      case zset_aggregate::sum:
        into = number_or_zero(into + score);
        break;
      case zset_aggregate::min:
        if (score < into) into = score;
        break;
      case zset_aggregate::max:
        if (score > into) into = score;
        break;
    }
  }

  /// Calls `f(member, score)` for each member until it yields false.
  template <class Each>
  void each_member(const operand& from, Each&& f) {
    if (from.what.size == 0) return;
    const bool plain = from.what.type == kind::set;
    auto row = plain ? set_members_(from.what.id) : members_(from.what.id);
    while (row.next()) {
      if (!f(row.bytes(0), plain ? 1.0 : row.real(1))) return;
    }
  }

  [[nodiscard]] std::optional<double> score_in(const operand& other, std::string_view member) {
    if (other.what.size == 0) return std::nullopt;
    if (other.what.type == kind::sorted_set) return rows_.score_of(other.what, member);
    if (set_has_(other.what.id, member).next()) return 1;
    return std::nullopt;
  }

  /// The same for the members that are in all operands; the score is the first operand's.
  template <class Each>
  void each_common(const std::vector<operand>& all, Each&& f) {
    each_member(all.front(), [&](std::string_view member, double score) {
      for (std::size_t i = 1; i < all.size(); ++i) {
        if (!score_in(all[i], member)) return true;
      }
      return f(member, score);
    });
  }

  std::vector<scored> unite(const many<std::string_view>& keys, const zset_merge_options& how,
                            std::size_t words_after) {
    std::unordered_map<std::string, double> scores;
    for (const operand& from : by_size(weighted(open(keys), how, words_after))) {
      each_member(from, [&](std::string_view member, double score) {
        score = number_or_zero(from.weight * score);
        const auto [place, added] = scores.try_emplace(std::string(member), score);
        if (!added) merge(place->second, score, how.aggregate);
        return true;
      });
    }
    std::vector<scored> all;
    all.reserve(scores.size());
    while (!scores.empty()) {
      auto taken = scores.extract(scores.begin());
      all.push_back({std::move(taken.key()), taken.mapped()});
    }
    return in_order(std::move(all));
  }

  std::vector<scored> intersect(const many<std::string_view>& keys, const zset_merge_options& how,
                                std::size_t words_after) {
    const std::vector<operand> operands = by_size(weighted(open(keys), how, words_after));
    std::vector<scored> all;
    each_member(operands.front(), [&](std::string_view member, double score) {
      double merged = number_or_zero(operands.front().weight * score);
      for (std::size_t i = 1; i < operands.size(); ++i) {
        const auto other = score_in(operands[i], member);
        if (!other) return true;
        merge(merged, *other * operands[i].weight, how.aggregate);
      }
      all.push_back({std::string(member), merged});
      return true;
    });
    return in_order(std::move(all));
  }

  std::vector<scored> subtract(const many<std::string_view>& keys) {
    const std::vector<operand> operands = open(keys);
    std::vector<scored> all;
    each_member(operands.front(), [&](std::string_view member, double score) {
      for (std::size_t i = 1; i < operands.size(); ++i) {
        if (score_in(operands[i], member)) return true;
      }
      all.push_back({std::string(member), score});
      return true;
    });
    return in_order(std::move(all));
  }

  static std::vector<scored> in_order(std::vector<scored> all) {
    std::sort(all.begin(), all.end(), [](const scored& a, const scored& b) {
      return rank_key{a.score, a.member} < rank_key{b.score, b.member};
    });
    return all;
  }
  static std::vector<std::string> members(std::vector<scored> all) {
    std::vector<std::string> names;
    names.reserve(all.size());
    for (scored& each : all) names.push_back(std::move(each.member));
    return names;
  }

  store& at_;
  sorted_set_rows& rows_;
  sqlite::statement members_{at_.connection(),
                             "SELECT member, score FROM zset_member WHERE collection = ?1"};
  sqlite::statement set_members_{at_.connection(),
                                 "SELECT member FROM set_member WHERE collection = ?1"};
  sqlite::statement set_has_{at_.connection(),
                             "SELECT 1 FROM set_member WHERE collection = ?1 AND member = ?2"};
};

}  // namespace redlite::detail
