// kvbench/client_runner.hpp: any workload of the catalogue on one client, chosen at run time.
//
// Each client_<name>.cpp instantiates this for its client: every operation once, whatever workloads
// name it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/redis/catalogue.hpp>   // the workloads as types
#include <kvbench/redis/operations.hpp>  // all operations
#include <kvbench/run/closed_loop.hpp>   // run
#include <kvbench/workload/table.hpp>    // workloads made at run time

#include <boost/hana/for_each.hpp>  // one after the other

#include <string>   // names
#include <utility>  // std::move
#include <vector>   // what is lacking

#include "client.hpp"  // subject

namespace kvbench::cli {

namespace detail {

template <class Op, class Client>
void add([[maybe_unused]] table_workload<Client>& table, [[maybe_unused]] std::int64_t parts,
         [[maybe_unused]] std::vector<std::string>& lacking) {
  if constexpr (runs_on<Op, Client> && kvbench::detail::loads<data_of<Op>, Client>) {
    table.add(table_operation_of<Op, Client>(), parts);
  } else {
    lacking.emplace_back(Op::name);
  }
}

template <class Client, class... Parts>
void add_all(table_workload<Client>& table, mix_of<Parts...>, std::vector<std::string>& lacking) {
  (add<typename Parts::operation_type>(table, Parts::weight_type::value, lacking), ...);
}

}  // namespace detail

/// The workload that `what` names, and into `lacking` the operations of it that `Client` does not
/// have.
template <class Client>
table_workload<Client> table_of(subject const& what, std::vector<std::string>& lacking) {
  table_workload<Client> table;
  table.name = what.name;
  if (what.is_operation) {
    boost::hana::for_each(redis::operations, [&](auto op) {
      if (decltype(op)::name == what.name) detail::add<decltype(op)>(table, whole_parts, lacking);
    });
    return table;
  }
  redis::catalogue::for_each_workload([&](auto const& w) {
    if (w.name != what.name) return;
    table.keys_distribution = w.keys_distribution;
    table.value_bytes = w.value_bytes;
    detail::add_all(table, typename std::remove_cvref_t<decltype(w)>::mix_type{}, lacking);
  });
  return table;
}

template <class Client>
std::vector<std::string> lacking_operations(subject const& what) {
  std::vector<std::string> lacking;
  table_of<Client>(what, lacking);
  return lacking;
}

/// `make_client(worker)` yields the client of each worker.
template <class Client, class MakeClient>
run_result run_subject(subject const& what, run_options const& options, MakeClient&& make_client) {
  std::vector<std::string> lacking;
  return run(table_of<Client>(what, lacking), std::forward<MakeClient>(make_client), options);
}

}  // namespace kvbench::cli
