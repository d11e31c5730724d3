// tests/laws/stream.cpp: who is held to the laws of stream commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/stream.hpp>
#include <kvbench/testing/laws/stream_info.hpp>
#include <kvbench/testing/laws/stream_read.hpp>

#include "laws/stores.hpp"

// An adapter that differs from Redis in a corner is compared with stores that do more work.
TEMPLATE_TEST_CASE("laws of streams hold", "[laws]", stores::map_store, stores::redlite_memory,
                   stores::redlite_file, stores::redlite_shared, stores::redis) {
  TestType store;
  kvbench::testing::laws::streams(store.held());
  kvbench::testing::laws::stream_infos(store.held());
  kvbench::testing::laws::stream_reads(store.held());
}
