// kvbench/report/same_work.hpp: whether two stores that were given the same operations did the same
// work.
//
// Floor: report. Compares results; counts are taken by the client.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // the flag

#include <span>    // the results before
#include <string>  // the flag
#include <vector>  // results

#include <kvbench/run/result.hpp>  // counts per family

namespace kvbench::report {

/// Flags the last of `results` where it holds other counts than an earlier result of the same
/// stream: one of the two stores lost or invented something, and their speed cannot be compared.
/// Compared are whole runs on one thread: threads meet each other's changes in an order that is not
/// the stream's.
inline void flag_different_counts(std::vector<run_result>& results) {
  if (results.empty()) return;
  run_result& last = results.back();
  const auto whole = [](run_result const& r) { return !r.partial && r.threads == 1; };
  const auto played = [](run_result const& r) {
    std::uint64_t sum = 0;
    for (operation_result const& op : r.operations) sum += op.count + op.errors;
    return sum;
  };
  for (run_result const& other : std::span{results}.first(results.size() - 1)) {
    const bool same_stream = other.workload == last.workload &&
                             other.stream_hash == last.stream_hash && other.keys == last.keys &&
                             other.elements == last.elements && played(other) == played(last);
    if (!same_stream || !whole(other) || !whole(last)) continue;
    for (auto const& [family, count] : last.family_counts) {
      const std::uint64_t* const same = other.family_counts.find(family);
      if (same == nullptr || *same == count) continue;
      last.flags.push_back(
          fmt::format("holds {} {} where {} holds {}", count, family, other.client, *same));
    }
  }
}

}  // namespace kvbench::report
