// redlite/command/lcs.hpp: what two strings have in common.
//
// Floor: command. Says what the command is; how it is computed is db/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/member.hpp>  // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>   // the options on the wire

#include <cstdint>   // std::int64_t
#include <optional>  // options
#include <tuple>     // words, layouts
#include <vector>    // matches

namespace redlite {

/// Asks LCS for the length alone: `db.lcs("a", "b", redlite::length_only)`.
struct length_only_tag {
  using role_type = length_only_tag;
  static constexpr std::string_view word = "LEN";
};
inline constexpr length_only_tag length_only{};

/// Asks LCS where the common parts lie: `db.lcs("a", "b", redlite::with_indexes)`.
struct with_indexes_tag {
  using role_type = with_indexes_tag;
  static constexpr std::string_view word = "IDX";
};
inline constexpr with_indexes_tag with_indexes{};

/// Asks LCS for the length of each common part too.
struct with_match_length_tag {
  using role_type = with_match_length_tag;
  static constexpr std::string_view word = "WITHMATCHLEN";
};
inline constexpr with_match_length_tag with_match_length{};

struct lcs_options {
  std::optional<std::int64_t> min_match_length = {};  // shorter matches are left out
};
template <>
inline constexpr auto words_of_options<lcs_options> =
    std::tuple(words::value{"MINMATCHLEN", &lcs_options::min_match_length});

/// A part of a string, both ends included.
struct byte_range {
  std::int64_t first = 0;
  std::int64_t last = 0;

  friend bool operator==(const byte_range&, const byte_range&) = default;
};
template <>
inline constexpr auto layout_of<byte_range> = std::tuple(&byte_range::first, &byte_range::last);

/// The same bytes in both strings.
struct lcs_match {
  byte_range a;
  byte_range b;

  friend bool operator==(const lcs_match&, const lcs_match&) = default;
};
template <>
inline constexpr auto layout_of<lcs_match> = std::tuple(&lcs_match::a, &lcs_match::b);

struct lcs_measured_match {
  byte_range a;
  byte_range b;
  std::int64_t length = 0;

  friend bool operator==(const lcs_measured_match&, const lcs_measured_match&) = default;
};
template <>
inline constexpr auto layout_of<lcs_measured_match> =
    std::tuple(&lcs_measured_match::a, &lcs_measured_match::b, &lcs_measured_match::length);

/// The matches, the last ones of the strings first, and the length of all, those left out too.
template <class Match>
struct lcs_matches {
  std::vector<Match> matches;
  std::int64_t length = 0;

  friend bool operator==(const lcs_matches&, const lcs_matches&) = default;
};
template <class Match>
inline constexpr auto layout_of<lcs_matches<Match>> = std::tuple(
    named{"matches", &lcs_matches<Match>::matches}, named{"len", &lcs_matches<Match>::length});

namespace cmd {
using namespace reply;
using namespace role;

/// The longest common subsequence of two strings, an absent one counting as empty.
/// Yields  its bytes, its length, or where it lies.
/// Errors  generic ("ERR The specified keys must contain string values"), or where the table of
///         the lengths' product exceeds 512 MiB.
/// Cost    O(length * length), and four bytes of memory for each of the products.
/// Source  redis.io/commands/lcs (since 7.0.0)
REDLITE_COMMAND(lcs, "LCS", read, text(key, key), integer(key, key, length_only_tag),
                record<lcs_matches<lcs_match>>(key, key, with_indexes_tag, options<lcs_options>),
                record<lcs_matches<lcs_measured_match>>(key, key, with_indexes_tag,
                                                        with_match_length_tag,
                                                        options<lcs_options>))

}  // namespace cmd

using lcs_commands = type_list<cmd::lcs>;

}  // namespace redlite
