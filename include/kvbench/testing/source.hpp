// kvbench/testing/source.hpp: where drawn arguments come from: a seed, and small pools of odd
// values.
//
// Floor: wing testing. Pools are small so that arguments meet again, and odd so that corners are
// met. Nothing here makes a store hold much, or lets a key end while a run lasts.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // pools
#include <cstddef>      // sizes
#include <cstdint>      // numbers
#include <limits>       // extremes
#include <string>       // names
#include <string_view>  // pools
#include <vector>       // all keys

#include <kvbench/core/random.hpp>  // random_stream

namespace kvbench::testing {

namespace pool {

using namespace std::string_view_literals;

inline constexpr std::array values{
    ""sv,
    "a"sv,
    "b"sv,
    "c"sv,
    "0"sv,
    "1"sv,
    "2"sv,
    "10"sv,
    "-1"sv,
    "3.5"sv,
    "hello world"sv,
    "x\0y\r\n"sv,
    "\xff\xfe\0"sv,
    "9223372036854775807"sv,
    "-9223372036854775808"sv,
    "9223372036854775808"sv,
    "1e308"sv,
    "inf"sv,
    "nan"sv,
    "0x10"sv,
    " 1"sv,
    "01"sv,
    "1 "sv,
    "-0"sv,
    "5.0e3"sv,
    "ohmytext"sv,
    "mynewtext"sv,
    "a long value, longer than sixty-four bytes, which Redis packs otherwise than short ones"sv};
/// Fields and members: few, so that collections overlap.
inline constexpr std::array elements{
    "a"sv,
    "b"sv,
    "c"sv,
    "d"sv,
    "e"sv,
    "1"sv,
    "2"sv,
    "10"sv,
    "-3"sv,
    "7.5"sv,
    ""sv,
    "x\0\r\n"sv,
    "\xff"sv,
    "ab"sv,
    "a long element, longer than sixty-four bytes, which Redis packs otherwise than short"sv};
/// Keys are a letter for the type that they mostly hold, and one of three digits; and these.
inline constexpr std::array odd_keys{""sv, "k"sv, "k\0\r\n"sv, "absent"sv};
inline constexpr std::array key_letters{"s"sv, "l"sv, "h"sv, "t"sv, "z"sv, "x"sv};
inline constexpr std::array patterns{
    "*"sv,   "?"sv,     "a*"sv, "*1"sv,    "s*"sv,       "[a-c]*"sv, "[^a]*"sv, "l?1"sv, ""sv,
    "\\*"sv, "[z-a]"sv, "[a"sv, "*\r\n"sv, "zset[12]"sv, "h*h*"sv,   "**"sv,    "\\"sv};
inline constexpr std::array sort_patterns{"*"sv, "s*"sv, "h*->a"sv, "h*->*"sv, "nosort"sv,
                                          "#"sv, ""sv,   "s*->"sv,  "z1"sv};
inline constexpr std::array lex_ends{"-"sv,     "+"sv,  "[a"sv, "(a"sv, "[b"sv, "(c"sv,
                                     "[e"sv,    "["sv,  "("sv,  "a"sv,  ""sv,   "[x\0"sv,
                                     "(\xff"sv, "[1"sv, "-a"sv, "+a"sv};
inline constexpr std::array score_ends{"-inf"sv,  "+inf"sv, "inf"sv, "(1"sv,   "(2"sv,
                                       "(-inf"sv, "(inf"sv, "1.5"sv, "(1.5"sv, "1e3"sv,
                                       "0x1"sv,   "(-1"sv,  "0"sv};
inline constexpr std::array odd_ends{"abc"sv, ""sv,   "("sv,  "nan"sv, "((1"sv,
                                     " 1"sv,  "1 "sv, "[1"sv, "(nan"sv};
inline constexpr std::array ids{"0"sv,
                                "0-0"sv,
                                "0-1"sv,
                                "1"sv,
                                "1-1"sv,
                                "2-0"sv,
                                "3-3"sv,
                                "5"sv,
                                "18446744073709551615-18446744073709551615"sv,
                                "18446744073709551615"sv};
inline constexpr std::array odd_ids{
    "x"sv,  ""sv,    "1-"sv, "-1"sv,  "1-1-1"sv, "18446744073709551616"sv, "01-1"sv, "+1-1"sv,
    " 1"sv, "5-*"sv, "*"sv,  "0-*"sv, "$"sv};
inline constexpr std::array types{"string"sv, "list"sv,   "hash"sv, "set"sv, "zset"sv,
                                  "stream"sv, "STRING"sv, "none"sv, ""sv};
inline constexpr std::array groups{"g1"sv, "g1"sv, "g1"sv, "g2"sv, ""sv};
inline constexpr std::array consumers{"c1"sv, "c1"sv, "c2"sv, ""sv};
inline constexpr std::array payloads{""sv, "x"sv, "\0\0\x0a\0\1\2\3\4\5\6\7\x08"sv};

inline constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t min = std::numeric_limits<std::int64_t>::min();

inline constexpr std::array<std::int64_t, 18> indices{
    0, 1, 2, 3, 4, 5, 7, -1, -2, -3, -4, -5, 10, 100, -100, max, min, 1LL << 32};
/// No large negative number: SRANDMEMBER would yield as many members.
inline constexpr std::array<std::int64_t, 14> counts{0, 1,  1,    2,  2,  3,  4,
                                                     5, 10, 1000, -1, -2, -5, max};
inline constexpr std::array<std::int64_t, 13> deltas{0,   1,   -1,   2,       10, -7, 100,
                                                     max, min, -max, max / 2, 5,  -5};
/// No large number that is allowed: SETRANGE and SETBIT would make the value as long.
inline constexpr std::array<std::int64_t, 12> byte_offsets{0,  1,  2,  3,           5,   8,
                                                           40, -1, -2, 536'870'912, max, min};
inline constexpr std::array<std::int64_t, 14> bit_offsets{
    0, 1, 2, 5, 7, 8, 9, 31, 63, 64, 100, -1, 4'294'967'296, max};
inline constexpr std::array<std::int64_t, 6> bits{0, 1, 1, 1, 2, -1};
inline constexpr std::array<std::int64_t, 8> databases{0, 0, 0, 1, 1, 2, 16, -1};
inline constexpr std::array<double, 22> scores{0,
                                               1,
                                               2,
                                               3,
                                               1,
                                               2,
                                               3,
                                               1.5,
                                               -1,
                                               -2.5,
                                               -0.0,
                                               10,
                                               0.1,
                                               1e17,
                                               1e21,
                                               1.0 / 3,
                                               9007199254740993.0,
                                               std::numeric_limits<double>::infinity(),
                                               -std::numeric_limits<double>::infinity(),
                                               1e308,
                                               -1e308,
                                               5e-324};

inline constexpr std::array<double, 10> longitudes{
    13.361389, 15.087269, 2.349014, -122.27652, 0, 13.4, 180, -180, 181, -0.1};
inline constexpr std::array<double, 10> latitudes{
    38.115556, 37.502669, 48.864716, 37.805186, 0, 38.2, 85.05112878, -85.05112878, 86, -0.1};
inline constexpr std::array<double, 9> distances{0, 1, 100, 200.5, 1000, 50'000, 1e6, 3e7, -1};

}  // namespace pool

/// Draws of one command.
class source {
 public:
  explicit source(std::uint64_t seed) noexcept : random_(seed) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t n) noexcept { return random_.below(n); }
  [[nodiscard]] bool chance(std::uint64_t percent) noexcept { return below(100) < percent; }
  template <class T, std::size_t N>
  [[nodiscard]] T const& one_of(std::array<T, N> const& from) noexcept {
    return from[below(N)];
  }

  /// What the command at hand allows.
  struct limits {
    std::string_view family;  // whose keys it likes best
    bool lists = true;        // several elements in one call
    bool options = true;
    std::uint64_t number = 0;  // of the command in its sequence
  };
  void begin(limits const& now) noexcept { now_ = now; }
  [[nodiscard]] limits const& now() const noexcept { return now_; }

  /// Mostly a key of the type that the command is for; now and then of another, or an odd name.
  [[nodiscard]] std::string key() {
    auto const die = below(100);
    if (die < 6) return std::string(one_of(pool::odd_keys));
    std::string_view const own = key_letter();
    std::string const letter(die < 80 && !own.empty() ? own : one_of(pool::key_letters));
    return letter + static_cast<char>('1' + static_cast<char>(below(3)));
  }

  /// Every key that `key` yields.
  [[nodiscard]] static std::vector<std::string> all_keys() {
    std::vector<std::string> all(pool::odd_keys.begin(), pool::odd_keys.end());
    for (std::string_view const letter : pool::key_letters) {
      for (char const digit : {'1', '2', '3'}) all.push_back(std::string(letter) + digit);
    }
    return all;
  }

  /// How long something was idle: less than any run, or more.
  [[nodiscard]] std::int64_t idle_ms() noexcept {
    static constexpr std::array<std::int64_t, 6> times{0, 0, 0, -1, 3'600'000, pool::max};
    return one_of(times);
  }

  /// A time to live in seconds that no other command of the sequence draws, days away; or one that
  /// is refused or ends the key at once.
  [[nodiscard]] std::int64_t ttl_s() noexcept {
    static constexpr std::array<std::int64_t, 5> odd{0, -1, pool::max, pool::min, pool::max / 1000};
    if (chance(25)) return one_of(odd);
    return 100'000 * (1 + static_cast<std::int64_t>(below(3))) + apart_s();
  }
  /// The same as a moment: decades away.
  [[nodiscard]] std::int64_t moment_s() noexcept {
    static constexpr std::array<std::int64_t, 5> odd{0, 1, -1, pool::max, pool::min};
    if (chance(25)) return one_of(odd);
    return 4'100'000'000 + apart_s();
  }

  /// An id above most that are there, so that a stream grows.
  [[nodiscard]] std::string next_id() {
    return std::to_string(age()) + '-' + (chance(15) ? "*" : std::to_string(below(6)));
  }
  /// An id that may be there.
  [[nodiscard]] std::string near_id() {
    auto const back = below(4);
    return std::to_string(age() > back ? age() - back : 1) + '-' + std::to_string(below(6));
  }

 private:
  [[nodiscard]] std::string_view key_letter() const noexcept {
    std::string_view const family = now_.family;
    if (family == "strings" || family == "bitmaps" || family == "hyperloglogs") return "s";
    if (family == "lists") return "l";
    if (family == "hashes") return "h";
    if (family == "sets") return "t";
    if (family.starts_with("sorted_set") || family == "geo") return "z";
    if (family.starts_with("stream")) return "x";
    return "";
  }
  [[nodiscard]] std::uint64_t age() const noexcept { return now_.number / 32 + 2; }
  [[nodiscard]] std::int64_t apart_s() const noexcept {
    return static_cast<std::int64_t>(now_.number % 4'000) * 20;
  }

  random_stream random_;
  limits now_;
};

}  // namespace kvbench::testing
