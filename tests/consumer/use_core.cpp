// use_core.cpp: a stranger's program that needs nothing but kvbench::kvbench: its own store, its
// own operation.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/version.hpp>
#include <kvbench/op/operation.hpp>
#include <kvbench/run/closed_loop.hpp>
#include <kvbench/workload/draw.hpp>
#include <kvbench/workload/key_text.hpp>
#include <kvbench/workload/mix.hpp>

#include <string>
#include <string_view>
#include <unordered_set>

struct my_store {
  std::unordered_set<std::string> names;
};

struct lookup {
  static constexpr std::string_view name = "lookup";
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static bool call(my_store& store, const kvbench::key_text& key) {
    return store.names.count(std::string(std::string_view(key))) != 0;
  }
};

static_assert(kvbench::require<lookup, my_store>::value);

int main() {
  int unused;  // a consumer's warning must stay a warning
  using namespace kvbench::literals;
  constexpr auto lookups = kvbench::workload("lookups", 100_pct * lookup{});
  kvbench::run_options options;
  options.operations = 1'000;
  const auto result = kvbench::run(
      lookups, [](unsigned) { return my_store{{"user:0000000000"}}; }, options);
  return result.operations.size() == 1 && result.operations[0].count == 1'000 &&
                 !kvbench::version.empty()
             ? 0
             : 1;
}
