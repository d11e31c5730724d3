// tests/support/child.hpp: a process of its own for what would harm or bind this one.
//
// Floor: tests. POSIX.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>  // what a child dies of
#include <string>     // reports
#include <utility>    // std::exchange

#include <signal.h>    // kill
#include <sys/wait.h>  // waitpid
#include <unistd.h>    // fork, pipe

namespace support {

/// A forked process that runs `work(report)`; `report(text)` sends bytes to the parent, whole and
/// at once. The process never returns into the tests.
class child {
 public:
  template <class Work>
  explicit child(Work&& work) {
    int ends[2] = {-1, -1};
    if (pipe(ends) != 0) return;
    id_ = fork();
    if (id_ == 0) {
      close(ends[0]);
      const auto report = [&](const std::string& text) {
        std::size_t done = 0;
        while (done < text.size()) {
          const ssize_t sent = ::write(ends[1], text.data() + done, text.size() - done);
          if (sent <= 0) _exit(3);
          done += static_cast<std::size_t>(sent);
        }
      };
      try {
        work(report);
      } catch (const std::exception& failure) {
        report(std::string("threw: ") + failure.what());
        _exit(1);
      }
      _exit(0);
    }
    close(ends[1]);
    from_ = ends[0];
  }
  child(const child&) = delete;
  child& operator=(const child&) = delete;
  ~child() {
    end(SIGKILL);
    if (from_ >= 0) close(from_);
  }

  /// Waits for at least `bytes` reported bytes, or the child's end.
  std::string read_some(std::size_t bytes) {
    while (text_.size() < bytes && read_more()) {
    }
    return text_;
  }

  /// Waits for the child's end. Yields all that it reported.
  std::string all() {
    while (read_more()) {
    }
    end(0);
    return text_;
  }

  /// Ends the child now, in the midst of whatever it does. Yields all that it had reported.
  std::string kill_now() {
    end(SIGKILL);
    while (read_more()) {
    }
    return text_;
  }

 private:
  bool read_more() {
    char buffer[4096];
    const ssize_t got = ::read(from_, buffer, sizeof buffer);
    if (got <= 0) return false;
    text_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }
  void end(int signal) {
    if (id_ <= 0) return;
    if (signal != 0) ::kill(id_, signal);
    ::waitpid(std::exchange(id_, -1), nullptr, 0);
  }

  pid_t id_ = -1;
  int from_ = -1;
  std::string text_;
};

}  // namespace support
