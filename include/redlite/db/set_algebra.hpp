// redlite/db/set_algebra.hpp: several members at once, several sets at once, and pages of one.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/set_algebra.hpp>  // the commands
#include <redlite/core/bytes.hpp>           // members that are integers
#include <redlite/core/error.hpp>           // refusals
#include <redlite/db/argument_limits.hpp>   // empty lists
#include <redlite/db/scan.hpp>              // pages
#include <redlite/db/set.hpp>               // sets

#include <algorithm>      // std::any_of
#include <cstdint>        // std::int64_t
#include <string>         // members
#include <string_view>    // members
#include <unordered_set>  // SUNION
#include <utility>        // std::move
#include <vector>         // results

namespace redlite::detail {

template <>
inline constexpr bool refuses_empty_itself<cmd::sintercard> = true;

class set_algebra : public sets {
 public:
  using sets::run;
  using sets::sets;

  std::vector<bool> run(cmd::smismember, std::string_view key,
                        const many<std::string_view>& members) {
    std::vector<bool> answers(members.size());
    const auto set = at_.find(key, kind::set);
    if (!set) return answers;
    for (std::size_t i = 0; i < members.size(); ++i) answers[i] = has(*set, members[i]);
    return answers;
  }

  bool run(cmd::smove, std::string_view from, std::string_view to, std::string_view member) {
    auto source = at_.find(from, kind::set);
    if (!source) return false;
    const auto target = at_.find(to, kind::set);
    if (target && target->id == source->id) return has(*source, member);
    if (remove(from, *source, member) == 0) return false;
    run(cmd::sadd{}, to, member);
    return true;
  }

  std::vector<std::string> run(cmd::sdiff, const many<std::string_view>& keys) {
    return difference(keys);
  }
  std::vector<std::string> run(cmd::sunion, const many<std::string_view>& keys) {
    return all_of(keys);
  }

  std::int64_t run(cmd::sintercard, const many<std::string_view>& keys,
                   const sintercard_options& how) {
    // Without LIMIT the command is a word too short.
    if (keys.empty() && !how.limit) throw_wrong_arity(cmd::sintercard::name);
    if (keys.empty()) throw error(errc::out_of_range, "ERR numkeys should be greater than 0");
    const std::int64_t limit = how.limit.value_or(0);
    if (limit < 0) throw error(errc::out_of_range, "ERR LIMIT can't be negative");
    return static_cast<std::int64_t>(intersection(keys, limit).size());
  }

  std::int64_t run(cmd::sdiffstore, std::string_view to, const many<std::string_view>& keys) {
    return store_at(to, difference(keys));
  }
  std::int64_t run(cmd::sunionstore, std::string_view to, const many<std::string_view>& keys) {
    return store_at(to, all_of(keys));
  }
  std::int64_t run(cmd::sinterstore, std::string_view to, const many<std::string_view>& keys) {
    return store_at(to, intersection(keys, 0));
  }

  page<std::string> run(cmd::sscan, std::string_view key, std::uint64_t cursor,
                        const scan_options& how) {
    page<std::string> found;
    const auto set = at_.find(key, kind::set);
    if (!set) return found;
    const std::int64_t count = scan_count(how);
    scan_slice slice;
    if (set->size <= whole_max) slice.members = order_.all(*set);
    // A small set of integers is one page, whatever was asked for, as it is in Redis.
    if (!std::all_of(slice.members.begin(), slice.members.end(),
                     [](const std::string& member) { return parse_integer(member).has_value(); }) ||
        slice.members.empty())
      slice = order_.page(*set, cursor, count);
    found.cursor = slice.cursor;
    for (std::string& member : slice.members) {
      if (scan_matches(how, member)) found.items.push_back(std::move(member));
    }
    return found;
  }

 private:
  static constexpr std::int64_t whole_max = 512;

  /// The sets that are there, of those from `first` on.
  std::vector<collection> operands(const many<std::string_view>& keys, std::size_t first) {
    std::vector<collection> found;
    for (std::size_t i = first; i < keys.size(); ++i) {
      if (const auto set = at_.find(keys[i], kind::set)) found.push_back(*set);
    }
    return found;
  }

  std::vector<std::string> difference(const many<std::string_view>& keys) {
    std::vector<std::string> left;
    const auto from = at_.find(keys[0], kind::set);
    const auto others = operands(keys, 1);
    if (!from) return left;
    order_.each_while(*from, [&](std::string_view member) {
      const bool elsewhere = std::any_of(others.begin(), others.end(),
                                         [&](const collection& set) { return has(set, member); });
      if (!elsewhere) left.emplace_back(member);
      return true;
    });
    return left;
  }

  std::vector<std::string> all_of(const many<std::string_view>& keys) {
    const auto given = operands(keys, 0);
    if (given.empty()) return {};
    if (given.size() == 1) return order_.all(given.front());
    std::unordered_set<std::string> members;
    for (const collection& set : given) {
      order_.each_while(set, [&](std::string_view member) {
        members.emplace(member);
        return true;
      });
    }
    std::vector<std::string> all;
    all.reserve(members.size());
    while (!members.empty()) all.push_back(std::move(members.extract(members.begin()).value()));
    return all;
  }

  std::int64_t store_at(std::string_view key, const std::vector<std::string>& members) {
    at_.drop(key);
    return members.empty() ? 0 : run(cmd::sadd{}, key, members);
  }
};

}  // namespace redlite::detail
