// tests/kvbench/report/same_work.cpp: two stores on one stream must end with the same data.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/same_work.hpp>

#include "catch.hpp"

#include "sample.hpp"

namespace report = kvbench::report;

namespace {

std::vector<kvbench::run_result> two_stores(std::uint64_t first, std::uint64_t second) {
  std::vector results{report::test::sample_result(), report::test::sample_result()};
  results[0].client = "reference";
  results[0].family_counts = {{"keys", first}};
  results[1].family_counts = {{"keys", second}};
  return results;
}

}  // namespace

// A store that drops writes is fast; beside a correct one it must not look better.
TEST_CASE("report same work: a store that holds other counts is flagged", "[report]") {
  auto results = two_stores(10, 9);
  report::flag_different_counts(results);
  CHECK(results[0].flags.empty());
  CHECK(results[1].flags == std::vector<std::string>{"holds 9 keys where reference holds 10"});
}

// A flag where there is nothing to compare teaches the reader to overlook flags.
TEST_CASE("report same work: what cannot be compared is not flagged", "[report]") {
  const auto flags_after = [](auto change) {
    auto results = two_stores(10, 9);
    change(results);
    report::flag_different_counts(results);
    return results[1].flags.size();
  };
  CHECK(flags_after([](auto&) {}) == 1);
  CHECK(flags_after([](auto& r) { r[1].family_counts = {{"keys", 10}}; }) == 0);
  CHECK(flags_after([](auto& r) { r[1].family_counts = {}; }) == 0);
  CHECK(flags_after([](auto& r) { r[0].family_counts = {{"lists", 10}}; }) == 0);
  CHECK(flags_after([](auto& r) { r[0].partial = true; }) == 0);
  CHECK(flags_after([](auto& r) { r[1].partial = true; }) == 0);
  CHECK(flags_after([](auto& r) { r[1].threads = 2; }) == 0);
  CHECK(flags_after([](auto& r) { r[1].stream_hash = 1; }) == 0);
  CHECK(flags_after([](auto& r) { r[1].workload = "other"; }) == 0);
  CHECK(flags_after([](auto& r) { r[1].keys = 5; }) == 0);
  std::vector<kvbench::run_result> none;
  report::flag_different_counts(none);
  CHECK(none.empty());
}

// As many keys in all may be a list that became a string.
TEST_CASE("report same work: a family that differs is named, though the keys are as many",
          "[report]") {
  auto results = two_stores(20, 20);
  results[0].family_counts = {{"keys", 20}, {"lists", 10}, {"strings", 10}};
  results[1].family_counts = {{"keys", 20}, {"lists", 9}, {"strings", 11}};
  report::flag_different_counts(results);
  CHECK(results[1].flags == std::vector<std::string>{"holds 9 lists where reference holds 10",
                                                     "holds 11 strings where reference holds 10"});
}
