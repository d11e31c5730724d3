// tests/kvbench/testing/conformance.cpp: an adapter is held to the laws by two lines.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/conformance.hpp>

#include <kvbench/adapter/map.hpp>  // a client of six commands

TEST_CASE("conformance: the map behaves as Redis does", "[testing]") {
  kvbench::testing::check_conformance([] { return kvbench::adapter::map{}; });
}
