// use_workloads.cpp: a stranger's program whose workloads stand in a YAML file.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/operations.hpp>
#include <kvbench/run/options.hpp>
#include <shop.hpp>

namespace redis = kvbench::redis;
using namespace kvbench::literals;

constexpr auto by_hand =
    kvbench::workload("shop at noon", 70_pct * redis::hgetall + 27.5_pct * redis::hset +
                                          2.5_pct * redis::on<redis::expire, redis::hashes>) |
    keys(kvbench::hot(12.5, 90)) | values(kvbench::bytes(200));

static_assert(std::is_same_v<decltype(by_hand), decltype(shop::shop_at_noon)>);
static_assert(shop::shop_at_noon.keys_distribution == by_hand.keys_distribution);
static_assert(shop::shop_at_noon.value_bytes == 200);
static_assert(shop::shop_at_noon.description_text == "\"shop\" \\ noon");

int main() {
  int workloads = 0;
  shop::for_each_workload([&workloads](auto const&) { ++workloads; });
  const kvbench::run_options options = shop::shop_at_noon_options();
  return workloads == 2 && shop::unix_workload.name == "unix" && options.keys == 1000 &&
                 options.time->count() == 90'000'000'000 && options.rate == 5000 &&
                 options.arrival == kvbench::arrival::poisson
             ? 0
             : 1;
}
