// tests/kvbench/run/limits.cpp: how much a run may be told to do.
//
// SPDX-License-Identifier: MIT
#include <kvbench/run/limits.hpp>

#include <kvbench/run/checks.hpp>

#include <string>

#include "catch.hpp"

using namespace kvbench;

namespace {

template <class Change>
std::string refusal_of(Change change) {
  run_options options;
  change(options);
  try {
    detail::refuse_options(options, true);
    return "";
  } catch (error const& refused) {
    return refused.what();
  }
}

}  // namespace

// One operation too many draws what a gap, or what was loaded, has drawn already.
TEST_CASE("limits: a run refuses what has no randomness of its own", "[run]") {
  CHECK(refusal_of([](run_options& o) { o.operations = limits::operations_max; }).empty());
  CHECK(refusal_of([](run_options& o) { o.operations = limits::operations_max + 1; }) ==
        "a run has at most 10000000000000 operations, not 10000000000001");
  CHECK(refusal_of([](run_options& o) { o.warmup = limits::operations_max + 1; }) ==
        "a run has at most 10000000000000 operations to warm up, not 10000000000001");
  CHECK(refusal_of([](run_options& o) { o.threads = limits::threads_max + 1; }) ==
        "a run has at most 1024 threads, not 1025");
  CHECK(refusal_of([](run_options& o) { o.keys = limits::keys_max + 1; }) ==
        "a run has at most 1000000000000 keys, not 1000000000001");
  CHECK(refusal_of([](run_options& o) { o.elements = limits::elements_max + 1; }) ==
        "a run has at most 1000000000 elements of a collection, not 1000000001");
}

// A number that says nothing is not looked at.
TEST_CASE("limits: a time in place of a number", "[run]") {
  constexpr std::uint64_t any = ~std::uint64_t{0};
  CHECK(refusal_of([](run_options& o) {
          o.operations = any;
          o.time = nanoseconds{1'000'000};
        }).empty());
  CHECK(refusal_of([](run_options& o) {
          o.operations = any;
          o.precision = 0.01;
        }).empty());
  CHECK(refusal_of([](run_options& o) {
          o.warmup = any;
          o.warmup_until_steady = true;
        }).empty());
}

// The last element loaded would have the value of the first operation that warms up.
TEST_CASE("limits: what is loaded has numbers enough", "[run]") {
  CHECK(limits::can_load(limits::keys_max, 1));
  CHECK(limits::can_load(limits::keys_max, 70));
  CHECK_FALSE(limits::can_load(limits::keys_max, 71));
  CHECK_FALSE(limits::can_load(limits::keys_max, limits::elements_max));
  CHECK(limits::can_load(0, limits::elements_max));
  CHECK(limits::can_load(limits::keys_max, 0));
  CHECK(refusal_of([](run_options& o) {
          o.keys = limits::keys_max;
          o.elements = 71;
        }) ==
        "1000000000000 keys of 71 elements each are more than can be loaded: fewer of either");
}
