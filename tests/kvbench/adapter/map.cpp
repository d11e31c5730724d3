// tests/kvbench/adapter/map.cpp: the map as a client. Its semantics are tested by laws/.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/map.hpp>

#include <kvbench/redis/operations.hpp>

#include "catch.hpp"
#include "recorder.hpp"

using namespace kvbench;

// What was loaded must be what is drawn: the whole point of loading.
TEST_CASE("map: every read after loading is a hit, and right", "[adapter]") {
  support::small_run const run;
  adapter::map client;
  redis::strings::load(client, run.loader());
  CHECK(client.counts().at("keys") == run.key_count);
  CHECK(client.counts().at("strings") == run.key_count);
  using get = redis::op<redlite::cmd::get>;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    draw random = run.draw(i);
    auto const arguments = get::draw(random);
    auto const reply = get::call(client, arguments);
    REQUIRE(get::hit(reply));
    REQUIRE(get::verify(random, arguments, reply));
  }
  client.flush();
  CHECK(client.counts().at("keys") == 0);
}

// What it does not have it must not seem to have.
TEST_CASE("map: runs strings only", "[adapter]") {
  static_assert(runs_on<redis::op<redlite::cmd::del>, adapter::map>);
  static_assert(runs_on<redis::op<redlite::cmd::append>, adapter::map>);
  static_assert(!runs_on<redis::op<redlite::cmd::hget>, adapter::map>);
  static_assert(!runs_on<redis::op<redlite::cmd::mget>, adapter::map>);
  SUCCEED();
}
