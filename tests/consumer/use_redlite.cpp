// use_redlite.cpp: a stranger's program that asks for every component.
//
// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>
#include <kvbench/redis/operations.hpp>
#include <kvbench/report/json.hpp>
#include <kvbench/workload/mix.hpp>
#include <redlite/db/db.hpp>

#include <string_view>

using get = kvbench::redis::op<redlite::cmd::get>;
static_assert(kvbench::require<get, redlite::db>::value);

int main() {
  redlite::db db{":memory:"};
  db.set("greeting", "hello");
  return db.get("greeting") == std::string_view("hello") ? 0 : 1;
}
