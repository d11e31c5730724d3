// redlite/db/member_order.hpp: the members of sets and the fields of hashes, by position and by
// place.
//
// Floor: db. It reads; the families write and tell it of each member added or removed.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/error.hpp>        // out_of_range
#include <redlite/db/rank_index.hpp>     // members by position
#include <redlite/db/sample.hpp>         // random positions
#include <redlite/db/scan.hpp>           // members by place
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <limits>       // the widest count
#include <string>       // members
#include <string_view>  // members
#include <vector>       // samples

namespace redlite::detail {

class member_order {
 public:
  /// `all`: the members of a collection, sorted. `nth`: of those from ?2 on, the one that ?3 others
  /// come before.
  struct queries {
    const char* all;
    const char* nth;
  };

  member_order(store& at, kind of, const queries& sql)
      : all_(at.connection(), sql.all), nth_(at.connection(), sql.nth) {
    at.on_forget([this] {
      ranks_.clear();
      places_.clear();
    });
    at.on_drop([this, of](const collection& gone) {
      if (gone.type != of) return;
      ranks_.erase(gone.id);
      places_.erase(gone.id);
    });
  }
  member_order(const member_order&) = delete;
  member_order& operator=(const member_order&) = delete;

  /// The row is there already.
  void added(std::int64_t id, std::string_view member) {
    places_.added(id, member);
    rank_index* const index = ranks_.find(id);
    if (index == nullptr) return;
    const auto full = index->add({0, member});
    if (!full) return;
    auto row = nth_(id, full->first.member, full->size / 2);
    if (row.next()) index->split(*full, {0, row.bytes(0)}, full->size / 2);
  }
  void removed(std::int64_t id, std::string_view member) {
    places_.removed(id, member);
    if (rank_index* const index = ranks_.find(id)) index->remove({0, member});
  }

  /// Calls `each` with every member; yields nothing more once it returns false.
  template <class Each>
  void each_while(const collection& at, Each&& each) {
    auto row = all_(at.id);
    while (row.next()) {
      if (!each(row.bytes(0))) return;
    }
  }
  [[nodiscard]] std::vector<std::string> all(const collection& at) {
    std::vector<std::string> members;
    members.reserve(static_cast<std::size_t>(at.size));
    auto row = all_(at.id);
    while (row.next()) members.emplace_back(row.bytes(0));
    return members;
  }

  /// Yields  a member, each as likely as any other. There must be one.
  [[nodiscard]] std::string random(const collection& at) {
    return member_at(at, random_.below(at.size));
  }

  /// Yields  as SRANDMEMBER and HRANDFIELD: up to `count` different members, every choice equally
  ///         likely, in random order; exactly -`count`, repeats allowed, where it is negative.
  [[nodiscard]] std::vector<std::string> random(const collection& at, std::int64_t count) {
    if (count >= 0) return sample(at, count);
    std::vector<std::string> drawn;
    for (; count < 0; ++count) drawn.push_back(random(at));
    return drawn;
  }

  /// Yields  `count` different members, every choice equally likely, in random order; all that
  ///         there are, in no order, where there are no more.
  [[nodiscard]] std::vector<std::string> sample(const collection& at, std::int64_t count) {
    if (count >= at.size) return all(at);
    std::vector<std::string> chosen;
    chosen.reserve(static_cast<std::size_t>(count));
    if (at.size <= scan_max || count >= at.size / 64) {
      // One scan that takes each member as likely as it is still wanted.
      std::int64_t left = at.size;
      each_while(at, [&](std::string_view member) {
        const std::int64_t wanted = count - static_cast<std::int64_t>(chosen.size());
        if (wanted > 0 && random_.below(left--) < wanted) chosen.emplace_back(member);
        return wanted > 0;
      });
      shuffle(random_, chosen);
      return chosen;
    }
    for (const std::int64_t position : distinct_positions(random_, at.size, count)) {
      chosen.push_back(member_at(at, position));
    }
    return chosen;
  }

  /// Yields  a page in the order of places.
  [[nodiscard]] scan_slice page(const collection& at, std::uint64_t cursor, std::int64_t count) {
    return places_.page(at, cursor, count, [&](auto&& each) {
      auto row = all_(at.id);
      while (row.next()) each(row.bytes(0));
    });
  }

 private:
  [[nodiscard]] std::string member_at(const collection& at, std::int64_t position) {
    std::string_view from;
    if (at.size > scan_max) {
      const auto bucket = index_of(at).at(position);
      from = bucket.first.member;
      position -= bucket.before;
    }
    auto row = nth_(at.id, from, position);
    return row.next() ? std::string(row.bytes(0)) : std::string();
  }

  rank_index& index_of(const collection& at) {
    if (rank_index* const known = ranks_.find(at.id)) return *known;
    return ranks_.build(at.id, [&](auto&& each) {
      auto row = all_(at.id);
      while (row.next()) each({0, row.bytes(0)});
    });
  }

  random_source random_;
  rank_indexes ranks_;
  scan_orders places_;
  sqlite::statement all_;
  sqlite::statement nth_;
};

/// Refuses the one count that has no opposite.
/// Errors  out_of_range.
inline void check_random_count(std::int64_t count) {
  if (count >= -std::numeric_limits<std::int64_t>::max()) return;
  throw error(errc::out_of_range,
              "ERR value is out of range, value must between -9223372036854775807 and "
              "9223372036854775807");
}

}  // namespace redlite::detail
