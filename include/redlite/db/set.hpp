// redlite/db/set.hpp: sets: a row for each member.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/set.hpp>       // the commands
#include <redlite/core/error.hpp>        // out_of_range
#include <redlite/db/rank_index.hpp>     // members by position
#include <redlite/db/sample.hpp>         // random positions
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <algorithm>    // std::sort
#include <cstdint>      // std::int64_t
#include <limits>       // the widest count
#include <optional>     // std::optional
#include <string>       // members
#include <string_view>  // members
#include <utility>      // std::move
#include <vector>       // SMEMBERS

namespace redlite::detail {

class sets {
 public:
  explicit sets(store& at) : at_(at) {
    at_.on_forget([this] { indexes_.clear(); });
    at_.on_drop([this](const collection& gone) {
      if (gone.type == kind::set) indexes_.erase(gone.id);
    });
  }
  sets(const sets&) = delete;
  sets& operator=(const sets&) = delete;

  std::int64_t run(cmd::sadd, std::string_view key, const many<std::string_view>& members) {
    if (members.empty()) return 0;
    collection set = at_.find_or_make(key, kind::set);
    const std::int64_t before = set.size;
    for (const std::string_view member : members) {
      if (insert_.run(set.id, member) == 0) continue;
      ++set.size;
      index_added(set, member);
    }
    if (set.size != before) at_.save(key, set);
    return set.size - before;
  }

  std::int64_t run(cmd::srem, std::string_view key, const many<std::string_view>& members) {
    auto set = at_.find(key, kind::set);
    if (!set) return 0;
    return remove(key, *set, members);
  }

  std::vector<std::string> run(cmd::smembers, std::string_view key) {
    const auto set = at_.find(key, kind::set);
    return set ? all(*set) : std::vector<std::string>();
  }

  bool run(cmd::sismember, std::string_view key, std::string_view member) {
    const auto set = at_.find(key, kind::set);
    return set && has(*set, member);
  }

  std::int64_t run(cmd::scard, std::string_view key) {
    const auto set = at_.find(key, kind::set);
    return set ? set->size : 0;
  }

  std::optional<std::string> run(cmd::spop, std::string_view key) {
    auto set = at_.find(key, kind::set);
    if (!set) return std::nullopt;
    std::string taken = member_at(*set, random_.below(set->size));
    remove(key, *set, std::string_view(taken));
    return taken;
  }

  std::vector<std::string> run(cmd::spop, std::string_view key, std::int64_t count) {
    if (count < 0) throw error(errc::out_of_range, "ERR value is out of range, must be positive");
    auto set = at_.find(key, kind::set);
    if (!set || count == 0) return {};
    std::vector<std::string> taken = sample(*set, count);
    if (count >= set->size) {
      at_.drop(key);
    } else {
      remove(key, *set, taken);
    }
    return taken;
  }

  std::optional<std::string> run(cmd::srandmember, std::string_view key) {
    const auto set = at_.find(key, kind::set);
    if (!set) return std::nullopt;
    return member_at(*set, random_.below(set->size));
  }

  std::vector<std::string> run(cmd::srandmember, std::string_view key, std::int64_t count) {
    if (count < -std::numeric_limits<std::int64_t>::max()) {
      throw error(errc::out_of_range,
                  "ERR value is out of range, value must between -9223372036854775807 and "
                  "9223372036854775807");
    }
    const auto set = at_.find(key, kind::set);
    if (!set || count == 0) return {};
    if (count > 0) return sample(*set, count);
    std::vector<std::string> drawn;
    for (; count < 0; ++count) drawn.push_back(member_at(*set, random_.below(set->size)));
    return drawn;
  }

  std::vector<std::string> run(cmd::sinter, const many<std::string_view>& keys) {
    std::vector<collection> operands;
    for (const std::string_view key : keys) {
      // A key that is absent does not excuse one of the wrong type.
      if (const auto set = at_.find(key, kind::set)) operands.push_back(*set);
    }
    if (keys.empty() || operands.size() != keys.size()) return {};
    std::sort(operands.begin(), operands.end(),
              [](const collection& a, const collection& b) { return a.size < b.size; });
    std::vector<std::string> common;
    auto row = members_(operands.front().id);
    while (row.next()) {
      const std::string_view member = row.bytes(0);
      const bool in_all = std::all_of(operands.begin() + 1, operands.end(),
                                      [&](const collection& set) { return has(set, member); });
      if (in_all) common.emplace_back(member);
    }
    return common;
  }

 private:
  [[nodiscard]] bool has(const collection& set, std::string_view member) {
    return has_(set.id, member).next();
  }

  [[nodiscard]] std::vector<std::string> all(const collection& set) {
    std::vector<std::string> members;
    members.reserve(static_cast<std::size_t>(set.size));
    auto row = members_(set.id);
    while (row.next()) members.emplace_back(row.bytes(0));
    return members;
  }

  std::int64_t remove(std::string_view key, collection& set,
                      const many<std::string_view>& members) {
    const std::int64_t before = set.size;
    rank_index* const index = indexes_.find(set.id);
    for (const std::string_view member : members) {
      if (remove_.run(set.id, member) == 0) continue;
      --set.size;
      if (index != nullptr) index->remove({0, member});
    }
    const std::int64_t removed = before - set.size;
    if (removed != 0) at_.save(key, set);
    return removed;
  }

  [[nodiscard]] std::string member_at(const collection& set, std::int64_t position) {
    std::string_view from;
    if (set.size > scan_max) {
      const auto bucket = index_of(set).at(position);
      from = bucket.first.member;
      position -= bucket.before;
    }
    auto row = nth_(set.id, from, position);
    return row.next() ? std::string(row.bytes(0)) : std::string();
  }

  /// Yields  `count` different members, every choice equally likely, in random order; all that
  ///         there are, in no order, where there are no more.
  [[nodiscard]] std::vector<std::string> sample(const collection& set, std::int64_t count) {
    if (count >= set.size) return all(set);
    std::vector<std::string> chosen;
    chosen.reserve(static_cast<std::size_t>(count));
    if (set.size <= scan_max || count >= set.size / 64) {
      // One scan that takes each member as likely as it is still wanted.
      std::int64_t left = set.size;
      auto row = members_(set.id);
      while (row.next()) {
        const std::int64_t wanted = count - static_cast<std::int64_t>(chosen.size());
        if (wanted == 0) break;
        if (random_.below(left--) < wanted) chosen.emplace_back(row.bytes(0));
      }
      shuffle(random_, chosen);
      return chosen;
    }
    for (const std::int64_t position : distinct_positions(random_, set.size, count)) {
      chosen.push_back(member_at(set, position));
    }
    return chosen;
  }

  rank_index& index_of(const collection& set) {
    if (rank_index* const known = indexes_.find(set.id)) return *known;
    return indexes_.build(set.id, [&](auto&& each) {
      auto row = members_(set.id);
      while (row.next()) each({0, row.bytes(0)});
    });
  }

  void index_added(const collection& set, std::string_view member) {
    rank_index* const index = indexes_.find(set.id);
    if (index == nullptr) return;
    const auto full = index->add({0, member});
    if (!full) return;
    auto row = nth_(set.id, full->first.member, full->size / 2);
    if (row.next()) index->split(*full, {0, row.bytes(0)}, full->size / 2);
  }

  store& at_;
  random_source random_;
  rank_indexes indexes_;
  sqlite::statement insert_{
      at_.connection(), "INSERT OR IGNORE INTO set_member (collection, member) VALUES (?1, ?2)"};
  sqlite::statement remove_{at_.connection(),
                            "DELETE FROM set_member WHERE collection = ?1 AND member = ?2"};
  sqlite::statement has_{at_.connection(),
                         "SELECT 1 FROM set_member WHERE collection = ?1 AND member = ?2"};
  sqlite::statement members_{at_.connection(),
                             "SELECT member FROM set_member WHERE collection = ?1 ORDER BY member"};
  sqlite::statement nth_{at_.connection(),
                         "SELECT member FROM set_member WHERE collection = ?1 AND member >= ?2 "
                         "ORDER BY member LIMIT 1 OFFSET ?3"};
};

}  // namespace redlite::detail
