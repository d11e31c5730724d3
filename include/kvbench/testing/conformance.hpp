// kvbench/testing/conformance.hpp: whether a client behaves as Redis does, in the commands it has.
//
// Floor: wing testing. With differential.hpp, which needs a second store, this is what an adapter's
// author runs; it needs Catch2, of either generation, and nothing else.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/testing/laws/bitfield.hpp>         // laws of integers within strings
#include <kvbench/testing/laws/bitmap.hpp>           // laws of bitmaps
#include <kvbench/testing/laws/database.hpp>         // laws of databases
#include <kvbench/testing/laws/dump.hpp>             // laws of DUMP, RESTORE and OBJECT
#include <kvbench/testing/laws/expire.hpp>           // laws of expiry
#include <kvbench/testing/laws/geo.hpp>              // laws of points
#include <kvbench/testing/laws/hash.hpp>             // laws of hashes
#include <kvbench/testing/laws/hash_field.hpp>       // laws of fields
#include <kvbench/testing/laws/hyperloglog.hpp>      // laws of HyperLogLogs
#include <kvbench/testing/laws/key.hpp>              // laws of keys
#include <kvbench/testing/laws/key_name.hpp>         // laws of names
#include <kvbench/testing/laws/key_time.hpp>         // laws of ends
#include <kvbench/testing/laws/list.hpp>             // laws of lists
#include <kvbench/testing/laws/list_edit.hpp>        // laws of lists that change
#include <kvbench/testing/laws/list_range.hpp>       // laws of ranges of lists
#include <kvbench/testing/laws/scan.hpp>             // laws of SCAN
#include <kvbench/testing/laws/set.hpp>              // laws of sets
#include <kvbench/testing/laws/set_algebra.hpp>      // laws of several sets
#include <kvbench/testing/laws/sort.hpp>             // laws of SORT
#include <kvbench/testing/laws/stream.hpp>           // laws of streams
#include <kvbench/testing/laws/stream_group.hpp>     // laws of consumer groups
#include <kvbench/testing/laws/stream_info.hpp>      // laws of XINFO
#include <kvbench/testing/laws/stream_pending.hpp>   // laws of pending entries
#include <kvbench/testing/laws/stream_read.hpp>      // laws of reading streams
#include <kvbench/testing/laws/string.hpp>           // laws of strings
#include <kvbench/testing/laws/string_exchange.hpp>  // laws of exchange
#include <kvbench/testing/laws/string_number.hpp>    // laws of numbers
#include <kvbench/testing/laws/string_piece.hpp>     // laws of pieces
#include <kvbench/testing/laws/zset.hpp>             // laws of sorted sets
#include <kvbench/testing/laws/zset_algebra.hpp>     // laws of several sorted sets
#include <kvbench/testing/laws/zset_cut.hpp>         // laws of ranges cut out
#include <kvbench/testing/laws/zset_pick.hpp>        // laws of taking members
#include <kvbench/testing/laws/zset_range.hpp>       // laws of ranges by index and score
#include <kvbench/testing/store_of.hpp>              // what the laws run on

namespace kvbench::testing {

/// Holds the client to every law of the commands that it supports; to none of the others.
/// A client of all commands takes a compiler most of a minute and 1.5 GB of memory: then call the
/// families in files of their own, `laws::sorted_sets(store)` on a `store_of`.
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
  laws::string_exchanges(store);
  laws::string_numbers(store);
  laws::string_pieces(store);
  laws::bitmaps(store);
  laws::bitfields(store);
  laws::hyperloglogs(store);
  laws::lists(store);
  laws::list_ranges(store);
  laws::list_edits(store);
  laws::hashes(store);
  laws::hash_fields(store);
  laws::sets(store);
  laws::set_algebra(store);
  laws::sorted_sets(store);
  laws::sorted_set_ranges(store);
  laws::sorted_set_cuts(store);
  laws::sorted_set_picks(store);
  laws::sorted_set_algebra(store);
  laws::geos(store);
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
  laws::sorts(store);
  laws::dumps(store);
  laws::databases(store);
}

}  // namespace kvbench::testing
