// kvbench/adapter/redis_wire.hpp: a Redis server as a client that sends ahead, over many
// connections.
//
// Floor: wing adapter. Every command of the vocabulary, with no code per command, as in
// hiredis.hpp; a call writes its request, and the reply is read where it has come.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>       // time limits
#include <cstdint>      // std::uint64_t
#include <exception>    // errors
#include <optional>     // bytes or nothing
#include <string>       // sentences
#include <string_view>  // bytes, URLs
#include <type_traits>  // std::is_same_v
#include <utility>      // std::move

#include <kvbench/adapter/hiredis.hpp>             // the client that answers at once
#include <kvbench/adapter/redis_wire_sockets.hpp>  // connections
#include <kvbench/adapter/redis_wire_writer.hpp>   // requests
#include <kvbench/op/pending.hpp>                  // replies that come later
#include <redlite/command/table.hpp>               // members
#include <redlite/resp/decode.hpp>                 // replies

namespace kvbench::adapter {

class redis_wire;

namespace detail {

/// What a reply is read as: bytes are viewed where they lie.
template <class Signature>
using wire_value =
    std::conditional_t<std::is_same_v<typename Signature::reply, ::redlite::reply::bulk>,
                       std::optional<std::string_view>, typename Signature::result>;

}  // namespace detail

/// How the reply to a request is read once it is there.
template <class Command, class Signature>
struct wire_answer : pending<detail::wire_value<Signature>> {
  template <class Client>
  static detail::wire_value<Signature> read(Client const& client) {
    using ::redlite::resp::node;
    wire_tree const reply = client.reply();
    if constexpr (std::is_same_v<typename Signature::reply, ::redlite::reply::bulk>) {
      if (reply.type() == node::text) [[likely]]
        return reply.text();
      if (reply.type() == node::nil) return std::nullopt;
    }
    return decoded(reply);
  }

 private:
  /// Anything else that bytes may be, and every other kind.
  static detail::wire_value<Signature> decoded(wire_tree reply) {
    if constexpr (std::is_same_v<typename Signature::reply, ::redlite::reply::bulk>) {
      static_cast<void>(::redlite::resp::decode<Command, Signature>(reply));
      return reply.text();  // a status
    } else {
      return ::redlite::resp::decode<Command, Signature>(reply);
    }
  }
};

}  // namespace kvbench::adapter

template <class Command, class Signature>
struct redlite::answer_of<kvbench::adapter::redis_wire, Command, Signature> {
  using type = kvbench::adapter::wire_answer<Command, Signature>;
};

namespace kvbench::adapter {

/// Many connections, used by one thread, each with as many requests on their way as a run asks for
/// (`run_options::connections`, `pipeline`). Each worker of a run takes a `session()`. Beside them
/// one connection more, the control, which loads the data and verifies after the run.
///
///     kvbench::adapter::redis_wire store{"redis://127.0.0.1:6379"};
///     auto result = kvbench::run(workload, [&](unsigned) { return store.session(); },
///                                {.connections = 1000, .pipeline = 16});
///
/// Errors  as hiredis: what Redis says of one request is one failed operation; a connection that is
///         lost, late or garbled ends the run.
/// Cost    24 bytes per connection and 24 per request on its way, beside the kernel's sockets.
class redis_wire : public ::redlite::members<redis_wire> {
 public:
  explicit redis_wire(redis_address const& address) : control_(address), sockets_(address) {}
  explicit redis_wire(std::string_view url) : redis_wire(redis_address::parse(url)) {}

  [[nodiscard]] redis_wire session() const { return redis_wire(sockets_.address()); }
  [[nodiscard]] hiredis& control() noexcept { return control_; }

  void flush() { control_.flush(); }
  void settle() { control_.settle(); }
  named<std::uint64_t> counts() { return control_.counts(); }
  [[nodiscard]] bool is_empty() { return control_.is_empty(); }
  [[nodiscard]] std::optional<double> cpu_seconds() { return control_.cpu_seconds(); }
  [[nodiscard]] std::string label() const { return control_.label(); }
  [[nodiscard]] named<std::string> settings() { return control_.settings(); }
  [[nodiscard]] bool is_fatal(std::exception const& failure) const {
    return control_.is_fatal(failure);
  }

  /// Opens as many connections. Errors  as hiredis', and where the server takes fewer.
  void open(unsigned connections) { sockets_.open(connections); }

  // What run/async_worker.hpp asks for.
  [[nodiscard]] unsigned connections() const noexcept {
    return static_cast<unsigned>(sockets_.size());
  }
  void aim(unsigned connection) noexcept { aimed_at_ = connection; }
  void send() {
    sockets_.send(aimed_at_, writer_.bytes());
    writer_.clear();
  }
  template <class Listener>
  void poll(std::int64_t ns, Listener& listener) {
    struct hears {
      redis_wire& client;
      Listener& listener;
      void received(unsigned connection) { listener.received(connection); }
      void reply(unsigned connection, wire_node const& node) {
        client.reply_ = &node;
        listener.reply(connection);
      }
      void settled(unsigned connection) { listener.settled(connection); }
    } all{*this, listener};
    sockets_.poll(ns, all);
  }
  [[nodiscard]] std::uint64_t reply_limit_ns() const noexcept {
    return static_cast<std::uint64_t>(
        std::chrono::nanoseconds(sockets_.address().command_timeout).count());
  }
  [[noreturn]] void refuse_late(unsigned) const {
    sockets_.refuse(::redlite::errc::timeout,
                    "no answer from " + sockets_.address().text() + " within " +
                        std::to_string(sockets_.address().command_timeout.count()) + " ms");
  }
  [[noreturn]] void refuse_unasked(unsigned) const {
    bool const has_text = reply().type() == ::redlite::resp::node::error;
    sockets_.refuse(::redlite::errc::protocol,
                    sockets_.address().text() + " sent a reply that nobody asked for" +
                        (has_text ? ": " + std::string(reply().text()) : ""));
  }

  /// The reply that has just come.
  [[nodiscard]] wire_tree reply() const noexcept { return wire_tree(*reply_); }

  template <class Command, class Signature, class... Arguments>
  wire_answer<Command, Signature> execute(Arguments const&... arguments) {
    writer_.command<Command, Signature>(arguments...);
    return {};
  }

 private:
  hiredis control_;
  wire_sockets sockets_;
  wire_writer writer_;
  wire_node const* reply_ = nullptr;
  unsigned aimed_at_ = 0;
};

static_assert(runs_on<redis::op<redis::cmd::get>, redis_wire> &&
              runs_on<redis::op<redis::cmd::xread>, redis_wire>);

}  // namespace kvbench::adapter
