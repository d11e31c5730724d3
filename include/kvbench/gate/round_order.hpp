// kvbench/gate/round_order.hpp: which of two programs runs first in each round.
//
// Floor: gate. By chance, so that no rhythm of the machine and no advantage of the second place
// (warm files, a waking clock) takes sides; in blocks, so that chance itself does not.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>  // std::size_t
#include <cstdint>  // the seed

#include <kvbench/core/random.hpp>  // chance, the same on every machine

namespace kvbench::gate {

/// Of every four rounds, two begin with base and two with head; which two, the seed decides, each
/// of the six ways as probable. Blocks of two would leave three of four places predictable.
/// Cost    O(1): any round is found without those before it.
[[nodiscard]] constexpr bool base_runs_first(std::uint64_t seed, std::size_t round) noexcept {
  constexpr unsigned char ways[] = {0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100};
  auto const way = static_cast<std::size_t>(random_stream::at(seed, round / 4).below(6));
  return ((ways[way] >> (round % 4)) & 1u) != 0;
}

}  // namespace kvbench::gate
