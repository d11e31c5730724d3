// redlite/db/set.hpp: sets: a row for each member.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/set.hpp>       // the commands
#include <redlite/core/error.hpp>        // out_of_range
#include <redlite/db/member_order.hpp>   // members in order
#include <redlite/db/store.hpp>          // store
#include <redlite/sqlite/statement.hpp>  // statement

#include <algorithm>    // std::sort
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // members
#include <string_view>  // members
#include <vector>       // SMEMBERS

namespace redlite::detail {

class sets {
 public:
  explicit sets(store& at) : at_(at) {}

  std::int64_t run(cmd::sadd, std::string_view key, const many<std::string_view>& members) {
    if (members.empty()) return 0;
    collection set = at_.find_or_make(key, kind::set);
    const std::int64_t before = set.size;
    for (const std::string_view member : members) {
      if (insert_.run(set.id, member) == 0) continue;
      ++set.size;
      order_.added(set.id, member);
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
    return set ? order_.all(*set) : std::vector<std::string>();
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
    std::string taken = order_.random(*set);
    remove(key, *set, std::string_view(taken));
    return taken;
  }

  std::vector<std::string> run(cmd::spop, std::string_view key, std::int64_t count) {
    if (count < 0) throw error(errc::out_of_range, "ERR value is out of range, must be positive");
    auto set = at_.find(key, kind::set);
    if (!set || count == 0) return {};
    std::vector<std::string> taken = order_.sample(*set, count);
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
    return order_.random(*set);
  }

  std::vector<std::string> run(cmd::srandmember, std::string_view key, std::int64_t count) {
    check_random_count(count);
    const auto set = at_.find(key, kind::set);
    return set ? order_.random(*set, count) : std::vector<std::string>();
  }

  std::vector<std::string> run(cmd::sinter, const many<std::string_view>& keys) {
    return intersection(keys, 0);
  }

 protected:
  [[nodiscard]] bool has(const collection& set, std::string_view member) {
    return has_(set.id, member).next();
  }

  /// Yields  the members that all the sets have; up to `limit`, all for 0.
  std::vector<std::string> intersection(const many<std::string_view>& keys, std::int64_t limit) {
    std::vector<collection> operands;
    for (const std::string_view key : keys) {
      // A key that is absent does not excuse one of the wrong type.
      if (const auto set = at_.find(key, kind::set)) operands.push_back(*set);
    }
    std::vector<std::string> common;
    if (operands.empty() || operands.size() != keys.size()) return common;
    std::sort(operands.begin(), operands.end(),
              [](const collection& a, const collection& b) { return a.size < b.size; });
    order_.each_while(operands.front(), [&](std::string_view member) {
      const bool in_all = std::all_of(operands.begin() + 1, operands.end(),
                                      [&](const collection& set) { return has(set, member); });
      if (in_all) common.emplace_back(member);
      return limit == 0 || static_cast<std::int64_t>(common.size()) < limit;
    });
    return common;
  }

  std::int64_t remove(std::string_view key, collection& set,
                      const many<std::string_view>& members) {
    const std::int64_t before = set.size;
    for (const std::string_view member : members) {
      if (remove_.run(set.id, member) == 0) continue;
      --set.size;
      order_.removed(set.id, member);
    }
    const std::int64_t removed = before - set.size;
    if (removed != 0) at_.save(key, set);
    return removed;
  }

  store& at_;
  member_order order_{
      at_,
      kind::set,
      {.all = "SELECT member FROM set_member WHERE collection = ?1 ORDER BY member",
       .nth = "SELECT member FROM set_member WHERE collection = ?1 AND member >= ?2 "
              "ORDER BY member LIMIT 1 OFFSET ?3"}};
  sqlite::statement insert_{
      at_.connection(), "INSERT OR IGNORE INTO set_member (collection, member) VALUES (?1, ?2)"};
  sqlite::statement remove_{at_.connection(),
                            "DELETE FROM set_member WHERE collection = ?1 AND member = ?2"};
  sqlite::statement has_{at_.connection(),
                         "SELECT 1 FROM set_member WHERE collection = ?1 AND member = ?2"};
};

}  // namespace redlite::detail
