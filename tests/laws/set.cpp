// tests/laws/set.cpp: who is held to the laws of set commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/set.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of sets hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::sets(store.held());
}
