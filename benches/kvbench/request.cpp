// kvbench/request.cpp: what the words of the command line mean.
//
// SPDX-License-Identifier: MIT
#include "request.hpp"

#include <algorithm>    // std::find
#include <string_view>  // words

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

}  // namespace

std::vector<subject> subjects_of(words const& w) {
  const int kinds = int{!w.workloads.empty()} + int{!w.operations.empty()} +
                    int{!w.groups.empty()} + int{w.scenario.has_value()};
  if (kinds == 0) {
    throw usage_error{
        "nothing to run: give --workload NAME, --op OP, --group GROUP or --scenario FILE, as in "
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
  const auto subjects = subjects_of(w);
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
  add_jobs(r, w, subjects, clients);
  return r;
}

}  // namespace kvbench::cli
