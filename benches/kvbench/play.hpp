// kvbench/play.hpp: plays what was asked for, and writes the report.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/report/context.hpp>  // where it was measured

#include <string>  // the report
#include <vector>  // results

#include "request.hpp"  // what is asked for
#include "status.hpp"   // how it ends

namespace kvbench::cli {

/// What belongs to every report of this request.
report::context context_of(request const& r);

/// A report in the form that was asked for.
std::string text_of(format as, report::context const& context,
                    std::vector<run_result> const& results);

/// Plays all jobs in their order and reports them; what was measured before a failure is reported
/// too.
exit_status play(request const& r);

}  // namespace kvbench::cli
