// tests/redlite/db/partial_quicksort.cpp: the first few in order, whatever the list is like.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/partial_quicksort.hpp>

#include <algorithm>  // the model
#include <cstddef>    // std::size_t
#include <random>     // mt19937_64, the same everywhere
#include <vector>     // lists

#include "catch.hpp"

using redlite::detail::partial_quicksort;

// An element lost, or out of its place, is a wrong answer to COUNT.
TEST_CASE("partial_quicksort: the first few are those of a sorted list, the rest is kept", "[db]") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 600; ++round) {
    const std::size_t size = random() % 120;
    const std::size_t kinds = 1 + random() % (round % 2 == 0 ? 5 : 1000);
    std::vector<std::size_t> list;
    for (std::size_t i = 0; i < size; ++i) list.push_back(random() % kinds);
    if (round % 7 == 0) std::sort(list.begin(), list.end());
    std::vector<std::size_t> right = list;
    std::sort(right.begin(), right.end());
    const std::size_t wanted = size == 0 ? 0 : random() % (size + 1);
    partial_quicksort(list, wanted, [](std::size_t a, std::size_t b) { return a < b; });
    for (std::size_t i = 0; i < wanted; ++i) REQUIRE(list[i] == right[i]);
    std::sort(list.begin(), list.end());
    REQUIRE(list == right);
  }
}
