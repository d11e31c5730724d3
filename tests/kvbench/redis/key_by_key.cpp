// tests/kvbench/redis/key_by_key.cpp: every named workload leaves the same data in redlite and in
// Redis.
//
// SPDX-License-Identifier: MIT
#include <algorithm>    // std::sort
#include <cstdlib>      // std::abs
#include <optional>     // ids
#include <string>       // keys
#include <string_view>  // names
#include <type_traits>  // which command

#include <kvbench/adapter/hiredis.hpp>  // Redis
#include <kvbench/adapter/redlite.hpp>  // redlite
#include <kvbench/redis/catalogue.hpp>  // the workloads
#include <kvbench/run/closed_loop.hpp>  // run
#include <kvbench/workload/table.hpp>   // each operation compiled once

#include "catch.hpp"
#include "redis_server.hpp"

namespace {

namespace cmd = redlite::cmd;

struct stores {
  kvbench::adapter::hiredis redis;
  kvbench::adapter::redlite redlite{":memory:"};
};

/// Plays every call on both. An id that Redis gave is given to redlite too.
class twin : public redlite::members<twin> {
 public:
  explicit twin(stores& on) : on_(&on) {}

  void flush() {
    on_->redis.flushdb();
    on_->redlite.flush();
  }

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... arguments) {
    if constexpr (std::is_same_v<Command, cmd::xadd>) {
      return add_entry(arguments...);
    } else if constexpr (std::is_void_v<typename Signature::result>) {
      on_->redis.template execute<Command, Signature>(arguments...);
      on_->redlite.template execute<Command, Signature>(arguments...);
    } else {
      on_->redis.template execute<Command, Signature>(arguments...);
      return on_->redlite.template execute<Command, Signature>(arguments...);
    }
  }

 private:
  std::optional<redlite::stream_id> add_entry(std::string_view key, redlite::stream_id_text id,
                                              redlite::many<redlite::field_value> const& fields,
                                              redlite::xadd_options const& options) {
    auto const given = on_->redis.xadd(key, id, fields, options);
    return on_->redlite.xadd(key, given ? redlite::stream_id_text(*given) : id, fields, options);
  }

  stores* on_;
};

template <class... Parts>
void add_all(kvbench::table_workload<twin>& table, kvbench::mix_of<Parts...>) {
  (table.add(kvbench::table_operation_of<typename Parts::operation_type, twin>(),
             Parts::weight_type::value),
   ...);
}

/// Whether a key holds the same in both.
bool same(stores& on, std::string const& key, std::string const& type) {
  if (std::abs(on.redis.ttl(key) - on.redlite.ttl(key)) > 60) return false;
  if (type == "string") return on.redis.get(key) == on.redlite.get(key);
  if (type == "list") return on.redis.lrange(key, 0, -1) == on.redlite.lrange(key, 0, -1);
  if (type == "stream") return on.redis.xrange(key, "-", "+") == on.redlite.xrange(key, "-", "+");
  if (type == "zset")
    return on.redis.zrange(key, 0, -1, redlite::with_scores) ==
           on.redlite.zrange(key, 0, -1, redlite::with_scores);
  auto const sorted = [](auto all) {
    std::sort(all.begin(), all.end());
    return all;
  };
  if (type == "set") return sorted(on.redis.smembers(key)) == sorted(on.redlite.smembers(key));
  return type == "hash" && sorted(on.redis.hgetall(key)) == sorted(on.redlite.hgetall(key));
}

}  // namespace

// Two stores that did different work cannot be compared by their speed.
TEST_CASE("every named workload stores the same in redlite and in Redis, key by key", "[redis]") {
  support::redis_server const server;
  stores on{kvbench::adapter::hiredis(server.unix_url())};
  int workloads = 0;
  kvbench::redis::catalogue::for_each_workload([&]<class Workload>(Workload const& workload) {
    CAPTURE(workload.name);
    ++workloads;
    kvbench::table_workload<twin> table;
    table.name = workload.name;
    table.keys_distribution = workload.keys_distribution;
    table.value_bytes = workload.value_bytes;
    add_all(table, typename Workload::mix_type{});
    auto const result =
        kvbench::run(table, [&](unsigned) { return twin(on); },
                     {.keys = 100, .operations = 2'000, .warmup = 0, .latency = false});
    std::uint64_t errors = 0;
    for (auto const& operation : result.operations) errors += operation.errors;
    CHECK(errors == 0);

    auto keys = on.redis.keys("*");
    auto others = on.redlite.keys("*");
    std::sort(keys.begin(), keys.end());
    std::sort(others.begin(), others.end());
    CHECK(keys == others);
    CHECK_FALSE(keys.empty());
    std::string differs;
    for (std::string const& key : keys) {
      std::string const type = on.redis.type(key);
      if (type != on.redlite.type(key) || !same(on, key, type)) differs += key + ' ';
    }
    CHECK(differs == "");
  });
  CHECK(workloads == 25);
}
