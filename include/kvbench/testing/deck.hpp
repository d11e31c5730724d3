// kvbench/testing/deck.hpp: which commands are drawn, and how often.
//
// Floor: wing testing. Commands that make values are drawn more often than those that take them
// away, or stores would be empty most of the time.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::min
#include <array>        // weights
#include <cstdint>      // weights
#include <map>          // families
#include <string>       // letters
#include <string_view>  // names
#include <utility>      // std::swap
#include <vector>       // forms

#include <kvbench/testing/player.hpp>  // vocabulary

namespace kvbench::testing::detail {

struct weight {
  std::string_view command;
  std::uint64_t percent;  // of the turns of others in its family
};

inline constexpr std::array weights{weight{"FLUSHDB", 2},
                                    weight{"FLUSHALL", 2},
                                    weight{"SWAPDB", 10},
                                    weight{"SELECT", 15},
                                    weight{"DEL", 50},
                                    weight{"UNLINK", 50},
                                    weight{"GETDEL", 50},
                                    weight{"RPUSH", 500},
                                    weight{"LPUSH", 400},
                                    weight{"LTRIM", 30},
                                    weight{"LPOP", 50},
                                    weight{"RPOP", 50},
                                    weight{"LMPOP", 50},
                                    weight{"HSET", 400},
                                    weight{"SADD", 400},
                                    weight{"SPOP", 50},
                                    weight{"ZADD", 500},
                                    weight{"ZPOPMIN", 40},
                                    weight{"ZPOPMAX", 40},
                                    weight{"ZMPOP", 40},
                                    weight{"ZREMRANGEBYLEX", 40},
                                    weight{"ZREMRANGEBYRANK", 40},
                                    weight{"ZREMRANGEBYSCORE", 40},
                                    weight{"GEOADD", 300},
                                    weight{"PFADD", 300},
                                    weight{"XADD", 700},
                                    weight{"XTRIM", 40},
                                    weight{"XSETID", 40},
                                    weight{"XGROUP CREATE", 250},
                                    weight{"XGROUP DESTROY", 15},
                                    weight{"XGROUP DELCONSUMER", 30},
                                    weight{"SORT", 60},
                                    weight{"ZUNIONSTORE", 40},
                                    weight{"ZINTERSTORE", 25},
                                    weight{"ZDIFFSTORE", 25},
                                    weight{"ZRANGESTORE", 40},
                                    weight{"SUNIONSTORE", 40},
                                    weight{"SINTERSTORE", 25},
                                    weight{"SDIFFSTORE", 25},
                                    weight{"GEOSEARCHSTORE", 40},
                                    weight{"BITOP", 50},
                                    weight{"XREADGROUP", 500}};

/// Forms to draw from, family by family, so that families with many forms leave room.
class deck {
 public:
  deck() = default;
  template <class Wanted>
  deck(vocabulary const& words, Wanted const& wanted) {
    std::map<std::string_view, std::size_t> place;
    for (form const& one : words.forms()) {
      if (!wanted(one)) continue;
      auto const [at, is_new] = place.try_emplace(one.family, families_.size());
      if (is_new) families_.emplace_back();
      families_[at->second].push_back({&one, percent_of(one.command)});
    }
  }

  [[nodiscard]] bool empty() const noexcept { return families_.empty(); }

  /// What one sequence is drawn from: one time in four all; else the families of a few kinds of
  /// key, which then meet more often, and only some of what takes values away, so that they grow.
  [[nodiscard]] deck hand(source& from) const {
    if (from.chance(25)) return *this;
    std::vector<std::vector<std::vector<card>>> kinds;  // families that like the same keys
    std::map<std::string_view, std::size_t> place;
    for (auto const& family : families_) {
      std::string_view const name = family.front().of->family;
      std::string_view const letter = source::letter_of(name);
      auto const [at, is_new] = place.try_emplace(letter.empty() ? name : letter, kinds.size());
      if (is_new) kinds.emplace_back();
      kinds[at->second].push_back(family);
    }
    deck some;
    for (auto left = 1 + from.below(3); left > 0 && !kinds.empty(); --left) {
      std::swap(kinds[from.below(kinds.size())], kinds.back());
      for (auto const& family : kinds.back()) some.families_.push_back(some_of(family, from));
      kinds.pop_back();
    }
    return some;
  }

  [[nodiscard]] form const& draw(source& from) const {
    std::uint64_t all = 0;
    for (auto const& family : families_) all += turns(family);
    std::uint64_t ticket = from.below(all);
    std::size_t at = 0;
    while (ticket >= turns(families_[at])) ticket -= turns(families_[at++]);
    return draw(families_[at], from);
  }

  /// Of the keys that the families like; all where none likes some.
  [[nodiscard]] std::string letters() const {
    std::string all;
    for (auto const& family : families_) {
      std::string_view const letter = source::letter_of(family.front().of->family);
      if (all.find(letter) == all.npos) all += letter;
    }
    return all.empty() ? std::string(pool::key_letters) : all;
  }

  void remove(form const& of) {
    for (auto& family : families_)
      std::erase_if(family, [&of](card const& one) { return one.of == &of; });
    std::erase_if(families_, [](auto const& family) { return family.empty(); });
  }

 private:
  struct card {
    form const* of;
    std::uint64_t percent;
  };

  static std::vector<card> some_of(std::vector<card> const& family, source& from) {
    std::vector<card> kept;
    for (card const& one : family) {
      if (one.percent >= 100 || from.chance(50)) kept.push_back(one);
    }
    return kept.empty() ? family : kept;
  }
  static std::uint64_t percent_of(std::string_view command) {
    for (weight const& one : weights) {
      if (one.command == command) return one.percent;
    }
    return 100;
  }
  /// A family counts by its forms, up to ten of them.
  static std::uint64_t turns(std::vector<card> const& family) {
    return std::min<std::uint64_t>(family.size(), 10);
  }
  static form const& draw(std::vector<card> const& family, source& from) {
    std::uint64_t all = 0;
    for (card const& one : family) all += one.percent;
    std::uint64_t ticket = from.below(all);
    auto one = family.begin();
    while (ticket >= one->percent) ticket -= (one++)->percent;
    return *one->of;
  }

  std::vector<std::vector<card>> families_;
};

}  // namespace kvbench::testing::detail
