// kvbench/adapter/hiredis_connection.hpp: one connection to a Redis server, by hiredis.
//
// Floor: wing adapter. hiredis 0.14.1 and 1.x. Words out, replies in; it knows no command but AUTH
// and SELECT, which open it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <hiredis/hiredis.h>  // the connection, the parser of replies
#include <sys/socket.h>       // send
#include <sys/time.h>         // timeval

#include <cerrno>       // why a call failed
#include <chrono>       // time limits
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <cstring>      // strerror
#include <memory>       // owners
#include <new>          // std::bad_alloc
#include <string>       // bytes
#include <string_view>  // bytes
#include <utility>      // std::move

#include <kvbench/adapter/redis_address.hpp>  // where to
#include <redlite/core/error.hpp>             // error
#include <redlite/resp/argv.hpp>              // words
#include <redlite/resp/reply_error.hpp>       // error replies
#include <redlite/resp/reply_tree.hpp>        // what a reply models
#include <redlite/resp/writer.hpp>            // words as bytes

namespace kvbench::adapter {

/// A reply of hiredis as `redlite::resp::reply_tree`: a view.
class hiredis_reply {
 public:
  explicit hiredis_reply(redisReply const* reply) noexcept : reply_(reply) {}

  [[nodiscard]] ::redlite::resp::node type() const noexcept {
    using ::redlite::resp::node;
    switch (reply_->type) {
      case REDIS_REPLY_STATUS:
        return node::status;
      case REDIS_REPLY_ERROR:
        return node::error;
      case REDIS_REPLY_INTEGER:
        return node::integer;
      case REDIS_REPLY_STRING:
        return node::text;
      case REDIS_REPLY_ARRAY:
        return node::array;
      default:
        return node::nil;
    }
  }
  [[nodiscard]] std::string_view text() const noexcept { return {reply_->str, reply_->len}; }
  [[nodiscard]] std::int64_t integer() const noexcept { return reply_->integer; }
  [[nodiscard]] std::size_t size() const noexcept { return reply_->elements; }
  [[nodiscard]] hiredis_reply operator[](std::size_t i) const noexcept {
    return hiredis_reply(reply_->element[i]);
  }

 private:
  redisReply const* reply_;
};

static_assert(::redlite::resp::reply_tree<hiredis_reply>);

/// Opened when made; once lost, it stays lost: nothing reconnects behind the caller's back, so no
/// command is ever sent twice.
class hiredis_connection {
 public:
  struct frees {
    void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
    void operator()(redisContext* context) const noexcept { redisFree(context); }
  };
  using owned_reply = std::unique_ptr<redisReply, frees>;

  /// Errors  connection_lost where there is no server, timeout, auth where it wants another name or
  ///         password, and what SELECT is refused with.
  explicit hiredis_connection(redis_address address) : address_(std::move(address)) {
    connect();
    if (!address_.password.empty()) {
      words_.clear();
      words_.text("AUTH");
      if (!address_.user.empty()) words_.text(address_.user);
      words_.text(address_.password);
      enter("AUTH");
    }
    if (address_.database != 0) {
      words_.clear();
      words_.text("SELECT");
      words_.integer(address_.database);
      enter("SELECT");
    }
  }

  /// Sends one command and waits for its reply, an error reply among them.
  /// Errors  connection_lost, timeout, protocol; the connection is given up then.
  owned_reply exchange(::redlite::resp::argv const& words) {
    check_connected();
    bytes_.clear();
    ::redlite::resp::write_command(bytes_, words);
    send(bytes_);
    return receive();
  }

  /// Sends `many` commands, as `write_command` writes them one after the other, and calls
  /// `each(hiredis_reply)` with each reply in turn.
  /// Errors  as above; what `each` throws must not be lived on with: replies are left unread.
  template <class Each>
  void exchange(std::string_view commands, std::size_t many, Each&& each) {
    check_connected();
    send(commands);
    for (; many != 0; --many) each(hiredis_reply(receive().get()));
  }

  /// Asks whether the server is there.
  /// Errors  connection_lost, timeout, and what a server says that takes no more clients.
  void ping() {
    words_.clear();
    words_.text("PING");
    enter("PING");
  }

  /// Gives the socket away; every further call throws connection_lost.
  [[nodiscard]] int release() noexcept { return redisFreeKeepFd(context_.release()); }

  [[nodiscard]] redis_address const& address() const noexcept { return address_; }

 private:
  static timeval as_timeval(std::chrono::milliseconds time) {
    timeval value{};
    value.tv_sec = static_cast<decltype(value.tv_sec)>(time.count() / 1000);
    value.tv_usec = static_cast<decltype(value.tv_usec)>(time.count() % 1000 * 1000);
    return value;
  }

  void connect() {
    auto const limit = as_timeval(address_.connect_timeout);
    bool const waits = address_.connect_timeout.count() == 0;
    errno = 0;
    if (!address_.path.empty()) {
      context_.reset(waits ? redisConnectUnix(address_.path.c_str())
                           : redisConnectUnixWithTimeout(address_.path.c_str(), limit));
    } else {
      auto const port = static_cast<int>(address_.port);
      context_.reset(waits ? redisConnect(address_.host.c_str(), port)
                           : redisConnectWithTimeout(address_.host.c_str(), port, limit));
    }
    if (context_ == nullptr) throw std::bad_alloc();
    if (context_->err != 0) {
      std::string const why = context_->errstr;
      bool const late = why == std::strerror(ETIMEDOUT);
      throw ::redlite::error(
          late ? ::redlite::errc::timeout : ::redlite::errc::connection_lost,
          "ERR no connection to " + address_.text() + ": " + (why.empty() ? "refused" : why));
    }
    redisSetTimeout(context_.get(), as_timeval(address_.command_timeout));
  }

  /// AUTH, SELECT and PING: a refusal is an error of its own.
  void enter(std::string_view what) {
    auto const reply = exchange(words_);
    hiredis_reply const answer(reply.get());
    if (answer.type() == ::redlite::resp::node::error) {
      auto const code =
          what == "AUTH" ? ::redlite::errc::auth : ::redlite::resp::code_of(answer.text());
      throw ::redlite::error(code, std::string(answer.text()));
    }
  }

  void check_connected() const {
    if (context_ != nullptr) return;
    throw ::redlite::error(::redlite::errc::connection_lost,
                           "ERR the connection to " + address_.text() + " was lost before");
  }

  owned_reply receive() {
    void* reply = nullptr;
    errno = 0;
    if (redisGetReply(context_.get(), &reply) != REDIS_OK || reply == nullptr) give_up(errno);
    return owned_reply(static_cast<redisReply*>(reply));
  }

  /// hiredis' own write would raise SIGPIPE where the server is gone.
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t const sent = ::send(context_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      } else if (errno != EINTR) {
        give_up(errno);
      }
    }
  }

  [[noreturn]] void give_up(int number) {
    std::string why = context_->err != 0 ? context_->errstr : std::strerror(number);
    bool late = number == EAGAIN || number == EWOULDBLOCK || number == ETIMEDOUT;
    bool const garbled = context_->err == REDIS_ERR_PROTOCOL;
#ifdef REDIS_ERR_TIMEOUT
    late = late || context_->err == REDIS_ERR_TIMEOUT;
#endif
    if (context_->err == REDIS_ERR_EOF || garbled) late = false;
    context_.reset();
    if (late) {
      throw ::redlite::error(::redlite::errc::timeout,
                             "ERR no answer from " + address_.text() + " within " +
                                 std::to_string(address_.command_timeout.count()) + " ms");
    }
    throw ::redlite::error(garbled ? ::redlite::errc::protocol : ::redlite::errc::connection_lost,
                           "ERR the connection to " + address_.text() + " was lost: " + why);
  }

  redis_address address_;
  std::unique_ptr<redisContext, frees> context_;
  ::redlite::resp::argv words_;
  std::string bytes_;
};

}  // namespace kvbench::adapter
