// kvbench/output.cpp: where reports go, and what goes wrong on the way.
//
// SPDX-License-Identifier: MIT
#include "output.hpp"

#include <kvbench/report/text.hpp>  // file names that are safe to repeat

#include <fcntl.h>     // open
#include <stdlib.h>    // mkstemp, realpath
#include <sys/stat.h>  // what the path is
#include <unistd.h>    // write, fsync

#include <cerrno>        // why not
#include <cstdio>        // std::rename
#include <cstdlib>       // std::free
#include <cstring>       // std::strerror
#include <stdexcept>     // std::runtime_error
#include <system_error>  // the text of an errno

#include "names.hpp"  // usage_error

namespace kvbench::cli {

namespace {

std::string reason(int code) { return std::generic_category().message(code); }

/// 0, or the errno of the write that failed.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// The file behind a symbolic link: replacing the link itself would leave its file as it was.
std::string target_of(std::string const& path) {
  char* const resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string target{resolved};
  std::free(resolved);
  return target;
}

bool is_device_or_pipe(std::string const& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

/// A new file beside `target`, on the same file system so that it can take its place; -1 and errno
/// where it cannot be.
int make_temporary(std::string const& target, std::string& name) {
  name = target + ".XXXXXX";
  return ::mkstemp(name.data());
}

std::string cannot_write(std::string const& path, int code) {
  return "cannot write " + report::printable(path) + ": " + reason(code);
}

}  // namespace

void write_to_stdout(std::string_view text) {
  const int failed = write_all(STDOUT_FILENO, text);
  if (failed == EPIPE) throw reader_gone{};
  if (failed != 0) throw std::runtime_error{cannot_write("standard output", failed)};
}

void check_writable(std::string const& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) {
    throw usage_error{"--out must name a file, and " + report::printable(path) + " is a directory"};
  }
  if (is_device_or_pipe(path)) {
    if (::access(path.c_str(), W_OK) != 0) throw usage_error{"--out: " + cannot_write(path, errno)};
    return;
  }
  // The only way to know is to try: a directory that looks writable may lie on a disk that is not.
  std::string temporary;
  const int descriptor = make_temporary(target_of(path), temporary);
  if (descriptor < 0) throw usage_error{"--out: " + cannot_write(path, errno)};
  ::close(descriptor);
  ::unlink(temporary.c_str());
}

void write_to_file(std::string const& path, std::string_view text) {
  if (is_device_or_pipe(path)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const int failed = descriptor < 0 ? errno : write_all(descriptor, text);
    if (descriptor >= 0) ::close(descriptor);
    if (failed == EPIPE) throw reader_gone{};
    if (failed != 0) throw std::runtime_error{cannot_write(path, failed)};
    return;
  }
  const std::string target = target_of(path);
  std::string temporary;
  const int descriptor = make_temporary(target, temporary);
  if (descriptor < 0) throw std::runtime_error{cannot_write(path, errno)};
  // mkstemp's file is private; a report is as open as any other file of the user, or as the one
  // that it replaces.
  struct stat old {};
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const mode_t mode = ::stat(target.c_str(), &old) == 0 ? old.st_mode & 07777u : 0666u & ~mask;
  int failed = write_all(descriptor, text);
  if (failed == 0 && (::fchmod(descriptor, mode) != 0 || ::fsync(descriptor) != 0)) failed = errno;
  if (::close(descriptor) != 0 && failed == 0) failed = errno;
  if (failed == 0 && std::rename(temporary.c_str(), target.c_str()) != 0) failed = errno;
  if (failed != 0) {
    ::unlink(temporary.c_str());
    throw std::runtime_error{cannot_write(path, failed)};
  }
}

}  // namespace kvbench::cli
