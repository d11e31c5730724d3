// kvbench/client_redis.cpp: a Redis server, over TCP or a unix socket.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/hiredis.hpp>  // the client

#include "client_redis_wire.hpp"  // over many connections
#include "client_replay.hpp"      // a trace on it
#include "client_runner.hpp"      // any workload on it
#include "own_data.hpp"           // whose keys are there

namespace kvbench::cli {

namespace {

using client = adapter::hiredis;

run_result run_on_redis(subject const& what, run_options const& options,
                        store_settings const& store) {
  client first{store.file};
  if (!store.takes_any_data)
    refuse_data_of_others(first, first.label(), "a database of its own, as in redis://HOST:PORT/9",
                          options);
  if (sends_ahead(options)) return run_on_redis_wire(what, options, store.file);
  return run_subject<client>(what, options, [&first](unsigned) { return first.session(); });
}

run_result replay_on_redis(trace_reader& trace, replay_options const& how,
                           store_settings const& store) {
  client one{store.file};
  if (!store.takes_any_data)
    refuse_data_of_others(one, one.label(), "a database of its own, as in redis://HOST:PORT/9");
  return replay_on(one, trace, how, [&one](trace_command const& command, call_span& span) {
    span.start_ns = steady_ticks::now();
    const auto reply = one.command(command.words);
    span.end_ns = steady_ticks::now();
    if (reply.type() == ::redlite::resp::node::error)
      throw ::redlite::error(::redlite::resp::code_of(reply.text()), std::string{reply.text()});
    return true;
  });
}

}  // namespace

const client_kind redis_client{
    .name = "redis",
    .also_named = "unix",
    .shown = "redis://HOST:PORT, unix:/PATH",
    .description = "a Redis server; a run empties its database",
    .label_of = [](std::string const& url) { return adapter::redis_address::parse(url).text(); },
    .takes_connections = true,
    .version_of = "hiredis",
    .version =
        [] {
          return std::to_string(HIREDIS_MAJOR) + "." + std::to_string(HIREDIS_MINOR) + "." +
                 std::to_string(HIREDIS_PATCH);
        },
    .lacks = &lacking_operations<client>,
    .run = &run_on_redis,
    .replay = &replay_on_redis};

}  // namespace kvbench::cli
