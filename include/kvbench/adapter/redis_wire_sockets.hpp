// kvbench/adapter/redis_wire_sockets.hpp: many connections to one Redis server, none of which
// blocks.
//
// Floor: wing adapter. Linux (epoll). Bytes out, replies in; it knows no command but PING, which
// proves that a connection was not only accepted but taken.
//
// A connection that waits holds a socket and 24 bytes. What is received lies in one buffer of all
// of them; a parser, or bytes that the kernel did not take, only where there are some. A flat reply
// that is whole is read where it lies; the parser gets what is left, from the first byte of a
// reply.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fcntl.h>         // never block
#include <sys/epoll.h>     // who has replies
#include <sys/resource.h>  // how many sockets may be open
#include <sys/socket.h>    // send, recv
#include <time.h>          // how long
#include <unistd.h>        // close

#include <array>        // events
#include <cerrno>       // why a call failed
#include <cstddef>      // std::size_t
#include <cstdint>      // nanoseconds
#include <cstring>      // strerror
#include <memory>       // owners
#include <string>       // bytes, sentences
#include <string_view>  // bytes
#include <utility>      // std::exchange
#include <vector>       // connections

#include <kvbench/adapter/hiredis_connection.hpp>  // opens one
#include <kvbench/adapter/redis_wire_parser.hpp>   // replies

namespace kvbench::adapter {

/// A file descriptor that is closed once.
class descriptor {
 public:
  explicit descriptor(int number) noexcept : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

class wire_sockets {
 public:
  explicit wire_sockets(redis_address address)
      : address_(std::move(address)), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_.number() < 0) refuse(::redlite::errc::io, std::string("epoll: ") + strerror(errno));
  }

  [[nodiscard]] std::size_t size() const noexcept { return links_.size(); }

  /// Opens `count` connections in all.
  /// Errors  what opening one throws, with how many there were; too few file descriptors.
  void open(std::size_t count);

  /// Hands `bytes` to the kernel; what it does not take waits here.
  /// Errors  connection_lost.
  void send(unsigned connection, std::string_view bytes) {
    link& to = links_[connection];
    if (to.unsent == nullptr) {
      bytes.remove_prefix(taken(connection, bytes));
      if (bytes.empty()) return;
      to.unsent = std::make_unique<rest>();
      watch(connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    }
    to.unsent->bytes.append(bytes);
  }

  /// Waits until some connection has replies, and tells `listener` of all that have; see
  /// run/async_worker.hpp. `reply(connection, node)` gets the reply, which lives as long as the
  /// call. Errors  connection_lost, protocol.
  template <class Listener>
  void poll(std::int64_t ns, Listener& listener) {
    int const ready = wait(ns);
    for (int i = 0; i < ready; ++i) {
      epoll_event const& event = events_[static_cast<std::size_t>(i)];
      unsigned const connection = event.data.u32;
      if ((event.events & EPOLLOUT) != 0) send_rest(connection);
      if ((event.events & ~unsigned{EPOLLOUT}) != 0) receive(connection, listener);
    }
  }

  [[noreturn]] void refuse(::redlite::errc code, std::string const& why) const {
    throw ::redlite::error(code, "ERR " + why);
  }
  [[noreturn]] void lost(std::string const& why) const {
    refuse(::redlite::errc::connection_lost,
           "the connection to " + address_.text() + " was lost: " + why);
  }
  [[nodiscard]] redis_address const& address() const noexcept { return address_; }

 private:
  /// What the kernel did not take yet.
  struct rest {
    std::string bytes;
    std::size_t sent = 0;
  };
  struct link {
    descriptor socket;
    std::unique_ptr<wire_parser> parser;  // holds the beginning of a reply
    std::unique_ptr<rest> unsent;
  };

  static constexpr std::size_t receive_bytes = 65'536;
  static constexpr std::size_t feed_bytes = 4'096;
  static constexpr std::size_t descriptors_beside = 64;  // standard streams, results, libraries

  int wait(std::int64_t ns) noexcept {
    auto const most = static_cast<int>(events_.size());
#if defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
    timespec const time{.tv_sec = static_cast<time_t>(ns / 1'000'000'000),
                        .tv_nsec = static_cast<long>(ns % 1'000'000'000)};
    int const ready = ::epoll_pwait2(epoll_.number(), events_.data(), most, &time, nullptr);
    if (ready >= 0 || errno != ENOSYS) return ready;
#endif
#endif
    // Rounded down: who waits for a moment within the next millisecond asks again.
    return ::epoll_wait(epoll_.number(), events_.data(), most, static_cast<int>(ns / 1'000'000));
  }

  void watch(unsigned connection, int how, unsigned events) {
    epoll_event event{};
    event.events = events;
    event.data.u32 = connection;
    if (::epoll_ctl(epoll_.number(), how, links_[connection].socket.number(), &event) != 0)
      refuse(::redlite::errc::io, std::string("epoll: ") + strerror(errno));
  }

  /// Yields  how many of the bytes the kernel took.
  std::size_t taken(unsigned connection, std::string_view bytes) {
    for (;;) {
      ssize_t const sent = ::send(links_[connection].socket.number(), bytes.data(), bytes.size(),
                                  MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent >= 0) return static_cast<std::size_t>(sent);
      if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
      if (errno != EINTR) lost(strerror(errno));
    }
  }

  void send_rest(unsigned connection) {
    link& to = links_[connection];
    if (to.unsent == nullptr) return;
    rest& all = *to.unsent;
    all.sent += taken(connection, std::string_view(all.bytes).substr(all.sent));
    if (all.sent != all.bytes.size()) return;
    to.unsent.reset();
    watch(connection, EPOLL_CTL_MOD, EPOLLIN);
  }

  template <class Listener>
  void receive(unsigned connection, Listener& listener) {
    link& from = links_[connection];
    ssize_t const got = ::recv(from.socket.number(), buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return;
    if (got < 0) lost(strerror(errno));
    if (got == 0) lost(from.parser ? "it ended within a reply" : "Server closed the connection");
    listener.received(connection);
    read(connection, {buffer_.data(), static_cast<std::size_t>(got)}, listener);
    listener.settled(connection);
  }

  template <class Listener>
  void read(unsigned connection, std::string_view bytes, Listener& listener) {
    link& from = links_[connection];
    while (!bytes.empty()) {
      if (!from.parser) {
        bytes.remove_prefix(read_all_flat(connection, bytes, listener));
        if (bytes.empty()) return;
        from.parser = spare_parser();
      }
      wire_parser& parser = *from.parser;
      // In slices: the reader moves what it has not read yet each time that it has read 1 KiB.
      std::size_t const slice = bytes.size() < feed_bytes ? bytes.size() : feed_bytes;
      parser.feed(bytes.substr(0, slice));
      bytes.remove_prefix(slice);
      while (wire_node const* const reply = next(parser)) listener.reply(connection, *reply);
      if (parser.is_empty()) spare_.push_back(std::move(from.parser));
    }
  }

  /// Yields  how many bytes the flat replies at the beginning took.
  template <class Listener>
  static std::size_t read_all_flat(unsigned connection, std::string_view bytes,
                                   Listener& listener) {
    char const* const end = bytes.data() + bytes.size();
    char const* at = bytes.data();
    wire_node node;
    while (at != end) {
      char const* const after = read_flat(at, end, node);
      if (after == nullptr) break;
      at = after;
      listener.reply(connection, node);
    }
    return static_cast<std::size_t>(at - bytes.data());
  }

  wire_node const* next(wire_parser& parser) {
    try {
      return parser.next();
    } catch (::redlite::error const& garbled) {
      refuse(garbled.code(), "the reply of " + address_.text() + " is garbled: " + garbled.what());
    }
  }

  std::unique_ptr<wire_parser> spare_parser() {
    if (spare_.empty()) return std::make_unique<wire_parser>();
    auto one = std::move(spare_.back());
    spare_.pop_back();
    return one;
  }

  void raise_limit(std::size_t wanted) const;

  redis_address address_;
  descriptor epoll_;
  std::vector<link> links_;
  std::vector<std::unique_ptr<wire_parser>> spare_;
  std::vector<char> buffer_ = std::vector<char>(receive_bytes);
  std::array<epoll_event, 256> events_{};
};

/// As many descriptors as are needed, where the soft limit is lower.
inline void wire_sockets::raise_limit(std::size_t wanted) const {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  if (limit.rlim_max < wanted) {
    refuse(::redlite::errc::io, "so many connections need " + std::to_string(wanted) +
                                    " open files, and the limit is " +
                                    std::to_string(limit.rlim_max) + "; raise it by ulimit -Hn");
  }
  limit.rlim_cur = wanted;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

inline void wire_sockets::open(std::size_t count) {
  // Those of other threads are open already, or will ask for their own: counted by what is in use.
  int const lowest_free = ::dup(epoll_.number());
  if (lowest_free >= 0) ::close(lowest_free);
  std::size_t const in_use =
      lowest_free < 0 ? links_.size() : static_cast<std::size_t>(lowest_free);
  if (count > links_.size()) raise_limit(in_use + (count - links_.size()) + descriptors_beside);
  links_.reserve(count);
  while (links_.size() < count) {
    auto const number = static_cast<unsigned>(links_.size());
    try {
      hiredis_connection one(address_);
      one.ping();
      links_.push_back({descriptor(one.release()), nullptr, nullptr});
    } catch (::redlite::error const& why) {
      if (number == 0) throw;
      refuse(why.code(), "the server at " + address_.text() + " did not take connection " +
                             std::to_string(number + 1) + " of " + std::to_string(count) +
                             " (its maxclients may be too low): " + why.what());
    }
    watch(number, EPOLL_CTL_ADD, EPOLLIN);
  }
}

}  // namespace kvbench::adapter
