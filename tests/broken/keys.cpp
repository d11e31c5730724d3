// tests/broken/keys.cpp: the laws of keys, each family broken once.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/database.hpp>
#include <kvbench/testing/laws/dump.hpp>
#include <kvbench/testing/laws/expire.hpp>
#include <kvbench/testing/laws/key.hpp>
#include <kvbench/testing/laws/key_name.hpp>
#include <kvbench/testing/laws/key_time.hpp>
#include <kvbench/testing/laws/scan.hpp>
#include <kvbench/testing/laws/sort.hpp>

#include "broken.hpp"

TEST_CASE("keys") {
  broken::store store;
  kvbench::testing::laws::keys(store);
}

TEST_CASE("expiries") {
  broken::store store;
  kvbench::testing::laws::expiries(store);
}

TEST_CASE("key_times") {
  broken::store store;
  kvbench::testing::laws::key_times(store);
}

TEST_CASE("key_names") {
  broken::store store;
  kvbench::testing::laws::key_names(store);
}

TEST_CASE("scans") {
  broken::store store;
  kvbench::testing::laws::scans(store);
}

TEST_CASE("sorts") {
  broken::store store;
  kvbench::testing::laws::sorts(store);
}

TEST_CASE("dumps") {
  broken::store store;
  kvbench::testing::laws::dumps(store);
}

TEST_CASE("databases") {
  broken::store store;
  kvbench::testing::laws::databases(store);
}
