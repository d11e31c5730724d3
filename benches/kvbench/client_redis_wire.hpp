// kvbench/client_redis_wire.hpp: a Redis server driven over many connections, or with a pipeline.
//
// SPDX-License-Identifier: MIT
#pragma once

#include "client.hpp"  // how a client is run

namespace kvbench::cli {

/// Whether `options` ask for what one connection that waits for each reply cannot do.
inline bool sends_ahead(run_options const& options) {
  return options.connections > 0 || options.pipeline > 1 || options.batch > 1;
}

/// Runs `what` on the server at `url`.
run_result run_on_redis_wire(subject const& what, run_options const& options,
                             std::string const& url);

}  // namespace kvbench::cli
