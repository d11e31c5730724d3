// kvbench/client_replay.hpp: a trace on one client.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/run/hooks.hpp>     // what a client says of itself
#include <kvbench/trace/reader.hpp>  // commands
#include <kvbench/trace/replay.hpp>  // the loop

#include <utility>  // std::forward

namespace kvbench::cli {

/// `play(command, span)` calls `client`, whose store is its own: it is emptied before and
/// afterwards, so that what a trace leaves is taken for nobody's data.
template <class Client, class Play>
run_result replay_on(Client& client, trace_reader& trace, replay_options const& how, Play&& play) {
  hooks::flush(client);
  run_result result = replay(
      trace, std::forward<Play>(play),
      [&client](std::exception const& failed) { return hooks::is_fatal(client, failed); }, how);
  for (auto const& [name, text] : hooks::settings(client)) result.settings.emplace(name, text);
  result.settings.emplace("trace", std::string{trace.form()});
  result.family_counts = hooks::counts(client);
  trace_counts const& counts = trace.counts();
  if (counts.garbled + counts.too_long != 0) {
    result.flags.push_back("skipped " + std::to_string(counts.garbled + counts.too_long) +
                           " that are no commands or too long: " + counts.first_fault);
  }
  for (std::string const& note : counts.notes) result.flags.push_back(note);
  if (!result.partial) hooks::flush(client);
  return result;
}

}  // namespace kvbench::cli
