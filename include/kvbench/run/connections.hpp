// kvbench/run/connections.hpp: how the connections of a run are shared out over its threads.
//
// Floor: run. Refuses what a client cannot do; opening them is the client's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>  // numbers as text

#include <kvbench/core/concat.hpp>       // messages
#include <kvbench/core/error.hpp>        // refusals
#include <kvbench/run/async_worker.hpp>  // clients that send ahead
#include <kvbench/run/options.hpp>       // how many

namespace kvbench::detail {

/// Errors  error where a client that waits for each reply is asked to have several connections, or
///         several requests on their way; where a thread would have no connection, or nothing to
///         send.
template <class Client>
[[gnu::cold]] void refuse_connections(run_options const& options) {
  if constexpr (sends_ahead<Client>) {
    if (options.think_time.count() != 0) {
      throw error{
          "a think time needs a client that waits for each reply; over many connections give a "
          "rate"};
    }
    if (options.batch > 1 && (options.pipeline > 1 || options.rate > 0)) {
      throw error{
          "a batch on a client that sends ahead is a pipeline that ends before the next begins: "
          "leave the pipeline and the rate out"};
    }
    if (options.connections != 0 && options.connections < options.threads) {
      throw error{concat({"a run of ", number_text(options.threads), " threads needs at least ",
                          "as many connections, not ", number_text(options.connections)})};
    }
    if (options.pipeline == 0 || options.pipeline > 65'536 || options.batch > 65'536)
      throw error{"a pipeline or a batch holds 1 to 65536 requests of each connection"};
  } else if (options.connections > options.threads || options.pipeline != 1) {
    throw error{
        "this client waits for each reply: it has one connection a thread and no pipeline; many "
        "connections and pipelines need a client that sends ahead, as redis_wire"};
  }
}

/// The connections of worker `w`; one each where the run says nothing.
inline unsigned connections_of(run_options const& options, unsigned w) {
  unsigned const all = options.connections == 0 ? options.threads : options.connections;
  return all / options.threads + (w < all % options.threads ? 1 : 0);
}

/// Opens the connections of worker `w`.
template <class Client>
[[gnu::cold]] void open_connections(Client& client, run_options const& options, unsigned w) {
  if constexpr (requires { client.open(1u); }) client.open(connections_of(options, w));
}

/// What belongs to the row: rows with a pipeline compare with no other.
template <class Client, class Settings>
[[gnu::cold]] void tell_connections(run_options const& options, Settings& settings) {
  if constexpr (sends_ahead<Client>) {
    unsigned const all = options.connections == 0 ? options.threads : options.connections;
    settings.emplace("connections", number_text(all));
    settings.emplace("pipeline", number_text(options.pipeline));
  }
}

}  // namespace kvbench::detail
