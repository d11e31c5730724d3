// own_operation.cpp: measuring what is no Redis command: an operation is a type without state.
//
// SPDX-License-Identifier: MIT
#include <kvbench/report/console.hpp>   // the table
#include <kvbench/run/closed_loop.hpp>  // run
#include <kvbench/workload/mix.hpp>     // workload, pct

#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

/// A queue of jobs by priority.
struct job_queue {
  std::priority_queue<std::pair<int, std::string>> jobs;
};

/// What is there before the first operation, loaded once for both.
struct backlog {
  static constexpr std::string_view name = "backlog";
  static void load(job_queue& queue, const kvbench::loader& from) {
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      queue.jobs.emplace(static_cast<int>(i % 100), std::string(from.value(i)));
    }
  }
};

struct submit {
  static constexpr std::string_view name = "submit";
  static constexpr auto effect = kvbench::effect::fills;
  using data = backlog;

  struct job {  // drawn outside the timed section, and dealt like a card
    int priority;
    std::string_view payload;
  };
  static job draw(kvbench::draw& d) { return {static_cast<int>(d.number(100)), d.value()}; }
  static void call(job_queue& queue, const job& j) {
    queue.jobs.emplace(j.priority, std::string(j.payload));
  }
  static std::uint64_t bytes(const job& j) { return j.payload.size(); }
};

struct take {
  static constexpr std::string_view name = "take";
  static constexpr auto effect = kvbench::effect::drains;
  using data = backlog;

  struct nothing {};
  static nothing draw(kvbench::draw&) { return {}; }
  static bool call(job_queue& queue, nothing) {  // true: a hit
    if (queue.jobs.empty()) return false;
    queue.jobs.pop();
    return true;
  }
};

using namespace kvbench::literals;
constexpr auto churn = kvbench::workload("churn", 50_pct * submit{} + 50_pct * take{});

int main() {
  const auto result = kvbench::run(churn, [](unsigned) { return job_queue{}; },
                                   {.keys = 1'000, .operations = 50'000});
  std::cout << kvbench::report::console_result(result);
  return result.operations[0].errors + result.operations[1].errors == 0 ? 0 : 1;
}
