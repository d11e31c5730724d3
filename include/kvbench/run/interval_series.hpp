// kvbench/run/interval_series.hpp: what a worker counted in each interval of a run.
//
// Floor: run. Told when operations ended; reads no clock.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <vector>   // intervals

#include <kvbench/measure/histogram.hpp>         // what is counted
#include <kvbench/measure/sparse_histogram.hpp>  // what is kept of it

namespace kvbench {

/// Cuts histograms that only grow into intervals: an operation belongs to the interval in which it
/// ended. Only intervals in which something ended are kept.
class interval_series {
 public:
  struct interval {
    std::uint64_t number = 0;                  ///< from 0 at the start of the run
    std::vector<sparse_histogram> latency_ns;  ///< by operation
  };

  /// `length_ticks` 0: no series.
  void start(std::uint64_t start_ticks, std::uint64_t length_ticks, std::size_t operations) {
    start_ = start_ticks;
    length_ = length_ticks;
    if (length_ == 0) return;
    end_ = start_ + length_;
    last_ = std::vector<histogram>(operations);
  }

  [[nodiscard]] bool is_on() const noexcept { return length_ != 0; }

  /// Whether what ended at `ticks` belongs to a later interval than what ended before.
  [[nodiscard]] bool is_over(std::uint64_t ticks) const noexcept { return ticks >= end_; }

  /// Closes the interval, and opens the one that `ticks` lies in. `counted` holds what ended until
  /// then, by operation.
  /// Cost    about 3 us per operation.
  [[gnu::cold, gnu::noinline]] void close(std::uint64_t ticks,
                                          std::vector<histogram> const& counted) {
    interval closed;
    closed.number = (end_ - start_) / length_ - 1;
    closed.latency_ns = std::vector<sparse_histogram>(counted.size());
    bool any = false;
    for (std::size_t op = 0; op < counted.size(); ++op) {
      closed.latency_ns[op] = sparse_histogram::between(last_[op], counted[op]);
      if (closed.latency_ns[op].empty()) continue;
      last_[op] = counted[op];
      any = true;
    }
    if (any) closed_.push_back(static_cast<interval&&>(closed));
    end_ = start_ + ((ticks - start_) / length_ + 1) * length_;
  }

  [[nodiscard]] std::vector<interval> const& intervals() const noexcept { return closed_; }

 private:
  std::uint64_t start_ = 0;
  std::uint64_t length_ = 0;
  std::uint64_t end_ = 0;        // of the open interval
  std::vector<histogram> last_;  // as they were when it began
  std::vector<interval> closed_;
};

}  // namespace kvbench
