// kvbench/client_map.cpp: a std::unordered_map.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/map.hpp>  // the client

#include "client_runner.hpp"  // any workload on it

namespace kvbench::cli {

namespace {

run_result run_on_map(subject const& what, run_options const& options, store_settings const&) {
  return run_subject<adapter::map>(what, options, [](unsigned) { return adapter::map{}; });
}

}  // namespace

const client_kind map_client{.name = "map",
                             .description = "a std::unordered_map: strings only, one thread",
                             .takes_threads = false,
                             .lacks = &lacking_operations<adapter::map>,
                             .run = &run_on_map};

}  // namespace kvbench::cli
