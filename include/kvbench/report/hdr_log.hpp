// kvbench/report/hdr_log.hpp: latencies as a log of HdrHistogram, for its own tools to plot.
//
// Floor: report. A line per interval and tag, its histogram in the V2 encoding, compressed. Values
// are nanoseconds; the column of maxima is in milliseconds, as HdrHistogram's own writer has it.
//
// Histograms are written with three significant digits. Of HdrHistogram's buckets each of ours then
// holds sixteen; its count goes to the one in the middle, those of the extremes to their own, and
// what a tool reports lies within 0.1 % of what we do. With two digits ours would hold two, and the
// tools, which report the upper end of a bucket, would say 0.4 % more than we.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // numbers
#include <zlib.h>        // the compressed encoding asks for it

#include <time.h>  // timegm, strptime

#include <bit>          // bit_cast, countl_zero
#include <cstddef>      // size_t
#include <cstdint>      // counts
#include <limits>       // the largest value of a signed reader
#include <span>         // several results
#include <string>       // the text
#include <string_view>  // tags
#include <vector>       // room for what is compressed

#include <kvbench/core/bounds.hpp>     // smaller, larger, between
#include <kvbench/core/error.hpp>      // no memory left
#include <kvbench/report/context.hpp>  // when the run began
#include <kvbench/run/result.hpp>      // what was measured

namespace kvbench::report {

namespace detail {

/// The highest bytes first.
template <class Number>
void put_big_endian(std::string& out, Number number) {
  for (std::size_t shift = sizeof number * 8; shift > 0;)
    out += static_cast<char>(static_cast<unsigned char>(number >> (shift -= 8)));
}

/// The encoding of counts: small numbers of either sign take few bytes, seven bits in each; the
/// ninth byte holds eight.
/// Source  HdrHistogram's ZigZagEncoding.java
inline void put_zig_zag(std::string& out, std::int64_t signed_number) {
  auto number = (static_cast<std::uint64_t>(signed_number) << 1) ^
                (signed_number < 0 ? ~std::uint64_t{0} : 0);
  for (int byte = 0; byte < 8; ++byte) {
    if (number < 0x80) {
      out += static_cast<char>(number);
      return;
    }
    out += static_cast<char>((number & 0x7F) | 0x80);
    number >>= 7;
  }
  out += static_cast<char>(number);
}

/// RFC 4648, with padding.
inline std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i)
      out += at + i > bytes.size() ? '=' : digits[group >> (18 - 6 * i) & 63];
  }
  return out;
}

inline std::string deflated(std::string const& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::vector<Bytef> out(size);
  if (compress2(out.data(), &size, reinterpret_cast<Bytef const*>(bytes.data()),
                static_cast<uLong>(bytes.size()), Z_BEST_COMPRESSION) != Z_OK)
    throw error{"zlib has no memory left to compress a histogram"};
  return {reinterpret_cast<char const*>(out.data()), size};
}

/// The place of a value in HdrHistogram's counts, for three digits and a lowest value of 1: below
/// 2,048 a place each, above it 1,024 a power of two.
/// Source  AbstractHistogram.countsArrayIndex
inline std::int64_t hdr_place(std::uint64_t value) {
  constexpr int half_bits = 10;
  int const bucket = 63 - half_bits - std::countl_zero(value | ((2u << half_bits) - 1));
  return (static_cast<std::int64_t>(bucket) << half_bits) +
         static_cast<std::int64_t>(value >> bucket);
}

}  // namespace detail

/// `ns` as HdrHistogram's compressed V2 encoding, in base64. Takes a `histogram` or a
/// `sparse_histogram`. Counts are exact; values beyond 2^63 - 1 are written as that, which is the
/// largest that its readers know.
/// Errors  error where memory ends.
/// Source  AbstractHistogram.encodeIntoCompressedByteBuffer
template <class Histogram>
[[nodiscard]] std::string hdr_encoded(Histogram const& ns) {
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  constexpr std::uint64_t hour = 3'600'000'000'000;  // one range for all lines of a log
  std::uint64_t const lowest_ns = ns.min();
  std::uint64_t const highest_ns = ns.max();
  std::string counts;
  std::int64_t next = 0;    // the place that is written next
  std::int64_t place = -1;  // where `at_place` values belong that are not yet written
  std::uint64_t at_place = 0;
  auto const flush = [&] {
    if (at_place == 0) return;
    if (place > next) detail::put_zig_zag(counts, next - place);  // so many empty places
    detail::put_zig_zag(counts, static_cast<std::int64_t>(smaller(at_place, largest)));
    next = place + 1;
    at_place = 0;
  };
  auto const put = [&](std::uint64_t value, std::uint64_t times) {
    std::int64_t const own = detail::hdr_place(smaller(value, largest));
    if (own != place) flush();
    place = own;
    at_place += times;
  };
  ns.for_each_bucket([&](std::uint64_t lowest, std::uint64_t highest, std::uint64_t count) {
    // Once each, the extremes are what they are and not the middle of their buckets.
    bool const has_min = lowest <= lowest_ns && lowest_ns <= highest;
    bool const has_max =
        lowest <= highest_ns && highest_ns <= highest && count > (has_min ? 1u : 0u);
    std::uint64_t const centre = lowest + (highest - lowest + 1) / 2;
    if (has_min) put(lowest_ns, 1);
    put(between(lowest_ns, centre, highest_ns), count - (has_min ? 1 : 0) - (has_max ? 1 : 0));
    if (has_max) put(highest_ns, 1);
  });
  flush();

  std::string plain;
  detail::put_big_endian(plain, std::uint32_t{0x1c849313});  // V2, words of any length
  detail::put_big_endian(plain, static_cast<std::uint32_t>(counts.size()));
  detail::put_big_endian(plain, std::uint32_t{0});  // no shift of places
  detail::put_big_endian(plain, std::uint32_t{3});  // significant digits
  detail::put_big_endian(plain, std::uint64_t{1});  // the lowest value
  detail::put_big_endian(plain, smaller(larger(highest_ns, hour), largest));
  detail::put_big_endian(plain, std::bit_cast<std::uint64_t>(1.0));  // to a unit of doubles: none
  plain += counts;

  std::string const deflated = detail::deflated(plain);
  std::string whole;
  detail::put_big_endian(whole, std::uint32_t{0x1c849314});  // V2, compressed
  detail::put_big_endian(whole, static_cast<std::uint32_t>(deflated.size()));
  return detail::base64(whole + deflated);
}

/// A tag as a reader of logs takes it: what would end it early becomes an underscore.
[[nodiscard]] inline std::string hdr_tag(std::string_view name) {
  std::string tag;
  for (char const c : name) {
    auto const byte = static_cast<unsigned char>(c);
    tag += byte <= ' ' || byte == 0x7F || c == ',' ? '_' : c;
  }
  return tag;
}

/// The lines above a log's intervals. Times of intervals count from `start`, in seconds since 1970.
[[nodiscard]] inline std::string hdr_log_header(double start, std::string_view date = {}) {
  return fmt::format(
      "#[Logged with kvbench; values are nanoseconds, the column of maxima milliseconds]\n"
      "#[Histogram log format version 1.3]\n"
      "#[StartTime: {:.3f} (seconds since epoch){}{}]\n"
      "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n",
      start, date.empty() ? "" : ", ", date);
}

/// One line of a log: what `name` took from `start_s` on, for `length_s`.
template <class Histogram>
[[nodiscard]] std::string hdr_log_line(std::string_view name, double start_s, double length_s,
                                       Histogram const& ns) {
  return fmt::format("Tag={},{:.3f},{:.3f},{:.3f},{}\n", hdr_tag(name), start_s, length_s,
                     static_cast<double>(ns.max()) / 1e6, hdr_encoded(ns));
}

/// When a context was read, in seconds since 1970; 0 where its date cannot be read.
[[nodiscard]] inline double seconds_of(context const& c) {
  std::tm parts{};
  if (strptime(c.date.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return 0;
  return static_cast<double>(timegm(&parts));
}

/// Runs as a log: a line for each operation that has latencies, and for each interval where a run
/// has a series. Tags are operations, for service time; of an open loop `GET.response` as well, for
/// the whole run, from the intended start. Where there are several runs, each tag begins with the
/// workload and the client, as `read_heavy/redlite/GET`; each run begins at 0.
[[nodiscard]] inline std::string hdr_log(context const& c, std::span<run_result const> results) {
  std::string out = hdr_log_header(seconds_of(c), c.date);
  for (run_result const& r : results) {
    const std::string prefix = results.size() == 1 ? "" : r.workload + "/" + r.client + "/";
    auto const add = [&](std::string const& name, double start_s, double length_s, auto const& ns) {
      if (!ns.empty()) out += hdr_log_line(prefix + name, start_s, length_s, ns);
    };
    for (interval_result const& interval : r.intervals) {
      for (std::size_t op = 0; op < interval.latency_ns.size() && op < r.operations.size(); ++op)
        add(r.operations[op].name, interval.start_s, interval.length_s, interval.latency_ns[op]);
    }
    for (operation_result const& op : r.operations) {
      if (r.intervals.empty()) add(op.name, 0, r.duration_s, op.latency_ns);
      add(op.name + ".response", 0, r.duration_s, op.response_ns);
    }
  }
  return out;
}

}  // namespace kvbench::report
