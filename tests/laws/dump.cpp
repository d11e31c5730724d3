// tests/laws/dump.cpp: who is held to the laws of DUMP, RESTORE, OBJECT and SORT.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/dump.hpp>
#include <kvbench/testing/laws/sort.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of dumps and sorting hold", "[laws]", stores::map_store,
                   stores::redlite_memory, stores::redlite_file, stores::redlite_shared,
                   stores::redis) {
  TestType store;
  kvbench::testing::laws::dumps(store.held());
  kvbench::testing::laws::sorts(store.held());
}
