// kvbench/trace/replay.hpp: plays a trace on a client, and times each command.
//
// Floor: wing trace. As fast as the client answers, or at the trace's own times: then the loop is
// open, and a response lasts from the moment that the command was due.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // stable_sort
#include <atomic>       // the stop flag
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <cstdio>       // the speed as text
#include <exception>    // what a call throws
#include <limits>       // no limit
#include <map>          // rows by name
#include <memory>       // a histogram
#include <optional>     // times
#include <string>       // names
#include <string_view>  // names
#include <utility>      // move
#include <vector>       // rows

#include <kvbench/core/clock.hpp>       // time
#include <kvbench/core/concat.hpp>      // flags
#include <kvbench/core/error.hpp>       // a trace that cannot be played
#include <kvbench/run/result.hpp>       // what it yields
#include <kvbench/run/wait_until.hpp>   // waits
#include <kvbench/trace/command.hpp>    // commands
#include <kvbench/trace/word_call.hpp>  // spans

namespace kvbench {

struct replay_options {
  /// At so many times the trace's own speed. 0: each command when the one before it has ended.
  double speed = 0;
  /// Ends after so many commands.
  std::uint64_t commands = std::numeric_limits<std::uint64_t>::max();
  /// Ends early where it becomes true; what was measured is kept and marked partial.
  std::atomic<bool> const* stop = nullptr;
};

namespace detail {

/// How long after the first command one is due that the trace has `since_us` after it: at most some
/// three hundred years, for a trace may tell any time.
inline std::uint64_t due_after_ns(std::uint64_t since_us, double speed) {
  constexpr double longest_ns = 9.2e18;  // what a sum with the clock can hold
  return static_cast<std::uint64_t>(
      std::min(static_cast<double>(since_us) * 1000 / speed, longest_ns));
}

/// "0.5x of the trace"
inline std::string speed_text(double speed) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.6g", speed);
  return std::string{digits} + "x of the trace";
}

class replay_tally {
 public:
  operation_result& row(std::string_view word) {
    std::string name{word.substr(0, 32)};
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    auto& place = rows_[name];
    if (place.name.empty()) place.name = name;
    return place;
  }
  void leave_out(std::string_view word) {
    ++left_out_;
    std::string name{word.substr(0, 32)};
    for (char& c : name) c = static_cast<unsigned char>(c) <= ' ' || c == 0x7f ? '?' : c;
    if (names_.size() < 8 || names_.contains(name)) ++names_[name];
  }
  [[nodiscard]] std::string left_out() const {
    std::string text = std::to_string(left_out_);
    for (auto const& [name, count] : names_)
      text += (name == names_.begin()->first ? ": " : ", ") + name + " " + std::to_string(count);
    return text;
  }
  [[nodiscard]] bool any_left_out() const { return left_out_ != 0; }
  /// The rows, most frequent first.
  [[nodiscard]] std::vector<operation_result> rows() && {
    std::vector<operation_result> all;
    for (auto& [name, row] : rows_) all.push_back(std::move(row));
    std::stable_sort(all.begin(), all.end(),
                     [](auto const& a, auto const& b) { return a.count > b.count; });
    return all;
  }

 private:
  std::map<std::string, operation_result> rows_;
  std::map<std::string, std::uint64_t> names_;
  std::uint64_t left_out_ = 0;
};

/// What reading the trace took, on top of the calls: the median of what lay between two of them
/// without the wait for the second, for a loop that the scheduler took off its CPU read no slower
/// for it.
inline harness_cost cost_of_reading(histogram const& between_ns, std::uint64_t took_ns,
                                    std::uint64_t cpu_ns) {
  harness_cost cost{.clock_ns = clock_cost_ns(steady_ticks{}), .clock = "steady"};
  if (between_ns.empty() || cpu_ns == 0 || took_ns == 0) return cost;
  cost.overhead_ns_per_op = static_cast<double>(between_ns.value_at_percentile(50));
  auto const cpu = static_cast<double>(cpu_ns);
  double const read_ns = cost.overhead_ns_per_op * static_cast<double>(between_ns.count());
  cost.cpu_share = 1 - std::min(1.0, read_ns / cpu);
  cost.busy = std::min(1.0, cpu / static_cast<double>(took_ns));
  return cost;
}

}  // namespace detail

/// Plays what `reader.next(command)` yields by `play(command, span)`, which calls the client, sets
/// the span and yields false where it did not; what it throws is an error of that command, and ends
/// the replay where `is_fatal(exception)`.
/// Yields  a result as of any run; the rows are the trace's commands, and the harness is what reads
///         them. Keys, sizes and a stream's hash are 0: a trace does not tell them.
/// Errors  error where the speed is that of the trace and its first command tells no time; a later
///         one that tells none is due with the one before it.
template <class Reader, class Play, class IsFatal>
[[nodiscard]] run_result replay(Reader& reader, Play&& play, IsFatal&& is_fatal,
                                replay_options const& options) {
  run_result result;
  detail::replay_tally tally;
  std::uint64_t played = 0;
  std::uint64_t first_us = 0;
  std::optional<std::uint64_t> at_us;
  std::uint64_t last_due_ns = 0;
  auto const between_ns = std::make_unique<histogram>();  // large for a stack
  std::uint64_t last_end_ns = 0;
  std::uint64_t waited_cpu_ns = 0;
  std::optional<detail::woken_in_time> in_time;
  if (options.speed > 0) in_time.emplace();
  std::uint64_t const start_cpu_ns = thread_cpu_ns();
  std::uint64_t const start_ns = steady_ticks::now();
  auto const stopped = [&] {
    if (options.stop == nullptr || !options.stop->load(std::memory_order_relaxed)) return false;
    result.partial = true;
    result.flags.emplace_back("stopped");
    return true;
  };
  for (trace_command command; played < options.commands && !result.partial;) {
    if (!reader.next(command)) break;
    if (stopped()) break;
    if (!is_replayed(command)) {
      tally.leave_out(command.words[0]);
      continue;
    }
    std::uint64_t due_ns = 0;
    std::uint64_t waited_ns = 0;
    if (options.speed > 0) {
      if (command.time_us) at_us = command.time_us;
      if (!at_us)
        throw error{"the trace tells no times: leave the speed out, to play it as fast as it goes"};
      if (played == 0) first_us = *at_us;
      // Times that go back are due at once: several clients' lines may be a little out of order.
      due_ns =
          start_ns + detail::due_after_ns(*at_us > first_us ? *at_us - first_us : 0, options.speed);
      std::uint64_t const before_ns = thread_cpu_ns();
      waited_ns = detail::wait_unless(steady_ticks{}, due_ns,
                                      [&options] { return detail::is_set(options.stop); });
      waited_cpu_ns += thread_cpu_ns() - before_ns;
      if (stopped()) break;  // what follows may not be due yet
      last_due_ns = std::max(last_due_ns, due_ns);
    }
    call_span span;
    try {
      if (!play(command, span)) {
        last_end_ns = 0;
        tally.leave_out(command.words[0]);
        continue;
      }
      ++played;
      operation_result& row = tally.row(command.words[0]);
      ++row.count;
      std::uint64_t const ready_ns = last_end_ns + waited_ns;
      if (last_end_ns != 0 && span.start_ns > ready_ns)
        between_ns->record(span.start_ns - ready_ns);
      last_end_ns = span.end_ns;
      row.latency_ns.record(span.end_ns - span.start_ns);
      if (due_ns != 0) {
        row.response_ns.record(span.end_ns - std::min(due_ns, span.end_ns));
        result.lateness_ns.record(span.start_ns - std::min(due_ns, span.start_ns));
      }
    } catch (std::exception const& failed) {
      last_end_ns = 0;  // what the failed call took is no cost of reading
      ++played;
      operation_result& row = tally.row(command.words[0]);
      if (row.errors++ == 0) row.first_error = failed.what();
      result.partial = is_fatal(failed);
    }
  }
  std::uint64_t const took_ns = steady_ticks::now() - start_ns;
  result.duration_s = static_cast<double>(took_ns) / 1e9;
  result.harness =
      detail::cost_of_reading(*between_ns, took_ns, thread_cpu_ns() - start_cpu_ns - waited_cpu_ns);
  result.arrival = arrival::recorded;
  result.settings = {
      {"speed", options.speed > 0 ? detail::speed_text(options.speed) : "as fast as it goes"}};
  if (options.speed > 0 && last_due_ns > start_ns) {
    result.rate_per_s =
        static_cast<double>(played) / (static_cast<double>(last_due_ns - start_ns) / 1e9);
  }
  std::string const left_out = tally.any_left_out() ? tally.left_out() : std::string{};
  result.operations = std::move(tally).rows();
  std::uint64_t successes = 0;
  std::uint64_t errors = 0;
  for (operation_result const& row : result.operations) {
    successes += row.count;
    errors += row.errors;
  }
  if (result.duration_s > 0)
    result.throughput_per_s = static_cast<double>(successes) / result.duration_s;
  if (errors * 20 > successes + errors) result.flags.emplace_back("errors>5%");
  if (!left_out.empty()) result.flags.push_back("not played " + left_out);
  return result;
}

}  // namespace kvbench
