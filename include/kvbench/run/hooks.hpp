// kvbench/run/hooks.hpp: what a client may offer beside its operations.
//
// Floor: run. Each hook is called where the client has it, and is silently absent where not:
//   void flush()                     empties the store before the data is loaded
//   void settle()                    after loading: checkpoints, or whatever else would disturb
//   void batch(body)                 calls body() so that what it does is one: a transaction
//   named<std::uint64_t> counts()    how many keys or elements each family holds, after the run
//   bool is_empty()                  whether it holds nothing; default: whether counts() are all 0
//   std::string label()              the client's name in results; default its type
//   named<std::string> settings()    what belongs to the row: durability, transport, version
//   double cpu_seconds()             CPU that the server's process has used so far; or an optional
//   bool is_fatal(std::exception const&)   whether an error ends the run: the connection is lost
// A std::map is as good as a `named`.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>     // convertible_to
#include <cstdint>      // counts
#include <exception>    // errors
#include <optional>     // what a client does not know
#include <string>       // names
#include <string_view>  // a type's name

#include <kvbench/core/error.hpp>  // fatal_error
#include <kvbench/core/named.hpp>  // counts, settings

namespace kvbench::hooks {

template <class Client>
void flush(Client& client) {
  if constexpr (requires { client.flush(); }) client.flush();
}

template <class Client>
void settle(Client& client) {
  if constexpr (requires { client.settle(); }) client.settle();
}

template <class Client>
concept has_batches = requires(Client& client) { client.batch([] {}); };

template <class Client, class Body>
void batch([[maybe_unused]] Client& client, Body&& body) {
  if constexpr (has_batches<Client>) {
    client.batch(body);
  } else {
    body();  // never asked for: see `run`
  }
}

template <class Client>
concept counts_families = requires(Client& client) {
  { client.counts() } -> std::convertible_to<named<std::uint64_t>>;
};

template <class Client>
named<std::uint64_t> counts(Client& client) {
  if constexpr (counts_families<Client>) {
    return client.counts();
  } else {
    return {};
  }
}

/// Yields  whether the store holds nothing; nothing where the client cannot tell.
template <class Client>
std::optional<bool> is_empty(Client& client) {
  if constexpr (requires { static_cast<bool>(client.is_empty()); }) {
    return static_cast<bool>(client.is_empty());
  } else if constexpr (counts_families<Client>) {
    for (auto const& [family, count] : hooks::counts(client)) {
      if (count != 0) return false;
    }
    return true;
  } else {
    return std::nullopt;
  }
}

template <class Client>
std::string label(Client& client) {
  if constexpr (requires { std::string{client.label()}; }) {
    return std::string{client.label()};
  } else {
    constexpr std::string_view text = __PRETTY_FUNCTION__;
    constexpr std::size_t start = text.find("Client = ") + 9;
    return std::string{text.substr(start, text.find_first_of(";]", start) - start)};
  }
}

template <class Client>
named<std::string> settings(Client& client) {
  if constexpr (requires { named<std::string>{client.settings()}; }) {
    return client.settings();
  } else {
    return {};
  }
}

template <class Client>
std::optional<double> cpu_seconds(Client& client) {
  if constexpr (requires { std::optional<double>{client.cpu_seconds()}; }) {
    return client.cpu_seconds();
  } else {
    return std::nullopt;
  }
}

template <class Client>
bool is_fatal(Client& client, std::exception const& e) {
  if (dynamic_cast<fatal_error const*>(&e) != nullptr) return true;
  if constexpr (requires { static_cast<bool>(client.is_fatal(e)); }) {
    return static_cast<bool>(client.is_fatal(e));
  } else {
    return false;
  }
}

}  // namespace kvbench::hooks
