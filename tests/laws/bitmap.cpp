// tests/laws/bitmap.cpp: who is held to the laws of bitmap commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/bitfield.hpp>
#include <kvbench/testing/laws/bitmap.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of bitmaps hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::bitfields(store.held());
  kvbench::testing::laws::bitmaps(store.held());
}
