// kvbench/workload/finish.hpp: what becomes of a reply that came later than its call.
//
// Floor: workload. The twin of op/invoke.hpp. Nothing of a call is kept until its reply comes but
// the operation's number: where its arguments are wanted again they are drawn again.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // uint64_t
#include <type_traits>  // is_void_v

#include <kvbench/op/invoke.hpp>      // what is counted
#include <kvbench/workload/draw.hpp>  // arguments, again

namespace kvbench {

/// Which call a reply belongs to, and whether it is looked at.
struct later {
  draw_source const& source;
  std::uint64_t seed = 0;
  std::uint64_t number = 0;
  bool look = false;

  [[nodiscard]] draw drawn() const noexcept { return draw_of(source, seed, number); }
};

namespace detail {

template <class Op>
[[nodiscard]] auto arguments_again(later const& which) {
  draw from = which.drawn();
  return Op::draw(from);
}

template <class Op, class... Reply>
[[gnu::always_inline]] inline std::uint64_t bytes_later(later const& which, Reply const&... reply) {
  if constexpr (tells_sent_bytes<Op>) {
    return (std::uint64_t{0} + ... + Op::reply_bytes(reply));  // the others were counted when sent
  } else if constexpr (requires(arguments_of<Op> const& a) { Op::bytes(a, reply...); }) {
    return bytes_of<Op>(arguments_again<Op>(which), reply...);
  } else {
    return 0;
  }
}

}  // namespace detail

/// Reads the reply that `client` holds, counts it, and verifies it where it is to be looked at.
/// Errors  what reading it throws, an error reply among them; the tally is then as before the call.
template <class Op, class Client>
[[gnu::always_inline]] inline verdict finish(Client& client, later const& which,
                                             call_tally& tally) {
  static_assert(answers_later<Op, Client>,
                "kvbench: an operation (first argument) answers at once on a client (second "
                "argument) that sends ahead: its call must return what the client's call returned");
  using answer = std::remove_cvref_t<answer_of<Op, Client>>;
  try {
    if constexpr (std::is_void_v<typename answer::reply>) {
      answer::read(client);
      tally.bytes += detail::bytes_later<Op>(which);
    } else {
      auto&& reply = answer::read(client);
      tally.misses += is_hit<Op>(reply) ? 0 : 1;
      tally.bytes += detail::bytes_later<Op>(which, reply);
      if constexpr (requires(arguments_of<Op> const& a) {
                      static_cast<bool>(Op::verify(which.drawn(), a, reply));
                    }) {
        if (which.look) [[unlikely]] {
          bool const right = Op::verify(which.drawn(), detail::arguments_again<Op>(which), reply);
          return right ? verdict::right : verdict::wrong;
        }
      }
    }
    return verdict::unverified;
  } catch (...) {
    if constexpr (tells_sent_bytes<Op>)
      tally.bytes -= Op::sent_bytes(detail::arguments_again<Op>(which));
    throw;
  }
}

namespace detail {

template <class Op, class Client>
constexpr verdict (*finish_of())(Client&, later const&, call_tally&) {
  if constexpr (answers_later<Op, Client>) {
    return [](Client& client, later const& which, call_tally& tally) {
      return finish<Op>(client, which, tally);
    };
  } else {
    return nullptr;
  }
}

}  // namespace detail

}  // namespace kvbench
