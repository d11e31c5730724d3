// kvbench/trace/twitter.hpp: Twitter's cache traces, as CSV.
//
// Floor: wing trace. They are of memcached: each operation is told as the Redis command that does
// the same, with a value of the size that the trace says.
//
//     timestamp,key,key size,value size,client id,operation,TTL
//     0,nrDYxYYK,10,213,7,get,0
//
// Source  github.com/twitter/cache-trace
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // fields
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // words
#include <string_view>  // lines

#include <kvbench/trace/command.hpp>  // what is made
#include <kvbench/trace/monitor.hpp>  // digits
#include <kvbench/trace/source.hpp>   // what is read

namespace kvbench {

/// Reads a trace, decompressed.
class twitter_reader {
 public:
  explicit twitter_reader(trace_source& from) : from_(from) {}

  /// Yields  false at the end. Lines that are none are counted and skipped.
  bool next(trace_command& into, trace_counts& counts) {
    std::string_view line;
    for (;;) {
      auto const taken = from_.take_line(line);
      if (taken == trace_source::taken::nothing) return false;
      if (taken == trace_source::taken::unfinished) {
        counts.truncated = true;  // its last number may be cut
        return false;
      }
      if (taken == trace_source::taken::too_long) {
        ++counts.too_long;
      } else if (line.empty()) {
        // between two parts that were put together
      } else if (read(line, into)) {
        ++counts.commands;
        return true;
      } else {
        counts.count_garbled(from_.name() + ":" + std::to_string(from_.line()) +
                             ": no line of a Twitter cache trace");
      }
    }
  }

  /// Whether `line` has the form of a trace.
  static bool fits(std::string_view line) {
    parts p;
    return split(line, p);
  }

 private:
  struct parts {
    std::uint64_t seconds = 0;
    std::string_view key;
    std::uint64_t value_bytes = 0;
    std::string_view operation;
    std::uint64_t ttl_s = 0;
  };
  static constexpr std::uint64_t value_bytes_max = std::uint64_t{1} << 20;  // memcached's own

  static bool number(std::string_view text, std::uint64_t& value) {
    return detail::take_digits(text, value) && text.empty();
  }

  /// From both ends: only the key may hold commas.
  static bool split(std::string_view line, parts& p) {
    std::size_t const first = line.find(',');
    if (first == line.npos || !number(line.substr(0, first), p.seconds)) return false;
    line.remove_prefix(first + 1);
    std::array<std::string_view, 5> last;  // key size, value size, client, operation, TTL
    for (std::size_t i = last.size(); i-- > 0;) {
      std::size_t const comma = line.rfind(',');
      if (comma == line.npos) return false;
      last[i] = line.substr(comma + 1);
      line = line.substr(0, comma);
    }
    std::uint64_t ignored = 0;
    p.key = line;
    p.operation = last[3];
    return !p.key.empty() && p.seconds < 1'000'000'000'000 && number(last[0], ignored) &&
           number(last[1], p.value_bytes) && number(last[2], ignored) && number(last[4], p.ttl_s) &&
           p.value_bytes <= value_bytes_max;
  }

  bool read(std::string_view line, trace_command& into) {
    parts p;
    if (!split(line, p)) return false;
    into.time_us = p.seconds * 1'000'000;
    auto& words = into.words;
    std::string_view const of = p.operation;
    if (of == "get" || of == "gets") {
      words = {"GET", p.key};
    } else if (of == "set" || of == "cas") {
      words = {"SET", p.key, value(p)};
    } else if (of == "add") {
      words = {"SET", p.key, value(p), "NX"};
    } else if (of == "replace") {
      words = {"SET", p.key, value(p), "XX"};
    } else if (of == "append" || of == "prepend") {
      words = {"APPEND", p.key, value(p)};
    } else if (of == "delete") {
      words = {"DEL", p.key};
    } else if (of == "incr") {
      words = {"INCR", p.key};
    } else if (of == "decr") {
      words = {"DECR", p.key};
    } else {
      return false;
    }
    if (words[0] == "SET" && p.ttl_s != 0) {
      ttl_ = std::to_string(p.ttl_s);
      words.push_back("EX");
      words.push_back(ttl_);
    }
    return true;
  }

  std::string_view value(parts const& p) {
    if (value_.size() < p.value_bytes) value_.resize(p.value_bytes, 'x');
    return std::string_view{value_}.substr(0, p.value_bytes);
  }

  trace_source& from_;
  std::string value_;
  std::string ttl_;
};

}  // namespace kvbench
