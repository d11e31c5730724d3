// use_hiredis.cpp: a stranger's program that measures a Redis server; here there is none.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/hiredis.hpp>
#include <kvbench/redis/operations.hpp>

using get = kvbench::redis::op<redlite::cmd::get>;
static_assert(kvbench::require<get, kvbench::adapter::hiredis>::value);

int main() {
  try {
    kvbench::adapter::hiredis store{"unix:/no/such/socket"};
    return store.get("greeting") ? 2 : 1;
  } catch (const redlite::error& failure) {
    return failure.code() == redlite::errc::connection_lost ? 0 : 3;
  }
}
