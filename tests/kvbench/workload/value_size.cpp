// tests/kvbench/workload/value_size.cpp: how long values are, as a value and as text.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/value_size.hpp>

#include <optional>
#include <string>

#include "catch.hpp"

using namespace kvbench;

namespace {

std::string refusal(value_size const& size) {
  try {
    check(size);
  } catch (error const& refused) {
    return refused.what();
  }
  return "";
}

constexpr value_size known = sizes::weighted({{80, 100}, {12.5, 1'024}, {7.5, 10'240}});
static_assert(known.least == 100 && known.most == 10'240 && known.list_size == 3);
static_assert(sizes::uniform(10, 1'024).most == 1'024);
static_assert(std::optional<value_size>{100} == 100u);

}  // namespace

// A plain number must stay what it was: most runs give one.
// A pool for it would have no length that a number holds.
TEST_CASE("value_size: a fixed size is bounded too", "[workload]") {
  check(value_size{0});
  check(value_size{value_size::bytes_max});
  CHECK_THROWS_AS(check(value_size{value_size::bytes_max + 1}), error);
  CHECK_THROWS_AS(check(value_size{~std::uint64_t{0}}), error);
}

TEST_CASE("value_size: a number is a fixed size", "[workload]") {
  value_size const size = 100;
  CHECK(size.shape == value_size::kind::fixed);
  CHECK(size.least == 100);
  CHECK(size.most == 100);
  CHECK(size == bytes(100));
  CHECK(size != sizes::uniform(100, 100));
  CHECK(to_text(size) == "100");
  CHECK(to_text(value_size{4'096}) == "4096");
  CHECK(to_text(value_size{}) == "0");
}

// The text stands in results: one who reads it must be able to type it.
TEST_CASE("value_size: each distribution says its numbers", "[workload]") {
  CHECK(to_text(sizes::uniform(10, 1'024)) == "uniform(10,1KiB)");
  CHECK(to_text(sizes::normal(512, 128)) == "normal(512,128)");
  CHECK(to_text(sizes::pareto(64, 65'536, 1.2)) == "pareto(64,64KiB,1.2)");
  CHECK(to_text(sizes::pareto(1, 1u << 29u, 2)) == "pareto(1,512MiB,2)");
  CHECK(to_text(known) == "weighted(80%:100,12.5%:1KiB,7.5%:10KiB)");
}

// A cut on one side only would move the mean away from what was asked for.
TEST_CASE("value_size: a normal distribution is cut to both sides alike", "[workload]") {
  CHECK(sizes::normal(1'000, 100).least == 400);
  CHECK(sizes::normal(1'000, 100).most == 1'600);
  CHECK(sizes::normal(512, 128).least == 1);
  CHECK(sizes::normal(512, 128).most == 1'023);
  CHECK(sizes::normal(1, ~std::uint64_t{0}).most == 1);
  CHECK(sizes::normal(0, 0).most == 0);
}

// Numbers that make no sense must not run: the mean in the report would be a lie.
TEST_CASE("value_size: what is out of range is refused in one sentence", "[workload]") {
  for (value_size const& fine :
       {value_size{0}, value_size{1u << 29u}, sizes::uniform(1, 1), sizes::uniform(1, 1u << 29u),
        sizes::normal(2, 1), sizes::normal(200, 100), sizes::pareto(1, 2, 100),
        sizes::weighted({{100, 1}}), known}) {
    CHECK(refusal(fine).empty());
  }
  CHECK(refusal(sizes::uniform(0, 5)) ==
        "value size \"uniform(0,5)\": sizes must be 1 byte to 512MiB");
  CHECK(refusal(sizes::uniform(1, (1u << 29u) + 1)).ends_with("1 byte to 512MiB"));
  CHECK(refusal(sizes::uniform(5, 4)) ==
        "value size \"uniform(5,4)\": the smallest size stands before the largest, as in "
        "uniform(10,1KiB)");
  CHECK(refusal(sizes::pareto(5, 5, 1)).find("before the largest") != std::string::npos);
  CHECK(refusal(sizes::pareto(5, 9, 0)) ==
        "value size \"pareto(5,9,0)\": the shape must be above 0 and at most 100, as in "
        "pareto(64,64KiB,1.2)");
  CHECK(refusal(sizes::pareto(5, 9, 100.1)).find("at most 100") != std::string::npos);
  for (value_size const& odd : {sizes::normal(100, 0), sizes::normal(100, 51), sizes::normal(0, 0),
                                sizes::normal(1, 1), sizes::normal(5, ~std::uint64_t{0})})
    CHECK(refusal(odd).find("1 to half the mean") != std::string::npos);
  CHECK(refusal(sizes::normal(std::uint64_t{1} << 40u, 1)).find("512MiB") != std::string::npos);
  CHECK(
      refusal(sizes::weighted({{80, 1}, {15, 2}})) ==
      "value size \"weighted(80%:1,15%:2)\": the percentages must sum to 100, and they sum to 95");
  CHECK(refusal(sizes::weighted({})).find("1 to 16 sizes") != std::string::npos);
  CHECK(refusal(sizes::weighted({{100, 1}, {0, 2}})).find("above 0") != std::string::npos);
  CHECK(refusal(sizes::weighted({{100, 0}})).find("1 byte to") != std::string::npos);
  CHECK(refusal(sizes::weighted({{6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1},
                                 {6.25, 1}}))
            .find("1 to 16 sizes") != std::string::npos);
}
