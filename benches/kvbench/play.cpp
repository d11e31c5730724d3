// kvbench/play.cpp: plays what was asked for, and writes the report.
//
// SPDX-License-Identifier: MIT
#include "play.hpp"

#include <kvbench/core/error.hpp>        // fatal_error
#include <kvbench/report/console.hpp>    // --format console
#include <kvbench/report/csv.hpp>        // --format csv
#include <kvbench/report/hdr_log.hpp>    // --format hdr
#include <kvbench/report/json.hpp>       // --format json
#include <kvbench/report/markdown.hpp>   // --format markdown
#include <kvbench/report/same_work.hpp>  // did all clients do the same?
#include <kvbench/trace/reader.hpp>      // --trace
#include <kvbench/trace/replay.hpp>      // how it is played

#include <algorithm>    // std::max
#include <exception>    // what a run throws
#include <map>          // versions
#include <new>          // bad_alloc
#include <string_view>  // addresses
#include <utility>      // std::move

#include "client.hpp"         // what is measured
#include "output.hpp"         // where it goes
#include "progress_line.hpp"  // how far it is
#include "stop.hpp"           // Ctrl-C

namespace kvbench::cli {

namespace {

/// Whether a client's server runs on this machine, and so takes CPU from the workers.
bool is_here(client_choice const& client) {
  if (client.kind->label_of == nullptr) return false;
  for (std::string_view const here : {"unix:", "//localhost", "//127.", "//[::1]"}) {
    if (client.text.find(here) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

report::context context_of(request const& r) {
  std::map<std::string, std::string> versions;
  for (client_kind const* kind : all_clients()) {
    if (kind->version != nullptr) versions.emplace(kind->version_of, kind->version());
  }
  report::context context = report::read_context(std::move(versions));
  unsigned threads = 0;
  bool server_here = false;
  for (job const& each : r.jobs) {
    threads = std::max(threads, each.options.threads);
    server_here = server_here || is_here(each.client);
  }
  if (auto warning = report::core_warning(context, threads, server_here))
    context.warnings.push_back(*std::move(warning));
  return context;
}

namespace {

run_result play_job(job const& one, run_options const& options, store_settings const& store) {
  if (one.trace.empty()) return one.client.kind->run(one.what, options, store);
  trace_reader trace{one.trace};
  run_result result = one.client.kind->replay(
      trace, {.speed = one.speed, .commands = options.operations, .stop = options.stop}, store);
  result.workload = one.what.plays.name;
  return result;
}

}  // namespace

exit_status player::play(job const& next, run_options const& asked, std::string const& title) {
  const std::string name = next.what.plays.name + " on " + next.client.text;
  run_options options = asked;
  options.stop = &stop_flag();
  if (line_.is_on()) options.on_progress = [this](progress const& p) { line_.show(p); };
  line_.title(title + next.what.plays.name + " on " + report::printable(next.client.text));
  store_settings store = request_.store;
  store.file = next.client.file;
  try {
    results_.push_back(play_job(next, options, store));
  } catch (std::bad_alloc const&) {
    line_.clear();
    say(name + ": not enough memory; fewer --keys or a smaller --value-size would do");
    return run_failed;
  } catch (std::exception const& failed) {
    line_.clear();
    if (stop_flag()) return stopped;
    say(name + ": " + failed.what());
    return dynamic_cast<fatal_error const*>(&failed) != nullptr ? store_lost : run_failed;
  }
  line_.clear();
  results_.back().client = next.client.text;
  report::flag_different_counts(results_);
  if (stop_flag()) return stopped;
  if (!results_.back().partial) return ok;
  constexpr std::string_view fatal = "fatal: ";
  std::string why = "it ended before its time";
  for (std::string const& flag : results_.back().flags) {
    if (flag.starts_with(fatal)) why = flag.substr(fatal.size());
  }
  say(name + " was lost on the way: " + why);
  return store_lost;
}

exit_status player::write(report_extra const& extra, exit_status status, bool results_on_console) {
  if (results_.empty()) return status;
  const auto text = [&]() -> std::string {
    switch (request_.as) {
      case format::json:
        return report::json(context_, results_, extra.json);
      case format::csv:
        return report::csv(context_, results_);
      case format::markdown:
        return report::markdown(context_, results_) + extra.markdown;
      case format::hdr:
        return report::hdr_log(context_, results_);
      case format::console:
        break;
    }
    return (results_on_console ? report::console(context_, results_)
                               : report::console_header(context_)) +
           extra.console;
  }();
  if (request_.out.empty()) {
    write_to_stdout(text);
    return status;
  }
  try {
    write_to_file(request_.out, text);
  } catch (std::exception const& failed) {
    say(std::string{failed.what()} + "; the report follows on standard output");
    write_to_stdout(text);
    return run_failed;
  }
  return status;
}

exit_status play(request const& r) {
  if (!r.out.empty()) check_writable(r.out);
  for (std::string const& skipped : r.skipped) say(skipped);
  player plays{r};
  const bool at_once = r.as == format::console && r.out.empty();
  // Round after round and not run after run: what changes meanwhile changes all alike.
  const std::size_t runs = r.jobs.size() * r.repeats;
  exit_status status = ok;
  for (std::size_t i = 0; i < runs && status == ok; ++i) {
    job const& next = r.jobs[i % r.jobs.size()];
    const std::size_t before = plays.results().size();
    status = plays.play(next, next.options,
                        "[" + std::to_string(i + 1) + "/" + std::to_string(runs) + "] ");
    if (!at_once || plays.results().size() == before) continue;
    if (before == 0) write_to_stdout(report::console_header(plays.context()));
    write_to_stdout("\n" + report::console_result(plays.results().back()));
  }
  if (!at_once) return plays.write({}, status, true);
  write_to_stdout(report::console_repeats(plays.results()));
  return status;
}

}  // namespace kvbench::cli
