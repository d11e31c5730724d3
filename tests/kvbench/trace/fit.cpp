// tests/kvbench/trace/fit.cpp: a workload, played, traced and fitted, is the workload again.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/catalogue.hpp>
#include <kvbench/run/closed_loop.hpp>
#include <kvbench/scenario/redis_words.hpp>
#include <kvbench/scenario/typed.hpp>
#include <kvbench/trace/fit.hpp>

#include <cmath>
#include <redlite/command/table.hpp>
#include <redlite/resp/encode.hpp>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace kvbench;

namespace {

/// What a workload sends, once its data is loaded; every reply is empty.
class traced : public redlite::members<traced> {
 public:
  explicit traced(trace_fit& into) : into_(&into) {}
  void settle() { loaded_ = true; }
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... arguments) {
    if (loaded_) {
      redlite::resp::argv words;
      redlite::resp::encode<Command, Signature>(words, arguments...);
      trace_command command;
      command.words.assign(words.begin(), words.end());
      into_->add(command);
    }
    return typename Signature::result();
  }

 private:
  trace_fit* into_;
  bool loaded_ = false;
};

template <class Workload>
scenario fitted(Workload const& workload, run_options options) {
  trace_fit fit{redis_words()};
  options.warmup = 0;
  options.verify = false;
  run(
      workload, [&fit](unsigned) { return traced{fit}; }, options);
  CHECK(fit.operations() == options.operations);
  CHECK(fit.left_out().empty());
  return fit.workload("again");
}

/// The mix within its sampling error: five times what chance makes of `n` draws, and what rounding
/// to hundredths of a percent adds.
bool same_mix(scenario const& found, scenario const& wanted, double n) {
  if (found.operations.size() != wanted.operations.size()) return false;
  for (scenario_operation const& want : wanted.operations) {
    double const p = static_cast<double>(want.weight) / static_cast<double>(whole_parts);
    bool has = false;
    for (scenario_operation const& each : found.operations) {
      if (each.name != want.name || each.data != want.data) continue;
      double const q = static_cast<double>(each.weight) / static_cast<double>(whole_parts);
      has = std::fabs(p - q) < 5 * std::sqrt(p * (1 - p) / n) + 0.0005;
    }
    UNSCOPED_INFO(want.name << " on " << want.data);
    if (!has) return false;
  }
  return true;
}

double exponent_of(scenario const& found) {
  REQUIRE(found.keys);
  REQUIRE(found.keys->shape == distribution::kind::zipfian);
  return static_cast<double>(found.keys->exponent) / 1e9;
}

namespace catalogue = redis::catalogue;

}  // namespace

TEST_CASE("trace fit: mix, skew, keys and sizes of our own workloads come back", "[trace]") {
  constexpr std::uint64_t n = 100'000;
  {
    auto const w = catalogue::read_heavy | keys(zipfian(0.99));
    scenario const found = fitted(w, {.keys = 2'000, .value_bytes = 120, .operations = n});
    CHECK(same_mix(found, scenario_of(w), n));
    CHECK(std::fabs(exponent_of(found) - 0.99) < 0.05);
    CHECK(*found.run.keys > 1'900);
    CHECK(*found.run.keys < 2'100);
    CHECK(found.value_bytes == 120u);
  }
  {
    value_size const size = sizes::weighted({{80, 100}, {20, 1'024}});
    scenario const found =
        fitted(catalogue::read_heavy, {.keys = 500, .value_bytes = size, .operations = n});
    REQUIRE(found.value_bytes->list_size == 2);
    CHECK(found.value_bytes->least == 100);
    CHECK(std::fabs(static_cast<double>(found.value_bytes->most) / 1'024 - 1) < 0.01);
    CHECK(std::fabs(static_cast<double>(found.value_bytes->list[0].share) / 1e7 - 80) < 1);
  }
  {
    // Keys that expire are the hashes of the rest, and counters are read as counters.
    scenario const sessions = fitted(catalogue::session_store, {.keys = 1'000, .operations = n});
    CHECK(same_mix(sessions, scenario_of(catalogue::session_store), n));
    CHECK(sessions.keys == uniform);
    CHECK(*sessions.run.keys == 1'000);
    scenario const counters = fitted(catalogue::counter_pattern, {.keys = 500, .operations = n});
    CHECK(same_mix(counters, scenario_of(catalogue::counter_pattern), n));
  }
  {
    scenario const found = fitted(catalogue::hot_keys, {.keys = 5'000, .operations = n});
    CHECK(same_mix(found, scenario_of(catalogue::hot_keys), n));
    REQUIRE(found.keys->shape == distribution::kind::hot);
    CHECK(std::fabs(static_cast<double>(found.keys->hot_share) / 1e7 - 90) < 1);
  }
  {
    scenario const found = fitted(catalogue::truly_balanced, {.keys = 300, .operations = n});
    CHECK(same_mix(found, scenario_of(catalogue::truly_balanced), n));
  }
}

TEST_CASE("trace fit: synonyms count, the rest is told", "[trace]") {
  trace_fit fit{redis_words()};
  auto const add = [&fit](std::vector<std::string_view> words, std::uint64_t us) {
    fit.add({.time_us = us, .words = std::move(words)});
  };
  add({"setex", "k", "10", "12345"}, 1'000'000);
  add({"UNLINK", "k", "m"}, 2'000'000);
  add({"MULTI"}, 2'000'000);
  add({"EVAL", "return 1", "0"}, 2'500'000);
  add({"eval", "return 1", "0"}, 2'500'000);
  add({"XREAD", "COUNT", "1", "STREAMS", "s", "t", "0", "0"}, 3'000'000);
  add({"GET"}, 3'500'000);
  CHECK(fit.operations() == 4);
  CHECK(fit.ceremony() == 1);
  REQUIRE(fit.left_out().size() == 1);
  CHECK(fit.left_out()[0].name == "EVAL");
  CHECK(fit.left_out()[0].count == 2);
  CHECK(fit.lasted_s() == 2.5);
  CHECK(fit.value_sizes().max() == 5);
  scenario const found = fit.workload("w");
  CHECK(found.operations.size() == 4);
  std::int64_t sum = 0;
  for (scenario_operation const& op : found.operations) sum += op.weight;
  CHECK(sum == whole_parts);
  CHECK(trace_fit{redis_words()}.left_out().empty());
  CHECK_THROWS_AS(trace_fit{redis_words()}.workload("none"), error);
}

// The second key's family is new: where the first one's is kept must not move for it.
TEST_CASE("trace fit: a command on keys of two families works on the first one's", "[trace]") {
  trace_fit fit{redis_words()};
  auto const add = [&fit](std::vector<std::string_view> words) {
    fit.add({.words = std::move(words)});
  };
  add({"HSET", "a", "f", "v"});
  add({"DEL", "a", "b"});
  scenario const found = fit.workload("w");
  REQUIRE(found.operations.size() == 2);
  for (scenario_operation const& op : found.operations) {
    CHECK((op.name == "HSET" || op.name == "DEL"));
    CHECK(op.data == "hash");
  }
}

// A trace of commands that nobody knows must not fill the memory with their names.
TEST_CASE("trace fit: names that are left out are bounded, and safe to print", "[trace]") {
  trace_fit fit{redis_words()};
  for (int i = 0; i < 1'000; ++i) {
    std::string const name = "\x1b[2J" + std::to_string(i);
    trace_command c;
    c.words = {name};
    fit.add(c);
  }
  CHECK(fit.left_out().size() == 65);
  CHECK(fit.left_out()[0].name == "others");
  CHECK(fit.left_out()[1].name[0] == '?');
}
