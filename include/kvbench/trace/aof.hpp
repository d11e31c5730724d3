// kvbench/trace/aof.hpp: Redis' append-only files: writing commands as they go over the wire.
//
// Floor: wing trace.
//
//     #TS:1700000000\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <optional>     // times
#include <string>       // words
#include <string_view>  // lines
#include <vector>       // where words are

#include <kvbench/trace/command.hpp>  // what is made
#include <kvbench/trace/monitor.hpp>  // digits
#include <kvbench/trace/source.hpp>   // what is read

namespace kvbench {

/// Reads one append-only file. After bytes that are no command it goes on at the next line that
/// begins one.
class aof_reader {
 public:
  /// `time_us` is that of the first commands, where the file is a part that follows others.
  explicit aof_reader(trace_source& from, std::optional<std::uint64_t> time_us = {})
      : from_(from), time_us_(time_us) {}

  /// Yields  false at the end.
  bool next(trace_command& into, trace_counts& counts) {
    std::string_view line;
    bool in_garbage = false;
    for (;;) {
      std::uint64_t const offset = from_.offset();
      auto const taken = from_.take_line(line);
      if (taken == trace_source::taken::nothing) return false;
      if (taken == trace_source::taken::unfinished) {
        counts.truncated = true;
        return false;
      }
      if (taken == trace_source::taken::line && line.starts_with("#")) {
        annotate(line);
        continue;
      }
      std::uint64_t words = 0;
      outcome how = outcome::garbled;
      if (taken == trace_source::taken::line && head(line, '*', words) && words != 0 &&
          words <= words_max) {
        how = read_words(words);
      }
      if (how == outcome::command) {
        give(into);
        ++counts.commands;
        return true;
      }
      if (how == outcome::truncated) {
        counts.truncated = true;
        return false;
      }
      if (how == outcome::too_long) {
        ++counts.too_long;
      } else if (!in_garbage) {
        in_garbage = true;  // a stretch of it counts once
        counts.count_garbled(from_.name() + ": byte " + std::to_string(offset) + ": no command");
      }
    }
  }

  /// The last time that was told.
  [[nodiscard]] std::optional<std::uint64_t> time_us() const { return time_us_; }

 private:
  enum class outcome { command, garbled, truncated, too_long };
  static constexpr std::uint64_t words_max = 1 << 20;

  static bool head(std::string_view line, char sign, std::uint64_t& number) {
    if (line.empty() || line[0] != sign) return false;
    line.remove_prefix(1);
    return detail::take_digits(line, number) && line.empty();
  }

  outcome read_words(std::uint64_t words) {
    bytes_.clear();
    ends_.clear();
    bool too_long = false;
    for (std::uint64_t i = 0; i < words; ++i) {
      if (from_.peek(1).empty()) return outcome::truncated;
      if (from_.peek(1) != "$") return outcome::garbled;  // may begin the next command: not taken
      std::string_view line;
      std::uint64_t size = 0;
      auto const taken = from_.take_line(line);
      if (taken == trace_source::taken::unfinished) return outcome::truncated;
      if (taken != trace_source::taken::line || !head(line, '$', size) || size > word_bytes_max)
        return outcome::garbled;
      too_long = too_long || bytes_.size() + size > trace_command_bytes_max;
      if (!from_.take(size, too_long ? nullptr : &bytes_)) return outcome::truncated;
      std::string_view const end = from_.peek(2);
      if (end.size() < 2) return outcome::truncated;
      if (end != "\r\n") return outcome::garbled;
      from_.take(2, nullptr);
      ends_.push_back(bytes_.size());
    }
    return too_long ? outcome::too_long : outcome::command;
  }

  void annotate(std::string_view line) {
    std::uint64_t seconds = 0;
    if (!line.starts_with("#TS:")) return;
    line.remove_prefix(4);
    if (detail::take_digits(line, seconds) && line.empty() && seconds < 1'000'000'000'000)
      time_us_ = seconds * 1'000'000;
  }

  void give(trace_command& into) {
    into.time_us = time_us_;
    into.words.clear();
    std::size_t begin = 0;
    for (std::size_t const end : ends_) {
      into.words.push_back(std::string_view{bytes_}.substr(begin, end - begin));
      begin = end;
    }
  }

  static constexpr std::uint64_t word_bytes_max = std::uint64_t{512} << 20;  // Redis' own
  trace_source& from_;
  std::optional<std::uint64_t> time_us_;
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

}  // namespace kvbench
