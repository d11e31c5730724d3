// kvbench/core/nanoseconds.hpp: a length of time, made from any of <chrono>'s.
//
// Floor: core. To read <chrono> takes a fifth of a second: who uses it includes it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>  // integral
#include <cstdint>   // int64_t

namespace kvbench {

/// `nanoseconds length = std::chrono::seconds{10};`
class nanoseconds {
 public:
  constexpr explicit nanoseconds(std::int64_t count) noexcept : count_(count) {}

  /// From whole seconds, milliseconds ...: none is finer than a nanosecond.
  template <class Duration>
    requires(std::integral<typename Duration::rep> && 1'000'000'000 % Duration::period::den == 0)
  constexpr nanoseconds(Duration const& length) noexcept
      : count_(static_cast<std::int64_t>(length.count()) *
               (1'000'000'000 / Duration::period::den * Duration::period::num)) {}

  [[nodiscard]] constexpr std::int64_t count() const noexcept { return count_; }

 private:
  std::int64_t count_;
};

}  // namespace kvbench
