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

std::string text_of(format as, report::context const& context,
                    std::vector<run_result> const& results) {
  switch (as) {
    case format::json:
      return report::json(context, results);
    case format::csv:
      return report::csv(context, results);
    case format::markdown:
      return report::markdown(context, results);
    case format::hdr:
      return report::hdr_log(context, results);
    case format::console:
      break;
  }
  return report::console(context, results);
}

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

/// Plays all jobs; what was measured is in `results` however it ends.
exit_status play_jobs(request const& r, report::context const& context,
                      std::vector<run_result>& results) {
  const bool at_once = r.as == format::console && r.out.empty();
  progress_line line;
  // Round after round and not run after run: what changes meanwhile changes all alike.
  const std::size_t runs = r.jobs.size() * r.repeats;
  for (std::size_t i = 0; i < runs; ++i) {
    job const& next = r.jobs[i % r.jobs.size()];
    run_options options = next.options;
    options.stop = &stop_flag();
    if (line.is_on()) options.on_progress = [&line](progress const& p) { line.show(p); };
    line.title("[" + std::to_string(i + 1) + "/" + std::to_string(runs) + "] " +
               next.what.plays.name + " on " + report::printable(next.client.text));
    store_settings store = r.store;
    store.file = next.client.file;
    try {
      results.push_back(play_job(next, options, store));
    } catch (std::bad_alloc const&) {
      line.clear();
      say(next.what.plays.name + " on " + next.client.text +
          ": not enough memory; fewer --keys or a smaller --value-size would do");
      return run_failed;
    } catch (std::exception const& failed) {
      line.clear();
      if (stop_flag()) return stopped;
      say(next.what.plays.name + " on " + next.client.text + ": " + failed.what());
      return dynamic_cast<fatal_error const*>(&failed) != nullptr ? store_lost : run_failed;
    }
    line.clear();
    results.back().client = next.client.text;
    report::flag_different_counts(results);
    if (at_once) {
      if (results.size() == 1) write_to_stdout(report::console_header(context));
      write_to_stdout("\n" + report::console_result(results.back()));
    }
    if (stop_flag()) return stopped;
    if (results.back().partial) {
      std::string why;
      for (operation_result const& op : results.back().operations) {
        if (why.empty()) why = op.first_error;
      }
      say(next.what.plays.name + " on " + next.client.text + " was lost on the way: " + why);
      return store_lost;
    }
  }
  if (at_once) write_to_stdout(report::console_repeats(results));
  return ok;
}

}  // namespace

exit_status play(request const& r) {
  if (!r.out.empty()) check_writable(r.out);
  for (std::string const& skipped : r.skipped) say(skipped);
  const report::context context = context_of(r);
  std::vector<run_result> results;
  const exit_status status = play_jobs(r, context, results);
  if (results.empty()) return status;  // an old report is worth more than an empty one
  const std::string text = text_of(r.as, context, results);
  if (!r.out.empty()) {
    try {
      write_to_file(r.out, text);
    } catch (std::exception const& failed) {
      say(std::string{failed.what()} + "; the report follows on standard output");
      write_to_stdout(text);
      return run_failed;
    }
  } else if (r.as != format::console) {
    write_to_stdout(text);
  }
  return status;
}

}  // namespace kvbench::cli
