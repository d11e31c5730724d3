// kvbench/play.hpp: plays what was asked for, and writes the report.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/report/context.hpp>  // where it was measured
#include <kvbench/report/json.hpp>     // what a command adds to it

#include <string>  // the report
#include <vector>  // results

#include "progress_line.hpp"  // how far it is
#include "request.hpp"        // what is asked for
#include "status.hpp"         // how it ends

namespace kvbench::cli {

/// What belongs to every report of this request.
report::context context_of(request const& r);

/// What a command adds to a report of results.
struct report_extra {
  std::string console{};
  std::string markdown{};
  report::json_value json = report::json_value::object();  ///< members of the whole
};

/// Plays one job after the other, and keeps what they yield.
class player {
 public:
  explicit player(request const& r) : request_(r), context_(context_of(r)) {}

  /// Plays `next` with options of its own; `title` stands before a person who waits.
  /// Yields  ok where it was measured whole; else why not, which is said: what was measured until
  /// then is kept.
  exit_status play(job const& next, run_options const& options, std::string const& title);

  [[nodiscard]] std::vector<run_result>& results() { return results_; }
  [[nodiscard]] report::context const& context() const { return context_; }

  /// Writes the report in the form that was asked for, and to where; nothing where nothing was
  /// measured, as an old report is worth more than an empty one. `console` false: the console's
  /// report of the results is not wanted.
  /// Yields  `status`, or run_failed where the file could not be written.
  exit_status write(report_extra const& extra, exit_status status, bool results_on_console);

 private:
  request const& request_;
  report::context context_;
  std::vector<run_result> results_;
  progress_line line_;
};

/// Plays all jobs in their order and reports them; what was measured before a failure is reported
/// too.
exit_status play(request const& r);

}  // namespace kvbench::cli
