// custom_workload.cpp: mixes are types with an algebra, and what is wrong with one does not
// compile.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redlite.hpp>   // the client
#include <kvbench/redis/catalogue.hpp>   // named workloads to build upon
#include <kvbench/redis/operations.hpp>  // get, zadd ...
#include <kvbench/report/console.hpp>    // the table
#include <kvbench/run/closed_loop.hpp>   // run

#include <iostream>

namespace redis = kvbench::redis;
using namespace kvbench::literals;

// Settings belong to a workload; a run may overrule them, never the mix.
constexpr auto ranking = kvbench::workload("ranking", 75_pct * redis::zrank + 25_pct * redis::zadd);

// 80 % of the one and 20 % of the other; weights multiply through and sum up exactly.
constexpr auto game =
    kvbench::workload("game", 80_pct * redis::catalogue::session_store + 20_pct * ranking) |
    keys(kvbench::zipfian(0.99)) | values(kvbench::bytes(64));

int main() {
  redlite::db db{":memory:"};
  const auto session = [&](unsigned) { return kvbench::adapter::redlite(db.session()); };
  const auto result = kvbench::run(game, session, {.keys = 500, .seed = 7, .operations = 10'000});
  std::cout << kvbench::report::console_result(result);
  for (const auto& operation : result.operations) {
    if (operation.errors != 0) return 1;
  }
  return result.operations.size() == 7 ? 0 : 1;  // five of the one, two of the other
}
