// kvbench/child.cpp: a command of the user's shell, run to its end.
//
// SPDX-License-Identifier: MIT
#include "child.hpp"

#include <fcntl.h>     // pipes that do not block
#include <poll.h>      // two pipes at once
#include <signal.h>    // how it is ended
#include <spawn.h>     // how it is begun
#include <sys/wait.h>  // how it ended
#include <unistd.h>    // read

#include <algorithm>     // std::min
#include <cerrno>        // why not
#include <chrono>        // patience
#include <stdexcept>     // std::runtime_error
#include <string_view>   // lines
#include <system_error>  // the text of an errno

extern char** environ;

namespace kvbench::cli {

namespace {

using steady = std::chrono::steady_clock;

constexpr std::size_t output_max = std::size_t{256} << 20;

[[noreturn]] void fail(char const* what, int code) {
  throw std::runtime_error{std::string{what} + ": " + std::generic_category().message(code)};
}

class pipe_ends {
 public:
  pipe_ends() {
    int ends[2];
    if (::pipe(ends) != 0) fail("cannot make a pipe", errno);
    read_ = ends[0];
    write_ = ends[1];
    ::fcntl(read_, F_SETFD, FD_CLOEXEC);
    ::fcntl(write_, F_SETFD, FD_CLOEXEC);
    ::fcntl(read_, F_SETFL, O_NONBLOCK);
  }
  pipe_ends(pipe_ends const&) = delete;
  pipe_ends& operator=(pipe_ends const&) = delete;
  ~pipe_ends() {
    close_write();
    ::close(read_);
  }
  void close_write() {
    if (write_ >= 0) ::close(write_);
    write_ = -1;
  }
  [[nodiscard]] int reader() const { return read_; }
  [[nodiscard]] int writer() const { return write_; }

  /// Appends what is there, 1 MiB at most: more than a pipe holds, and whoever writes faster than
  /// is read here would never let it return. Yields  false at its end.
  bool read_into(std::string& text) const {
    char bytes[65536];
    for (std::size_t left = std::size_t{1} << 20; left > 0;) {
      ssize_t const n = ::read(read_, bytes, std::min(left, sizeof bytes));
      if (n > 0) {
        text.append(bytes, static_cast<std::size_t>(n));
        left -= static_cast<std::size_t>(n);
      } else if (n == 0) {
        return false;
      } else if (errno != EINTR) {
        return true;
      }
    }
    return true;
  }

 private:
  int read_ = -1;
  int write_ = -1;
};

pid_t begin(std::string const& command, pipe_ends const& out, pipe_ends const& err) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, out.writer(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, err.writer(), STDERR_FILENO);
  // This program ignores SIGPIPE, and a program that is started inherits that.
  sigset_t usual;
  sigemptyset(&usual);
  for (int const signal : {SIGPIPE, SIGINT, SIGTERM, SIGCHLD}) sigaddset(&usual, signal);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  char shell[] = "sh";
  char option[] = "-c";
  std::string text = command;
  char* arguments[] = {shell, option, text.data(), nullptr};
  pid_t child = -1;
  int const failed = ::posix_spawn(&child, "/bin/sh", &files, &attributes, arguments, environ);
  ::posix_spawn_file_actions_destroy(&files);
  ::posix_spawnattr_destroy(&attributes);
  if (failed != 0) fail("cannot start /bin/sh", failed);
  return child;
}

std::string last_line(std::string_view text) {
  while (!text.empty()) {
    std::size_t const from = text.rfind('\n') + 1;  // 0 where there is none
    std::string_view const line = text.substr(from);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) return std::string{line};
    text = text.substr(0, from == 0 ? 0 : from - 1);
  }
  return {};
}

}  // namespace

child_result run_child(std::string const& command, std::atomic<bool> const& stop) {
  // Who started this program may ignore SIGCHLD; then nobody is told how a child ended.
  ::signal(SIGCHLD, SIG_DFL);
  pipe_ends out;
  pipe_ends err;
  pid_t const child = begin(command, out, err);
  out.close_write();
  err.close_write();
  child_result result;
  std::string errors;
  int ended = 0;
  bool too_much = false;
  bool out_open = true;
  bool err_open = true;
  steady::time_point asked_at;
  for (bool is_over = false; !is_over;) {
    // Something left behind may hold a pipe open: the command's own end is what counts.
    pid_t const waited = ::waitpid(child, &ended, WNOHANG);
    if (waited < 0 && errno != EINTR) fail("cannot wait for it", errno);
    is_over = waited == child;
    pollfd both[] = {{.fd = out_open ? out.reader() : -1, .events = POLLIN, .revents = 0},
                     {.fd = err_open ? err.reader() : -1, .events = POLLIN, .revents = 0}};
    // A command that closes its output is still waited for, a look every 20 ms.
    if (!is_over) ::poll(both, 2, out_open || err_open ? 50 : 20);
    if (out_open) out_open = out.read_into(result.out);
    if (err_open) err_open = err.read_into(errors);
    if (errors.size() > 65536) errors.erase(0, errors.size() - 4096);
    too_much = too_much || result.out.size() > output_max;
    if (too_much) result.out.clear();
    if ((stop || too_much) && !is_over) {
      if (asked_at == steady::time_point{}) {
        asked_at = steady::now();
        ::kill(-child, SIGTERM);
      } else if (steady::now() - asked_at > std::chrono::seconds{2}) {
        ::kill(-child, SIGKILL);
      }
    }
  }
  if (too_much) throw std::runtime_error{"wrote more than 256 MiB"};
  result.stopped = stop;
  result.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
  result.last_error_line = last_line(errors);
  return result;
}

}  // namespace kvbench::cli
