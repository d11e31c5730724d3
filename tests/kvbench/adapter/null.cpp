// tests/kvbench/adapter/null.cpp: the store that does nothing.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/null.hpp>

#include "catch.hpp"

// The harness' cost is measured over it: a reply that allocates would be counted as harness.
TEST_CASE("null: yields the empty reply of every kind", "[adapter]") {
  kvbench::adapter::null client;
  CHECK_FALSE(client.get("k"));
  CHECK(client.lrange("k", 0, -1).empty());
  CHECK(client.llen("k") == 0);
  CHECK_FALSE(client.zscore("k", "m"));
  CHECK(client.lrange("k", 0, -1).capacity() == 0);
}
