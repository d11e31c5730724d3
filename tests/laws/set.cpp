// tests/laws/set.cpp: who is held to the laws of set commands.
//
// SPDX-License-Identifier: MIT
#include "laws/set.hpp"

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of sets hold", "[laws]", laws::map_store, laws::redlite_memory,
                   laws::redlite_file, laws::redlite_shared) {
  TestType store;
  laws::sets(store);
}
