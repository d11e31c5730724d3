// kvbench/trace/command.hpp: one command of a trace, and what became of the rest.
//
// Floor: wing trace. Values only.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // uint64_t
#include <optional>     // times
#include <string>       // faults
#include <string_view>  // words
#include <utility>      // move
#include <vector>       // words

namespace kvbench {

/// A command as it was sent. The words are valid until the next one is read.
struct trace_command {
  /// When, in microseconds since 1970; nothing where the trace does not say.
  std::optional<std::uint64_t> time_us{};
  std::vector<std::string_view> words{};  ///< at least the command's name
};

/// What a reader met.
struct trace_counts {
  std::uint64_t commands = 0;
  std::uint64_t garbled = 0;   ///< lines or stretches that are no command
  std::uint64_t too_long = 0;  ///< commands beyond what is kept of one
  bool truncated = false;      ///< the last command ends in the middle
  std::string first_fault{};   ///< where and what, of the first that is garbled
  std::vector<std::string> notes{};

  void count_garbled(std::string where_and_what) {
    if (garbled++ == 0) first_fault = std::move(where_and_what);
  }
};

/// No command of a trace is kept beyond this many bytes: a reader's memory is fixed.
inline constexpr std::size_t trace_command_bytes_max = std::size_t{16} << 20;

}  // namespace kvbench
