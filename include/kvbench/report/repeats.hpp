// kvbench/report/repeats.hpp: how far runs of the same lie apart.
//
// Floor: wing report. Repetitions of one process are not independent: what this tells is how
// steady the machine was, not whether two versions differ.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <span>    // results
#include <string>  // names
#include <vector>  // groups

#include <kvbench/measure/statistics.hpp>  // spread
#include <kvbench/run/result.hpp>          // what was measured

namespace kvbench::report {

/// The runs of one workload on one client with the same settings.
struct repeated {
  std::string workload;
  std::string client;
  spread throughput_per_s;
};

/// Yields  those of which there are several, in the order of their first run; partial ones do not
/// count.
[[nodiscard]] inline std::vector<repeated> repeats_of(std::span<run_result const> results) {
  std::vector<repeated> all;
  const auto same = [](run_result const& a, run_result const& b) {
    return a.workload == b.workload && a.client == b.client && a.threads == b.threads &&
           a.keys == b.keys && a.elements == b.elements && a.value_bytes == b.value_bytes &&
           a.value_sizes == b.value_sizes && a.rate_per_s == b.rate_per_s && a.batch == b.batch &&
           a.connections == b.connections && a.pipeline == b.pipeline;
  };
  for (std::size_t i = 0; i < results.size(); ++i) {
    bool first = !results[i].partial;
    for (std::size_t j = 0; j < i; ++j)
      first = first && (results[j].partial || !same(results[j], results[i]));
    if (!first) continue;
    std::vector<double> throughputs;
    for (run_result const& r : results.subspan(i)) {
      if (!r.partial && same(r, results[i])) throughputs.push_back(r.throughput_per_s);
    }
    if (throughputs.size() < 2) continue;
    all.push_back({results[i].workload, results[i].client, *spread_of(throughputs)});
  }
  return all;
}

}  // namespace kvbench::report
