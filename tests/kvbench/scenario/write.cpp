// tests/kvbench/scenario/write.cpp: scenarios as YAML.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/catalogue.hpp>
#include <kvbench/scenario/read.hpp>
#include <kvbench/scenario/redis_words.hpp>
#include <kvbench/scenario/typed.hpp>
#include <kvbench/scenario/write.hpp>

#include <string>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

std::vector<scenario> there_and_back(std::vector<scenario> const& all) {
  scenario_words const words = redis_words();
  return parse_scenarios(to_yaml(all, words), "f.yaml", words);
}

}  // namespace

// A workload that changes on its way through a file is measured under a name that is not its own.
TEST_CASE("scenario as YAML: the catalogue is read back as it was", "[scenario]") {
  std::vector<scenario> all;
  redis::catalogue::for_each_workload([&](auto const& w) { all.push_back(scenario_of(w)); });
  REQUIRE(all.size() == 25);
  CHECK(there_and_back(all) == all);
}

TEST_CASE("scenario as YAML: settings, odd names and exact weights are read back", "[scenario]") {
  for (char const* name : {"null", "true", "123", "- a", "a: b", "#x", "\"q\" 'r' \\s", "~", "[x",
                           "\xc3\xa4 \xe2\x82\xac", "*a", "&b", "!c", "%d", "@e", " "}) {
    scenario odd{.name = std::string{"x"} + name, .description = name};
    odd.keys = zipfian(1.2);
    odd.value_bytes = 0;
    odd.operations = {{"GET", "string", 1}, {"DEL", "hash", whole_parts - 1}};
    odd.burst_cycle = 77;
    odd.run = {.keys = 1,
               .elements = 1,
               .key_prefix = "bench:{7}: \"it's\" # 1",
               .key_length = 250,
               .time = nanoseconds{1'500'000},
               .threads = 9,
               .warmup = 3,
               .seed = ~std::uint64_t{0},
               .rate = 5,
               .arrival = arrival::poisson};
    INFO(name);
    CHECK(there_and_back({odd}) == std::vector{odd});
  }
}

TEST_CASE("scenario as YAML: lengths of values are read back", "[scenario]") {
  for (value_size const& size :
       {value_size{100}, sizes::uniform(10, 1'024), sizes::normal(512, 128),
        sizes::pareto(64, 65'536, 1.2), sizes::weighted({{80, 100}, {15, 1'024}, {5, 10'240}})}) {
    scenario one{.name = "a", .value_bytes = size};
    one.operations = {{"SET", "string", whole_parts}};
    INFO(to_text(size));
    CHECK(there_and_back({one}) == std::vector{one});
  }
}

// DEL on strings in a workload of hashes is read as DEL on hashes, unless it is written.
TEST_CASE("scenario as YAML: data is written where a reader would take another", "[scenario]") {
  scenario one{.name = "a"};
  one.operations = {{"HGET", "hash", 50 * percent_parts}, {"DEL", "string", 50 * percent_parts}};
  CHECK(there_and_back({one}) == std::vector{one});
  one.operations = {{"HGET", "hash", 50 * percent_parts}, {"DEL", "hash", 50 * percent_parts}};
  CHECK(there_and_back({one}) == std::vector{one});
  CHECK(to_yaml({one}, redis_words()) ==
        "workloads:\n  - name: a\n    operations:\n      - {type: HGET, weight: 50}\n"
        "      - {type: DEL, weight: 50, data: hash}\n");
}
