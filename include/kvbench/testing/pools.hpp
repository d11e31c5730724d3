// kvbench/testing/pools.hpp: the values that arguments are drawn from.
//
// Floor: wing testing. Pools are small so that arguments meet again, and odd so that corners are
// met: `odd_` pools are those that most commands refuse, and are drawn more rarely.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // pools
#include <cstdint>      // numbers
#include <limits>       // extremes
#include <string_view>  // pools

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
inline constexpr std::string_view key_letters = "splhtzgx";
/// Values and elements of the keys that end in 3.
inline constexpr std::array numbers{"0"sv,  "1"sv,  "2"sv, "3"sv, "5"sv,  "10"sv,
                                    "-1"sv, "-3"sv, "1"sv, "2"sv, "11"sv, "7.5"sv};
inline constexpr std::array patterns{
    "*"sv,   "?"sv,     "a*"sv, "*1"sv,    "s*"sv,       "[a-c]*"sv, "[^a]*"sv, "l?1"sv, ""sv,
    "\\*"sv, "[z-a]"sv, "[a"sv, "*\r\n"sv, "zset[12]"sv, "h*h*"sv,   "**"sv,    "\\"sv};
inline constexpr std::array sort_patterns{"*"sv, "s*"sv, "h*->a"sv, "h*->*"sv, "nosort"sv,
                                          "#"sv, ""sv,   "s*->"sv,  "z1"sv};
inline constexpr std::array lex_ends{"-"sv,  "+"sv,  "-"sv, "+"sv, "[a"sv,   "(a"sv,    "[b"sv,
                                     "(c"sv, "[e"sv, "["sv, "("sv, "[x\0"sv, "(\xff"sv, "[1"sv};
inline constexpr std::array odd_lex_ends{"a"sv, ""sv, "-a"sv, "+a"sv};
inline constexpr std::array score_ends{"-inf"sv,  "+inf"sv, "inf"sv, "(1"sv,   "(2"sv,
                                       "(-inf"sv, "(inf"sv, "1.5"sv, "(1.5"sv, "1e3"sv,
                                       "0x1"sv,   "(-1"sv,  "0"sv};
inline constexpr std::array odd_ends{"abc"sv, ""sv,   "("sv,  "nan"sv, "((1"sv,
                                     " 1"sv,  "1 "sv, "[1"sv, "(nan"sv};
inline constexpr std::array ids{"0"sv, "0-0"sv, "0-1"sv, "1"sv, "1-1"sv, "2-0"sv, "3-3"sv, "5"sv};
/// No entry comes above these.
inline constexpr std::array last_ids{"18446744073709551615-18446744073709551615"sv,
                                     "18446744073709551615"sv};
inline constexpr std::array odd_ids{
    "x"sv,  ""sv,    "1-"sv, "-1"sv,  "1-1-1"sv, "18446744073709551616"sv, "01-1"sv, "+1-1"sv,
    " 1"sv, "5-*"sv, "*"sv,  "0-*"sv, "$"sv};
inline constexpr std::array types{"string"sv, "list"sv,   "hash"sv, "set"sv, "zset"sv,
                                  "stream"sv, "STRING"sv, "none"sv, ""sv};
inline constexpr std::array groups{"g1"sv};
inline constexpr std::array odd_groups{"g2"sv, "g2"sv, ""sv};
inline constexpr std::array consumers{"c1"sv, "c1"sv, "c2"sv, ""sv};
inline constexpr std::array payloads{""sv, "x"sv, "\0\0\x0a\0\1\2\3\4\5\6\7\x08"sv};

inline constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t min = std::numeric_limits<std::int64_t>::min();

inline constexpr std::array<std::int64_t, 14> indices{0,  1,  2,  3,  4,  5,  7,
                                                      -1, -2, -3, -4, -5, -1, 0};
inline constexpr std::array<std::int64_t, 6> odd_indices{10, 100, -100, max, min, 1LL << 32};
inline constexpr std::array<std::int64_t, 10> counts{0, 1, 1, 2, 2, 3, 4, 5, 10, 1000};
/// No large negative number: SRANDMEMBER would yield as many members.
inline constexpr std::array<std::int64_t, 4> odd_counts{-1, -2, -5, max};
inline constexpr std::array<std::int64_t, 8> deltas{0, 1, -1, 2, 10, -7, 100, 5};
inline constexpr std::array<std::int64_t, 5> odd_deltas{max, min, -max, max / 2, -5};
/// No large number that is allowed: SETRANGE and SETBIT would make the value as long.
inline constexpr std::array<std::int64_t, 7> byte_offsets{0, 1, 2, 3, 5, 8, 40};
inline constexpr std::array<std::int64_t, 5> odd_byte_offsets{-1, -2, 536'870'912, max, min};
inline constexpr std::array<std::int64_t, 11> bit_offsets{0, 1, 2, 5, 7, 8, 9, 31, 63, 64, 100};
inline constexpr std::array<std::int64_t, 3> odd_bit_offsets{-1, 4'294'967'296, max};
inline constexpr std::array<std::int64_t, 2> bits{0, 1};
inline constexpr std::array<std::int64_t, 2> odd_bits{2, -1};
inline constexpr std::array<std::int64_t, 6> databases{0, 0, 1, 1, 2, 2};
inline constexpr std::array<std::int64_t, 2> odd_databases{16, -1};
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

inline constexpr std::array<double, 6> longitudes{13.361389,  15.087269, 2.349014,
                                                  -122.27652, 0,         13.4};
inline constexpr std::array<double, 4> odd_longitudes{180, -180, 181, -0.1};
inline constexpr std::array<double, 6> latitudes{38.115556, 37.502669, 48.864716,
                                                 37.805186, 0,         38.2};
inline constexpr std::array<double, 4> odd_latitudes{85.05112878, -85.05112878, 86, -0.1};
inline constexpr std::array<double, 8> distances{0, 100, 200.5, 1000, 50'000, 500'000, 1e6, 3e7};
inline constexpr std::array<double, 1> odd_distances{-1};

}  // namespace pool

}  // namespace kvbench::testing
