// kvbench/request.cpp: what the words of the command line mean.
//
// SPDX-License-Identifier: MIT
#include "request.hpp"

#include <kvbench/scenario/quantities.hpp>  // --speed
#include <kvbench/trace/reader.hpp>         // --trace

#include <algorithm>    // std::find
#include <string_view>  // words
#include <utility>      // std::pair

#include "catalogue.hpp"  // what may be named
#include "names.hpp"      // refusals
#include "options.hpp"    // how it is run
#include "scenarios.hpp"  // workloads of a file

namespace kvbench::cli {

namespace {

client_choice client_of(std::string const& text) {
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  for (client_kind const* kind : all_clients()) {
    if (kind->name != name && (kind->also_named.empty() || kind->also_named != name)) continue;
    client_choice choice{kind, text, {}};
    if (kind->label_of != nullptr) {
      choice.file = text;
      try {
        choice.text = kind->label_of(text);
      } catch (error const& refused) {
        throw usage_error{refused.what()};
      }
      return choice;
    }
    if (colon != text.npos) {
      choice.file = text.substr(colon + 1);
      if (!kind->takes_file)
        throw usage_error{"client " + in_quotes(name) + " has no file: give --client " + name};
      if (choice.file.empty())
        throw usage_error{"the file is missing: give --client " + name + ":FILE, or " + name +
                          " for memory"};
      if (choice.file == ":memory:") choice.file.clear();
    }
    return choice;
  }
  refuse_unknown("client", name, names_of_clients(),
                 "there are redlite, redlite:FILE, redis://HOST:PORT, unix:/PATH, map and null");
}

format format_of(words const& w) {
  const std::vector<std::string> names{"console", "json", "csv", "markdown", "hdr"};
  std::string name = w.format.value_or("");
  if (!w.format) {
    const std::string file = w.out.value_or("");
    name = file.ends_with(".json")   ? "json"
           : file.ends_with(".csv")  ? "csv"
           : file.ends_with(".md")   ? "markdown"
           : file.ends_with(".hlog") ? "hdr"
                                     : "console";
  }
  const auto at =
      std::find(names.begin(), names.end(), one_of("--format", name, names)) - names.begin();
  return static_cast<format>(at);
}

/// A workload named by hand must run everywhere; of a group or a file, a client runs what it can.
void add_jobs(request& r, words const& w, std::vector<subject> const& subjects,
              std::vector<client_choice> const& clients) {
  for (subject const& what : subjects) {
    for (client_choice const& client : clients) {
      const auto lacking = client.kind->lacks(what);
      if (lacking.empty()) {
        r.jobs.push_back({what, client, options_of(w, what.plays.run)});
        if (r.jobs.back().options.threads > 1 && !client.kind->takes_threads) {
          throw usage_error{"client " + in_quotes(client.text) +
                            " runs on one thread: leave --threads out"};
        }
        if ((w.connections || w.pipeline) && !client.kind->takes_connections) {
          throw usage_error{"client " + in_quotes(client.text) +
                            " is within this process: leave --connections and --pipeline out"};
        }
        continue;
      }
      std::string refusal = "client " + in_quotes(client.text) + " lacks " + listed(lacking);
      if (!what.is_operation) refusal += " of workload " + in_quotes(what.plays.name);
      const bool of_many = !w.groups.empty() || (w.scenario && w.names.empty());
      if (!of_many) throw usage_error{refusal + "; client redlite has every operation"};
      r.skipped.push_back(refusal + ": skipped");
    }
  }
  if (r.jobs.empty()) {
    throw usage_error{"client " + in_quotes(clients.front().text) + " runs no workload of " +
                      (w.scenario ? in_quotes(*w.scenario) : listed(w.groups)) +
                      "; client redlite runs them all"};
  }
}

/// "1x", "0.5x", "2"
double speed_of(std::string const& text) {
  const bool has_x = text.ends_with('x') || text.ends_with('X');
  const auto parts = parse_weight(std::string_view{text}.substr(0, text.size() - (has_x ? 1 : 0)));
  if (!parts || *parts == 0 || *parts > 1000 * percent_parts) {
    throw usage_error{"--speed must be a number of times from 0 to 1000, as in --speed 1x, not " +
                      in_quotes(text)};
  }
  return static_cast<double>(*parts) / static_cast<double>(percent_parts);
}

/// What says how a workload is drawn says nothing of a trace.
void refuse_beside_trace(words const& w) {
  const std::pair<std::string_view, bool> given[]{{"--workload", !w.workloads.empty()},
                                                  {"--op", !w.operations.empty()},
                                                  {"--group", !w.groups.empty()},
                                                  {"--scenario", w.scenario.has_value()},
                                                  {"--keys", w.keys.has_value()},
                                                  {"--elements", w.elements.has_value()},
                                                  {"--key-prefix", w.key_prefix.has_value()},
                                                  {"--key-length", w.key_length.has_value()},
                                                  {"--value-size", w.value_size.has_value()},
                                                  {"--distribution", w.distribution.has_value()},
                                                  {"--time", w.time.has_value()},
                                                  {"--threads", w.threads.has_value()},
                                                  {"--warmup", w.warmup.has_value()},
                                                  {"--seed", w.seed.has_value()},
                                                  {"--rate", w.rate.has_value()},
                                                  {"--arrival", w.arrival.has_value()},
                                                  {"--think-time", w.think_time.has_value()},
                                                  {"--batch", w.batch.has_value()},
                                                  {"--precision", w.precision.has_value()},
                                                  {"--interval", w.interval.has_value()},
                                                  {"--repeat", w.repeat.has_value()},
                                                  {"--connections", w.connections.has_value()},
                                                  {"--pipeline", w.pipeline.has_value()},
                                                  {"--no-load", w.no_load},
                                                  {"--keep", w.keep}};
  for (auto const& [option, is_given] : given) {
    if (is_given)
      throw usage_error{"a trace is played as it is, by one worker: leave " + std::string{option} +
                        " out beside --trace"};
  }
}

void add_trace(request& r, words const& w, std::vector<client_choice> const& clients) {
  refuse_beside_trace(w);
  try {
    const trace_reader readable{*w.trace};
  } catch (error const& refused) {
    throw usage_error{refused.what()};
  }
  run_options options = r.options;
  if (!w.ops) options.operations = ~std::uint64_t{0};
  for (client_choice const& client : clients) {
    if (client.kind->replay == nullptr) {
      throw usage_error{"client " + in_quotes(client.text) +
                        " plays no trace; redlite and redis do"};
    }
    job& one = r.jobs.emplace_back();
    one.what.plays.name = "trace " + *w.trace;
    one.client = client;
    one.options = options;
    one.trace = *w.trace;
    one.speed = w.speed ? speed_of(*w.speed) : 0;
  }
}

}  // namespace

std::vector<subject> subjects_of(words const& w) {
  const int kinds = int{!w.workloads.empty()} + int{!w.operations.empty()} +
                    int{!w.groups.empty()} + int{w.scenario.has_value()};
  if (kinds == 0) {
    throw usage_error{
        "nothing to run: give --workload NAME, --op OP, --group GROUP, --scenario FILE or --trace "
        "FILE, as in "
        "kvbench run --workload read_heavy; kvbench list names them"};
  }
  if (kinds > 1) {
    throw usage_error{
        "--workload, --op, --group and --scenario exclude each other: give one of them"};
  }
  std::vector<subject> subjects;
  const auto add = [&subjects](scenario const& plays, bool is_operation) {
    for (subject const& s : subjects) {
      if (s.plays.name == plays.name) return;  // named twice, run once
    }
    subjects.push_back({plays, is_operation});
  };
  for (scenario const& each : scenarios_of(w)) add(each, false);
  const auto known = names_of_workloads();
  for (std::string const& name : split_at_commas(w.workloads)) {
    if (!contains(known, name)) refuse_unknown("workload", name, known, "kvbench list names them");
    for (scenario const& each : catalogue()) {
      if (each.name == name) add(each, false);
    }
  }
  for (std::string const& name : split_at_commas(w.operations)) {
    if (!contains(operations(), upper(name))) {
      refuse_unknown("operation", name, operations(), "kvbench list names them");
    }
    add(only_operation(upper(name)), true);
  }
  for (std::string const& name : split_at_commas(w.groups)) {
    if (name != "all" && !contains(groups(), name)) {
      refuse_unknown("group", name, groups(), "there are " + listed(groups()) + " and all");
    }
    for (scenario const& each : catalogue()) {
      if (name == "all" || each.group == name) add(each, false);
    }
  }
  return subjects;
}

request request_of(words const& w) {
  request r;
  if (w.speed && !w.trace) throw usage_error{"--speed is that of --trace FILE: give both"};
  const auto subjects = w.trace ? std::vector<subject>{} : subjects_of(w);
  std::vector<client_choice> clients;
  for (std::string const& text :
       w.clients.empty() ? std::vector<std::string>{"redlite"} : w.clients) {
    clients.push_back(client_of(text));
  }
  r.options = options_of(w, {});
  if (w.durability)
    r.store.durability = one_of("--durability", *w.durability, {"off", "normal", "full"});
  if (w.sharing) r.store.sharing = one_of("--sharing", *w.sharing, {"exclusive", "shared"});
  r.store.takes_any_data = w.force || w.no_load;
  if (w.repeat) r.repeats = static_cast<unsigned>(number_of("--repeat", *w.repeat, {1, 1000}, "5"));
  r.as = format_of(w);
  if (w.out && w.out->empty()) throw usage_error{"--out must name a file, as in --out result.json"};
  r.out = w.out.value_or("");
  if (w.trace) {
    add_trace(r, w, clients);
  } else {
    add_jobs(r, w, subjects, clients);
  }
  return r;
}

}  // namespace kvbench::cli
