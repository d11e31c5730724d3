// tests/laws/hash.cpp: who is held to the laws of hash commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/hash.hpp>
#include <kvbench/testing/laws/hash_field.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of hashes hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::hashes(store.held());
  kvbench::testing::laws::hash_fields(store.held());
}
