// tests/kvbench/workload/table.cpp
#include <kvbench/workload/table.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

using namespace test;
using kvbench::percent_parts;
using kvbench::table_operation_of;

namespace {

kvbench::table_workload<store> churning_table() {
  kvbench::table_workload<store> w{.name = "churning"};
  w.add(table_operation_of<lookup, store>(), 50 * percent_parts)
      .add(table_operation_of<put, store>(), 30 * percent_parts)
      .add(table_operation_of<drop, store>(), 20 * percent_parts);
  return w;
}

std::string refusal_of(kvbench::table_workload<store> const& w) {
  try {
    kvbench::table_cards<store> const cards{w};
  } catch (kvbench::error const& e) {
    return e.what();
  }
  return {};
}

}  // namespace

// A workload from a file that plays other bytes than the header of the same name.
TEST_CASE("table workload: the same stream, counts and misses as the type", "[workload]") {
  store typed;
  store made;
  auto const a = play(churning, typed);
  auto const b = play(churning_table(), made);
  CHECK(a.stream_hash == b.stream_hash);
  CHECK(typed.calls == made.calls);
  CHECK(typed.users == made.users);
  REQUIRE(a.operations.size() == b.operations.size());
  for (std::size_t op = 0; op < a.operations.size(); ++op) {
    CHECK(a.operations[op].name == b.operations[op].name);
    CHECK(a.operations[op].count == b.operations[op].count);
    CHECK(a.operations[op].misses == b.operations[op].misses);
    CHECK(a.operations[op].hit_rate_expected_min == b.operations[op].hit_rate_expected_min);
  }
  CHECK(a.verified == b.verified);
}

// The same operation named twice would be two rows with half the samples each.
TEST_CASE("table workload: an operation that is there gains weight", "[workload]") {
  kvbench::table_workload<store> w{.name = "w"};
  w.add(table_operation_of<lookup, store>(), 50 * percent_parts)
      .add(table_operation_of<put, store>(), 20 * percent_parts)
      .add(table_operation_of<lookup, store>(), 30 * percent_parts);
  REQUIRE(w.entries.size() == 2);
  CHECK(w.entries[0].weight == 80 * percent_parts);
  CHECK(refusal_of(w).empty());
}

// Weights of 97 would give the last operation what nobody asked for.
TEST_CASE("table workload: weights that miss 100 are refused with their sum", "[workload]") {
  kvbench::table_workload<store> w{.name = "w"};
  w.add(table_operation_of<lookup, store>(), 97 * percent_parts + percent_parts / 2);
  CHECK(refusal_of(w) ==
        "workload \"w\": the weights must sum to 100 percent, and they sum to 97.5");
  w.add(table_operation_of<put, store>(), -percent_parts);
  CHECK(refusal_of(w).find("the weight of put must be above 0") != std::string::npos);
  CHECK(refusal_of({.name = "empty"}).find("sum to 0") != std::string::npos);
}
