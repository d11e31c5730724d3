// tests/laws/zset_algebra.cpp: who is held to the laws of commands on several sorted sets.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/zset_algebra.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of several sorted sets hold", "[laws]", stores::map_store,
                   stores::redlite_memory, stores::redlite_file, stores::redlite_shared,
                   stores::redis) {
  TestType store;
  kvbench::testing::laws::sorted_set_algebra(store.held());
}
