// kvbench/core/suggest.hpp: which known word was probably meant.
//
// Floor: core. Finds a word; the sentence around it is the caller's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <numeric>      // std::iota
#include <string>       // the sentence
#include <string_view>  // the words
#include <vector>       // one row of the distance table

#include <kvbench/core/bounds.hpp>  // smaller

namespace kvbench {

/// How many characters must be added, removed or replaced to get from `a` to `b`, letter case
/// ignored (ASCII).
/// Cost    O(a * b) time.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = smaller(replaced, smaller(row[j], row[j + 1]) + 1);
    }
  }
  return row[b.size()];
}

/// Yields  the candidate nearest to `word`, or nothing where none is within a third of its length
/// (at least one edit). The first of several equally near.
template <typename Candidates>
[[nodiscard]] std::string_view nearest(std::string_view word, const Candidates& candidates) {
  std::string_view best;
  std::size_t allowed = larger<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    if (const std::size_t distance = edit_distance(word, candidate); distance < allowed) {
      allowed = distance;
      best = candidate;
    }
  }
  return best;
}

/// Yields  `; did you mean "x"?`, or nothing where no candidate is near.
template <typename Candidates>
[[nodiscard]] std::string did_you_mean(std::string_view word, const Candidates& candidates) {
  const std::string_view best = nearest(word, candidates);
  return best.empty() ? std::string{} : "; did you mean \"" + std::string{best} + "\"?";
}

}  // namespace kvbench
