// kvbench/run/throughput_watch.hpp: how throughput goes while a run lasts.
//
// Floor: run. Told what was done by when; reads no clock.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>   // uint64_t
#include <optional>  // too little to know
#include <vector>    // intervals

#include <kvbench/measure/precision.hpp>  // how well a mean is known
#include <kvbench/measure/steady.hpp>     // whether a series has settled

namespace kvbench::detail {

/// Operations per second of each interval between two looks.
class throughput_watch {
 public:
  /// `done` operations by `at_ns`; the first look begins the series.
  void look(std::uint64_t done, double at_ns) {
    if (begun_ && at_ns > at_ns_) {
      per_s_.push_back(static_cast<double>(done - done_) * 1e9 / (at_ns - at_ns_));
    }
    begun_ = true;
    done_ = done;
    at_ns_ = at_ns;
  }

  [[nodiscard]] bool is_steady() const { return kvbench::is_steady(per_s_); }

  /// Half the width of the 95 % confidence interval of the mean, as a share of it.
  [[nodiscard]] std::optional<double> half_width() const { return relative_half_width(per_s_); }

 private:
  bool begun_ = false;
  std::uint64_t done_ = 0;
  double at_ns_ = 0;
  std::vector<double> per_s_;
};

}  // namespace kvbench::detail
