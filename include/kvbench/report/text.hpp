// kvbench/report/text.hpp: figures as a person reads them, and text that is safe to print.
//
// Floor: report. Shared by the formats; knows no table.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // figures to text

#include <array>        // the latency figures
#include <cmath>        // std::isfinite
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string>       // what is made
#include <string_view>  // what is read

#include <kvbench/measure/histogram.hpp>  // where latencies come from

namespace kvbench::report {

/// One figure of a latency histogram, in nanoseconds.
struct latency_figure {
  std::string_view name;   ///< as JSON and CSV spell it: p999
  std::string_view title;  ///< as a person reads it: p99.9
  double ns;
};

/// The figures that every format shows, in this order. All 0 for an empty histogram.
[[nodiscard]] inline std::array<latency_figure, 9> latency_figures(histogram const& h) {
  const auto at = [&h](double p) { return static_cast<double>(h.value_at_percentile(p)); };
  return {{{"min", "min", static_cast<double>(h.min())},
           {"mean", "mean", h.mean()},
           {"p50", "p50", at(50)},
           {"p90", "p90", at(90)},
           {"p95", "p95", at(95)},
           {"p99", "p99", at(99)},
           {"p999", "p99.9", at(99.9)},
           {"max", "max", static_cast<double>(h.max())},
           {"stddev", "stddev", h.stddev()}}};
}

namespace detail {

/// `number` with three digits that count ("1.23", "45.6", "789"), and the largest of `units` that
/// leaves 1 or more before the point; `base` lies between one unit and the next.
template <std::size_t N>
std::string scaled(double number, double base, std::array<std::string_view, N> const& units) {
  if (!std::isfinite(number)) return "-";
  std::size_t unit = 0;
  // 999.5 would be printed as 1000.
  while (unit + 1 < N && number >= base * 0.9995) {
    number /= base;
    ++unit;
  }
  const int digits = unit == 0 && number == std::floor(number) ? 0
                     : number < 9.995                          ? 2
                     : number < 99.95                          ? 1
                                                               : 0;
  return fmt::format("{:.{}f} {}", number, digits, units[unit]);
}

/// How many bytes the UTF-8 sequence at the start of `text` takes; 0 where there is none.
inline std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool outside = (lead == 0xED && byte(1) >= 0xA0) || (lead == 0xF4 && byte(1) >= 0x90);
  return overlong || outside ? 0 : length;
}

}  // namespace detail

/// "853 ns", "1.24 us", "12.0 ms"; "-" for what is not finite.
[[nodiscard]] inline std::string duration_text(double ns) {
  if (ns >= 999.5e6)
    return std::isfinite(ns) ? fmt::format("{:.{}f} s", ns / 1e9, ns < 100e9 ? 2 : 0) : "-";
  return detail::scaled(ns, 1000, std::array<std::string_view, 3>{"ns", "us", "ms"});
}

/// "1.24 M/s": thousands are 1,000.
[[nodiscard]] inline std::string rate_text(double per_s) {
  return detail::scaled(per_s, 1000, std::array<std::string_view, 4>{"/s", "k/s", "M/s", "G/s"});
}

/// "41.2 MB/s": a MB is 1,000,000 bytes.
[[nodiscard]] inline std::string byte_rate_text(double per_s) {
  return detail::scaled(per_s, 1000,
                        std::array<std::string_view, 5>{"B/s", "kB/s", "MB/s", "GB/s", "TB/s"});
}

/// "1,234,567".
[[nodiscard]] inline std::string count_text(std::uint64_t number) {
  std::string text = fmt::format("{}", number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

/// 16 hexadecimal digits: a 64-bit number does not survive readers of JSON that know only doubles.
[[nodiscard]] inline std::string hash_text(std::uint64_t hash) {
  return fmt::format("{:016x}", hash);
}

/// `text` on one line of valid UTF-8 that moves no cursor: each control character and each byte
/// that is no UTF-8 becomes
/// `\xNN`. Names and messages come from users and stores, who may put anything into them.
[[nodiscard]] inline std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = detail::utf8_length(text);
    const auto lead = static_cast<unsigned char>(text.front());
    const bool c1 = length == 2 && lead == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0;
    if (length == 0 || lead < 0x20 || lead == 0x7F || c1) {
      for (const char c : text.substr(0, length == 0 ? 1 : length)) {
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
      }
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace kvbench::report
