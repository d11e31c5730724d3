// kvbench/workload/block.hpp: how many operations are dealt at once.
//
// Floor: workload.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>  // size_t

namespace kvbench {

/// Cards that are dealt at once. Small enough for the first cache, large enough that starting a
/// block costs nothing.
inline constexpr std::size_t block_cards = 256;

}  // namespace kvbench
