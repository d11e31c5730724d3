// kvbench/op/invoke.hpp: one call of an operation, and what it adds up to.
//
// Floor: op. Calls and judges; when, and with which arguments, is run/. What becomes of a reply
// that comes later is workload/finish.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // uint64_t
#include <string>       // the first error
#include <string_view>  // names
#include <type_traits>  // is_void_v

#include <kvbench/op/operation.hpp>  // how a reply is judged

namespace kvbench {

/// What the calls of one operation add up to, beside their time.
struct call_tally {
  std::uint64_t misses = 0;
  std::uint64_t bytes = 0;
  std::uint64_t played = 0;
  std::uint64_t errors = 0;
  std::string first_error;
};

/// Stops the time of a call whose reply is looked at afterwards.
struct stopwatch {
  std::uint64_t (*now)() noexcept = nullptr;
  bool look = true;  ///< false: the reply is not verified
  std::uint64_t stopped_at = 0;
};

/// What became of a reply that was looked at.
enum class verdict : std::uint8_t { unverified, right, wrong };

/// Whether `Op` can tell the bytes that it sends and the bytes of its reply apart, so that its
/// arguments may be forgotten before the reply comes.
template <class Op>
concept tells_sent_bytes =
    requires(arguments_of<Op> const& arguments) { Op::sent_bytes(arguments); };

/// Calls `Op`. The reply is gone when this returns, so that its destruction is part of the call's
/// time; a reply that comes later is counted then. Errors  what the call throws; the tally is then
/// untouched.
template <class Op, class Client>
[[gnu::always_inline]] inline void invoke(Client& client, arguments_of<Op> const& arguments,
                                          call_tally& tally) {
  if constexpr (answers_later<Op, Client>) {
    static_cast<void>(Op::call(client, arguments));
    if constexpr (tells_sent_bytes<Op>) tally.bytes += Op::sent_bytes(arguments);
  } else if constexpr (std::is_void_v<reply_of<Op, Client>>) {
    Op::call(client, arguments);
    tally.bytes += bytes_of<Op>(arguments);
  } else {
    auto&& reply = Op::call(client, arguments);
    tally.misses += is_hit<Op>(reply) ? 0 : 1;
    tally.bytes += bytes_of<Op>(arguments, reply);
  }
}

/// Calls `Op` on the control of `client` and, where the operation can, verifies the reply.
template <class Op, class Client>
verdict invoke_verified(Client& client, arguments_of<Op> const& arguments, draw const& drawn,
                        call_tally& tally, stopwatch& watch) {
  if constexpr (answers_later<Op, Client>) {
    return invoke_verified<Op>(control(client), arguments, drawn, tally, watch);
  } else if constexpr (std::is_void_v<reply_of<Op, Client>>) {
    invoke<Op>(client, arguments, tally);
    watch.stopped_at = watch.now();
    return verdict::unverified;
  } else {
    auto&& reply = Op::call(client, arguments);
    watch.stopped_at = watch.now();
    tally.misses += is_hit<Op>(reply) ? 0 : 1;
    tally.bytes += bytes_of<Op>(arguments, reply);
    if constexpr (requires { static_cast<bool>(Op::verify(drawn, arguments, reply)); }) {
      if (!watch.look) return verdict::unverified;
      return Op::verify(drawn, arguments, reply) ? verdict::right : verdict::wrong;
    } else {
      return verdict::unverified;
    }
  }
}

/// What stands in for a call where the harness times itself: the arguments are in memory, as a call
/// would find them.
template <class Arguments>
[[gnu::always_inline]] inline void invoke_nothing(Arguments const& arguments) {
  asm volatile("" : : "m"(arguments));
}

/// What is known of an operation without calling it.
struct operation_facts {
  std::string_view name;
  kvbench::effect effect = kvbench::effect::none;
  std::string_view data;     ///< the name of its data, empty where it has none
  double hit_rate_min = -1;  ///< what it says itself; below 0 where it says nothing
};

template <class Op>
constexpr operation_facts facts_of() {
  operation_facts facts{
      .name = Op::name, .effect = effect_of<Op>(), .data = {}, .hit_rate_min = -1};
  if constexpr (!std::is_void_v<data_of<Op>>) facts.data = data_of<Op>::name;
  if constexpr (requires { Op::hit_rate_min; }) facts.hit_rate_min = Op::hit_rate_min;
  return facts;
}

}  // namespace kvbench
