// kvbench/gate/read_run.hpp: the figures of one process run, from the JSON that it wrote.
//
// Floor: gate. Google Benchmark's form, and kvbench's own; takes text, opens nothing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>  // the format

#include <algorithm>    // std::count, std::min
#include <cstddef>      // std::size_t
#include <optional>     // units that are none
#include <set>          // names
#include <string>       // text
#include <string_view>  // names
#include <utility>      // std::pair

#include <kvbench/core/concat.hpp>   // refusals
#include <kvbench/core/error.hpp>    // refusals
#include <kvbench/gate/figures.hpp>  // what is read
#include <kvbench/report/text.hpp>   // names that are safe to repeat

namespace kvbench::gate {

namespace detail {

using json_value = nlohmann::ordered_json;

inline std::string text_of(json_value const& object, char const* key) {
  auto const at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

inline bool is_set(json_value const& object, char const* key) {
  auto const at = object.find(key);
  return at != object.end() && at->is_boolean() && at->get<bool>();
}

/// How many nanoseconds the unit of a file has.
inline std::optional<double> unit_ns(std::string_view unit) {
  if (unit.empty() || unit == "ns") return 1;
  if (unit == "us") return 1e3;
  if (unit == "ms") return 1e6;
  if (unit == "s") return 1e9;
  return std::nullopt;
}

/// Members of a row that describe it and measure nothing.
inline bool is_figure(std::string_view key) {
  for (std::string_view const other :
       {"family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads",
        "iterations", "allocs_per_iter", "max_bytes_used"}) {
    if (key == other) return false;
  }
  return true;
}

/// Adds one row of Google Benchmark: an iteration, or a median where only aggregates were written.
inline void add_row(json_value const& row, std::string const& name, std::string const& from,
                    run_figures& out) {
  auto const unit = unit_ns(text_of(row, "time_unit"));
  if (!unit) {
    throw error{
        concat({from, ": ", report::printable(name), " has the time unit \"",
                report::printable(text_of(row, "time_unit")), "\"; ns, us, ms and s are known"})};
  }
  benchmark_figures& into = out.at(name);
  for (auto const& [key, value] : row.items()) {
    if (!value.is_number() || !is_figure(key)) continue;
    bool const is_time = key == "real_time" || key == "cpu_time";
    into.add(key, value.get<double>() * (is_time ? *unit : 1));
  }
}

inline std::string name_of(json_value const& row) {
  std::string const name = text_of(row, "run_name");
  return name.empty() ? text_of(row, "name") : name;
}

/// A fitted curve belongs to a family of benchmarks; it is none itself.
inline bool is_fit(json_value const& row) {
  std::string const name = text_of(row, "aggregate_name");
  return name == "BigO" || name == "RMS";
}

inline run_figures read_google(json_value const& rows, std::string const& from) {
  // Each benchmark may report all its repetitions, or aggregates only: their median stands for
  // them.
  std::set<std::string> with_iterations;
  for (json_value const& row : rows) {
    if (row.is_object() && text_of(row, "run_type") != "aggregate")
      with_iterations.insert(name_of(row));
  }
  run_figures out;
  for (json_value const& row : rows) {
    if (!row.is_object()) throw error{concat({from, ": \"benchmarks\" holds no objects"})};
    std::string const name = name_of(row);
    if (name.empty()) throw error{concat({from, ": a benchmark has no name"})};
    if (is_set(row, "error_occurred")) {
      std::string const why = text_of(row, "error_message");
      out.failures.push_back({name, why.empty() ? "failed and says not why" : why});
    } else if (is_set(row, "skipped")) {
      out.failures.push_back({name, "skipped, " + text_of(row, "skip_message")});
    } else if (with_iterations.count(name) > 0 ? text_of(row, "run_type") != "aggregate"
                                               : text_of(row, "aggregate_name") == "median") {
      add_row(row, name, from, out);
    }
  }
  for (json_value const& row : rows) {
    std::string const name = name_of(row);
    benchmark_figures const* const at = out.find(name);
    if (!is_fit(row) && (at == nullptr || at->metrics.empty()) && !out.has_failed(name))
      out.failures.push_back({name, "has neither a repetition nor a median with a figure"});
  }
  return out;
}

/// What tells two results of one workload and client apart: only what differs. What one of them
/// does not say differs, too.
inline std::string settings_of(json_value const& result, json_value const& results) {
  std::string text;
  auto const add = [&](char const* path, char const* title) {
    json_value::json_pointer const at{path};
    if (!result.contains(at)) return;
    json_value const& own = result.at(at);
    for (json_value const& other : results) {
      bool const is_twin = text_of(other, "workload") == text_of(result, "workload") &&
                           text_of(other, "client") == text_of(result, "client");
      if (is_twin && (!other.contains(at) || other.at(at) != own)) {
        text += concat({"/", title, ":", own.is_string() ? own.get<std::string>() : own.dump()});
        return;
      }
    }
  };
  add("/threads", "threads");
  add("/keys", "keys");
  add("/elements", "elements");
  add("/value_bytes", "value_bytes");
  add("/value_sizes", "value_sizes");
  add("/settings/distribution", "distribution");
  add("/settings/key_prefix", "key_prefix");
  add("/settings/key_length", "key_length");
  add("/settings/durability", "durability");
  add("/settings/trace", "trace");
  add("/settings/speed", "speed");
  add("/loop/arrival", "arrival");
  // The rate of a recording is what was measured, and differs from run to run.
  if (json_value::json_pointer const at{"/loop/arrival"};
      !result.contains(at) || result.at(at) != "recorded")
    add("/loop/rate_per_s", "rate");
  add("/loop/think_time_ns", "think_time_ns");
  add("/loop/batch", "batch");
  add("/loop/connections", "connections");
  add("/loop/pipeline", "pipeline");
  return text;
}

/// Why the figures of a result are none: "" where they are.
inline std::string fault_of(json_value const& result) {
  if (is_set(result, "partial")) return "was stopped before its end";
  auto const flags = result.find("flags");
  if (flags == result.end() || !flags->is_array()) return {};
  for (json_value const& flag : *flags) {
    // Wrong or missing answers take no time that could be compared.
    if (flag == "verify failed" || flag == "errors>5%") return flag.get<std::string>();
  }
  return {};
}

/// kvbench/1: "workload/client" with throughput_per_s and real_time (the time in which one
/// operation is done, all workers together), "workload/client/OP" with p99_ns and its like.
inline run_figures read_own(json_value const& results) {
  run_figures out;
  for (json_value const& result : results) {
    if (!result.is_object()) continue;
    std::string const name = text_of(result, "workload") + "/" + text_of(result, "client") +
                             settings_of(result, results);
    if (std::string const fault = fault_of(result); !fault.empty()) {
      out.failures.push_back({name, fault});
      continue;
    }
    auto const throughput = result.find("throughput_per_s");
    if (throughput != result.end() && throughput->is_number()) {
      out.at(name).add("throughput_per_s", throughput->get<double>());
      out.at(name).add("real_time", 1e9 / throughput->get<double>());
    }
    auto const operations = result.find("operations");
    if (operations == result.end() || !operations->is_array()) continue;
    for (json_value const& op : *operations) {
      for (auto const& [times, prefix] :
           {std::pair{"latency_ns", ""}, {"response_ns", "response_"}}) {
        auto const latencies = op.find(times);
        if (latencies == op.end() || !latencies->is_object()) continue;
        for (auto const& [key, value] : latencies->items()) {
          if (value.is_number())
            out.at(name + "/" + text_of(op, "name")).add(prefix + key + "_ns", value.get<double>());
        }
      }
    }
  }
  return out;
}

}  // namespace detail

/// Reads what one process wrote: Google Benchmark's JSON (--benchmark_format=json), or that of
/// kvbench (--format json). Repetitions are kept, aggregates are made anew, times become
/// nanoseconds; each number in a row is a metric: counters, p99_ns, items_per_second.
/// Errors  error, "FROM: what is wrong with it".
[[nodiscard]] inline run_figures read_run(std::string_view text, std::string const& from) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw error{concat(
        {from, ": is empty; a Google Benchmark program writes JSON with --benchmark_format=json"})};
  }
  detail::json_value whole;
  try {
    whole = detail::json_value::parse(text);
  } catch (detail::json_value::parse_error const& failed) {
    std::size_t const at = failed.byte > 0 ? std::min(failed.byte - 1, text.size()) : 0;
    std::string_view const before = text.substr(0, at);
    std::size_t const begin = before.rfind('\n') + 1;  // 0 where it is the first
    std::string_view const near = text.substr(begin, text.find('\n', at) - begin).substr(0, 60);
    throw error{
        concat({from, ":", std::to_string(std::count(before.begin(), before.end(), '\n') + 1),
                ": is no JSON, at \"", report::printable(near),
                "\"; a Google Benchmark program writes it with --benchmark_format=json"})};
  } catch (detail::json_value::exception const& failed) {
    // "[json.exception.out_of_range.406] number overflow parsing '1e999'"
    std::string_view const why = failed.what();
    std::size_t const begin = why.find("] ");
    throw error{concat({from, ": is no JSON: ",
                        report::printable(why.substr(begin == why.npos ? 0 : begin + 2))})};
  }
  auto const rows = whole.is_object() ? whole.find("benchmarks") : whole.end();
  auto const results = whole.is_object() ? whole.find("results") : whole.end();
  run_figures out;
  if (whole.is_object() && rows != whole.end() && rows->is_array()) {
    out = detail::read_google(*rows, from);
  } else if (whole.is_object() && results != whole.end() && results->is_array() &&
             detail::text_of(whole, "schema").starts_with("kvbench/")) {
    out = detail::read_own(*results);
  } else {
    throw error{concat({from, ": is JSON of something else: neither Google Benchmark's, which has ",
                        "\"benchmarks\", nor kvbench's, which has \"results\""})};
  }
  if (out.benchmarks.empty() && out.failures.empty())
    throw error{concat({from, ": holds no benchmark; does a filter match?"})};
  return out;
}

}  // namespace kvbench::gate
