// tests/broken/collections.cpp: the laws of collections, each family broken once.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/hash.hpp>
#include <kvbench/testing/laws/hash_field.hpp>
#include <kvbench/testing/laws/list.hpp>
#include <kvbench/testing/laws/list_edit.hpp>
#include <kvbench/testing/laws/list_range.hpp>
#include <kvbench/testing/laws/set.hpp>
#include <kvbench/testing/laws/set_algebra.hpp>

#include "broken.hpp"

TEST_CASE("lists") {
  broken::store store;
  kvbench::testing::laws::lists(store);
}

TEST_CASE("list_ranges") {
  broken::store store;
  kvbench::testing::laws::list_ranges(store);
}

TEST_CASE("list_edits") {
  broken::store store;
  kvbench::testing::laws::list_edits(store);
}

TEST_CASE("hashes") {
  broken::store store;
  kvbench::testing::laws::hashes(store);
}

TEST_CASE("hash_fields") {
  broken::store store;
  kvbench::testing::laws::hash_fields(store);
}

TEST_CASE("sets") {
  broken::store store;
  kvbench::testing::laws::sets(store);
}

TEST_CASE("set_algebra") {
  broken::store store;
  kvbench::testing::laws::set_algebra(store);
}
