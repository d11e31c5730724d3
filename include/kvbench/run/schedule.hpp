// kvbench/run/schedule.hpp: when each operation of an open loop is due.
//
// Floor: run. Pure: says moments, waits for none.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>    // log
#include <cstdint>  // uint64_t

#include <kvbench/core/random.hpp>                 // gaps
#include <kvbench/workload/operation_numbers.hpp>  // that repeat no arguments

namespace kvbench {

/// How requests arrive: at equal distances, or as from many users who know nothing of each other.
enum class arrival : std::uint8_t {
  constant,
  poisson,
  recorded,  // as a trace tells; a schedule makes none
};

/// The intended starts of one worker's operations, in ticks of a clock. The rate is that of all
/// workers together: each has an equal share, and at equal distances they take turns.
/// Law: what is due depends on seed and worker alone, never on how long calls took.
class schedule {
 public:
  struct share {
    double rate_per_s = 1;  ///< of all workers, above 0
    arrival how = arrival::constant;
    std::uint64_t seed = 0;
    std::uint64_t worker = 0;
    std::uint64_t workers = 1;
  };

  schedule(share const& of, std::uint64_t start_ticks, double ns_per_tick) noexcept
      : start_(start_ticks),
        gap_(1e9 / of.rate_per_s * static_cast<double>(of.workers) / ns_per_tick),
        first_(1e9 / of.rate_per_s * static_cast<double>(of.worker) / ns_per_tick),
        how_(of.how),
        random_(random_stream::at(of.seed, numbers::arrivals.first + of.worker)) {
    advance();
  }

  /// Yields  when the next operation is due; `pop` moves on to the one after it.
  [[nodiscard]] std::uint64_t next_ticks() const noexcept { return next_; }

  void pop() noexcept {
    ++number_;
    advance();
  }

  /// Yields  how many operations are due before `ticks`; the schedule is over then. Beyond a
  /// million of them, poisson arrivals are counted by their mean.
  [[gnu::cold]] std::uint64_t count_until(std::uint64_t ticks) noexcept {
    std::uint64_t due = 0;
    for (; next_ < ticks && due < 1'000'000; pop()) ++due;
    if (next_ >= ticks) return due;
    return due + static_cast<std::uint64_t>(static_cast<double>(ticks - next_) / gap_) + 1;
  }

 private:
  void advance() noexcept {
    // A product and not a sum at equal distances: nothing adds up over hours.
    double const after = how_ == arrival::constant ? first_ + static_cast<double>(number_)* gap_
                                                   : sum_ -= gap_ * std::log(1.0 - random_.unit());
    next_ = start_ + static_cast<std::uint64_t>(after);
  }

  std::uint64_t start_;
  double gap_;    // mean, in ticks
  double first_;  // so that workers take turns
  arrival how_;
  random_stream random_;
  std::uint64_t number_ = 0;
  double sum_ = 0;
  std::uint64_t next_ = 0;
};

}  // namespace kvbench
