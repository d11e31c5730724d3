// tests/kvbench/redis/validity.cpp: the ways in which other benchmarks of Redis went wrong, and
// that ours does not.
//
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <kvbench/adapter/map.hpp>
#include <kvbench/redis/operations.hpp>
#include <kvbench/run/closed_loop.hpp>
#include <kvbench/workload/mix.hpp>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>

#include "catch.hpp"

using namespace kvbench;
using namespace kvbench::literals;
using Catch::Matchers::Contains;

namespace {

constexpr auto reads = workload("reads", 100_pct * redis::get);

run_options small() {
  run_options options;
  options.keys = 3000;
  options.operations = 2000;
  options.warmup = 0;
  return options;
}

/// Keys that all clients of a run were asked for.
struct touched {
  std::mutex mutex;
  std::multiset<std::string> keys;
};

class watched {
 public:
  explicit watched(touched& by) : by_(&by) {}
  const std::string* get(std::string_view key) {
    std::lock_guard const lock(by_->mutex);
    by_->keys.emplace(key);
    return &found_;
  }
  void set(std::string_view, std::string_view) {}

 private:
  touched* by_;
  std::string found_ = "value";
};

/// Every third GET fails.
class failing {
 public:
  const std::string* get(std::string_view) {
    if (++calls_ % 3 == 0) throw std::runtime_error("timed out");
    return &found_;
  }
  void set(std::string_view, std::string_view) {}

 private:
  std::uint64_t calls_ = 0;
  std::string found_ = "value";
};

/// Forgets what it is given.
struct forgetful {
  const std::string* get(std::string_view) { return nullptr; }
  void set(std::string_view, std::string_view) {}
};
struct counted_forgetful : forgetful {
  std::map<std::string, std::uint64_t> counts() const { return {{"keys", 0}}; }
};

}  // namespace

// memtier's clients share one seed: all touch the same keys, and the server's cache looks three
// times faster than it is.
TEST_CASE("validity: two workers touch exactly the keys that one touches", "[redis]") {
  auto const keys_with = [](unsigned threads) {
    touched by;
    run_options options = small();
    options.threads = threads;
    options.verify = false;
    static_cast<void>(run(
        reads, [&](unsigned) { return watched(by); }, options));
    return by.keys;
  };
  auto const one = keys_with(1);
  CHECK(one.size() == 2000);
  CHECK(std::set<std::string>(one.begin(), one.end()).size() > 1300);
  CHECK(keys_with(2) == one);
  CHECK(keys_with(3) == one);
}

// memtier's defaults read an empty store: 56,547 misses of 56,550, and a fine score.
TEST_CASE("validity: an empty store is not read", "[redis]") {
  run_options options = small();
  options.keys = 0;
  CHECK_THROWS_WITH(run(
                        reads, [](unsigned) { return adapter::map(); }, options),
                    Contains("nothing to read"));
  CHECK_THROWS_WITH(run(
                        reads, [](unsigned) { return counted_forgetful(); }, small()),
                    Contains("empty after loading"));
}

// Where a client does not count, the misses themselves must say that the store is empty.
TEST_CASE("validity: misses are counted and flagged", "[redis]") {
  run_result const result = run(
      reads, [](unsigned) { return forgetful(); }, small());
  CHECK(result.operations.at(0).count == 2000);
  CHECK(result.operations.at(0).misses == 2000);
  bool flagged = false;
  for (std::string const& flag : result.flags)
    flagged = flagged || flag == "hit rate 0.00 of GET below expected 1.00";
  CHECK(flagged);
}

// redlite-bench drops errors and counts them as successes: the store that fails fastest wins.
TEST_CASE("validity: errors are no successes", "[redis]") {
  run_options options = small();
  options.verify = false;
  run_result const result = run(
      reads, [](unsigned) { return failing(); }, options);
  operation_result const& get = result.operations.at(0);
  CHECK(get.errors == 666);
  CHECK(get.count == 1334);
  CHECK(get.latency_ns.count() == get.count);
  CHECK(get.first_error == "timed out");
  CHECK(std::find(result.flags.begin(), result.flags.end(), "errors>5%") != result.flags.end());
}

// A wrong answer is fast: a map that swapped two values would never be noticed by counting alone.
TEST_CASE("validity: wrong values are noticed", "[redis]") {
  touched by;
  run_result const result = run(
      reads, [&](unsigned) { return watched(by); }, small());
  CHECK(result.verified > 0);
  CHECK(result.verify_failures == result.verified);
  CHECK(std::find(result.flags.begin(), result.flags.end(), "verify failed") != result.flags.end());
}

// The example of an adapter must give a result that nothing is wrong with.
TEST_CASE("validity: the map serves its workloads without miss or error", "[redis]") {
  constexpr auto cache = workload("cache", 80_pct * redis::get + 20_pct * redis::set);
  run_result const result = run(
      cache, [](unsigned) { return adapter::map(); }, small());
  CHECK(result.operations.at(0).misses == 0);
  CHECK(result.operations.at(0).errors + result.operations.at(1).errors == 0);
  CHECK(result.verify_failures == 0);
  CHECK(result.family_counts.at("keys") == 3000);
}
