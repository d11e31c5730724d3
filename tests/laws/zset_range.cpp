// tests/laws/zset_range.cpp: who is held to the laws of ranges of sorted sets.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/zset_cut.hpp>
#include <kvbench/testing/laws/zset_range.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of ranges of sorted sets hold", "[laws]", stores::map_store,
                   stores::redlite_memory, stores::redlite_file, stores::redlite_shared,
                   stores::redis) {
  TestType store;
  kvbench::testing::laws::sorted_set_cuts(store.held());
  kvbench::testing::laws::sorted_set_ranges(store.held());
}
