// redlite/db/partial_quicksort.hpp: the first few of a list in order, equal ones as Redis has them.
//
// Floor: db. Not stable: where elements are equal, which comes first follows from the algorithm,
// and so do the elements that a COUNT leaves out.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>  // std::swap_ranges, std::min
#include <cstddef>    // std::size_t
#include <utility>    // std::swap
#include <vector>     // the list

namespace redlite::detail {

/// Sorts so far that the first `wanted` elements are in place; `less(a, b)` as for std::sort.
/// Cost    O(n + wanted * log wanted) as a rule.
/// Source  Bentley and McIlroy, Engineering a Sort Function, 1993; parts out of reach are left.
template <class Value, class Less>
class partial_quicksort {
 public:
  partial_quicksort(std::vector<Value>& list, std::size_t wanted, Less less)
      : list_(list), wanted_(wanted), less_(less) {
    sort(0, list.size());
  }

 private:
  /// Below 0, 0 or above: as a comparison in C.
  [[nodiscard]] int compare(std::size_t a, std::size_t b) const {
    if (less_(list_[a], list_[b])) return -1;
    return less_(list_[b], list_[a]) ? 1 : 0;
  }
  void swap(std::size_t a, std::size_t b) {
    if (a != b) std::swap(list_[a], list_[b]);
  }

  [[nodiscard]] std::size_t middle_of(std::size_t a, std::size_t b, std::size_t c) const {
    if (compare(a, b) < 0) return compare(b, c) < 0 ? b : compare(a, c) < 0 ? c : a;
    return compare(b, c) > 0 ? b : compare(a, c) < 0 ? a : c;
  }
  [[nodiscard]] std::size_t pivot_of(std::size_t first, std::size_t count) const {
    std::size_t low = first;
    std::size_t middle = first + count / 2;
    std::size_t high = first + count - 1;
    if (count > 40) {
      const std::size_t step = count / 8;
      low = middle_of(low, low + step, low + 2 * step);
      middle = middle_of(middle - step, middle, middle + step);
      high = middle_of(high - 2 * step, high - step, high);
    }
    return count > 7 ? middle_of(low, middle, high) : middle;
  }

  void insertion_sort(std::size_t first, std::size_t end) {
    for (std::size_t at = first + 1; at < end; ++at) {
      for (std::size_t to = at; to > first && compare(to - 1, to) > 0; --to) swap(to, to - 1);
    }
  }

  void swap_runs(std::size_t a, std::size_t b, std::size_t count) {
    const auto from = list_.begin() + static_cast<std::ptrdiff_t>(a);
    std::swap_ranges(from, from + static_cast<std::ptrdiff_t>(count),
                     list_.begin() + static_cast<std::ptrdiff_t>(b));
  }

  void sort(std::size_t first, std::size_t count) {
    while (count >= 7 && first < wanted_) {
      const std::size_t end = first + count;
      swap(first, pivot_of(first, count));
      // What equals the pivot gathers at both ends, what is less and what is more between them.
      std::size_t equal_low = first + 1;
      std::size_t low = first + 1;
      std::size_t high = end - 1;
      std::size_t equal_high = end - 1;
      while (true) {
        for (int order = 0; low <= high && (order = compare(low, first)) <= 0; ++low) {
          if (order == 0) swap(equal_low++, low);
        }
        for (int order = 0; low <= high && (order = compare(high, first)) >= 0; --high) {
          if (order == 0) swap(high, equal_high--);
        }
        if (low > high) break;
        swap(low++, high--);
      }
      const std::size_t less = low - equal_low;
      const std::size_t more = equal_high - high;
      const std::size_t left = std::min(equal_low - first, less);
      swap_runs(first, low - left, left);
      const std::size_t right = std::min(more, end - 1 - equal_high);
      swap_runs(low, end - right, right);
      if (less > 1) sort(first, less);
      if (more <= 1) return;
      first = end - more;
      count = more;
    }
    if (first < wanted_) insertion_sort(first, first + count);
  }

  std::vector<Value>& list_;
  std::size_t wanted_;
  Less less_;
};

}  // namespace redlite::detail
