// kvbench/gate_programs.hpp: two programs that are run by turns, and what they write.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/gate/comparison.hpp>  // what a round came to
#include <kvbench/gate/reference.hpp>   // the machine's speed

#include <cstdint>     // the seed
#include <filesystem>  // where they write
#include <optional>    // no reference
#include <string>      // commands

namespace kvbench::cli {

/// Errors  usage_error where it cannot be read.
std::string read_file(std::string const& path);

/// Thrown where Ctrl-C came while a command ran.
struct interrupted {};

/// A folder that is gone with it.
class scratch_folder {
 public:
  /// Errors  usage_error where there can be none.
  scratch_folder();
  scratch_folder(scratch_folder const&) = delete;
  scratch_folder& operator=(scratch_folder const&) = delete;
  ~scratch_folder();
  [[nodiscard]] std::string file() const { return (path_ / "out.json").string(); }

 private:
  std::filesystem::path path_;
};

/// A command for each program. `{out}` in it stands for a file that it writes its report to;
/// without one, the report is its standard output.
class programs {
 public:
  programs(std::string base, std::string head, std::uint64_t seed, bool with_reference);

  /// Runs both once, in the order that the seed gives this round.
  /// Errors  error, which says whose, where a command fails or writes no report; interrupted.
  gate::round_figures play(std::size_t round);

 private:
  double reference_ns() { return reference_ ? reference_->time_ns() : 1; }
  gate::run_figures run(std::string command, std::string const& side) const;

  std::string base_;
  std::string head_;
  std::uint64_t seed_;
  std::optional<gate::reference_work> reference_{};
  scratch_folder folder_{};
};

}  // namespace kvbench::cli
