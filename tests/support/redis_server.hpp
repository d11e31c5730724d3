// tests/support/redis_server.hpp: a real redis-server of a test's own.
//
// Floor: tests. Linux. Where redis-server is not installed the test fails: what it would prove is
// not proved.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>     // interrupted calls
#include <cstdlib>    // its locale
#include <stdexcept>  // it does not start
#include <string>     // arguments
#include <utility>    // std::exchange
#include <vector>     // arguments

#include <arpa/inet.h>   // a free port
#include <fcntl.h>       // descriptors that do not leak into it
#include <netinet/in.h>  // a free port
#include <signal.h>      // its end
#include <sys/prctl.h>   // it ends with us
#include <sys/socket.h>  // a free port
#include <sys/wait.h>    // its end
#include <unistd.h>      // fork, exec

#include "store.hpp"  // a folder

namespace support {

/// Listens on a free port of 127.0.0.1 and on a unix socket, saves nothing, and ends with its
/// object; where the test program is killed, at once with the thread that made it.
class redis_server {
 public:
  explicit redis_server(std::vector<std::string> const& more = {}) {
    // Between finding a free port and listening on it, another may take it: then again.
    for (int attempt = 0; attempt < 5; ++attempt) {
      port_ = free_port();
      if (start(more)) return;
    }
    throw std::runtime_error(
        "redis-server does not start; is the package redis-server installed? " + said_);
  }
  redis_server(redis_server const&) = delete;
  redis_server& operator=(redis_server const&) = delete;
  ~redis_server() { kill_now(); }

  [[nodiscard]] std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string socket() const { return folder_.path("redis.sock"); }
  [[nodiscard]] std::string unix_url() const { return "unix:" + socket(); }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] pid_t id() const { return id_; }

  /// Ends it without a farewell, as a crash would.
  void kill_now() {
    if (id_ > 0) {
      ::kill(id_, SIGKILL);
      ::waitpid(std::exchange(id_, -1), nullptr, 0);
    }
    if (log_ >= 0) ::close(std::exchange(log_, -1));
  }
  /// From now on it answers nothing, until `go_on`.
  void stand_still() { ::kill(id_, SIGSTOP); }
  void go_on() { ::kill(id_, SIGCONT); }

 private:
  static int free_port() {
    int const probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* const plain = reinterpret_cast<sockaddr*>(&at);
    bool const found = ::bind(probe, plain, size) == 0 && ::getsockname(probe, plain, &size) == 0;
    ::close(probe);
    if (!found) throw std::runtime_error("no free port on 127.0.0.1");
    return ntohs(at.sin_port);
  }

  /// Yields  whether it came to listen.
  bool start(std::vector<std::string> const& more) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe to redis-server");
    std::vector<std::string> words{"redis-server", "--port", std::to_string(port_), "--bind",
                                   "127.0.0.1", "--unixsocket", socket(), "--dir",
                                   folder_.folder().string(), "--save", "", "--daemonize", "no",
                                   // So that DEBUG SLEEP and the like are there for tests.
                                   "--enable-debug-command", "local"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t const parent = ::getpid();
    id_ = ::fork();
    if (id_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (::getppid() != parent) ::_exit(1);
      ::dup2(ends[1], 1);
      ::dup2(ends[1], 2);
      ::setenv("LC_ALL", "C", 1);  // SORT compares as the locale says
      ::execvp("redis-server", arguments.data());
      ::_exit(127);
    }
    ::close(ends[1]);
    log_ = ends[0];
    // Its log says when it listens; the end of the log, that it never will.
    said_.clear();
    char buffer[1024];
    for (;;) {
      ssize_t const got = ::read(log_, buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      said_.append(buffer, static_cast<std::size_t>(got));
      if (said_.find("ready to accept connections at") != said_.npos) return true;
    }
    kill_now();
    return false;
  }

  scratch folder_;
  int port_ = 0;
  pid_t id_ = -1;
  int log_ = -1;
  std::string said_;
};

}  // namespace support
