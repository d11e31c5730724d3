// kvbench/measure/histogram.hpp: how often each latency occurred, in fixed memory.
//
// Floor: measure. Counts numbers; knows no clock and no unit.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>    // the buckets
#include <bit>      // std::countl_zero
#include <cmath>    // std::sqrt, std::llround
#include <cstddef>  // std::size_t
#include <cstdint>  // std::uint64_t
#include <limits>   // the minimum of nothing

#include <kvbench/core/bounds.hpp>  // smaller, larger, between

namespace kvbench {

/// A log-linear histogram of 64-bit values: below 128 each value has a bucket of its own, above it
/// each power of two is cut into 64. Reported values are bucket centres, at most 0.8 % off; count,
/// minimum and maximum are exact. Nothing is clamped: 0 to 2^64 - 1 all have their place.
/// Cost    30 KiB, whatever is recorded; keep it on the heap.
/// Source  the bucket scheme of HdrHistogram, without its options
class histogram {
 public:
  /// Counts `value` once. Not atomic: one histogram belongs to one thread, and `merge` brings them
  /// together.
  /// Cost    about 0.8 ns.
  void record(std::uint64_t value) noexcept { record(value, 1); }

  /// Counts `value` `times` times.
  void record(std::uint64_t value, std::uint64_t times) noexcept {
    if (times == 0) return;  // would move the minimum
    counts_[index_of(value)] += times;
    // Below the minimum or above the maximum, in one comparison: below wraps round to far above.
    if (value - min_ > span_) [[unlikely]]
      widen(value, times);
  }

  /// Adds all that `other` counted, exactly: as if one histogram had recorded both.
  void merge(const histogram& other) noexcept {
    if (!other.empty()) {
      widen(other.min_, 0);
      widen(other.top(), 0);
    }
    for (std::size_t i = 0; i < buckets; ++i) {
      counts_[i] += other.counts_[i];
    }
  }

  [[nodiscard]] std::uint64_t count() const noexcept {
    std::uint64_t total = 0;
    for (const std::uint64_t n : counts_) {
      total += n;
    }
    return total;
  }
  [[nodiscard]] bool empty() const noexcept { return count() == 0; }

  /// The smallest and the largest value recorded, exact; 0 where nothing was.
  [[nodiscard]] std::uint64_t min() const noexcept { return empty() ? 0 : min_; }
  [[nodiscard]] std::uint64_t max() const noexcept { return empty() ? 0 : top(); }

  /// The value that percentile `p` (0 to 100) of all recorded values does not exceed: nearest rank,
  /// the value at place ceil(p / 100 * count) in ascending order, counted from 1. 0 where nothing
  /// was recorded.
  [[nodiscard]] std::uint64_t value_at_percentile(double p) const noexcept {
    const std::uint64_t total = count();
    if (total == 0) {
      return 0;
    }
    const std::uint64_t rank = rank_of(p, total);
    if (rank >= total) {
      return top();
    }
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < buckets; ++i) {
      seen += counts_[i];
      if (seen >= rank) {
        return between(min_, centre(i), top());
      }
    }
    return top();
  }

  /// From the bucket centres: each value at most 0.8 % off. 0 where nothing was recorded.
  [[nodiscard]] double mean() const noexcept {
    const std::uint64_t total = count();
    double sum = 0;
    for (std::size_t i = 0; i < buckets; ++i) {
      sum += static_cast<double>(counts_[i]) * static_cast<double>(centre_within(i));
    }
    return total == 0 ? 0.0 : sum / static_cast<double>(total);
  }

  /// Of the whole population (divided by count), from the bucket centres. 0 where nothing was
  /// recorded.
  [[nodiscard]] double stddev() const noexcept {
    const std::uint64_t total = count();
    const double middle = mean();
    double sum = 0;
    for (std::size_t i = 0; i < buckets; ++i) {
      const double distance = static_cast<double>(centre_within(i)) - middle;
      sum += counts_[i] == 0 ? 0.0 : static_cast<double>(counts_[i]) * distance * distance;
    }
    return total == 0 ? 0.0 : std::sqrt(sum / static_cast<double>(total));
  }

  /// Calls `visit(lowest, highest, count)` for each bucket that holds anything, in ascending order.
  template <typename Visit>
  void for_each_bucket(Visit&& visit) const {
    for (std::size_t i = 0; i < buckets; ++i) {
      if (counts_[i] != 0) {
        visit(lowest(i), highest(i), counts_[i]);
      }
    }
  }

  friend bool operator==(const histogram&, const histogram&) = default;

 private:
  friend class sparse_histogram;  // the same buckets, only those that hold anything

  __extension__ using wide = unsigned __int128;
  static constexpr unsigned half_bits = 6;  // 64 buckets a power of two
  static constexpr std::uint64_t half = 1u << half_bits;
  static constexpr std::size_t buckets = (64 - half_bits + 1) * half;

  // Continuous over the whole range: the last bucket of one power of two is followed by the first
  // of the next.
  static constexpr std::size_t index_of(std::uint64_t value) noexcept {
    const unsigned shift = 63u - half_bits - static_cast<unsigned>(std::countl_zero(value | half));
    return (static_cast<std::size_t>(shift) << half_bits) +
           static_cast<std::size_t>(value >> shift);
  }
  static constexpr unsigned shift_of(std::size_t index) noexcept {
    return index < 2 * half ? 0u : static_cast<unsigned>(index / half) - 1u;
  }
  static constexpr std::uint64_t lowest(std::size_t index) noexcept {
    const unsigned shift = shift_of(index);
    return (static_cast<std::uint64_t>(index) - shift * half) << shift;
  }
  static constexpr std::uint64_t highest(std::size_t index) noexcept {
    return lowest(index) + ((std::uint64_t{1} << shift_of(index)) - 1);
  }
  static constexpr std::uint64_t centre(std::size_t index) noexcept {
    return lowest(index) + (std::uint64_t{1} << shift_of(index)) / 2;
  }
  /// The place of percentile `p` among `total` values in ascending order, counted from 1. In whole
  /// millionths of a percent: p / 100 * total in floating point would round 99.9 % of 1,000 up to
  /// place 1,000.
  static std::uint64_t rank_of(double p, std::uint64_t total) noexcept {
    const auto millionths = static_cast<std::uint64_t>(std::llround(between(0.0, p, 100.0) * 1e6));
    const wide scaled = static_cast<wide>(millionths) * total;
    return larger<std::uint64_t>(static_cast<std::uint64_t>((scaled + 99'999'999u) / 100'000'000u),
                                 1);
  }
  [[nodiscard]] std::uint64_t top() const noexcept { return min_ + span_; }

  // Out of line: happens for a few values of a run. `times` is how often `value` is counted
  // already.
  [[gnu::noinline]] void widen(std::uint64_t value, std::uint64_t times) noexcept {
    // The largest of all values, recorded first, leaves the extremes as they are in a new
    // histogram.
    const bool only_largest = counts_[buckets - 1] > (index_of(value) == buckets - 1 ? times : 0);
    const bool first = min_ == std::numeric_limits<std::uint64_t>::max() && !only_largest;
    const std::uint64_t highest_seen = first ? value : larger(value, top());
    min_ = smaller(min_, value);
    span_ = highest_seen - min_;
  }

  // The outermost buckets may reach past what was recorded.
  std::uint64_t centre_within(std::size_t index) const noexcept {
    return counts_[index] == 0 ? 0 : between(min_, centre(index), top());
  }

  std::uint64_t min_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t span_ = 0;  // the maximum less the minimum; nothing recorded is 2^64 - 1 and 0
  std::array<std::uint64_t, buckets> counts_{};
};

}  // namespace kvbench
