// tests/laws/stream_group.cpp: who is held to the laws of consumer groups.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/stream_group.hpp>
#include <kvbench/testing/laws/stream_pending.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of consumer groups hold", "[laws]", stores::map_store,
                   stores::redlite_memory, stores::redlite_file, stores::redlite_shared,
                   stores::redis) {
  TestType store;
  kvbench::testing::laws::stream_groups(store.held());
  kvbench::testing::laws::pending_entries(store.held());
}
