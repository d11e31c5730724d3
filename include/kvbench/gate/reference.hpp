// kvbench/gate/reference.hpp: a piece of work that is always the same, to tell how fast the machine
// is just now.
//
// Floor: gate. Played beside each process run; `log_slowdown` takes it out. It adds its own noise,
// so that it helps only where the machine's speed moves by more than that.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>   // how long it takes
#include <cstddef>  // std::size_t
#include <cstdint>  // numbers
#include <vector>   // memory

#include <kvbench/core/random.hpp>  // the work

namespace kvbench::gate {

class reference_work {
 public:
  /// Fills 2 MiB: what most caches of one core hold.
  reference_work() : memory_(std::size_t{1} << 18) {
    for (std::size_t i = 0; i < memory_.size(); ++i) memory_[i] = mix(i);
  }

  /// Yields  nanoseconds per step of a walk in which each place says which is next; never 0.
  /// Cost    about 20 ms.
  [[nodiscard]] double time_ns() {
    constexpr std::size_t steps = 1'000'000;
    auto const begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < steps; ++i) at_ = mix(at_ ^ memory_[at_ >> 46]);
    std::chrono::duration<double, std::nano> const took = std::chrono::steady_clock::now() - begin;
    // The walk's end is looked at, so that it is not left out.
    return took.count() / static_cast<double>(steps) + (at_ == 0 ? 1e-9 : 2e-9);
  }

 private:
  std::vector<std::uint64_t> memory_;
  std::uint64_t at_ = 1;
};

}  // namespace kvbench::gate
