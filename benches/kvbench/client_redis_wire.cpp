// kvbench/client_redis_wire.cpp: a Redis server, each thread over many connections.
//
// SPDX-License-Identifier: MIT
#include "client_redis_wire.hpp"

#include <kvbench/adapter/redis_wire.hpp>  // the client

#include "client_runner.hpp"  // any workload on it

namespace kvbench::cli {

run_result run_on_redis_wire(subject const& what, run_options const& options,
                             std::string const& url) {
  auto const address = adapter::redis_address::parse(url);
  return run_subject<adapter::redis_wire>(what, options,
                                          [&](unsigned) { return adapter::redis_wire(address); });
}

}  // namespace kvbench::cli
