// kvbench/op/pending.hpp: a reply that comes later, and the client that answers at once beside it.
//
// Floor: op. Types only: who waits for replies is run/, how they are read is the client's.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>     // derived_from
#include <type_traits>  // remove_cvref_t
#include <utility>      // declval

namespace kvbench {

/// What a call yields that only sent its request: derive from it, and say how the reply is read:
///
///     struct answer : kvbench::pending<std::optional<std::string>> {
///       static std::optional<std::string> read(my_client&);  // once it has come
///     };
template <class Reply>
struct pending {
  using reply = Reply;
};

template <class Answer>
concept pending_reply = requires { typename std::remove_cvref_t<Answer>::reply; } &&
                        std::derived_from<std::remove_cvref_t<Answer>,
                                          pending<typename std::remove_cvref_t<Answer>::reply>>;

namespace detail {

template <class Answer>
struct settled {
  using type = Answer;
};
template <pending_reply Answer>
struct settled<Answer> {
  using type = typename std::remove_cvref_t<Answer>::reply;
};

}  // namespace detail

/// Yields  the client that answers each call at once: what `client.control()` returns where a
/// client only sends, the client itself elsewhere. It loads the data, and verifies after the run.
template <class Client>
[[nodiscard]] constexpr auto& control(Client& client) noexcept {
  if constexpr (requires { client.control(); }) {
    return client.control();
  } else {
    return client;
  }
}

template <class Client>
using control_of = std::remove_reference_t<decltype(control(std::declval<Client&>()))>;

}  // namespace kvbench
