// tests/laws/zset.cpp: who is held to the laws of sorted-set commands.
//
// SPDX-License-Identifier: MIT
#include "laws/zset.hpp"

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of sorted sets hold", "[laws]", laws::map_store, laws::redlite_memory,
                   laws::redlite_file, laws::redlite_shared) {
  TestType store;
  laws::sorted_sets(store);
}
