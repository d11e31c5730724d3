// redlite/core/clock.hpp: the wall clock that expiry and stream ids run by, replaceable in tests.
//
// Floor: core.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>   // std::chrono::system_clock
#include <cstdint>  // std::int64_t

namespace redlite {

/// Milliseconds since the Unix epoch: the unit of every expiry and stream id.
[[nodiscard]] inline std::int64_t system_now_ms() noexcept {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// Where a store reads the time. A test passes a function of its own and moves time by hand.
using clock_function = std::int64_t (*)() noexcept;

}  // namespace redlite
