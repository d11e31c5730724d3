// kvbench/client_null.cpp: the store that does nothing.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/null.hpp>  // the client

#include "client_runner.hpp"  // any workload on it

namespace kvbench::cli {

namespace {

run_result run_on_null(subject const& what, run_options const& options, store_settings const&) {
  run_result result =
      run_subject<adapter::null>(what, options, [](unsigned) { return adapter::null{}; });
  // It answers nil to every read; that it does is nothing to be warned of.
  std::erase_if(result.flags, [](std::string const& flag) { return flag.starts_with("hit rate"); });
  return result;
}

}  // namespace

const client_kind null_client{
    .name = "null",
    .description = "does nothing and answers nil: what is left is the harness",
    .lacks = &lacking_operations<adapter::null>,
    .run = &run_on_null};

}  // namespace kvbench::cli
