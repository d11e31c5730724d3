// kvbench/report/markdown.hpp: results for a pull request or a document.
//
// Floor: report. The console's table in GitHub's Markdown.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // the text around the cells

#include <cstddef>      // std::size_t
#include <span>         // several results
#include <string>       // the text
#include <string_view>  // cells

#include <kvbench/report/console.hpp>  // the rows of the table
#include <kvbench/report/context.hpp>  // where it was measured
#include <kvbench/report/machine.hpp>  // who held the run back
#include <kvbench/report/text.hpp>     // figures as text
#include <kvbench/run/result.hpp>      // what was measured

namespace kvbench::report {

namespace detail {

/// Without a meaning in Markdown or HTML: names with an underscore or a bar keep them and break
/// nothing.
inline std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '<') {
      out += "&lt;";
      continue;
    }
    if (std::string_view{"\\`*_[]|#~"}.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

inline std::string markdown_row(row const& cells) {
  std::string line = "|";
  for (std::string const& cell : cells) line += " " + markdown_text(cell) + " |";
  return line + "\n";
}

}  // namespace detail

/// A heading and a table per result, and the machine at the end.
[[nodiscard]] inline std::string markdown(context const& c, std::span<run_result const> results) {
  std::string out;
  for (run_result const& r : results) {
    bool with_latency = false;
    for (operation_result const& op : r.operations)
      with_latency = with_latency || !op.latency_ns.empty();
    out += fmt::format("### {} on {}{}\n\n", detail::markdown_text(r.workload),
                       detail::markdown_text(r.client), r.partial ? " (partial)" : "");
    const auto table = [&](histogram operation_result::*times) {
      const detail::row titles = detail::title_row(with_latency);
      out += detail::markdown_row(titles) + "| :-- |";
      for (std::size_t i = 1; i < titles.size(); ++i) out += " --: |";
      out += "\n";
      for (operation_result const& op : r.operations)
        out += detail::markdown_row(detail::operation_row(op, with_latency, times));
    };
    const bool open = r.rate_per_s > 0;
    if (open) out += fmt::format("{}:\n\n", service_title);
    table(&operation_result::latency_ns);
    if (open) {
      out += fmt::format("\n{}:\n\n", response_title);
      table(&operation_result::response_ns);
    }
    out += fmt::format("\n{} in {}", detail::throughput_text(r), duration_text(r.duration_s * 1e9));
    out += detail::moved_text(r);
    out += fmt::format("; {}.\n{}.\n", detail::markdown_text(detail::harness_line(r)),
                       detail::markdown_text(detail::settings_line(r)));
    for (std::string const& line : {detail::warm_up_line(r), detail::lateness_line(r)}) {
      if (!line.empty()) out += fmt::format("{}.\n", detail::markdown_text(line));
    }
    if (std::string const line = detail::machine_line(r); !line.empty())
      out += fmt::format("{}.\n", detail::markdown_text(line));
    for (std::string const& flag : r.flags)
      out += fmt::format("\n**{}**\n", detail::markdown_text(flag));
    out += "\n";
  }
  std::string machine = console_header(c);
  machine.pop_back();
  std::string line;
  for (const char ch : machine) line += ch == '\n' ? std::string{"; "} : std::string(1, ch);
  return out + "Measured on " + detail::markdown_text(line) + ".\n";
}

}  // namespace kvbench::report
