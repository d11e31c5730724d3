// redlite/db/rank_index.hpp: positions in an ordered collection without counting its rows.
//
// Floor: db. It knows no SQL: buckets of neighbouring elements, each with its first key and how
// many it holds. Who owns the elements scans within one bucket. Lost at any time, built anew by one
// scan.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>      // std::upper_bound
#include <cassert>        // the caller's duties
#include <cstddef>        // std::size_t
#include <cstdint>        // counts
#include <list>           // least recently used
#include <numeric>        // std::accumulate
#include <optional>       // a full bucket
#include <string>         // owned keys
#include <string_view>    // keys
#include <unordered_map>  // by collection
#include <utility>        // std::move
#include <vector>         // buckets

namespace redlite::detail {

/// What elements are sorted by: by score, then bytes. Sets leave the score alone.
struct rank_key {
  double score = 0;
  std::string_view member;

  friend bool operator<(const rank_key& a, const rank_key& b) noexcept {
    return a.score < b.score || (a.score == b.score && a.member < b.member);
  }
};

/// Up to so many elements are counted row by row; that is what one bucket costs, too.
inline constexpr std::int64_t scan_max = 256;

class rank_index {
 public:
  /// A bucket: elements from `first` up to the next bucket's, `before` of them in earlier ones.
  /// The view lives until the index changes.
  struct bucket {
    std::size_t number = 0;
    rank_key first;
    std::int64_t before = 0;
    std::int64_t size = 0;
  };

  /// Adds a bucket behind the last, with elements that sort above all there are.
  void append(const rank_key& first, std::int64_t size) {
    firsts_.push_back({first.score, std::string(first.member)});
    sizes_.push_back(static_cast<std::uint32_t>(size));
  }

  [[nodiscard]] std::size_t buckets() const noexcept { return sizes_.size(); }

  /// Yields  the bucket that holds `key`, or would. There must be one.
  /// Cost    O(log buckets), and a sum over a plain array.
  [[nodiscard]] bucket holding(const rank_key& key) const { return nth(number_of(key)); }

  /// Yields  the bucket that holds the element at `position`, which must be there.
  [[nodiscard]] bucket at(std::int64_t position) const {
    std::size_t number = 0;
    std::int64_t before = 0;
    while (number + 1 < sizes_.size() && before + sizes_[number] <= position) {
      before += sizes_[number++];
    }
    return {number, view(number), before, sizes_[number]};
  }

  /// An element was added. Yields its bucket where that is now to be split.
  std::optional<bucket> add(const rank_key& key) {
    if (sizes_.empty()) {
      append(key, 1);
      return std::nullopt;
    }
    const std::size_t number = number_of(key);
    if (key < view(number)) firsts_[number] = {key.score, std::string(key.member)};
    if (++sizes_[number] <= scan_max) return std::nullopt;
    return nth(number);
  }

  /// Cuts a bucket before `middle`, so that `left` of its elements stay in it.
  void split(const bucket& full, const rank_key& middle, std::int64_t left) {
    assert(full.first < middle && left > 0 && left < full.size);
    const auto place = static_cast<std::ptrdiff_t>(full.number) + 1;
    sizes_[full.number] = static_cast<std::uint32_t>(left);
    firsts_.insert(firsts_.begin() + place, {middle.score, std::string(middle.member)});
    sizes_.insert(sizes_.begin() + place, static_cast<std::uint32_t>(full.size - left));
  }

  /// An element was removed. Its bucket joins a neighbour where both are small.
  void remove(const rank_key& key) {
    const std::size_t number = number_of(key);
    assert(sizes_[number] > 0);
    --sizes_[number];
    if (sizes_[number] == 0) {
      erase(number);
    } else if (number + 1 < sizes_.size() && small_together(number)) {
      join(number);
    } else if (number > 0 && small_together(number - 1)) {
      join(number - 1);
    }
  }

 private:
  struct owned_key {
    double score;
    std::string member;
  };

  [[nodiscard]] rank_key view(std::size_t number) const noexcept {
    return {firsts_[number].score, firsts_[number].member};
  }
  [[nodiscard]] bucket nth(std::size_t number) const {
    const auto end = sizes_.begin() + static_cast<std::ptrdiff_t>(number);
    return {number, view(number), std::accumulate(sizes_.begin(), end, std::int64_t{0}),
            sizes_[number]};
  }
  [[nodiscard]] std::size_t number_of(const rank_key& key) const {
    const auto after = std::upper_bound(firsts_.begin(), firsts_.end(), key,
                                        [](const rank_key& wanted, const owned_key& first) {
                                          return wanted < rank_key{first.score, first.member};
                                        });
    return after == firsts_.begin() ? 0 : static_cast<std::size_t>(after - firsts_.begin()) - 1;
  }
  [[nodiscard]] bool small_together(std::size_t number) const noexcept {
    return sizes_[number] + sizes_[number + 1] <= scan_max / 2;
  }
  void join(std::size_t number) {
    sizes_[number] += sizes_[number + 1];
    erase(number + 1);
  }
  void erase(std::size_t number) {
    firsts_.erase(firsts_.begin() + static_cast<std::ptrdiff_t>(number));
    sizes_.erase(sizes_.begin() + static_cast<std::ptrdiff_t>(number));
  }

  std::vector<owned_key> firsts_;
  std::vector<std::uint32_t> sizes_;
};

/// The indexes of a family's collections, by their ids; those not used for longest go first.
class rank_indexes {
 public:
  /// All of them together keep to so many buckets (some 6 MB), a single larger one excepted.
  explicit rank_indexes(std::size_t buckets_max = std::size_t{1} << 16)
      : buckets_max_(buckets_max) {}

  [[nodiscard]] std::size_t size() const noexcept { return by_id_.size(); }

  /// Yields  the index, or null where there is none.
  [[nodiscard]] rank_index* find(std::int64_t id) {
    if (by_id_.empty()) return nullptr;
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return nullptr;
    used_.splice(used_.begin(), used_, found->second);
    return &found->second->index;
  }

  /// Yields  the index of collection `id`, which has none, from its elements in order:
  ///         `for_each_key(f)` calls `f` with the key of each. Good until the next call.
  template <class ForEachKey>
  rank_index& build(std::int64_t id, ForEachKey&& for_each_key) {
    rank_index made;
    constexpr std::int64_t fill = scan_max / 2;  // room to grow before the first split
    std::int64_t count = 0;
    std::string member;
    double score = 0;
    for_each_key([&](const rank_key& key) {
      if (count == fill) {
        made.append({score, member}, count);
        count = 0;
      }
      if (count++ == 0) {
        score = key.score;
        member = key.member;
      }
    });
    if (count > 0) made.append({score, member}, count);
    used_.push_front({id, std::move(made)});
    by_id_[id] = used_.begin();
    keep_to_limit();
    return used_.front().index;
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

 private:
  struct entry {
    std::int64_t id;
    rank_index index;
  };

  void keep_to_limit() {
    std::size_t buckets = 0;
    for (const entry& each : used_) buckets += each.index.buckets();
    while (buckets > buckets_max_ && used_.size() > 1) {
      buckets -= used_.back().index.buckets();
      by_id_.erase(used_.back().id);
      used_.pop_back();
    }
  }

  std::size_t buckets_max_;
  std::list<entry> used_;  // most recently used first
  std::unordered_map<std::int64_t, std::list<entry>::iterator> by_id_;
};

}  // namespace redlite::detail
