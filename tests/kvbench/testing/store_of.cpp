// tests/kvbench/testing/store_of.cpp: a client as the laws want it.
//
// SPDX-License-Identifier: MIT
#include <kvbench/testing/store_of.hpp>

#include "catch.hpp"

namespace {

struct plain_client {};

struct full_client {
  int flushed = 0;
  std::int64_t moved_ms = 0;

  void flush() { ++flushed; }
  void advance(std::int64_t ms) { moved_ms += ms; }
};

template <class Store>
concept has_clock = requires(Store& store) { store.advance(1); };

}  // namespace

// A client that was not emptied, or whose clock stood still, would be blamed for what the laws
// find.
TEST_CASE("store_of: the client is emptied where it can be, and its clock is moved", "[testing]") {
  kvbench::testing::store_of store([] { return full_client{}; });
  CHECK((*store).flushed == 1);
  store.advance(5);
  store.advance(7);
  CHECK((*store).moved_ms == 12);

  kvbench::testing::store_of const bare([] { return plain_client{}; });
  static_assert(has_clock<decltype(store)>);
  static_assert(!has_clock<kvbench::testing::store_of<plain_client (*)()>>);
}
