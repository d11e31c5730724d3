// tests/kvbench/redis/catalogue.cpp: the named workloads.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/catalogue.hpp>

#include <yaml-cpp/yaml.h>

#include <kvbench/adapter/null.hpp>
#include <map>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

struct entry {
  std::string group;
  std::string description;
  std::string keys = "uniform";
  std::map<std::string, std::int64_t> percents;
  bool operator==(entry const&) const = default;
};

std::vector<std::pair<std::string, entry>> read_file() {
  std::vector<std::pair<std::string, entry>> all;
  for (YAML::Node const& node :
       YAML::LoadFile(KVBENCH_SOURCE_DIR "/data/workloads.yaml")["workloads"]) {
    entry one;
    one.group = node["group"].as<std::string>();
    one.description = node["description"].as<std::string>();
    if (node["keys"]) one.keys = node["keys"].as<std::string>();
    for (YAML::Node const& part : node["operations"]) {
      one.percents[part["type"].as<std::string>()] += part["weight"].as<std::int64_t>();
    }
    all.emplace_back(node["name"].as<std::string>(), one);
  }
  return all;
}

template <class... Parts>
std::map<std::string, std::int64_t> percents(mix_of<Parts...>) {
  std::map<std::string, std::int64_t> all;
  ((all[std::string(Parts::operation_type::name)] += Parts::weight_type::value / percent_parts),
   ...);
  return all;
}

std::vector<std::pair<std::string, entry>> compiled() {
  std::vector<std::pair<std::string, entry>> all;
  redis::catalogue::for_each_workload([&](auto const& one) {
    distribution const from = one.keys_distribution.value_or(uniform);
    all.emplace_back(
        one.name,
        entry{std::string(one.group_name), std::string(one.description_text), to_text(from),
              percents(typename std::remove_cvref_t<decltype(one)>::mix_type{})});
  });
  return all;
}

template <class Data, class... Parts>
consteval bool all_work_on(mix_of<Parts...>) {
  return (std::is_same_v<typename Parts::operation_type::data, Data> && ...);
}
template <class Data, class Workload>
consteval bool works_on(Workload const&) {
  return all_work_on<Data>(typename Workload::mix_type{});
}

}  // namespace

// A weight that was changed in one place only would make two programs measure different things
// under one name.
TEST_CASE("catalogue: the compiled workloads are those of data/workloads.yaml", "[redis]") {
  auto const file = read_file();
  auto const types = compiled();
  REQUIRE(file.size() == 25);
  REQUIRE(types.size() == file.size());
  for (std::size_t i = 0; i < file.size(); ++i) {
    auto const& [name, from_file] = file[i];
    INFO(name);
    CHECK(types[i].first == name);
    CHECK(types[i].second.group == from_file.group);
    CHECK(types[i].second.description == from_file.description);
    CHECK(types[i].second.keys == to_text(parse_distribution(from_file.keys)));
    CHECK(types[i].second.percents == from_file.percents);
  }
}

// A session that expires strings, or counters of which payloads are read, is not the workload that
// its name promises.
TEST_CASE("catalogue: a workload of one type works on the data of that type only", "[redis]") {
  namespace c = redis::catalogue;
  static_assert(works_on<redis::hashes>(c::session_store) &&
                works_on<redis::hashes>(c::object_store));
  static_assert(works_on<redis::counters>(c::counter_pattern));
  static_assert(works_on<redis::lists>(c::message_queue) && works_on<redis::lists>(c::chat));
  static_assert(works_on<redis::sorted_sets>(c::leaderboard) &&
                works_on<redis::sorted_sets>(c::time_series));
  static_assert(works_on<redis::streams>(c::event_stream));
  static_assert(works_on<redis::sets>(c::social_graph) && works_on<redis::sets>(c::tag_system));
  static_assert(works_on<redis::strings>(c::hot_keys) && works_on<redis::strings>(c::mixed_storm));
  static_assert(works_on<redis::hashes>(c::ycsb_a) && works_on<redis::hashes>(c::ycsb_d));
}
