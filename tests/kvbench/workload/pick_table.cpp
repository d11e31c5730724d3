// tests/kvbench/workload/pick_table.cpp
#include <kvbench/workload/pick_table.hpp>

#include "catch.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

using kvbench::percent_parts;

namespace {
constexpr auto& whole_percents =
    kvbench::pick_table<50 * percent_parts, 15 * percent_parts, 35 * percent_parts>;
static_assert(whole_percents.size() == 20);  // the smallest that is exact
static_assert(whole_percents[9] == 0 && whole_percents[10] == 1 && whole_percents[12] == 1 &&
              whole_percents[13] == 2);
static_assert(kvbench::pick_table<kvbench::whole_parts>.size() == 1);
}  // namespace

// A pick past the last weight, or an entry too many, would silently run one operation more often.
TEST_CASE("pick table: every entry belongs to its weight", "[workload]") {
  std::vector<std::int64_t> const weights{7 * percent_parts, 43 * percent_parts,
                                          50 * percent_parts};
  auto const table = kvbench::make_pick_table(weights);
  REQUIRE(table.size() == 100);
  std::array<int, 3> entries{};
  for (auto const op : table) ++entries.at(op);
  CHECK(entries == std::array<int, 3>{7, 43, 50});
  CHECK(kvbench::pick(table, 0) == 0);
  CHECK(kvbench::pick(table, ~std::uint64_t{0}) == 2);
}

// Weights that need a larger table than there may be must still come out right.
TEST_CASE("pick table: weights of many digits are off by less than a table entry", "[workload]") {
  std::vector<std::int64_t> const weights{1, 333'333'333'333,
                                          kvbench::whole_parts - 333'333'333'334};
  auto const table = kvbench::make_pick_table(weights);
  REQUIRE(table.size() == 65'536);
  std::array<double, 3> share{};
  for (auto const op : table) share.at(op) += 1.0 / 65'536;
  CHECK(std::abs(share[1] - 1.0 / 3) < 1.0 / 65'536);
  CHECK(std::abs(share[2] - 2.0 / 3) < 1.0 / 65'536);
}

// Counts outside of what chance allows: the mix that was measured is not the one that was asked
// for.
TEST_CASE("pick table: picks follow the weights within four sigma", "[workload]") {
  constexpr std::uint64_t draws = 1'000'000;
  std::array<double, 3> counts{};
  for (std::uint64_t i = 0; i < draws; ++i) {
    ++counts.at(kvbench::pick(whole_percents, kvbench::random_stream::at(42, i).next()));
  }
  constexpr std::array<double, 3> wanted{0.50, 0.15, 0.35};
  for (std::size_t op = 0; op < 3; ++op) {
    double const sigma = std::sqrt(draws * wanted[op] * (1 - wanted[op]));
    CHECK(std::abs(counts[op] - draws * wanted[op]) < 4 * sigma);
  }
}

// The program and the header would otherwise play different streams under one name.
TEST_CASE("pick table: the table made at run time is the one made at compile time", "[workload]") {
  std::vector<std::int64_t> const weights{50 * percent_parts, 15 * percent_parts,
                                          35 * percent_parts};
  auto const table = kvbench::make_pick_table(weights);
  CHECK(std::vector<std::uint8_t>(whole_percents.begin(), whole_percents.end()) == table);
}
