// kvbench/run/share.hpp: which operations of a task are a worker's.
//
// Floor: run. Pure. Blocks go round: worker w plays blocks w, w + workers, ...
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>  // uint64_t

#include <kvbench/core/bounds.hpp>  // between
#include <kvbench/run/tally.hpp>    // tasks

namespace kvbench::detail {

/// How many operations of the worker's share begin with block `next`, which is one of its own.
[[nodiscard]] inline std::uint64_t operations_from(worker_task const& task, std::uint64_t next) {
  if (next * task.block >= task.operations) return 0;
  std::uint64_t const last = (task.operations - 1) / task.block;  // block of anybody
  std::uint64_t const blocks = (last - next) / task.workers + 1;
  bool const ends_it = next + (blocks - 1) * task.workers == last;
  return blocks * task.block - (ends_it ? (last + 1) * task.block - task.operations : 0);
}

/// The size of blocks in which `workers` have about equal shares of so many operations, as the
/// schedule of an open loop expects: none has an eighth more than another.
[[nodiscard]] inline std::uint64_t even_block(std::uint64_t operations, std::uint64_t workers,
                                              std::uint64_t most) {
  return between<std::uint64_t>(1, operations / (workers * 8), most);
}

}  // namespace kvbench::detail
