// kvbench/client_redlite.cpp: the embedded store, in memory or in a file.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redlite.hpp>  // the client
#include <kvbench/redis/family.hpp>     // whose keys a benchmark writes

#include <sqlite3.h>  // its version

#include <string_view>  // prefixes

#include "client_runner.hpp"  // any workload on it

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

/// A run empties the store. A file that holds keys, and none of those that a run leaves behind, is
/// somebody's data.
void refuse_data_of_others(::redlite::db& db, std::string const& file) {
  const auto held = db.dbsize();
  if (held == 0) return;
  for (std::string_view const prefix :
       {redis::strings::prefix, redis::counters::prefix, redis::logs::prefix, redis::lists::prefix,
        redis::hashes::prefix, redis::hash_counters::prefix, redis::sets::prefix,
        redis::sorted_sets::prefix, redis::streams::prefix}) {
    for (std::uint64_t number = 0; number < 1000; ++number) {
      if (db.exists(std::string_view{key_text{prefix, number}}) != 0) return;
    }
  }
  throw error{file + " holds " + std::to_string(held) + (held == 1 ? " key" : " keys") +
              " that no benchmark wrote, and a run empties the store: give it a file of its own"};
}

run_result run_on_redlite(subject const& what, run_options const& options,
                          store_settings const& store) {
  ::redlite::db db{store.file.empty() ? ":memory:" : store.file, opened_by(store)};
  if (!store.file.empty()) refuse_data_of_others(db, store.file);
  return run_subject<adapter::redlite>(what, options,
                                       [&db](unsigned) { return adapter::redlite{db.session()}; });
}

}  // namespace

const client_kind redlite_client{
    .name = "redlite",
    .description = "the embedded store, in memory or in a file, which a run empties",
    .takes_file = true,
    .version_of = "sqlite",
    .version = [] { return std::string{sqlite3_libversion()}; },
    .lacks = &lacking_operations<adapter::redlite>,
    .run = &run_on_redlite};

}  // namespace kvbench::cli
