// tests/broken/streams.cpp: the laws of streams, each family broken once.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/laws/stream.hpp>
#include <kvbench/testing/laws/stream_group.hpp>
#include <kvbench/testing/laws/stream_info.hpp>
#include <kvbench/testing/laws/stream_pending.hpp>
#include <kvbench/testing/laws/stream_read.hpp>

#include "broken.hpp"

TEST_CASE("streams") {
  broken::store store;
  kvbench::testing::laws::streams(store);
}

TEST_CASE("stream_reads") {
  broken::store store;
  kvbench::testing::laws::stream_reads(store);
}

TEST_CASE("stream_groups") {
  broken::store store;
  kvbench::testing::laws::stream_groups(store);
}

TEST_CASE("pending_entries") {
  broken::store store;
  kvbench::testing::laws::pending_entries(store);
}

TEST_CASE("stream_infos") {
  broken::store store;
  kvbench::testing::laws::stream_infos(store);
}
