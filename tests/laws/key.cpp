// tests/laws/key.cpp: who is held to the laws of commands on any key.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/expire.hpp>
#include <kvbench/testing/laws/key.hpp>
#include <kvbench/testing/laws/key_name.hpp>
#include <kvbench/testing/laws/key_time.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of keys hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::expiries(store.held());
  kvbench::testing::laws::keys(store.held());
  kvbench::testing::laws::key_names(store.held());
  kvbench::testing::laws::key_times(store.held());
}
