// kvbench/workload/bursts.hpp: which operation is next where operations come in bursts.
//
// Floor: workload. The counterpart of pick_table.hpp, without chance.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <vector>   // where each burst ends

#include <kvbench/workload/pick_table.hpp>  // parts of a whole

namespace kvbench {

/// The bursts of a cycle, one after the other, each as long as its operation's weight says.
/// Law: in each whole cycle, an operation of weight w stands within one of w * cycle times.
class burst_order {
 public:
  /// No bursts.
  burst_order() = default;

  /// `weight_of(op)` in parts of `whole_parts`, for each of `operations`.
  template <class WeightOf>
  burst_order(std::uint64_t cycle, std::size_t operations, WeightOf&& weight_of) : cycle_(cycle) {
    __extension__ using wide = unsigned __int128;
    std::int64_t sum = 0;
    for (std::size_t op = 0; op < operations; ++op) {
      sum += weight_of(op);
      ends_.push_back(static_cast<std::uint64_t>(static_cast<wide>(sum) * cycle /
                                                 static_cast<wide>(whole_parts)));
    }
  }

  [[nodiscard]] bool has_bursts() const noexcept { return cycle_ != 0; }

  /// Yields  the operation that stands at place `number` of the stream.
  [[nodiscard]] std::size_t at(std::uint64_t number) const noexcept {
    std::uint64_t const place = number % cycle_;
    std::size_t op = 0;
    while (place >= ends_[op]) ++op;
    return op;
  }

 private:
  std::uint64_t cycle_ = 0;
  std::vector<std::uint64_t> ends_;
};

}  // namespace kvbench
