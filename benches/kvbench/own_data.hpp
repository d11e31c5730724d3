// kvbench/own_data.hpp: whether a store may be emptied.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/error.hpp>         // the refusal
#include <kvbench/redis/family.hpp>       // whose keys a benchmark writes
#include <kvbench/workload/key_text.hpp>  // their names

#include <string>       // messages
#include <string_view>  // prefixes
#include <vector>       // keys

namespace kvbench::cli {

/// A run empties the store. One that holds keys, and none of those that a run leaves behind, is
/// somebody's data.
template <class Client>
void refuse_data_of_others(Client& client, std::string const& where, std::string const& instead) {
  const auto held = client.dbsize();
  if (held == 0) return;
  for (std::string_view const prefix :
       {redis::strings::prefix, redis::counters::prefix, redis::logs::prefix, redis::lists::prefix,
        redis::hashes::prefix, redis::hash_counters::prefix, redis::sets::prefix,
        redis::sorted_sets::prefix, redis::streams::prefix}) {
    std::vector<key_text> keys;
    for (std::uint64_t number = 0; number < 1000; ++number) keys.emplace_back(prefix, number);
    if (client.exists(keys) != 0) return;
  }
  throw error{where + " holds " + std::to_string(held) + (held == 1 ? " key" : " keys") +
              " that no benchmark wrote, and a run empties the store: give it " + instead +
              ", or say --force"};
}

}  // namespace kvbench::cli
