// kvbench/run/process_meter.hpp: what a run takes beside its threads: the process, the server, the
// clock.
//
// Floor: run. Read before and after the measured part, by one worker, while the others wait.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>   // size_t
#include <optional>  // a server that does not tell
#include <vector>    // CPUs

#include <kvbench/core/clock.hpp>         // how far a clock strays
#include <kvbench/run/hooks.hpp>          // what the server used
#include <kvbench/run/machine_meter.hpp>  // what this process used
#include <kvbench/run/options.hpp>        // who is pinned
#include <kvbench/run/pin.hpp>            // how many CPUs there are
#include <kvbench/run/result.hpp>         // where it is told

namespace kvbench::detail {

/// On how many CPUs the workers ran.
[[gnu::cold]] inline unsigned usable_cpus(std::vector<unsigned> const& pinned) {
  if (pinned.empty()) return static_cast<unsigned>(allowed_cpus().size());
  unsigned distinct = 0;
  for (std::size_t i = 0; i < pinned.size(); ++i) {
    bool seen = false;
    for (std::size_t before = 0; before < i; ++before) seen = seen || pinned[before] == pinned[i];
    distinct += seen ? 0 : 1;
  }
  return distinct;
}

/// From where it is made until `stop`.
template <class Client, class Clock>
class process_meter {
 public:
  [[gnu::cold]] explicit process_meter(Client& client)
      : server_s_(hooks::cpu_seconds(client)),
        process_s_(process_cpu_s()),
        stolen_s_(stolen_cpu_s()) {}

  [[gnu::cold]] void stop(Clock const& clock, Client& client, run_result& result) const {
    result.harness.clock = clock_name<Clock>();
    // A caller's own clock need not tell the time.
    if (result.harness.clock != "custom") result.harness.clock_drift_ppm = drift_.ppm(clock);
    result.machine.cpus = usable_cpus(result.machine.pinned);
    result.machine.process_cpu_s = process_cpu_s() - process_s_;
    if (auto const now_s = stolen_cpu_s(); now_s && stolen_s_)
      result.machine.stolen_s = *now_s - *stolen_s_;
    if (!server_s_) return;
    // A server that was started again counts from 0.
    if (std::optional<double> const now_s = hooks::cpu_seconds(client);
        now_s && *now_s >= *server_s_)
      result.machine.server_cpu_s = *now_s - *server_s_;
  }

 private:
  std::optional<double> server_s_;
  double process_s_;
  std::optional<double> stolen_s_;
  clock_drift<Clock> drift_;
};

/// The CPUs that so many workers are kept on.
[[gnu::cold]] inline std::vector<unsigned> pinned_of(run_options const& options) {
  std::vector<unsigned> all;
  for (unsigned w = 0; w < options.threads && !options.pin.empty(); ++w)
    all.push_back(options.pin[w % options.pin.size()]);
  return all;
}

}  // namespace kvbench::detail
