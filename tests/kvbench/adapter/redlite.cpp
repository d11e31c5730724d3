// tests/kvbench/adapter/redlite.cpp: the workloads on the embedded store. Its semantics are tested
// by laws/.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redlite.hpp>

#include <cmath>
#include <kvbench/redis/catalogue.hpp>
#include <kvbench/run/closed_loop.hpp>
#include <kvbench/workload/table.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.hpp"
#include "store.hpp"

using namespace kvbench;

namespace {

using client = adapter::redlite;

/// A mix made into a table: one compiled loop runs them all.
template <class... Parts>
table_workload<client> table_of(std::string_view name, mix_of<Parts...>) {
  table_workload<client> table{std::string(name)};
  (table.add(table_operation_of<typename Parts::operation_type, client>(),
             Parts::weight_type::value),
   ...);
  return table;
}

std::vector<table_workload<client>> named_workloads() {
  std::vector<table_workload<client>> all;
  redis::catalogue::for_each_workload([&](auto const& one) {
    all.push_back(table_of(one.name, typename std::remove_cvref_t<decltype(one)>::mix_type{}));
    all.back().keys_distribution = one.keys_distribution;
  });
  return all;
}

run_options small() {
  run_options options;
  options.keys = 300;
  options.operations = 15'000;
  options.warmup = 100;
  return options;
}

run_result run_on(redlite::db const& store, table_workload<client> const& workload,
                  run_options const& options) {
  return run(
      workload, [&](unsigned) { return client(store.session()); }, options);
}

// What a busy machine or this build flags on any run.
bool concerns_the_machine(std::string const& flag) {
  return flag == "debug build" || flag == "harness-bound" || flag == "generator-bound" ||
         flag.starts_with("the host took ") || flag.starts_with("the clock strayed ");
}

}  // namespace

// A named workload that errs, misses what it should hit or weighs wrongly makes every comparison
// with it wrong.
TEST_CASE("redlite: every named workload runs as its name promises", "[adapter]") {
  redlite::db const store(":memory:");
  auto const workloads = named_workloads();
  REQUIRE(workloads.size() == 25);
  run_options const options = small();
  for (auto const& workload : workloads) {
    INFO(workload.name);
    run_result const result = run_on(store, workload, options);
    for (std::string const& flag : result.flags) {
      INFO(flag);
      CHECK(concerns_the_machine(flag));
    }
    CHECK(result.verify_failures == 0);
    CHECK(result.verified > 0);
    CHECK(result.family_counts.at("keys") > 0);
    auto const total = static_cast<double>(options.operations);
    for (std::size_t i = 0; i < result.operations.size(); ++i) {
      operation_result const& one = result.operations[i];
      INFO(one.name << ": " << one.first_error);
      CHECK(one.errors == 0);
      double const share =
          static_cast<double>(workload.entries[i].weight) / static_cast<double>(whole_parts);
      double const sigma = std::sqrt(total * share * (1 - share));
      CHECK(std::abs(static_cast<double>(one.count) - total * share) <= 4 * sigma);
      if (one.hit_rate_expected_min == 1.0) CHECK(one.misses == 0);
    }
  }
}

// A command that is only ever run alone is easily broken: wrong data, wrong type, nothing to find.
TEST_CASE("redlite: every operation alone finds its data", "[adapter]") {
  redlite::db const store(":memory:");
  run_options options = small();
  options.keys = 1000;
  options.operations = 400;
  boost::hana::for_each(redis::operations, [&](auto one) {
    using op = decltype(one);
    table_workload<client> alone{std::string(op::name)};
    alone.add(table_operation_of<op, client>(), whole_parts);
    run_result const result = run_on(store, alone, options);
    INFO(op::name << ": " << result.operations[0].first_error);
    CHECK(result.operations[0].count == 400);
    CHECK(result.operations[0].errors == 0);
    CHECK(result.verify_failures == 0);
    // Even what only takes away (DEL, LPOP, XDEL) finds something every second time.
    CHECK(result.operations[0].misses <= 200);
    if (op::effect == effect::reads) CHECK(result.operations[0].misses == 0);
  });
}

// Id "0", which redlite-bench deletes, names no entry: its XDEL measured a search for nothing.
TEST_CASE("redlite: XDEL takes entries out of the streams", "[adapter]") {
  redlite::db store(":memory:");
  run_options options = small();
  options.operations = 500;
  options.warmup = 0;
  table_workload<client> alone{"XDEL"};
  alone.add(table_operation_of<redis::op<redis::cmd::xdel>, client>(), whole_parts);
  run_result const result = run_on(store, alone, options);
  std::int64_t left = 0;
  for (std::uint64_t i = 0; i < options.keys; ++i)
    left += store.xlen(key_text(redis::streams::prefix, i));
  auto const deleted = static_cast<std::int64_t>(options.keys * options.elements) - left;
  CHECK(deleted >=
        static_cast<std::int64_t>(result.operations[0].count - result.operations[0].misses));
  CHECK(deleted > 400);
}

// Several workers must work on one store, and one seed must do the same work.
TEST_CASE("redlite: threads share the store, and play the same stream", "[adapter]") {
  support::scratch folder;
  redlite::options how;
  how.durability = redlite::durability::off;
  how.sharing = redlite::sharing::shared;
  redlite::db const store(folder.path(), how);
  auto const workload = named_workloads().front();
  run_options options = small();
  options.operations = 2000;
  run_result const one = run_on(store, workload, options);
  options.threads = 2;
  run_result const two = run_on(store, workload, options);
  CHECK(one.stream_hash == two.stream_hash);
  for (std::size_t i = 0; i < one.operations.size(); ++i) {
    INFO(one.operations[i].name << ": " << two.operations[i].first_error);
    CHECK(one.operations[i].count == two.operations[i].count);
    CHECK(two.operations[i].errors == 0);
  }
  CHECK(one.family_counts == two.family_counts);
}

// A row that does not say its durability is compared with one that promises more.
TEST_CASE("redlite: a row names its file and durability", "[adapter]") {
  support::scratch folder;
  redlite::options how;
  how.durability = redlite::durability::full;
  client const in_file(folder.path(), how);
  CHECK(in_file.settings().at("durability") == "full");
  CHECK(in_file.settings().at("sharing") == "exclusive");
  CHECK(in_file.settings().at("journal_mode") == "wal");
  CHECK(in_file.settings().at("synchronous") == "full");
  how.durability = redlite::durability::off;
  how.sharing = redlite::sharing::shared;
  CHECK(client(folder.path("off.db"), how).settings().at("synchronous") == "off");
  CHECK(in_file.settings().at("path") == folder.path());
  CHECK(in_file.label() == "redlite:" + folder.path());
  client const in_memory(":memory:");
  CHECK(in_memory.settings().at("durability") == "none");
  CHECK_FALSE(in_memory.settings().contains("journal_mode"));
  CHECK(in_memory.label() == "redlite");
}

// A run that goes on after the disk is full measures refusals.
TEST_CASE("redlite: a failed store ends the run, a refused command does not", "[adapter]") {
  client const store(":memory:");
  CHECK(store.is_fatal(redlite::error(redlite::errc::disk_full, "no room")));
  CHECK(store.is_fatal(redlite::error(redlite::errc::io, "gone")));
  CHECK_FALSE(store.is_fatal(redlite::error(redlite::errc::wrong_type, "WRONGTYPE")));
  CHECK_FALSE(store.is_fatal(std::runtime_error("else")));
}

// A batch that is no transaction would be kept by halves, and pay for each of its operations.
TEST_CASE("redlite adapter: a batch is one transaction", "[adapter]") {
  adapter::redlite store{":memory:"};
  store.batch([&] {
    store.set("a", "1");
    CHECK(store.get("a") == "1");
    store.set("b", "2");
  });
  CHECK(store.get("b") == "2");
  CHECK_THROWS_AS(store.batch([&] {
    store.set("a", "3");
    throw std::runtime_error{"no"};
  }),
                  std::runtime_error);
  CHECK(store.get("a") == "1");
  store.set("a", "4");  // and is over
  CHECK(store.get("a") == "4");
}

// One number for all hides a list that became a string.
TEST_CASE("redlite adapter: counts tell the keys of each type", "[adapter][redlite]") {
  redlite::db store(":memory:");
  client db(store.session());
  CHECK(db.is_empty());
  named<std::uint64_t> const none{{"keys", 0}, {"strings", 0},     {"lists", 0},  {"hashes", 0},
                                  {"sets", 0}, {"sorted_sets", 0}, {"streams", 0}};
  CHECK(db.counts() == none);
  db.mset({{"a", "1"}, {"b", "2"}});
  db.rpush("l", "1");
  db.hset("h", "f", "1");
  db.sadd("s", "m");
  db.zadd("z", 1, "m");
  db.xadd("x", "1-1", "f", "v");
  named<std::uint64_t> const some{{"keys", 7}, {"strings", 2},     {"lists", 1},  {"hashes", 1},
                                  {"sets", 1}, {"sorted_sets", 1}, {"streams", 1}};
  CHECK(db.counts() == some);
  CHECK_FALSE(db.is_empty());
}
