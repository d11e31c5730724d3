// kvbench/progress_line.cpp: how far the run is, on a terminal.
//
// SPDX-License-Identifier: MIT
#include "progress_line.hpp"

#include <kvbench/report/text.hpp>  // figures

#include <fmt/format.h>  // the line

#include <sys/ioctl.h>  // the width of the terminal
#include <unistd.h>     // isatty, write

#include <algorithm>    // std::min
#include <cstdlib>      // std::getenv
#include <string_view>  // "dumb"
#include <utility>      // std::move

namespace kvbench::cli {

namespace {

bool terminal_that_erases() {
  char const* const term = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && term != nullptr && *term != '\0' &&
         std::string_view{term} != "dumb";
}

void to_stderr(std::string const& text) {
  // A terminal that is gone is no reason to stop measuring.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

progress_line::progress_line() : on_(terminal_that_erases()) {}
progress_line::~progress_line() { clear(); }

void progress_line::title(std::string text) {
  title_ = std::move(text);
  write("loading");
}

void progress_line::show(progress const& p) {
  const double rate = p.elapsed_s > 0 ? static_cast<double>(p.operations_done) / p.elapsed_s : 0;
  const double left_s = p.fraction > 0 ? p.elapsed_s * (1 - p.fraction) / p.fraction : 0;
  write(fmt::format("{:3.0f} %  {}  {} left", 100 * std::clamp(p.fraction, 0.0, 1.0),
                    report::rate_text(rate), report::duration_text(left_s * 1e9)));
}

void progress_line::clear() {
  if (visible_) to_stderr("\r\x1b[K");
  visible_ = false;
}

void progress_line::write(std::string const& state) {
  if (!on_) return;
  std::string line = title_ + "  " + state;
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  // A line that wraps could not be erased.
  line.resize(std::min<std::size_t>(line.size(), (known ? size.ws_col : 80u) - 1u));
  to_stderr("\r\x1b[K" + line);
  visible_ = true;
}

}  // namespace kvbench::cli
