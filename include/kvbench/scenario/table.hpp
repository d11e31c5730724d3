// kvbench/scenario/table.hpp: a scenario as a workload that a client can play.
//
// Floor: wing scenario. Compiles every operation that a file can name for the client, once for each
// kind of client in a program.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>  // names
#include <vector>  // what is lacking

#include <kvbench/scenario/redis_words.hpp>  // the operations
#include <kvbench/scenario/scenario.hpp>     // what is read
#include <kvbench/workload/table.hpp>        // what is made

namespace kvbench {

/// Yields  the workload, without the operations that `Client` does not have; their names go into
/// `lacking`.
template <class Client>
[[nodiscard]] table_workload<Client> table_of(scenario const& from,
                                              std::vector<std::string>& lacking) {
  table_workload<Client> table;
  table.name = from.name;
  table.keys_distribution = from.keys;
  table.value_bytes = from.value_bytes;
  table.burst_cycle = from.burst_cycle;
  for (scenario_operation const& wanted : from.operations) {
    bool has = false;
    detail::for_each_scenario_operation([&](auto one) {
      using op = decltype(one);
      if constexpr (runs_on<op, Client> && detail::loads<data_of<op>, control_of<Client>>) {
        if (wanted.name != op::name || wanted.data != op::data::name) return;
        table.add(table_operation_of<op, Client>(), wanted.weight);
        has = true;
      }
    });
    if (!has) lacking.push_back(wanted.name);
  }
  return table;
}

}  // namespace kvbench
