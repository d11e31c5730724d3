// tests/laws/database.cpp: who is held to the laws of commands on databases.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/database.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of databases hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::databases(store.held());
}
