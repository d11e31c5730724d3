// kvbench/report/json.hpp: results for programs, schema kvbench/1.
//
// Floor: report. Says all that a result holds; people read console.hpp.
//
// Within kvbench/1 fields are only ever added. What is not known is null: a number that is not
// finite, the load where the system tells none, `latency_ns` where no latency was recorded
// (--no-latency, or an operation that never succeeded). Bytes that are no UTF-8 are replaced by
// U+FFFD. `stream_hash` is text, for readers whose numbers are doubles.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>  // the format

#include <cmath>     // std::isfinite
#include <cstdint>   // counts
#include <optional>  // what is not known
#include <span>      // several results
#include <string>    // the text

#include <kvbench/report/context.hpp>  // where it was measured
#include <kvbench/report/machine.hpp>  // what a run took
#include <kvbench/report/pace.hpp>     // when operations began
#include <kvbench/report/repeats.hpp>  // several runs of the same
#include <kvbench/report/text.hpp>     // latency figures, the hash
#include <kvbench/run/result.hpp>      // what was measured

namespace kvbench::report {

/// Keeps the order in which fields are written.
using json_value = nlohmann::ordered_json;

namespace detail {

inline json_value finite(double number) {
  return std::isfinite(number) ? json_value(number) : json_value(nullptr);
}

inline json_value latency_json(histogram const& h) {
  if (h.empty()) return nullptr;
  json_value out = json_value::object();
  for (latency_figure const& figure : latency_figures(h)) {
    const bool exact = figure.name != "mean" && figure.name != "stddev";
    // A 64-bit number of nanoseconds is a whole number here; as a double it would be printed with
    // an exponent.
    out[std::string{figure.name}] =
        exact ? json_value(static_cast<std::uint64_t>(figure.ns)) : finite(figure.ns);
  }
  return out;
}

/// What an interval held, by operation.
inline json_value interval_json(run_result const& r, interval_result const& one) {
  json_value operations = json_value::array();
  for (std::size_t op = 0; op < one.latency_ns.size(); ++op) {
    histogram latency_ns;
    one.latency_ns[op].add_to(latency_ns);
    operations.push_back({{"name", r.operations[op].name},
                          {"count", latency_ns.count()},
                          {"latency_ns", latency_json(latency_ns)}});
  }
  return {{"start_s", finite(one.start_s)},
          {"length_s", finite(one.length_s)},
          {"operations", std::move(operations)}};
}

/// When operations began.
inline json_value loop_json(run_result const& r) {
  json_value out = {{"kind", loop_name(r)}};
  if (r.rate_per_s > 0) {
    out["rate_per_s"] = finite(r.rate_per_s);
    out["arrival"] = arrival_name(r.arrival);
    out["lateness_ns"] = latency_json(r.lateness_ns);
    out["unsent"] = r.unsent;
  }
  out["think_time_ns"] = r.think_time_ns;
  out["batch"] = r.batch;
  out["connections"] = r.connections == 0 ? r.threads : r.connections;
  out["pipeline"] = r.pipeline;
  return out;
}

inline json_value warm_up_json(cold_start const& w) {
  return {{"count", w.count},
          {"duration_s", finite(w.duration_s)},
          {"steady", w.steady},
          {"latency_ns", latency_json(w.latency_ns)}};
}

inline json_value operation_json(operation_result const& op) {
  json_value out = {{"name", op.name},
                    {"count", op.count},
                    {"errors", op.errors},
                    {"misses", op.misses},
                    {"latency_ns", latency_json(op.latency_ns)},
                    {"response_ns", latency_json(op.response_ns)},
                    {"hit_rate", op.count == 0 ? json_value(nullptr) : finite(op.hit_rate())}};
  out["hit_rate_expected_min"] =
      op.hit_rate_expected_min ? finite(*op.hit_rate_expected_min) : json_value(nullptr);
  if (!op.first_error.empty()) out["first_error"] = op.first_error;
  return out;
}

inline json_value or_null(std::optional<double> const& number) {
  return number ? finite(*number) : json_value(nullptr);
}

inline json_value or_null(std::optional<bool> const& known) {
  return known ? json_value(*known) : json_value(nullptr);
}

inline json_value machine_json(run_result const& r) {
  json_value out = json_value::object();
  for (machine_figure const& figure : machine_figures(r)) {
    out[std::string{figure.name}] = figure.whole && std::isfinite(figure.value)
                                        ? json_value(static_cast<std::uint64_t>(figure.value))
                                        : finite(figure.value);
  }
  const bool counted = r.machine.workers && r.machine.workers->counters;
  out["counters_with_kernel"] =
      counted ? json_value(r.machine.workers->counters->with_kernel) : json_value(nullptr);
  out["cpus"] = r.machine.cpus == 0 ? json_value(nullptr) : json_value(r.machine.cpus);
  out["pinned"] = r.machine.pinned;
  return out;
}

template <class Value>
[[nodiscard]] json_value named_json(named<Value> const& all) {
  json_value out = json_value::object();
  for (auto const& [name, value] : all) out[name] = value;
  return out;
}

}  // namespace detail

[[nodiscard]] inline json_value to_json(context const& c) {
  json_value load = nullptr;
  if (c.load) {
    load = json_value::array();
    for (const double average : *c.load) load.push_back(detail::finite(average));
  }
  return {{"date", c.date},
          {"cpu", c.cpu},
          {"cores", c.cores},
          {"kernel", c.kernel},
          {"compiler", c.compiler},
          {"build_type", c.build_type},
          {"versions", c.versions},
          {"governor", c.governor},
          {"load_average", std::move(load)},
          {"warnings", c.warnings},
          {"turbo", detail::or_null(c.turbo)},
          {"smt", detail::or_null(c.smt)}};
}

[[nodiscard]] inline json_value to_json(run_result const& r) {
  json_value operations = json_value::array();
  for (operation_result const& op : r.operations) operations.push_back(detail::operation_json(op));
  json_value intervals = json_value::array();
  for (interval_result const& one : r.intervals) intervals.push_back(detail::interval_json(r, one));
  return {{"workload", r.workload},
          {"client", r.client},
          {"threads", r.threads},
          {"keys", r.keys},
          {"elements", r.elements},
          {"value_bytes", r.value_bytes},
          {"value_sizes", r.value_sizes.empty() ? json_value(nullptr) : json_value(r.value_sizes)},
          {"seed", r.seed},
          {"stream_hash", hash_text(r.stream_hash)},
          {"settings", detail::named_json(r.settings)},
          {"partial", r.partial},
          {"loop", detail::loop_json(r)},
          {"warm_up", detail::warm_up_json(r.warm_up)},
          {"throughput_per_s", detail::finite(r.throughput_per_s)},
          {"throughput_precision", detail::or_null(r.precision)},
          {"bytes_per_s", detail::finite(r.bytes_per_s)},
          {"bytes_per_op", detail::finite(r.bytes_per_s / r.throughput_per_s)},
          {"duration_s", detail::finite(r.duration_s)},
          {"harness",
           {{"overhead_ns_per_op", detail::finite(r.harness.overhead_ns_per_op)},
            {"clock_ns", detail::finite(r.harness.clock_ns)},
            {"cpu_share", detail::finite(r.harness.cpu_share)},
            {"bottleneck", r.bottleneck},
            {"busy", detail::finite(r.harness.busy)},
            {"clock", r.harness.clock},
            {"clock_drift_ppm", detail::or_null(r.harness.clock_drift_ppm)}}},
          {"machine", detail::machine_json(r)},
          {"flags", r.flags},
          {"verified", r.verified},
          {"verify_failures", r.verify_failures},
          {"family_counts", detail::named_json(r.family_counts)},
          {"operations", std::move(operations)},
          {"intervals", std::move(intervals)}};
}

/// The whole report, valid JSON whatever the names hold, ending in a line break.
/// `more` are members that a program adds.
[[nodiscard]] inline std::string json(context const& c, std::span<run_result const> results,
                                      json_value const& more = json_value::object()) {
  json_value list = json_value::array();
  for (run_result const& r : results) list.push_back(to_json(r));
  json_value whole = {
      {"schema", "kvbench/1"}, {"context", to_json(c)}, {"results", std::move(list)}};
  for (repeated const& each : repeats_of(results)) {
    spread const& s = each.throughput_per_s;
    whole["repeats"].push_back({{"workload", each.workload},
                                {"client", each.client},
                                {"runs", s.count},
                                {"throughput_per_s",
                                 {{"median", detail::finite(s.median)},
                                  {"min", detail::finite(s.min)},
                                  {"max", detail::finite(s.max)},
                                  {"variation", detail::or_null(s.variation)}}}});
  }
  whole.update(more);
  return whole.dump(2, ' ', false, json_value::error_handler_t::replace) + "\n";
}

}  // namespace kvbench::report
