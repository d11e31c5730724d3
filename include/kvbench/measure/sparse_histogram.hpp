// kvbench/measure/sparse_histogram.hpp: what a histogram counted in one interval, in little memory.
//
// Floor: measure. Counts numbers; knows no clock and no unit.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>  // std::size_t
#include <cstdint>  // std::uint64_t
#include <limits>   // the minimum of nothing
#include <utility>  // std::move
#include <vector>   // the buckets that hold anything

#include <kvbench/core/bounds.hpp>        // smaller, larger, between
#include <kvbench/measure/histogram.hpp>  // the bucket scheme

namespace kvbench {

/// The buckets of a `histogram` that hold anything: for series of intervals, where whole histograms
/// would take 30 KiB each.
/// Law     the intervals of one histogram, added up in any order, are that histogram: counts,
///         minimum and maximum.
/// Cost    16 bytes per bucket that holds anything; latencies of one operation fill some 50 to 300.
class sparse_histogram {
 public:
  sparse_histogram() = default;

  /// Yields  what one histogram counted from `before` to `after`, two states of it.
  /// Cost    reads both: about 3 us.
  [[nodiscard]] static sparse_histogram between(histogram const& before, histogram const& after) {
    sparse_histogram out;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < histogram::buckets; ++i)
      if (after.counts_[i] != before.counts_[i]) ++filled;
    if (filled == 0) return out;
    out.buckets_.reserve(filled);
    for (std::size_t i = 0; i < histogram::buckets; ++i) {
      if (std::uint64_t const n = after.counts_[i] - before.counts_[i]; n != 0)
        out.buckets_.push_back({static_cast<std::uint32_t>(i), n});
    }
    // No value of the interval lies beyond the extremes of the whole. Where the interval moved
    // them, they are its own.
    out.min_ = larger(histogram::lowest(out.buckets_.front().index), after.min_);
    out.max_ = smaller(histogram::highest(out.buckets_.back().index), after.top());
    return out;
  }

  /// Adds all that `other` counted, exactly.
  void merge(sparse_histogram const& other) {
    if (other.empty()) return;
    std::vector<bucket> sum;
    sum.reserve(buckets_.size() + other.buckets_.size());
    bucket const* a = buckets_.data();
    bucket const* b = other.buckets_.data();
    bucket const* const a_end = a + buckets_.size();
    bucket const* const b_end = b + other.buckets_.size();
    while (a != a_end || b != b_end) {
      if (b == b_end || (a != a_end && a->index < b->index)) {
        sum.push_back(*a++);
      } else if (a == a_end || b->index < a->index) {
        sum.push_back(*b++);
      } else {
        sum.push_back({a->index, a->count + b->count});
        ++a, ++b;
      }
    }
    buckets_ = std::move(sum);
    min_ = smaller(min_, other.min_);
    max_ = larger(max_, other.max_);
  }

  /// Adds all that this counted to `sum`: counts exactly, the extremes as `min` and `max` say.
  void add_to(histogram& sum) const noexcept {
    if (empty()) return;
    sum.widen(min_, 0);
    sum.widen(max_, 0);
    for (bucket const& b : buckets_) sum.counts_[b.index] += b.count;
  }

  [[nodiscard]] std::uint64_t count() const noexcept {
    std::uint64_t total = 0;
    for (bucket const& b : buckets_) total += b.count;
    return total;
  }
  [[nodiscard]] bool empty() const noexcept { return buckets_.empty(); }

  /// Bounds of the values, at most 1.6 % beyond them: the ends of the outermost buckets. Exact
  /// where the interval holds the extreme of the whole histogram. 0 where nothing was recorded.
  [[nodiscard]] std::uint64_t min() const noexcept { return empty() ? 0 : min_; }
  [[nodiscard]] std::uint64_t max() const noexcept { return max_; }

  /// As `histogram::value_at_percentile`: nearest rank, from the bucket centres, at most 0.8 % off.
  [[nodiscard]] std::uint64_t value_at_percentile(double p) const noexcept {
    std::uint64_t const total = count();
    std::uint64_t const rank = histogram::rank_of(p, total);
    if (rank >= total) return max();
    std::uint64_t seen = 0;
    for (bucket const& b : buckets_) {
      seen += b.count;
      if (seen >= rank) return centre_of(b);
    }
    return max();
  }

  /// From the bucket centres, at most 0.8 % off. 0 where nothing was recorded.
  [[nodiscard]] double mean() const noexcept {
    double sum = 0;
    for (bucket const& b : buckets_)
      sum += static_cast<double>(b.count) * static_cast<double>(centre_of(b));
    return empty() ? 0.0 : sum / static_cast<double>(count());
  }

  /// Calls `visit(lowest, highest, count)` for each bucket that holds anything, in ascending order.
  template <typename Visit>
  void for_each_bucket(Visit&& visit) const {
    for (bucket const& b : buckets_)
      visit(histogram::lowest(b.index), histogram::highest(b.index), b.count);
  }

  friend bool operator==(sparse_histogram const&, sparse_histogram const&) = default;

 private:
  struct bucket {
    std::uint32_t index;
    std::uint64_t count;
    friend bool operator==(bucket const&, bucket const&) = default;
  };

  [[nodiscard]] std::uint64_t centre_of(bucket const& b) const noexcept {
    return kvbench::between(min_, histogram::centre(b.index), max_);
  }

  std::vector<bucket> buckets_;  // ascending
  std::uint64_t min_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t max_ = 0;
};

}  // namespace kvbench
