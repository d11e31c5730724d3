// kvbench/progress_line.hpp: how far the run is, on a terminal.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/run/options.hpp>  // progress

#include <string>  // the line

namespace kvbench::cli {

/// One line on standard error that is written over and over, and is gone at the end.
/// Silent where standard error is no terminal, or one that cannot erase a line.
class progress_line {
 public:
  progress_line();
  ~progress_line();
  progress_line(progress_line const&) = delete;
  progress_line& operator=(progress_line const&) = delete;

  /// What the line is about from here on: "[2/5] read_heavy on redlite".
  void title(std::string text);
  void show(progress const& p);
  void clear();
  [[nodiscard]] bool is_on() const { return on_; }

 private:
  void write(std::string const& state);

  bool on_;
  bool visible_ = false;
  std::string title_;
};

}  // namespace kvbench::cli
