// tests/broken/sorted_sets.cpp: the laws of sorted sets, each family broken once.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/geo.hpp>
#include <kvbench/testing/laws/zset.hpp>
#include <kvbench/testing/laws/zset_algebra.hpp>
#include <kvbench/testing/laws/zset_cut.hpp>
#include <kvbench/testing/laws/zset_pick.hpp>
#include <kvbench/testing/laws/zset_range.hpp>

#include "broken.hpp"

TEST_CASE("sorted_sets") {
  broken::store store;
  kvbench::testing::laws::sorted_sets(store);
}

TEST_CASE("sorted_set_ranges") {
  broken::store store;
  kvbench::testing::laws::sorted_set_ranges(store);
}

TEST_CASE("sorted_set_cuts") {
  broken::store store;
  kvbench::testing::laws::sorted_set_cuts(store);
}

TEST_CASE("sorted_set_picks") {
  broken::store store;
  kvbench::testing::laws::sorted_set_picks(store);
}

TEST_CASE("sorted_set_algebra") {
  broken::store store;
  kvbench::testing::laws::sorted_set_algebra(store);
}

TEST_CASE("geos") {
  broken::store store;
  kvbench::testing::laws::geos(store);
}
