// tests/kvbench/report/hdr_log.cpp: logs of HdrHistogram, read back by a decoder of their own.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/hdr_log.hpp>

#include <kvbench/core/random.hpp>
#include <kvbench/measure/sparse_histogram.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "sample.hpp"

using namespace kvbench;
using namespace kvbench::report;

namespace {

/// What a log line holds, decoded after the format's description, by value: the lowest that is
/// equivalent to what was counted.
struct decoded {
  std::map<std::uint64_t, std::uint64_t> counts;
  std::uint64_t digits = 0;
  std::uint64_t highest = 0;

  std::uint64_t total() const {
    std::uint64_t sum = 0;
    for (auto const& [value, count] : counts) sum += count;
    return sum;
  }
  std::uint64_t at(double percentile) const {
    auto const rank = static_cast<std::uint64_t>(
        std::ceil(percentile / 100 * static_cast<double>(total()) - 1e-9));
    std::uint64_t seen = 0;
    for (auto const& [value, count] : counts) {
      seen += count;
      if (seen >= rank) return value;
    }
    return 0;
  }
};

std::string from_base64(std::string_view text) {
  REQUIRE(text.size() % 4 == 0);
  std::string out;
  unsigned bits = 0;
  int have = 0;
  for (char const c : text) {
    if (c == '=') break;
    unsigned const digit = c >= 'A' && c <= 'Z'   ? static_cast<unsigned>(c - 'A')
                           : c >= 'a' && c <= 'z' ? static_cast<unsigned>(c - 'a') + 26
                           : c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0') + 52
                           : c == '+'             ? 62
                                                  : 63;
    bits = bits << 6 | digit;
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(bits >> have & 0xFF);
    }
  }
  return out;
}

std::uint64_t take(std::string_view& bytes, std::size_t size) {
  REQUIRE(bytes.size() >= size);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i)
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  bytes.remove_prefix(size);
  return number;
}

std::int64_t take_zig_zag(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    std::uint64_t const byte = take(bytes, 1);
    if (shift == 56) {
      number |= byte << 56;
      break;
    }
    number |= (byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

decoded decode(std::string_view base64) {
  std::string const outer = from_base64(base64);
  std::string_view rest = outer;
  REQUIRE(take(rest, 4) == 0x1c849314);
  std::uint64_t const packed = take(rest, 4);
  REQUIRE(packed == rest.size());
  std::string plain(1'000'000, '\0');
  uLongf size = plain.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(plain.data()), &size,
                     reinterpret_cast<Bytef const*>(rest.data()), rest.size()) == Z_OK);
  plain.resize(size);
  rest = plain;
  REQUIRE(take(rest, 4) == 0x1c849313);
  std::uint64_t const length = take(rest, 4);
  REQUIRE(take(rest, 4) == 0);
  decoded out;
  out.digits = take(rest, 4);
  REQUIRE(take(rest, 8) == 1);
  out.highest = take(rest, 8);
  REQUIRE(take(rest, 8) == 0x3ff0000000000000);
  REQUIRE(rest.size() == length);
  std::uint64_t place = 0;
  while (!rest.empty()) {
    std::int64_t const number = take_zig_zag(rest);
    if (number < 0) {
      place += static_cast<std::uint64_t>(-number);
      continue;
    }
    // Below 2,048 a place is a value; then come 1,024 places for each power of two.
    std::uint64_t const power = place < 2'048 ? 0 : place / 1'024 - 1;
    std::uint64_t const value = (place - power * 1'024) << power;
    if (number > 0) out.counts[value] += static_cast<std::uint64_t>(number);
    ++place;
  }
  return out;
}

constexpr std::uint64_t last_signed = std::uint64_t{127} << 56;  // the bucket below 2^63

/// Whether each of our buckets comes back with its count, and nothing else does.
void check_same(histogram const& ours, decoded read) {
  ours.for_each_bucket([&](std::uint64_t lowest, std::uint64_t highest, std::uint64_t count) {
    if (lowest >= last_signed) return;  // takes in all that is beyond
    std::uint64_t sum = 0;
    auto at = read.counts.lower_bound(lowest);
    while (at != read.counts.end() && at->first <= highest) {
      sum += at->second;
      at = read.counts.erase(at);
    }
    CHECK(sum == count);
  });
  for (auto const& [value, count] : read.counts) CHECK(value >= last_signed);
}

std::string log_of(std::vector<run_result> const& results) {
  return hdr_log(test::sample_context(), results);
}

}  // namespace

// A log that other tools read differently is worse than none.
TEST_CASE("hdr log: counts come back exactly, bucket by bucket", "[report]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    random_stream stream{seed};
    auto const h = std::make_unique<histogram>();
    for (std::uint64_t n = 1 + stream.below(2'000); n > 0; --n)
      h->record(stream.next() >> stream.below(64), 1 + (stream.next() >> stream.below(64) >> 16));
    decoded const read = decode(hdr_encoded(*h));
    CHECK(read.digits == 3);
    CHECK(read.total() == h->count());
    check_same(*h, read);
  }
}

TEST_CASE("hdr log: percentiles are within 0.1 % of ours", "[report]") {
  random_stream stream{1};
  auto const h = std::make_unique<histogram>();
  for (int i = 0; i < 20'000; ++i) h->record(300 + (stream.next() >> (34 + stream.below(24))));
  decoded const read = decode(hdr_encoded(*h));
  for (double const p : {0.5, 1.0, 25.0, 50.0, 90.0, 99.0, 99.9, 100.0}) {
    auto const ours = static_cast<double>(h->value_at_percentile(p));
    CHECK(std::abs(static_cast<double>(read.at(p)) - ours) <= ours * 0.001);
  }
}

// The series of intervals and the whole run go through the same encoder.
TEST_CASE("hdr log: a sparse histogram is written as the histogram it is", "[report]") {
  auto const h = std::make_unique<histogram>();
  for (std::uint64_t i = 1; i < 3'000'000; i = i * 3 / 2 + 1) h->record(i, i);
  CHECK(hdr_encoded(sparse_histogram::between(histogram{}, *h)) == hdr_encoded(*h));
}

// Readers allocate by the highest value, and know no number above 2^63 - 1.
TEST_CASE("hdr log: the edges of the range", "[report]") {
  auto const h = std::make_unique<histogram>();
  CHECK(decode(hdr_encoded(*h)).counts.empty());
  CHECK(decode(hdr_encoded(*h)).highest == 3'600'000'000'000);
  h->record(0);
  CHECK(decode(hdr_encoded(*h)).counts == std::map<std::uint64_t, std::uint64_t>{{0, 1}});
  h->record(4'000'000'000'000);
  CHECK(decode(hdr_encoded(*h)).highest == 4'000'000'000'000);
  h->record(std::numeric_limits<std::uint64_t>::max(), 2);
  h->record(std::uint64_t{1} << 63, 3);
  decoded const read = decode(hdr_encoded(*h));
  CHECK(read.highest == static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  CHECK(read.total() == 7);
  CHECK(read.counts.rbegin()->second == 5);
  // Counts of every length, among them the one whose ninth byte is full.
  for (unsigned bit = 0; bit < 63; ++bit) {
    *h = histogram{};
    h->record(77, std::uint64_t{1} << bit);
    CHECK(decode(hdr_encoded(*h)).counts.at(77) == std::uint64_t{1} << bit);
  }
}

// What HdrHistogram's own writer (Java, 2.1.11: Histogram(1, 3600000000000, 3),
// recordValueWithCount) made of the centres of the same buckets.
TEST_CASE("hdr log: the same as HdrHistogram writes", "[report]") {
  auto const h = std::make_unique<histogram>();
  h->record(0, 2);
  h->record(1);
  h->record(127, 3);
  h->record(128, 4);
  h->record(1'000, 500);
  h->record(123'456, 70'000);
  h->record(3'000'000, 8'000'000'000);
  h->record(2'000'000'000, 1);
  decoded const theirs = decode(
      "HISTFAAAAD142pNpmSzMwMAgzQABzFCaEch0M9ixgMH+A0SAheknIxsDx2XeF+xb8x4c5bjr0XBg01nrz9MYmQBUkQ+"
      "+");
  decoded const ours = decode(hdr_encoded(*h));
  CHECK(ours.counts == theirs.counts);
  CHECK(ours.digits == theirs.digits);
  CHECK(ours.highest == theirs.highest);
  CHECK(ours.counts.size() == 8);
}

TEST_CASE("hdr log: a log has a header, and a line for each operation and interval", "[report]") {
  std::string const log = log_of({test::sample_result()});
  CHECK(log.find("#[Histogram log format version 1.3]\n") != std::string::npos);
  CHECK(log.find("#[StartTime: 1769860800.000 (seconds since epoch), 2026-01-31T12:00:00Z]\n") !=
        std::string::npos);
  CHECK(log.find("\nTag=GET,0.000,0.243,0.001,HISTF") != std::string::npos);
  CHECK(log.find("\nTag=SET,0.000,0.243,2.000,HISTF") != std::string::npos);
  run_result none = test::sample_result();
  none.operations[0].latency_ns = {};
  CHECK(log_of({none}).find("Tag=GET") == std::string::npos);
}

// Two stores under one tag would be merged into one that nobody measured.
TEST_CASE("hdr log: of several runs, each has tags of its own", "[report]") {
  run_result other = test::sample_result();
  other.client = "redis://h:1";
  std::string const log = log_of({test::sample_result(), other});
  CHECK(log.find("\nTag=read_heavy/redlite/GET,0.000,0.243,") != std::string::npos);
  CHECK(log.find("\nTag=read_heavy/redis://h:1/SET,0.000,0.243,") != std::string::npos);
}

// A series that leaves out an interval, or counts twice, plots another run.
TEST_CASE("hdr log: a series has a line for each interval and operation", "[report]") {
  run_result r = test::sample_result();
  r.operations[1].response_ns.record(5'000'000, 10);
  auto const before = std::make_unique<histogram>();
  auto const after = std::make_unique<histogram>();
  after->record(1'000, 7);
  auto const one = sparse_histogram::between(*before, *after);
  r.intervals = {{0, 0.1, {one, {}}}, {0.1, 0.1, {one, one}}};
  std::string const log = log_of({r});
  auto const count_of = [&](std::string const& part) {
    int found = 0;
    for (auto at = log.find(part); at != log.npos; at = log.find(part, at + 1)) ++found;
    return found;
  };
  CHECK(count_of("\nTag=") == 4);
  CHECK(count_of("\nTag=GET,0.000,0.100,0.001,") == 1);
  CHECK(count_of("\nTag=GET,0.100,0.100,0.001,") == 1);
  CHECK(count_of("\nTag=SET,0.100,0.100,0.001,") == 1);
  CHECK(count_of("\nTag=SET.response,0.000,0.243,5.000,") == 1);
}

// A name with a comma would shift the columns of its line.
TEST_CASE("hdr log: tags hold nothing that ends them", "[report]") {
  CHECK(hdr_tag("GET") == "GET");
  CHECK(hdr_tag("a b,c\nd\x7F") == "a_b_c_d_");
  CHECK(hdr_tag("\xC3\xA9") == "\xC3\xA9");
}

TEST_CASE("hdr log: numbers of every size and sign take one to nine bytes", "[report]") {
  for (unsigned bit = 0; bit < 64; ++bit) {
    for (std::uint64_t const offset : {0u, 1u}) {
      auto const number = static_cast<std::int64_t>((std::uint64_t{1} << bit) - offset);
      std::string bytes;
      report::detail::put_zig_zag(bytes, number);
      CHECK(bytes.size() == (bit > 55 ? 9 : bytes.size()));
      std::string_view rest = bytes;
      CHECK(take_zig_zag(rest) == number);
      CHECK(rest.empty());
    }
  }
}

TEST_CASE("hdr log: base64", "[report]") {
  CHECK(report::detail::base64("").empty());
  CHECK(report::detail::base64("f") == "Zg==");
  CHECK(report::detail::base64("fo") == "Zm8=");
  CHECK(report::detail::base64("foo") == "Zm9v");
  CHECK(report::detail::base64("foobar") == "Zm9vYmFy");
  CHECK(report::detail::base64("\xFB\xFF") == "+/8=");
}
