// redlite/db/sorted_set_rows.hpp: the members of sorted sets, written: a row for each, and an index
// of them by score.
//
// Floor: db. The families of sorted-set commands share it; how members are found in order is
// score_order.hpp's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/reply.hpp>       // scored
#include <redlite/command/sorted_set.hpp>  // zadd_options
#include <redlite/core/error.hpp>          // syntax
#include <redlite/db/scan.hpp>             // members in the order of ZSCAN
#include <redlite/db/score_order.hpp>      // members in order
#include <redlite/db/store.hpp>            // store
#include <redlite/sqlite/statement.hpp>    // statement

#include <algorithm>    // std::all_of
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string_view>  // members
#include <vector>       // several members

namespace redlite::detail {

class sorted_set_rows {
 public:
  enum class outcome { held_back, unchanged, updated, added };

  explicit sorted_set_rows(store& at) : at_(at), order_(at) {
    at_.on_forget([this] { scans_.clear(); });
    at_.on_drop([this](const collection& gone) {
      if (gone.type == kind::sorted_set) scans_.erase(gone.id);
    });
  }
  sorted_set_rows(const sorted_set_rows&) = delete;
  sorted_set_rows& operator=(const sorted_set_rows&) = delete;

  [[nodiscard]] score_order& order() noexcept { return order_; }
  [[nodiscard]] scan_orders& scans() noexcept { return scans_; }

  /// True while Redis would keep it as a listpack: until a member comes that is too long, or one
  /// too many. It matters to what is seen: a listpack knows no -0, and ZSCAN yields it whole.
  [[nodiscard]] static bool packed(const collection& set) noexcept { return set.head == 0; }
  /// Yields  whether it still is with one more member, a new one.
  [[nodiscard]] static bool stays_packed(const collection& set, std::string_view member) noexcept {
    return packed(set) && set.size < packed_max && member.size() <= packed_bytes_max;
  }
  [[nodiscard]] static bool fits_packed(const std::vector<scored>& members) noexcept {
    return members.size() <= std::size_t{packed_max} &&
           std::all_of(members.begin(), members.end(),
                       [](const scored& each) { return each.member.size() <= packed_bytes_max; });
  }

  [[nodiscard]] std::optional<collection> find(std::string_view key) {
    return at_.find(key, kind::sorted_set);
  }

  [[nodiscard]] std::optional<double> score_of(const collection& set, std::string_view member) {
    auto row = score_(set.id, member);
    if (!row.next()) return std::nullopt;
    return row.real(0);
  }

  /// ZADD of pairs that are known to be numbers.
  std::int64_t add(std::string_view key, const many<score_member>& pairs, const zadd_options& how) {
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

  /// Yields  nothing where the key is absent and must be present.
  std::optional<collection> open(std::string_view key, const zadd_options& how) {
    if (how.when == zadd_if::present) return find(key);
    return at_.find_or_make(key, kind::sorted_set);
  }

  outcome put(collection& set, double score, std::string_view member, const zadd_options& how) {
    const bool must_know =
        how.when == zadd_if::present || how.compare != zadd_compare::any || order_.indexed(set.id);
    if (must_know) return put_known(set, score, member, how, score_of(set, member));
    if (how.when == zadd_if::absent)
      return insert(set, score, member) ? outcome::added : outcome::held_back;
    // Members come in runs of new or of old ones: what the last one was is tried first.
    if (expect_old_ && update(set, score, member)) return outcome::updated;
    if (insert(set, score, member)) {
      expect_old_ = false;
      return outcome::added;
    }
    if (expect_old_) return outcome::unchanged;
    expect_old_ = true;
    return update(set, score, member) ? outcome::updated : outcome::unchanged;
  }

  /// The same where the member's score is known; nothing where it has none.
  outcome put_known(collection& set, double score, std::string_view member, const zadd_options& how,
                    std::optional<double> old) {
    if (!old) {
      if (how.when == zadd_if::present) return outcome::held_back;
      insert(set, score, member);
      return outcome::added;
    }
    if (how.when == zadd_if::absent) return outcome::held_back;
    if (how.compare == zadd_compare::greater && score <= *old) return outcome::held_back;
    if (how.compare == zadd_compare::less && score >= *old) return outcome::held_back;
    if (score == *old) return outcome::unchanged;
    update(set, score, member);
    order_.removed(set.id, {*old, member});
    order_.added(set.id, {score, member});
    return outcome::updated;
  }

  /// Yields  how many of the members there were.
  std::int64_t remove(std::string_view key, collection& set,
                      const many<std::string_view>& members) {
    const std::int64_t before = set.size;
    const bool indexed = order_.indexed(set.id);
    for (const std::string_view member : members) {
      const auto score = indexed ? score_of(set, member) : std::optional<double>(0);
      if (score) erase(set, {*score, member});
    }
    const std::int64_t removed = before - set.size;
    if (removed != 0) at_.save(key, set);
    return removed;
  }

  /// Removes members that were just read; all of them without looking at each.
  void take(std::string_view key, collection& set, const std::vector<scored>& members) {
    if (members.empty()) return;
    if (static_cast<std::int64_t>(members.size()) == set.size) {
      at_.drop(key);
      return;
    }
    for (const auto& [member, score] : members) erase(set, {score, member});
    at_.save(key, set);
  }

  /// Makes these different members the sorted set at `key`, whatever it held; none of them, none.
  /// `packed`: as a listpack, for as long as they fit.
  /// Yields  how many there are.
  std::int64_t replace(std::string_view key, const std::vector<scored>& members, bool packed) {
    at_.drop(key);
    if (members.empty()) return 0;
    collection set = at_.find_or_make(key, kind::sorted_set);
    set.head = packed ? 0 : 1;
    for (const auto& [member, score] : members) insert(set, score, member);
    at_.save(key, set);
    return set.size;
  }

 private:
  static constexpr std::int64_t packed_max = 128;
  static constexpr std::size_t packed_bytes_max = 64;

  /// A listpack keeps whole numbers as such, and none of those is -0.
  [[nodiscard]] static double kept(double score, bool packed) noexcept {
    return packed && score == 0 ? 0 : score;
  }

  bool insert(collection& set, double score, std::string_view member) {
    const bool stays = stays_packed(set, member);
    if (insert_.run(set.id, member, kept(score, stays)) == 0) return false;
    ++set.size;
    set.head = stays ? 0 : 1;
    order_.added(set.id, {score, member});
    scans_.added(set.id, member);
    return true;
  }

  bool update(const collection& set, double score, std::string_view member) {
    return update_.run(set.id, member, kept(score, packed(set))) == 1;
  }

  void erase(collection& set, const rank_key& key) {
    if (remove_.run(set.id, key.member) == 0) return;
    --set.size;
    order_.removed(set.id, key);
    scans_.removed(set.id, key.member);
  }

  store& at_;
  score_order order_;
  scan_orders scans_;
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
