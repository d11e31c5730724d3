// kvbench/trace/monitor.hpp: what redis-cli MONITOR writes, a line for each command.
//
// Floor: wing trace.
//
//     1700000000.123456 [0 127.0.0.1:50000] "SET" "a \"key\"" "\x00\xff"
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // words
#include <string_view>  // lines
#include <vector>       // where words are

#include <kvbench/trace/command.hpp>  // what is made
#include <kvbench/trace/source.hpp>   // what is read

namespace kvbench {

namespace detail {

/// Takes decimal digits from the front of `text`; false where there are none or too many.
inline bool take_digits(std::string_view& text, std::uint64_t& value) {
  std::size_t at = 0;
  value = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    if (at == 18) return false;
    value = value * 10 + static_cast<std::uint64_t>(text[at] - '0');
  }
  text.remove_prefix(at);
  return at != 0;
}

inline int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Takes a quoted word from the front of `text` and appends its bytes to `into`; false where it is
/// none.
/// Source  sdscatrepr of Redis' sds.c
inline bool take_quoted(std::string_view& text, std::string& into) {
  if (text.empty() || text[0] != '"') return false;
  for (std::size_t at = 1; at < text.size(); ++at) {
    char const c = text[at];
    if (c == '"') {
      text.remove_prefix(at + 1);
      return true;
    }
    if (c != '\\') {
      into += c;
      continue;
    }
    if (++at == text.size()) return false;
    switch (text[at]) {
      case 'n':
        into += '\n';
        break;
      case 'r':
        into += '\r';
        break;
      case 't':
        into += '\t';
        break;
      case 'a':
        into += '\a';
        break;
      case 'b':
        into += '\b';
        break;
      case 'x': {
        int const high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
        int const low = high < 0 ? -1 : hex_digit(text[at + 2]);
        if (low < 0) return false;
        into += static_cast<char>(high * 16 + low);
        at += 2;
        break;
      }
      case '"':
      case '\\':
        into += text[at];
        break;
      default:
        return false;
    }
  }
  return false;
}

/// "1700000000.123456 [0 127.0.0.1:50000] ": takes the time and what follows up to the first word.
inline bool take_monitor_head(std::string_view& line, std::uint64_t& time_us) {
  std::uint64_t seconds = 0;
  std::uint64_t micros = 0;
  if (!take_digits(line, seconds) || seconds > 1'000'000'000'000 || !line.starts_with(".") ||
      line.size() < 7) {
    return false;
  }
  line.remove_prefix(1);
  std::size_t const before = line.size();
  if (!take_digits(line, micros) || before - line.size() != 6 || !line.starts_with(" [")) {
    return false;
  }
  std::size_t const end = line.find("] ");
  if (end == line.npos) return false;
  line.remove_prefix(end + 2);
  time_us = seconds * 1'000'000 + micros;
  return true;
}

}  // namespace detail

/// Reads a MONITOR log. What redis-cli prints before ("OK") is skipped.
class monitor_reader {
 public:
  explicit monitor_reader(trace_source& from) : from_(from) {}

  /// Yields  false at the end. Lines that are none are counted and skipped.
  bool next(trace_command& into, trace_counts& counts) {
    std::string_view line;
    for (;;) {
      auto const taken = from_.take_line(line);
      if (taken == trace_source::taken::nothing) return false;
      if (taken == trace_source::taken::unfinished) {
        counts.truncated = true;  // a command that was cut between two words looks whole
        return false;
      }
      if (taken == trace_source::taken::too_long) {
        ++counts.too_long;
      } else if (line.empty() || line == "OK" || line == "+OK") {
        // what the server answers to MONITOR
      } else if (read(line, into)) {
        ++counts.commands;
        return true;
      } else {
        counts.count_garbled(from_.name() + ":" + std::to_string(from_.line()) +
                             ": no line of MONITOR");
      }
    }
  }

 private:
  bool read(std::string_view line, trace_command& into) {
    if (line.starts_with("+")) line.remove_prefix(1);
    std::uint64_t time_us = 0;
    if (!detail::take_monitor_head(line, time_us)) return false;
    bytes_.clear();
    ends_.clear();
    while (!line.empty()) {
      if (!ends_.empty()) {
        if (line[0] != ' ') return false;
        line.remove_prefix(1);
      }
      if (!detail::take_quoted(line, bytes_)) return false;
      ends_.push_back(bytes_.size());
    }
    if (ends_.empty()) return false;
    into.time_us = time_us;
    into.words.clear();
    std::size_t begin = 0;
    for (std::size_t const end : ends_) {
      into.words.push_back(std::string_view{bytes_}.substr(begin, end - begin));
      begin = end;
    }
    return true;
  }

  trace_source& from_;
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

}  // namespace kvbench
