// kvbench/testing/conformance.hpp: whether a client behaves as Redis does, in the commands it has.
//
// Floor: wing testing. With differential.hpp, which needs a second store, this is what an adapter's
// author runs; it needs Catch2, of either generation, and nothing else.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // milliseconds
#include <type_traits>  // the client's type

#include <kvbench/testing/laws/bitfield.hpp>        // laws of integers within strings
#include <kvbench/testing/laws/bitmap.hpp>          // laws of bitmaps
#include <kvbench/testing/laws/expire.hpp>          // laws of expiry
#include <kvbench/testing/laws/hash.hpp>            // laws of hashes
#include <kvbench/testing/laws/hyperloglog.hpp>     // laws of HyperLogLogs
#include <kvbench/testing/laws/key.hpp>             // laws of keys
#include <kvbench/testing/laws/key_name.hpp>        // laws of names
#include <kvbench/testing/laws/key_time.hpp>        // laws of ends
#include <kvbench/testing/laws/list.hpp>            // laws of lists
#include <kvbench/testing/laws/scan.hpp>            // laws of SCAN
#include <kvbench/testing/laws/set.hpp>             // laws of sets
#include <kvbench/testing/laws/set_algebra.hpp>     // laws of several sets
#include <kvbench/testing/laws/stream.hpp>          // laws of streams
#include <kvbench/testing/laws/stream_group.hpp>    // laws of consumer groups
#include <kvbench/testing/laws/stream_info.hpp>     // laws of XINFO
#include <kvbench/testing/laws/stream_pending.hpp>  // laws of pending entries
#include <kvbench/testing/laws/stream_read.hpp>     // laws of reading streams
#include <kvbench/testing/laws/string.hpp>          // laws of strings
#include <kvbench/testing/laws/zset.hpp>            // laws of sorted sets
#include <kvbench/testing/laws/zset_algebra.hpp>    // laws of several sorted sets

namespace kvbench::testing {

/// The client that `make` makes, emptied. Where it has `advance(ms)`, that moves its clock.
template <class Make>
class store_of {
 public:
  using client = std::remove_cvref_t<std::invoke_result_t<Make const&>>;

  explicit store_of(Make const& make) : client_(make()) {
    if constexpr (requires { client_.flush(); }) client_.flush();
  }
  client& operator*() { return client_; }
  void advance(std::int64_t ms)
    requires requires(client& c) { c.advance(ms); }
  {
    client_.advance(ms);
  }

 private:
  client client_;
};

/// Holds the client to every law of the commands that it supports; to none of the others.
/// `make()` yields it, and is called anew for each section; the client must then be empty, or have
/// the member `flush()` that empties it.
///
///     TEST_CASE("my_client behaves as Redis does") {
///       kvbench::testing::check_conformance([] { return my_client{}; });
///     }
template <class Make>
void check_conformance(Make const& make) {
  store_of<Make> store(make);
  laws::strings(store);
  laws::bitmaps(store);
  laws::bitfields(store);
  laws::hyperloglogs(store);
  laws::lists(store);
  laws::hashes(store);
  laws::sets(store);
  laws::set_algebra(store);
  laws::sorted_sets(store);
  laws::sorted_set_algebra(store);
  laws::streams(store);
  laws::stream_reads(store);
  laws::stream_groups(store);
  laws::pending_entries(store);
  laws::stream_infos(store);
  laws::keys(store);
  laws::expiries(store);
  laws::key_times(store);
  laws::key_names(store);
  laws::scans(store);
}

}  // namespace kvbench::testing
