// kvbench/client.hpp: the clients that the program was built with.
//
// Each client is compiled in a file of its own, client_<name>.cpp, which instantiates every
// operation once.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/run/options.hpp>        // how it is run
#include <kvbench/run/result.hpp>         // what it yields
#include <kvbench/scenario/scenario.hpp>  // what is played

#include <array>        // the table of clients
#include <string>       // names, files
#include <string_view>  // names
#include <vector>       // lacking operations

namespace kvbench {
class trace_reader;
struct replay_options;
}  // namespace kvbench

namespace kvbench::cli {

/// What is to be played: a workload, or one operation alone.
struct subject {
  scenario plays;
  bool is_operation = false;
};

/// What the store behind a client is told; clients without a store of that kind ignore it.
struct store_settings {
  std::string file;  ///< empty: in memory; of a server, its address
  std::string durability = "normal";
  std::string sharing = "exclusive";
  bool takes_any_data = false;  ///< it may hold data of others: it is emptied, or only read
};

struct client_kind {
  std::string_view name;
  std::string_view also_named{};  ///< an address may begin with this too
  std::string_view shown{};       ///< in the list of clients; default the name
  std::string_view description;
  bool takes_file = false;  ///< name:FILE is allowed
  /// Where the client is an address, name:...: what a report calls it, without its password. Throws
  /// what is no address.
  std::string (*label_of)(std::string const& address) = nullptr;
  bool takes_threads = true;       ///< workers share one store
  bool takes_connections = false;  ///< --connections and --pipeline
  std::string_view version_of{};   ///< the library whose version belongs into the context
  std::string (*version)() = nullptr;
  /// The operations of `what` that the client lacks.
  std::vector<std::string> (*lacks)(subject const& what) = nullptr;
  run_result (*run)(subject const& what, run_options const& options,
                    store_settings const& store) = nullptr;
  /// Empties the store and plays a trace on it; null where the client plays none.
  run_result (*replay)(trace_reader& trace, replay_options const& how,
                       store_settings const& store) = nullptr;
};

extern const client_kind redlite_client;
extern const client_kind redis_client;
extern const client_kind map_client;
extern const client_kind null_client;

/// All of them; the first is the default.
inline const std::array<client_kind const*, 4>& all_clients() {
  static const std::array<client_kind const*, 4> all{&redlite_client, &redis_client, &map_client,
                                                     &null_client};
  return all;
}

}  // namespace kvbench::cli
