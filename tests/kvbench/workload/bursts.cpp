// tests/kvbench/workload/bursts.cpp
#include <kvbench/workload/bursts.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

#include <array>
#include <string>

using namespace test;

namespace {

constexpr auto storm =
    kvbench::workload("storm", 45_pct * lookup{} + 45_pct * put{} + 10_pct * drop{}) |
    kvbench::bursts(1'000);

std::string order_of(kvbench::run_options const& options) {
  store s;
  std::string order;
  s.on_call = [&](std::string_view name) {
    if (name != "load") order += name[0];
  };
  play(storm, s, options);
  return order;
}

}  // namespace

// A mix by chance would alternate every other operation, and measure no burst.
TEST_CASE("bursts: kinds stand together, in the order and the proportion of the mix", "[run]") {
  auto options = small();
  options.warmup = 0;
  options.verify = false;
  options.operations = 2'500;
  std::string const cycle = std::string(450, 'l') + std::string(450, 'p') + std::string(100, 'd');
  CHECK(order_of(options) == cycle + cycle + std::string(450, 'l') + std::string(50, 'p'));
  options.latency = false;
  CHECK(order_of(options) == cycle + cycle + std::string(450, 'l') + std::string(50, 'p'));
}

TEST_CASE("bursts: weights that do not divide the cycle lose nothing", "[workload]") {
  std::array<std::int64_t, 3> const weights{kvbench::whole_parts / 3, kvbench::whole_parts / 3,
                                            kvbench::whole_parts - 2 * (kvbench::whole_parts / 3)};
  for (std::uint64_t const cycle : {1u, 2u, 3u, 7u, 1'000u}) {
    kvbench::burst_order const order{cycle, 3, [&](std::size_t op) { return weights[op]; }};
    std::array<std::uint64_t, 3> count{};
    for (std::uint64_t i = 0; i < cycle; ++i) ++count[order.at(cycle * 5 + i)];
    for (std::uint64_t const n : count) {
      CHECK(static_cast<double>(n) == Approx(static_cast<double>(cycle) / 3).margin(1));
    }
  }
}
