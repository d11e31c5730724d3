// tests/laws/zset.cpp: who is held to the laws of sorted-set commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/zset.hpp>
#include <kvbench/testing/laws/zset_pick.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of sorted sets hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::sorted_sets(store.held());
  kvbench::testing::laws::sorted_set_picks(store.held());
}
