// tests/kvbench/scenario/read.cpp: scenarios from YAML, and what is wrong with them.
//
// SPDX-License-Identifier: MIT
#include <kvbench/scenario/read.hpp>
#include <kvbench/scenario/redis_words.hpp>

#include <string>

#include "catch.hpp"

using namespace kvbench;

namespace {

scenario_words const& words() {
  static scenario_words const all = redis_words();
  return all;
}

std::vector<scenario> read(std::string const& text) {
  return parse_scenarios(text, "f.yaml", words());
}

std::string refusal_of(std::string const& text) {
  try {
    read(text);
  } catch (error const& e) {
    return e.what();
  }
  return {};
}

/// One workload in flow style, on line 1.
std::string one(std::string const& fields) { return "workloads: [{ " + fields + " }]"; }

bool says(std::string const& text, std::string const& wanted) {
  std::string const refusal = refusal_of(text);
  INFO("refusal: " << refusal);
  INFO("wanted:  " << wanted);
  CHECK(refusal.find(wanted) != std::string::npos);
  return refusal.starts_with("f.yaml:");
}

std::string const gets = "operations: [{ type: GET, weight: 100 }]";

}  // namespace

TEST_CASE("scenario file: every field arrives", "[scenario]") {
  auto const all = read(R"(
workloads:
  - name: shop
    group: mine
    description: "80%: a shop"
    keys: hot(10%, 90%)
    values: 4KiB
    operations:
      - { type: hgetall, weight: 70 }
      - { type: HSET, weight: 27.5 }
      - { type: EXPIRE, weight: 2.5 }
    run: { keys: 100k, elements: 20, key_prefix: "bench:{7}:", key_length: 64, time: 30s, threads: 4, warmup: 0, seed: 7, rate: 10k, arrival: poisson }
  - { name: queue, phases: [ {type: LPUSH, weight: 60}, {type: RPOP, weight: 40} ], cycle: 1k, run: {ops: 1M} }
)");
  REQUIRE(all.size() == 2);
  scenario const& shop = all[0];
  CHECK(shop.name == "shop");
  CHECK(shop.group == "mine");
  CHECK(shop.description == "80%: a shop");
  CHECK(shop.keys == hot(10, 90));
  CHECK(shop.value_bytes == 4096u);
  CHECK(shop.operations ==
        std::vector<scenario_operation>{{"HGETALL", "hash", 70 * percent_parts},
                                        {"HSET", "hash", 27 * percent_parts + percent_parts / 2},
                                        {"EXPIRE", "hash", 2 * percent_parts + percent_parts / 2}});
  CHECK(!shop.burst_cycle);
  run_options options;
  shop.run.apply(options);
  CHECK(options.keys == 100'000);
  CHECK(options.elements == 20);
  CHECK(options.key_prefix == "bench:{7}:");
  CHECK(options.key_length == 64);
  CHECK(options.time->count() == 30'000'000'000);
  CHECK(options.threads == 4);
  CHECK(options.warmup == 0);
  CHECK(options.seed == 7);
  CHECK(options.rate == 10'000);
  CHECK(options.arrival == arrival::poisson);
  CHECK(all[1].burst_cycle == 1000u);
  CHECK(all[1].run.operations == 1'000'000u);
}

TEST_CASE("scenario file: values may differ in length", "[scenario]") {
  auto const all =
      read_scenarios(KVBENCH_SOURCE_DIR "/tests/kvbench/scenario/sized_workloads.yaml", words());
  REQUIRE(all.size() == 4);
  CHECK(all[0].value_bytes == sizes::uniform(10, 1'024));
  CHECK(all[1].value_bytes == sizes::normal(512, 128));
  CHECK(all[2].value_bytes == sizes::pareto(64, 65'536, 1.2));
  CHECK(all[3].value_bytes == sizes::weighted({{80, 100}, {12.5, 1'024}, {7.5, 10'240}}));
}

// Settings that a file leaves open must stay those of the run.
TEST_CASE("scenario file: what is not said is left alone", "[scenario]") {
  scenario const only = read(one("name: a, " + gets)).at(0);
  CHECK(only.run == scenario_settings{});
  CHECK(!only.keys);
  CHECK(!only.value_bytes);
  run_options options{.keys = 5, .threads = 3};
  only.run.apply(options);
  CHECK(options.keys == 5);
  CHECK(options.threads == 3);
}

TEST_CASE("scenario file: the catalogue's is read as it is", "[scenario]") {
  auto const all = read_scenarios(KVBENCH_SOURCE_DIR "/data/workloads.yaml", words());
  REQUIRE(all.size() == 25);
  std::size_t with_bursts = 0;
  for (scenario const& each : all) with_bursts += each.burst_cycle ? 1 : 0;
  CHECK(with_bursts == 1);
}

TEST_CASE("scenario file: phases say the order", "[scenario]") {
  scenario const storm =
      read(one("name: a, operations: [{type: GET, weight: 60}, {type: SET, weight: 40}], "
               "phases: [{type: SET, weight: 40}, {type: GET, weight: 60}]"))
          .at(0);
  CHECK(storm.operations[0].name == "SET");
  CHECK(storm.burst_cycle == 10'000u);
  says(one("name: a, " + gets + ", phases: [{type: GET, weight: 60}, {type: SET, weight: 40}]"),
       "phases say the order of the operations: the same, with the same weights");
  says(one("name: a, " + gets + ", cycle: 100"), "a cycle belongs to phases");
  says(one("name: a, phases: [{type: GET, weight: 60}]"), "sum to 60");
  says(one("name: a, phases: [{type: GET, weight: 100}], cycle: 0"), "cycle \"0\" must be a whole");
}

TEST_CASE("scenario file: a wrong operation or weight is named with its place", "[scenario]") {
  CHECK(says("workloads:\n  - name: a\n    operations:\n      - { type: HGETAL, weight: 100 }\n",
             "f.yaml:4:17: unknown operation \"HGETAL\"; did you mean \"HGETALL\"?"));
  says(one("name: a, operations: [{type: FROBNICATE, weight: 100}]"),
       "unknown operation \"FROBNICATE\"; kvbench list names them");
  says(one("name: a, operations: [{type: GET, weight: 60}, {type: SET, weight: 39.5}]"),
       "workload \"a\": the weights must sum to 100, and they sum to 99.5");
  for (char const* weight : {"many", "0", "-5", "101", "1e1", "0.00000000001", "'5 0'", ".nan"}) {
    INFO(weight);
    says(one(std::string("name: a, operations: [{type: GET, weight: ") + weight + "}]"),
         "must be a number above 0 and at most 100");
  }
  says(one("name: a, operations: [{type: GET, weight: 50}, {type: get, weight: 50}]"),
       "GET is there twice");
  says(one("name: a, operations: [{type: GET}]"), "an operation lacks \"weight\"");
  says(one("name: a, operations: [{weight: 100}]"), "an operation lacks \"type\"");
  says(one("name: a, operations: [GET]"),
       "an operation must be a map with the fields type, weight");
  says(one("name: a, operations: []"), "sum to 0");
  says(one("name: a, operations: [{type: EXPIRE, weight: 100, data: hashes}]"),
       "EXPIRE does not work on \"hashes\", but on string, counter, list, hash");
  says(one("name: a, operations: [{type: HSET, weight: 100, data: list}]"),
       "HSET does not work on \"list\", but on hash");
}

TEST_CASE("scenario file: a wrong field is named with its place", "[scenario]") {
  CHECK(
      says(one("name: a, descripton: x, " + gets),
           "f.yaml:1:24: \"descripton\" is no field of a workload; did you mean \"description\"?"));
  says(one("name: a, " + gets + ", colour: red"), "there are name, group, description, keys");
  says(one("name: a, name: b, " + gets), "\"name\" is there twice in a workload");
  says(one(gets), "a workload lacks \"name\"");
  says(one("name: a"), "a workload lacks \"operations\"");
  says(one("name: [a], " + gets), "\"name\" of a workload must be a single text or number");
  says(one("name: ~, " + gets), "\"name\" of a workload must be a single text or number");
  says(one("name: '', " + gets), "\"name\" is empty");
  says(one("name: 'a,b', " + gets), "and no comma");
  says(one("name: " + std::string(101, 'a') + ", " + gets), "up to 100 characters");
  says(one("name: \"a\\e[2J\", " + gets), "must be one line of text without control characters");
  says(one("name: a, keys: zipf(1), " + gets), "distribution \"zipf(1)\"");
  says(one("name: a, values: -1, " + gets), "values \"-1\" must be a whole number from 0");
  says(one("name: a, values: 99999999999999999999999, " + gets), "must be a whole number");
  says(one("name: a, values: 1T, " + gets), "to 536870912");
  says(one("name: a, values: [1], " + gets), "\"values\" of a workload must be a single text");
  says(one("name: a, values: '', " + gets), "\"values\" is empty");
  says(
      "workloads:\n  - name: a\n    values: unifrom(1, 2)\n    " + gets,
      "f.yaml:3:13: value size \"unifrom(1, 2)\": no such distribution; did you mean \"uniform\"?");
  says(one("name: a, values: 'weighted(50:1,40:2)', " + gets),
       "the percentages must sum to 100, and they sum to 90");
  says(one("name: a, operations: GET"), "\"operations\" of a workload must be a list");
  says(one("name: a, run: fast, " + gets), "\"run\" of a workload must be a map of fields");
  says(one("name: a, run: {thread: 4}, " + gets), "did you mean \"threads\"?");
  says(one("name: a, run: {threads: 0}, " + gets), "threads \"0\" must be a whole number from 1");
  says(one("name: a, run: {time: soon}, " + gets), "the time \"soon\" must be a time");
  says(one("name: a, run: {time: 1s, ops: 1}, " + gets), "ops and time exclude each other");
  says(one("name: a, run: {rate: 1k, arrival: fast}, " + gets), "must be constant or poisson");
  says(one("name: a, run: {arrival: poisson}, " + gets), "an arrival needs a rate");
}

TEST_CASE("scenario file: a file without workloads is refused", "[scenario]") {
  says("workload: []", "did you mean \"workloads\"?");
  says("workloads: []", "no workloads");
  says("workloads: {}", "\"workloads\" of a scenario file must be a list");
  says("workloads: [a]", "a workload must be a map with the fields name, group");
  says("[]", "a scenario file must be a map with the fields workloads");
  says("just words", "a scenario file must be a map");
  says("workloads:\n  - {name: a, " + gets + "}\n  - {name: a, " + gets + "}\n",
       "f.yaml:3:5: workload \"a\" is there already, in line 2");
  CHECK_THROWS_WITH(read_scenarios("/no/such/file.yaml", words()),
                    "/no/such/file.yaml: cannot be read: is it there, a file, and yours to read?");
  CHECK_THROWS_AS(read_scenarios("/", words()), error);
}

// Who mends a file reads it once, not once for each fault.
TEST_CASE("scenario file: all problems are told at once, as many as one reads", "[scenario]") {
  std::string const both =
      refusal_of(one("name: a, colour: x, operations: [{type: GTE, weight: 100}]"));
  CHECK(both.find("colour") != std::string::npos);
  CHECK(both.find("GTE") != std::string::npos);
  CHECK(std::count(both.begin(), both.end(), '\n') == 1);
  std::string many = "workloads:\n";
  for (int i = 0; i < 5'000; ++i) many += "  - {}\n";
  std::string const text = refusal_of(many);
  CHECK(std::count(text.begin(), text.end(), '\n') == 20);
  CHECK(text.find("9980 problems more") != std::string::npos);
}
