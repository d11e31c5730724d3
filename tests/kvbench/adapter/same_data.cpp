// tests/kvbench/adapter/same_data.cpp: after each named workload, redlite and Redis hold the same.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/hiredis.hpp>
#include <kvbench/adapter/redlite.hpp>
#include <kvbench/redis/catalogue.hpp>
#include <kvbench/run/closed_loop.hpp>
#include <kvbench/workload/table.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "redis_server.hpp"

using namespace kvbench;

namespace {

template <class Client, class... Parts>
table_workload<Client> table_of(std::string_view name, mix_of<Parts...>) {
  table_workload<Client> table{std::string(name)};
  (table.add(table_operation_of<typename Parts::operation_type, Client>(),
             Parts::weight_type::value),
   ...);
  return table;
}

/// Every named workload, as a table for `Client`.
template <class Client>
std::vector<table_workload<Client>> named_workloads() {
  std::vector<table_workload<Client>> all;
  redis::catalogue::for_each_workload([&](auto const& one) {
    all.push_back(
        table_of<Client>(one.name, typename std::remove_cvref_t<decltype(one)>::mix_type{}));
    all.back().keys_distribution = one.keys_distribution;
    all.back().value_bytes = one.value_bytes;
  });
  return all;
}

using lines = std::vector<std::string>;

void add_pairs(lines& to, std::vector<std::pair<std::string, std::string>> const& pairs) {
  for (auto const& [field, value] : pairs) to.push_back(field + " = " + value);
}

/// All that a key holds. Ids that the clock gave are left out: their order is kept.
template <class Client>
lines content_of(Client& client, std::string const& key) {
  std::string const type = client.type(key);
  lines all;
  if (type == "string") {
    all.push_back(client.get(key).value());
  } else if (type == "list") {
    all = client.lrange(key, 0, -1);
  } else if (type == "hash") {
    add_pairs(all, client.hgetall(key));
    std::sort(all.begin(), all.end());
  } else if (type == "set") {
    all = client.smembers(key);
    std::sort(all.begin(), all.end());
  } else if (type == "zset") {
    for (auto const& one : client.zrange(key, 0, -1, ::redlite::with_scores))
      all.push_back(one.member + " at " + ::redlite::format_float(one.score));
  } else {
    for (auto const& entry : client.xrange(key, "-", "+")) {
      all.push_back(entry.id.ms < 1'000'000'000'000 ? entry.id.text() : "an id by the clock");
      add_pairs(all, entry.fields);
    }
  }
  all.push_back("is a " + type + (client.ttl(key) >= 0 ? ", and ends" : ""));
  return all;
}

template <class Client>
std::map<std::string, lines> content_of(Client& client) {
  std::map<std::string, lines> all;
  for (std::string const& key : client.keys("*")) all.emplace(key, content_of(client, key));
  return all;
}

}  // namespace

// Two stores that did not do the same work cannot be compared by their time.
TEST_CASE("same data: redlite and Redis, after each named workload", "[adapter][redis]") {
  support::redis_server server;
  adapter::hiredis redis{server.unix_url()};
  ::redlite::db const store(":memory:");
  adapter::redlite embedded(store.session());
  run_options options;
  options.keys = 60;
  options.operations = 3000;
  options.warmup = 50;
  options.seed = 7;
  auto const on_redis = named_workloads<adapter::hiredis>();
  auto const on_redlite = named_workloads<adapter::redlite>();
  REQUIRE(on_redis.size() == 25);
  for (std::size_t i = 0; i < on_redis.size(); ++i) {
    INFO(on_redis[i].name);
    run_result const a = run(
        on_redis[i], [&](unsigned) { return redis.session(); }, options);
    run_result const b = run(
        on_redlite[i], [&](unsigned) { return adapter::redlite(store.session()); }, options);
    CHECK(a.stream_hash == b.stream_hash);
    for (auto const& one : a.operations) CHECK(one.errors == 0);
    auto const there = content_of(redis);
    auto const here = content_of(embedded);
    CHECK(there.size() == here.size());
    CHECK(!there.empty());
    for (auto const& [key, content] : there) {
      INFO(key);
      auto const found = here.find(key);
      if (found == here.end()) {
        FAIL_CHECK("redlite lacks it");
      } else if (found->second != content) {
        CHECK(found->second == content);
      }
    }
  }
}
