// kvbench/client_redlite.cpp: the embedded store, in memory or in a file.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redlite.hpp>  // the client

#include <sqlite3.h>  // its version

#include "client_replay.hpp"  // a trace on it
#include "client_runner.hpp"  // any workload on it
#include "own_data.hpp"       // whose keys are there

namespace kvbench::cli {

namespace {

::redlite::options opened_by(store_settings const& store) {
  ::redlite::options how;
  how.durability = store.durability == "off"    ? ::redlite::durability::off
                   : store.durability == "full" ? ::redlite::durability::full
                                                : ::redlite::durability::normal;
  how.sharing =
      store.sharing == "shared" ? ::redlite::sharing::shared : ::redlite::sharing::exclusive;
  return how;
}

run_result run_on_redlite(subject const& what, run_options const& options,
                          store_settings const& store) {
  ::redlite::db db{store.file.empty() ? ":memory:" : store.file, opened_by(store)};
  if (!store.file.empty() && !store.takes_any_data)
    refuse_data_of_others(db, store.file, "a file of its own", options);
  return run_subject<adapter::redlite>(what, options,
                                       [&db](unsigned) { return adapter::redlite{db.session()}; });
}

run_result replay_on_redlite(trace_reader& trace, replay_options const& how,
                             store_settings const& store) {
  ::redlite::db db{store.file.empty() ? ":memory:" : store.file, opened_by(store)};
  if (!store.file.empty() && !store.takes_any_data)
    refuse_data_of_others(db, store.file, "a file of its own");
  adapter::redlite one{db.session()};
  const word_calls<adapter::redlite> calls;
  return replay_on(one, trace, how, [&](trace_command const& command, call_span& span) {
    const auto call = calls.find(command.words[0]);
    return call != nullptr && call(one, command, span);
  });
}

}  // namespace

const client_kind redlite_client{
    .name = "redlite",
    .description = "the embedded store, in memory or in a file, which a run empties",
    .takes_file = true,
    .version_of = "sqlite",
    .version = [] { return std::string{sqlite3_libversion()}; },
    .lacks = &lacking_operations<adapter::redlite>,
    .run = &run_on_redlite,
    .replay = &replay_on_redlite};

}  // namespace kvbench::cli
