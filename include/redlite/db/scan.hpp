// redlite/db/scan.hpp: the order in which SCAN and its kin go, and collections in that order.
//
// Floor: db. Knows no SQL. A cursor is the place from which to go on, and places never change: so
// nothing is kept for a cursor, and what is there throughout is met exactly once.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/scan.hpp>   // scan_options
#include <redlite/core/error.hpp>     // syntax
#include <redlite/core/glob.hpp>      // MATCH
#include <redlite/db/collection.hpp>  // collection

#include <algorithm>      // std::lower_bound
#include <bit>            // std::bit_width
#include <cstddef>        // std::size_t
#include <cstdint>        // places
#include <list>           // least recently used
#include <string>         // members
#include <string_view>    // members
#include <unordered_map>  // by collection
#include <utility>        // std::move
#include <vector>         // members in order

namespace redlite::detail {

inline constexpr int scan_place_bits = 48;  // a double holds them exactly

/// Yields  where these bytes stand among all others, from 1: a hash. The same on every machine and
///         for ever, as a cursor may be older than the program.
[[nodiscard]] inline std::uint64_t scan_place(std::string_view bytes) noexcept {
  std::uint64_t hash = bytes.size() + 0x9e3779b97f4a7c15;
  const auto stir = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0xbf58476d1ce4e5b9;
    hash ^= hash >> 32;
  };
  while (!bytes.empty()) {
    const std::string_view some = bytes.substr(0, 8);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < some.size(); ++i) {
      word |= std::uint64_t{static_cast<unsigned char>(some[i])} << (8 * i);
    }
    stir(word);
    bytes.remove_prefix(some.size());
  }
  stir(0x94d049bb133111eb);
  const std::uint64_t place = hash >> (64 - scan_place_bits);
  return place == 0 ? 1 : place;
}

/// Yields  how many elements a page shall look at.
/// Errors  syntax where COUNT is below 1.
[[nodiscard]] inline std::int64_t scan_count(const scan_options& how) {
  const std::int64_t count = how.count.value_or(10);
  if (count < 1) throw_syntax();
  return count;
}
/// Yields  whether MATCH lets it pass; "*" alone, all.
[[nodiscard]] inline bool scan_matches(const scan_options& how, std::string_view bytes) noexcept {
  return !how.match || *how.match == "*" || glob_match(*how.match, bytes);
}

struct scan_slice {
  std::uint64_t cursor = 0;  // of the next, 0 where there is none
  std::vector<std::string> members;
};

/// The members of one collection by their places.
class scan_order {
 public:
  /// Yields  how many members there are.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// A member that is not there yet.
  void add(std::string_view member) {
    if (size_ >= parts_.size() * per_part * 4) spread();
    const item added{scan_place(member), std::string(member)};
    auto& part = parts_[number_of(added.place)];
    part.insert(std::lower_bound(part.begin(), part.end(), added), added);
    ++size_;
  }
  /// A member that is there.
  void remove(std::string_view member) {
    const item gone{scan_place(member), std::string(member)};
    auto& part = parts_[number_of(gone.place)];
    part.erase(std::lower_bound(part.begin(), part.end(), gone));
    --size_;
  }

  /// Yields  up to `count` members from a cursor on; more only where several share the last place.
  /// Cost    O(count).
  [[nodiscard]] scan_slice page(std::uint64_t cursor, std::int64_t count) const {
    scan_slice found;
    std::uint64_t last = 0;
    for (std::size_t number = number_of(cursor); number < parts_.size(); ++number) {
      for (const item& each : parts_[number]) {
        if (each.place < cursor) continue;
        const bool full = static_cast<std::int64_t>(found.members.size()) >= count;
        if (full && each.place != last) {
          found.cursor = each.place;
          return found;
        }
        last = each.place;
        found.members.push_back(each.member);
      }
    }
    return found;
  }

 private:
  static constexpr std::size_t per_part = 16;  // members of a part, as a rule up to four times that

  struct item {
    std::uint64_t place;
    std::string member;

    friend bool operator<(const item& a, const item& b) noexcept {
      return a.place < b.place || (a.place == b.place && a.member < b.member);
    }
  };

  [[nodiscard]] std::size_t number_of(std::uint64_t place) const noexcept {
    return static_cast<std::size_t>(place >> shift_);
  }

  /// Four times as many parts.
  void spread() {
    std::vector<std::vector<item>> old(parts_.size() * 4);
    old.swap(parts_);
    shift_ -= 2;
    for (auto& part : old) {
      for (item& each : part) parts_[number_of(each.place)].push_back(std::move(each));
    }
  }

  std::size_t size_ = 0;
  int shift_ = scan_place_bits;
  std::vector<std::vector<item>> parts_{1};
};

/// The orders of a family's collections, by their ids; those not used for longest go first. Each is
/// made by the first page of a large collection, and told from then on what comes and goes.
class scan_orders {
 public:
  /// Up to so many members are put in order for each page anew.
  static constexpr std::int64_t small_max = 256;

  /// All of them together keep to so many members (some 80 MB), a single larger one excepted.
  explicit scan_orders(std::size_t members_max = std::size_t{1} << 20)
      : members_max_(members_max) {}

  /// Yields  a page of the collection; `for_each_member(f)` calls `f` with every member.
  /// Cost    O(count), the first time O(members).
  template <class ForEachMember>
  scan_slice page(const collection& at, std::uint64_t cursor, std::int64_t count,
                  ForEachMember&& for_each_member) {
    if (at.size > small_max) {
      if (const scan_order* const known = find(at.id)) return known->page(cursor, count);
    }
    scan_order made;
    for_each_member([&](std::string_view member) { made.add(member); });
    scan_slice found = made.page(cursor, count);
    if (at.size > small_max) keep(at.id, std::move(made));
    return found;
  }

  void added(std::int64_t id, std::string_view member) {
    if (scan_order* const order = find(id)) order->add(member);
  }
  void removed(std::int64_t id, std::string_view member) {
    if (scan_order* const order = find(id)) order->remove(member);
  }
  void erase(std::int64_t id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return;
    used_.erase(found->second);
    by_id_.erase(found);
  }
  void clear() noexcept {
    used_.clear();
    by_id_.clear();
  }
  [[nodiscard]] std::size_t size() const noexcept { return by_id_.size(); }

 private:
  struct entry {
    std::int64_t id;
    scan_order order;
  };

  scan_order* find(std::int64_t id) {
    if (by_id_.empty()) return nullptr;
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return nullptr;
    used_.splice(used_.begin(), used_, found->second);
    return &found->second->order;
  }

  void keep(std::int64_t id, scan_order&& made) {
    used_.push_front({id, std::move(made)});
    by_id_[id] = used_.begin();
    std::size_t members = 0;
    for (const entry& each : used_) members += each.order.size();
    while (members > members_max_ && used_.size() > 1) {
      members -= used_.back().order.size();
      by_id_.erase(used_.back().id);
      used_.pop_back();
    }
  }

  std::size_t members_max_;
  std::list<entry> used_;  // most recently used first
  std::unordered_map<std::int64_t, std::list<entry>::iterator> by_id_;
};

}  // namespace redlite::detail
