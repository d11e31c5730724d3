// kvbench/options.cpp: how a run goes, from words.
//
// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <kvbench/core/error.hpp>                // refused distributions
#include <kvbench/run/limits.hpp>                // how much
#include <kvbench/run/pin.hpp>                   // CPUs
#include <kvbench/scenario/value_size_text.hpp>  // --value-size
#include <kvbench/workload/distribution.hpp>     // --distribution
#include <kvbench/workload/key_shape.hpp>        // --key-prefix, --key-length

#include <algorithm>  // std::find
#include <charconv>   // fractions
#include <cmath>      // isfinite

#include "names.hpp"    // refusals
#include "numbers.hpp"  // sizes and times

namespace kvbench::cli {

std::uint64_t number_of(std::string_view option, std::string const& text, bounds within,
                        std::string_view example) {
  const auto number = parse_count(text);
  if (!number) {
    throw usage_error{std::string{option} + " must be a whole number, as in " +
                      std::string{option} + " " + std::string{example} + ", not " +
                      in_quotes(text)};
  }
  if (*number < within.least || *number > within.most) {
    throw usage_error{std::string{option} + " must be " + std::to_string(within.least) + " to " +
                      std::to_string(within.most) + ", not " + in_quotes(text)};
  }
  return *number;
}

std::string one_of(std::string_view option, std::string const& text,
                   std::vector<std::string> const& allowed) {
  if (contains(allowed, text)) return text;
  const std::string hint = hint_of(text, allowed);
  throw usage_error{std::string{option} + " must be one of " + listed(allowed) + ", not " +
                    in_quotes(text) + hint};
}

nanoseconds time_of(std::string_view option, std::string const& text, std::string_view examples) {
  const auto time = parse_time(text);
  if (!time)
    throw usage_error{std::string{option} + " must be a time, as in " + std::string{option} + " " +
                      std::string{examples} + ", not " + in_quotes(text)};
  return *time;
}

double share_of(std::string_view option, std::string const& text, std::string_view example) {
  const bool percent = text.ends_with('%');
  const char* const end = text.data() + text.size() - (percent ? 1 : 0);
  double share = 0;
  const auto [read, failed] = std::from_chars(text.data(), end, share, std::chars_format::fixed);
  if (percent) share /= 100;
  if (failed != std::errc{} || read != end || !(share > 0 && share < 1))
    throw usage_error{std::string{option} + " must be above 0 and below 100 %, as in " +
                      std::string{option} + " " + std::string{example} + ", not " +
                      in_quotes(text)};
  return share;
}

namespace {

/// "1,2": CPUs that this process may use; "all": each of them.
std::vector<unsigned> cpus_of(std::string const& text) {
  const std::vector<unsigned> ours = allowed_cpus();
  if (ours.empty()) throw usage_error{"--pin: this system pins no threads; leave it out"};
  if (text == "all") return ours;
  std::vector<unsigned> cpus;
  for (std::string const& one : split_at_commas({text})) {
    const auto cpu = parse_count(one);
    if (!cpu)
      throw usage_error{"--pin must name CPUs, as in --pin 1,2 or --pin all, not " +
                        in_quotes(text)};
    if (std::find(ours.begin(), ours.end(), *cpu) == ours.end()) {
      std::string list;
      for (unsigned const each : ours) list += (list.empty() ? "" : ", ") + std::to_string(each);
      throw usage_error{"--pin: CPU " + std::to_string(*cpu) +
                        " is not ours; this process may use " + list};
    }
    cpus.push_back(static_cast<unsigned>(*cpu));
  }
  if (cpus.empty()) throw usage_error{"--pin must name CPUs, as in --pin 1,2 or --pin all"};
  return cpus;
}

/// "1KiB", or "uniform(10,1KiB)".
value_size value_size_of(std::string const& text) {
  if (!names_value_sizes(text))
    return number_of("--value-size", text, {1, value_size::bytes_max}, "1KiB");
  try {
    return parse_value_size(text);
  } catch (error const& refused) {
    throw usage_error{refused.what()};
  }
}

/// When operations begin.
void add_pace(words const& w, run_options& o) {
  if (w.rate)
    o.rate = static_cast<double>(number_of("--rate", *w.rate, {1, limits::rate_max}, "10k"));
  if (w.arrival) {
    o.arrival = one_of("--arrival", *w.arrival, {"constant", "poisson"}) == "poisson"
                    ? arrival::poisson
                    : arrival::constant;
  }
  if (w.think_time) o.think_time = time_of("--think-time", *w.think_time, "100us or 1ms");
  if (w.connections) {
    o.connections =
        static_cast<unsigned>(number_of("--connections", *w.connections, {1, 100'000}, "1000"));
  }
  if (w.pipeline)
    o.pipeline = static_cast<unsigned>(number_of("--pipeline", *w.pipeline, {1, 65'536}, "16"));
  if (w.batch) o.batch = number_of("--batch", *w.batch, {1, 1'000'000}, "100");
}

/// "1k" operations, "10s", or "steady".
void add_warmup(words const& w, run_options& o) {
  if (!w.warmup) return;
  if (*w.warmup == "steady") {
    o.warmup_until_steady = true;
  } else if (w.warmup->ends_with('m') && parse_count(*w.warmup)) {
    throw usage_error{"--warmup " + in_quotes(*w.warmup) +
                      " may be minutes or millions: write 120s, or 2M"};
  } else if (w.warmup->ends_with('s') || w.warmup->ends_with('h')) {
    o.warmup_time = time_of("--warmup", *w.warmup, "500ms or 10s");
  } else {
    o.warmup = number_of("--warmup", *w.warmup, {0, limits::operations_max}, "1k, 10s or steady");
  }
}

/// A length that has no room for the prefix, before anything is emptied.
void refuse_shape(run_options const& o) {
  try {
    const key_shape possible{o.key_prefix, o.key_length, o.keys};
  } catch (error const& refused) {
    throw usage_error{std::string{"--key-length or --key-prefix: "} + refused.what()};
  }
}

void refuse_contradictions(words const& w, run_options const& o) {
  if (o.rate > 0 && w.think_time)
    throw usage_error{
        "--rate and --think-time exclude each other: with a rate, the schedule says when "
        "operations begin"};
  if (w.arrival && o.rate == 0)
    throw usage_error{"--arrival needs a --rate, as in --rate 10k --arrival poisson"};
  if (w.precision && w.ops)
    throw usage_error{"--precision and --ops exclude each other: give a --time as its limit"};
  if (!o.latency && (o.rate > 0 || o.interval))
    throw usage_error{"--no-latency leaves nothing for " +
                      std::string{o.rate > 0 ? "--rate" : "--interval"} + " to tell"};
  if (w.no_load && w.force) throw usage_error{"--no-load empties no store: leave --force out"};
}

}  // namespace

run_options options_of(words const& w, scenario_settings const& brought) {
  run_options o;
  brought.apply(o);
  if (w.ops) o.time.reset();
  if (w.ops && w.time) throw usage_error{"--ops and --time exclude each other: give one of them"};
  if (w.keys) o.keys = number_of("--keys", *w.keys, {1, limits::keys_max}, "10k");
  if (w.elements)
    o.elements = number_of("--elements", *w.elements, {1, limits::elements_max}, "100");
  if (w.key_prefix) o.key_prefix = *w.key_prefix;
  if (w.key_length)
    o.key_length = number_of("--key-length", *w.key_length, {1, key_text::capacity}, "64");
  refuse_shape(o);
  if (w.value_size) o.value_bytes = value_size_of(*w.value_size);
  if (w.ops) o.operations = number_of("--ops", *w.ops, {1, limits::operations_max}, "200k");
  if (w.threads)
    o.threads =
        static_cast<unsigned>(number_of("--threads", *w.threads, {1, limits::threads_max}, "4"));
  if (w.pin) o.pin = cpus_of(*w.pin);
  if (w.time) o.time = time_of("--time", *w.time, "500ms, 10s or 2m");
  if (w.seed) {
    const auto seed = parse_seed(*w.seed);
    if (!seed)
      throw usage_error{"--seed must be a whole number of 64 bits, as in --seed 42, not " +
                        in_quotes(*w.seed)};
    o.seed = *seed;
  }
  if (w.distribution) {
    try {
      o.keys_distribution = parse_distribution(*w.distribution);
    } catch (error const& refused) {
      throw usage_error{refused.what()};
    }
  }
  add_pace(w, o);
  add_warmup(w, o);
  if (w.precision) o.precision = share_of("--precision", *w.precision, "1%");
  if (w.interval) o.interval = time_of("--interval", *w.interval, "100ms or 1s");
  o.latency = !w.no_latency;
  o.load = !w.no_load;
  o.keep = w.keep;
  refuse_contradictions(w, o);
  return o;
}

}  // namespace kvbench::cli
