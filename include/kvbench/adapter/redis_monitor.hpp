// kvbench/adapter/redis_monitor.hpp: the commands that a Redis server gets from all its clients.
//
// Floor: wing adapter. Lines as the server sends them, which trace/monitor.hpp reads; hiredis opens
// the connection, and is not asked to keep replies of any size.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <poll.h>        // waits
#include <sys/socket.h>  // recv
#include <unistd.h>      // close

#include <array>        // what is received at once
#include <cerrno>       // why a call failed
#include <chrono>       // waits
#include <cstddef>      // size_t
#include <cstring>      // memchr, strerror
#include <string>       // messages
#include <string_view>  // bytes

#include <kvbench/adapter/hiredis_connection.hpp>  // who enters
#include <redlite/core/error.hpp>                  // a lost connection

namespace kvbench::adapter {

/// Asks for MONITOR when made. The server writes every command to every such connection: it serves
/// its clients slower for it, and what it writes holds their keys and values.
class redis_monitor {
 public:
  /// Errors  as hiredis_connection; `redlite::error` where the server refuses MONITOR.
  explicit redis_monitor(redis_address const& address)
      : name_(address.text()), socket_(hiredis_connection(address).release()) {
    constexpr std::string_view ask = "MONITOR\r\n";
    if (::send(socket_.number, ask.data(), ask.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(ask.size())) {
      lost(std::strerror(errno));
    }
  }
  redis_monitor(redis_monitor const&) = delete;
  redis_monitor& operator=(redis_monitor const&) = delete;

  /// Waits up to `time` for what comes, and hands it on: `each(bytes, ends_line)`, pieces of lines
  /// without their ends. The answer to MONITOR itself is no line.
  /// Errors  connection_lost, after the bytes that came before were handed on; `redlite::error`
  ///         with the server's words where it refuses.
  template <class Each>
  void receive(std::chrono::milliseconds time, Each&& each) {
    pollfd waits{.fd = socket_.number, .events = POLLIN, .revents = 0};
    int const ready = ::poll(&waits, 1, static_cast<int>(time.count()));
    if (ready == 0 || (ready < 0 && errno == EINTR)) return;
    ssize_t const got = ::recv(socket_.number, buffer_.data(), buffer_.size(), 0);
    if (got == 0) lost("the server closed it");
    if (got < 0) {
      if (errno == EINTR || errno == EAGAIN) return;
      lost(std::strerror(errno));
    }
    std::string_view bytes{buffer_.data(), static_cast<std::size_t>(got)};
    while (!bytes.empty()) {
      auto const* const end =
          static_cast<char const*>(std::memchr(bytes.data(), '\n', bytes.size()));
      std::size_t const n =
          end == nullptr ? bytes.size() : static_cast<std::size_t>(end - bytes.data());
      piece(bytes.substr(0, n), end != nullptr, each);
      bytes.remove_prefix(n + (end == nullptr ? 0 : 1));
    }
  }

 private:
  struct owned_socket {
    explicit owned_socket(int fd) : number(fd) {}
    owned_socket(owned_socket const&) = delete;
    owned_socket& operator=(owned_socket const&) = delete;
    ~owned_socket() { ::close(number); }
    int number;
  };

  /// A line is "+", its text and "\r"; the first is the answer to MONITOR.
  template <class Each>
  void piece(std::string_view text, bool ends_line, Each&& each) {
    if (!answered_) {
      answer_ += text;
      if (answer_.size() > 1024) lost("it answers like no Redis");
      if (!ends_line) return;
      answered_ = true;
      if (!answer_.starts_with("+OK")) {
        while (answer_.ends_with('\r')) answer_.pop_back();
        throw ::redlite::error(::redlite::resp::code_of(answer_.substr(1)), answer_.substr(1));
      }
      return;
    }
    bool const is_first = at_start_;
    at_start_ = ends_line;
    if (is_first && text.starts_with('+')) text.remove_prefix(1);
    // Within a line a "\r" is quoted: this one belongs to the end, even where that is yet to come.
    if (text.ends_with('\r')) text.remove_suffix(1);
    each(text, ends_line);
  }

  [[noreturn]] void lost(std::string const& why) const {
    throw ::redlite::error(::redlite::errc::connection_lost,
                           "ERR the connection to " + name_ + " was lost: " + why);
  }

  std::string name_;
  owned_socket socket_;
  std::array<char, 1 << 16> buffer_{};
  std::string answer_;
  bool answered_ = false;
  bool at_start_ = true;
};

}  // namespace kvbench::adapter
