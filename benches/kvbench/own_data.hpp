// kvbench/own_data.hpp: whether a store may be emptied.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/core/error.hpp>          // the refusal
#include <kvbench/redis/family.hpp>        // whose keys a benchmark writes
#include <kvbench/run/options.hpp>         // how they look
#include <kvbench/workload/key_shape.hpp>  // their names

#include <algorithm>    // std::min
#include <cstdint>      // numbers of keys
#include <string>       // messages
#include <string_view>  // prefixes
#include <vector>       // keys

namespace kvbench::cli {

/// A run empties the store. One that holds keys, and none of those that a run leaves behind, is
/// somebody's data. Runs leave keys as `options` shape them, or plain ones.
template <class Client>
void refuse_data_of_others(Client& client, std::string const& where, std::string const& instead,
                           run_options const& options = {}) {
  const auto held = client.dbsize();
  if (held == 0) return;
  const auto holds_keys_of = [&client](key_shape const& shape, std::uint64_t most) {
    for (std::string_view const prefix :
         {redis::strings::prefix, redis::counters::prefix, redis::logs::prefix,
          redis::lists::prefix, redis::hashes::prefix, redis::hash_counters::prefix,
          redis::sets::prefix, redis::sorted_sets::prefix, redis::streams::prefix}) {
      std::vector<key_text> keys;
      for (std::uint64_t number = 0; number < most && shape.fits(prefix); ++number)
        keys.push_back(shape.text(prefix, number));
      if (!keys.empty() && client.exists(keys) != 0) return true;
    }
    return false;
  };
  key_shape const own{options.key_prefix, options.key_length, options.keys};
  // A short length may have no room for the digits of more keys than there are.
  if (holds_keys_of(own, own.is_plain() ? 1000 : std::min<std::uint64_t>(1000, options.keys)))
    return;
  if (!own.is_plain() && holds_keys_of(key_shape{"", 0, options.keys}, 1000)) return;
  throw error{where + " holds " + std::to_string(held) + (held == 1 ? " key" : " keys") +
              " that no benchmark wrote, and a run empties the store: give it " + instead +
              ", or say --force"};
}

}  // namespace kvbench::cli
