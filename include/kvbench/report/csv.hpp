// kvbench/report/csv.hpp: results for spreadsheets, one row per operation.
//
// Floor: report. The header never changes its order; columns are only ever added at its end.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // numbers

#include <cmath>        // std::isfinite
#include <span>         // several results
#include <string>       // the text
#include <string_view>  // fields

#include <kvbench/report/context.hpp>  // where it was measured; a table has no place for it
#include <kvbench/report/machine.hpp>  // what a run took
#include <kvbench/report/pace.hpp>     // when operations began
#include <kvbench/report/text.hpp>     // latency figures, the hash
#include <kvbench/run/result.hpp>      // what was measured

namespace kvbench::report {

inline constexpr std::string_view csv_header =
    "workload,client,threads,keys,elements,value_bytes,seed,stream_hash,settings,partial,duration_"
    "s,throughput_per_s,"
    "bytes_per_s,overhead_ns_per_op,clock_ns,cpu_share,operation,count,errors,misses,min_ns,mean_"
    "ns,p50_ns,p90_ns,"
    "p95_ns,p99_ns,p999_ns,max_ns,stddev_ns,flags,bottleneck,busy,clock,clock_drift_ppm,user_s,"
    "system_s,voluntary_switches,involuntary_switches,minor_faults,major_faults,cycles,"
    "instructions,cycles_per_op,instructions_per_op,process_cpu_s,server_cpu_s,stolen_s,pinned,"
    "loop,rate_per_s,arrival,unsent,lateness_p99_ns,think_time_ns,batch,connections,pipeline,"
    "response_min_ns,response_mean_ns,response_p50_ns,response_p90_ns,response_p95_ns,"
    "response_p99_ns,response_p999_ns,response_max_ns,response_stddev_ns,value_sizes";

namespace detail {

/// Quoted where it must be, by RFC 4180; bytes are left as they are.
inline std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return std::string{text};
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

/// The shortest text that reads back to the same number; nothing for what is not finite.
inline std::string csv_number(double number) {
  return std::isfinite(number) ? fmt::format("{}", number) : "";
}

/// When operations began.
inline std::string csv_loop(run_result const& r) {
  const bool open = r.rate_per_s > 0;
  return fmt::format("{},{},{},{},{},{},{},{},{}", loop_name(r),
                     open ? csv_number(r.rate_per_s) : "", open ? arrival_name(r.arrival) : "",
                     r.unsent, open ? std::to_string(r.lateness_ns.value_at_percentile(99)) : "",
                     r.think_time_ns, r.batch, r.connections == 0 ? r.threads : r.connections,
                     r.pipeline);
}

inline std::string csv_latencies(histogram const& h) {
  std::string out;
  for (latency_figure const& figure : latency_figures(h)) {
    out += ',';
    if (!h.empty()) out += csv_number(figure.ns);
  }
  return out;
}

/// The columns behind the flags.
inline std::string csv_machine(run_result const& r) {
  std::string out =
      fmt::format("{},{},{},{}", csv_field(r.bottleneck), csv_number(r.harness.busy),
                  csv_field(r.harness.clock),
                  r.harness.clock_drift_ppm ? csv_number(*r.harness.clock_drift_ppm) : "");
  for (machine_figure const& figure : machine_figures(r)) out += ',' + csv_number(figure.value);
  std::string pinned;
  for (unsigned const cpu : r.machine.pinned)
    pinned += (pinned.empty() ? "" : ";") + std::to_string(cpu);
  return out + ',' + pinned;
}

}  // namespace detail

/// One row per operation, those of one run next to each other; latencies are empty where none was
/// recorded.
[[nodiscard]] inline std::string csv(context const&, std::span<run_result const> results) {
  std::string out{csv_header};
  out += '\n';
  for (run_result const& r : results) {
    std::string settings;
    for (auto const& [name, value] : r.settings)
      settings += (settings.empty() ? "" : ";") + name + "=" + value;
    std::string flags;
    for (std::string const& flag : r.flags) flags += (flags.empty() ? "" : ";") + flag;
    const std::string run = fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}", detail::csv_field(r.workload),
        detail::csv_field(r.client), r.threads, r.keys, r.elements, r.value_bytes, r.seed,
        hash_text(r.stream_hash), detail::csv_field(settings), r.partial,
        detail::csv_number(r.duration_s), detail::csv_number(r.throughput_per_s),
        detail::csv_number(r.bytes_per_s), detail::csv_number(r.harness.overhead_ns_per_op),
        detail::csv_number(r.harness.clock_ns), detail::csv_number(r.harness.cpu_share));
    const std::string machine = detail::csv_machine(r);
    for (operation_result const& op : r.operations) {
      out += fmt::format("{},{},{},{},{}", run, detail::csv_field(op.name), op.count, op.errors,
                         op.misses);
      out += detail::csv_latencies(op.latency_ns);
      out += ',' + detail::csv_field(flags) + ',' + machine + ',' + detail::csv_loop(r);
      out += detail::csv_latencies(op.response_ns) + ',' + detail::csv_field(r.value_sizes) + '\n';
    }
  }
  return out;
}

}  // namespace kvbench::report
