// kvbench/client_runner.hpp: any workload on one client, chosen at run time.
//
// Each client_<name>.cpp instantiates this for its client: every operation once, whatever workloads
// name it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/run/closed_loop.hpp>  // run
#include <kvbench/scenario/table.hpp>   // workloads made at run time

#include <string>   // names
#include <utility>  // std::forward
#include <vector>   // what is lacking

#include "client.hpp"  // subject

namespace kvbench::cli {

template <class Client>
std::vector<std::string> lacking_operations(subject const& what) {
  std::vector<std::string> lacking;
  static_cast<void>(table_of<Client>(what.plays, lacking));
  return lacking;
}

/// `make_client(worker)` yields the client of each worker.
template <class Client, class MakeClient>
run_result run_subject(subject const& what, run_options const& options, MakeClient&& make_client) {
  std::vector<std::string> lacking;
  return run(table_of<Client>(what.plays, lacking), std::forward<MakeClient>(make_client), options);
}

}  // namespace kvbench::cli
