// tests/kvbench/scenario/same_stream.cpp: a type, a file and the header written of it are one
// workload.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/map.hpp>
#include <kvbench/adapter/null.hpp>
#include <kvbench/core/clock.hpp>
#include <kvbench/redis/catalogue.hpp>
#include <kvbench/run/worker.hpp>
#include <kvbench/scenario/read.hpp>
#include <kvbench/scenario/redis_words.hpp>
#include <kvbench/scenario/table.hpp>
#include <kvbench/scenario/typed.hpp>
#include <kvbench/scenario/write.hpp>

#include <map>
#include <sized_workloads.hpp>  // the same of sized_workloads.yaml
#include <string>
#include <workloads.hpp>  // written from data/workloads.yaml by kvbench_add_workloads

#include "catch.hpp"

using namespace kvbench;

namespace {

/// The hash that a run tells of its first 10,000 operations.
template <class Workload>
std::uint64_t stream_of(Workload const& workload) {
  keyspace const keys{workload.keys_distribution.value_or(uniform), 1000};
  value_size const size = workload.value_bytes.value_or(100);
  payload_pool const payload{static_cast<std::size_t>(size.most)};
  value_sizes const lengths{size, payload};
  draw_source const source{keys, payload, 1000, 10, size.most, lengths.vary() ? &lengths : nullptr};
  auto cards = make_cards<adapter::null>(workload);
  worker<decltype(cards), steady_ticks> one{std::move(cards), steady_ticks{}, source, 42};
  return one.hash(10'000);
}

std::uint64_t stream_of_scenario(scenario const& one) {
  std::vector<std::string> lacking;
  auto const table = table_of<adapter::null>(one, lacking);
  REQUIRE(lacking.empty());
  return stream_of(table);
}

}  // namespace

// Three ways to the same name that measure three different things.
TEST_CASE("scenario: type, file and written header give the same stream", "[scenario]") {
  scenario_words const words = redis_words();
  std::map<std::string, std::uint64_t> typed;
  redis::catalogue::for_each_workload([&](auto const& w) {
    INFO(w.name);
    std::uint64_t const hash = stream_of(w);
    typed[std::string{w.name}] = hash;
    auto const again = parse_scenarios(to_yaml({scenario_of(w)}, words), "f.yaml", words);
    REQUIRE(again.size() == 1);
    CHECK(stream_of_scenario(again[0]) == hash);
  });
  REQUIRE(typed.size() == 25);
  std::size_t written = 0;
  workloads::for_each_workload([&](auto const& w) {
    INFO(w.name);
    ++written;
    CHECK(stream_of(w) == typed.at(std::string{w.name}));
  });
  CHECK(written == 25);
}

TEST_CASE("scenario: values of several lengths are the same as file and as type", "[scenario]") {
  scenario_words const words = redis_words();
  auto const all =
      read_scenarios(KVBENCH_SOURCE_DIR "/tests/kvbench/scenario/sized_workloads.yaml", words);
  std::size_t written = 0;
  sized_workloads::for_each_workload([&](auto const& w) {
    INFO(w.name);
    REQUIRE(written < all.size());
    scenario const& read = all[written++];
    CHECK(w.value_bytes == read.value_bytes);
    CHECK(stream_of(w) == stream_of_scenario(read));
    auto fixed = w;
    fixed.value_bytes.reset();
    CHECK(stream_of(fixed) != stream_of(w));
  });
  CHECK(written == 4);
}

TEST_CASE("scenario: what a client lacks is named, and not played", "[scenario]") {
  scenario one{.name = "a"};
  one.operations = {{"GET", "string", percent_parts * 50},
                    {"ZADD", "zset", percent_parts * 25},
                    {"FLY", "air", percent_parts * 25}};
  std::vector<std::string> lacking;
  CHECK(table_of<adapter::map>(one, lacking).entries.size() == 1);
  CHECK(lacking == std::vector<std::string>{"ZADD", "FLY"});
}
