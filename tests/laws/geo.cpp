// tests/laws/geo.cpp: who is held to the laws of geo commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/geo.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of points hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::geos(store.held());
}
