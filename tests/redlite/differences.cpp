// tests/redlite/differences.cpp: where redlite differs from Redis on purpose: the rows of
// docs/redlite.md.
//
// SPDX-License-Identifier: MIT
#include <algorithm>  // std::is_sorted
#include <string>     // members

#include <kvbench/adapter/hiredis.hpp>  // Redis
#include <redlite/db/db.hpp>            // redlite

#include "catch.hpp"
#include "redis_server.hpp"
#include "store.hpp"  // message_of

namespace {

struct both {
  support::redis_server server;
  kvbench::adapter::hiredis redis{server.unix_url()};
  redlite::db redlite{":memory:"};
};

}  // namespace

// A row that has become false would send a reader around a difference that is not there.
TEST_CASE("differences: what the page says of Redis and of redlite is so", "[redlite]") {
  both stores;

  SECTION("the order of a set") {
    for (int i = 0; i < 200; ++i) {
      std::string const member = "member " + std::to_string(i * 7919 % 200);
      stores.redis.sadd("s", member);
      stores.redlite.sadd("s", member);
    }
    auto of_redis = stores.redis.smembers("s");
    auto const of_redlite = stores.redlite.smembers("s");
    CHECK(std::is_sorted(of_redlite.begin(), of_redlite.end()));
    CHECK_FALSE(std::is_sorted(of_redis.begin(), of_redis.end()));
    std::sort(of_redis.begin(), of_redis.end());
    CHECK(of_redis == of_redlite);
  }
  SECTION("XTRIM with ~") {
    for (int i = 1; i <= 250; ++i) {
      std::string const id = std::to_string(i) + "-1";
      stores.redis.xadd("x", id, "f", "v");
      stores.redlite.xadd("x", id, "f", "v");
    }
    redlite::trim_options const how{.max_length = 20, .approximate = true};
    CHECK(stores.redis.xtrim("x", how) == 200);  // two nodes of a hundred
    CHECK(stores.redlite.xtrim("x", how) == 230);
  }
  SECTION("the payload of DUMP") {
    stores.redis.set("k", "v");
    stores.redlite.set("k", "v");
    CHECK(stores.redis.dump("k") != stores.redlite.dump("k"));
    std::string const foreign = *stores.redlite.dump("k");
    CHECK(support::message_of([&] { stores.redis.restore("new", 0, foreign); }) ==
          "ERR DUMP payload version or checksum are wrong");
    std::string const other = *stores.redis.dump("k");
    CHECK(support::message_of([&] { stores.redlite.restore("new", 0, other); }) ==
          "ERR DUMP payload version or checksum are wrong");
  }
  SECTION("the radix tree of XINFO STREAM") {
    for (int i = 1; i <= 250; ++i) {
      std::string const id = std::to_string(i) + "-1";
      stores.redis.xadd("x", id, "f", "v");
      stores.redlite.xadd("x", id, "f", "v");
      if (i % 2 == 0) continue;
      stores.redis.xdel("x", id);
      stores.redlite.xdel("x", id);
    }
    CHECK(stores.redis.xinfo_stream("x").radix_tree_keys == 3);
    CHECK(stores.redlite.xinfo_stream("x").radix_tree_keys == 2);  // a hundred entries each
  }
}
