// tests/laws/list.cpp: who is held to the laws of list commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/list.hpp>
#include <kvbench/testing/laws/list_edit.hpp>
#include <kvbench/testing/laws/list_range.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of lists hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::lists(store.held());
  kvbench::testing::laws::list_edits(store.held());
  kvbench::testing::laws::list_ranges(store.held());
}
