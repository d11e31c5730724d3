// kvbench/gate/round_order.hpp: which of two programs runs first in each round.
//
// Floor: gate. A coin for each round, so that no rhythm of the machine and no advantage of the
// second place (warm files, a waking clock) can take sides.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>  // std::size_t
#include <cstdint>  // the seed

#include <kvbench/core/random.hpp>  // chance, the same on every machine

namespace kvbench::gate {

/// A round is a block of both programs; its order is drawn, independently of all other rounds. The
/// statistic rests on that: orders that balance each other over several rounds are dependent, and
/// a rhythm of as many runs then raises false alarms (docs/adr/0021).
/// Cost    O(1): any round is found without those before it.
[[nodiscard]] constexpr bool base_runs_first(std::uint64_t seed, std::size_t round) noexcept {
  return (random_stream::at(seed, round).next() >> 63) != 0;
}

}  // namespace kvbench::gate
