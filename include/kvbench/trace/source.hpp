// kvbench/trace/source.hpp: a file of any size, a buffer at a time.
//
// Floor: wing trace. Bytes and lines; what they mean is monitor.hpp, aof.hpp and twitter.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <cstdio>       // files
#include <cstring>      // memchr
#include <memory>       // owner
#include <string>       // lines
#include <string_view>  // bytes
#include <vector>       // the buffer

#include <kvbench/core/concat.hpp>    // messages
#include <kvbench/core/error.hpp>     // what cannot be read
#include <kvbench/trace/command.hpp>  // the largest line

namespace kvbench {

/// Reads a file once, from its begin to its end, in fixed memory.
class trace_source {
 public:
  /// Errors  error where the file cannot be opened.
  explicit trace_source(std::string const& file)
      : name_(file), file_(std::fopen(file.c_str(), "rb")), buffer_(buffer_bytes) {
    if (file_ == nullptr)
      throw error{concat({file, ": cannot be read: is it there, and yours to read?"})};
  }

  [[nodiscard]] std::string const& name() const { return name_; }
  /// Bytes that were taken.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  [[nodiscard]] std::uint64_t line() const { return line_; }

  /// Yields  up to `n` bytes that come next, without taking them; n is at most 4096.
  [[nodiscard]] std::string_view peek(std::size_t n) {
    while (end_ - begin_ < n && fill()) {
    }
    std::size_t const there = end_ - begin_;
    return {buffer_.data() + begin_, there < n ? there : n};
  }

  enum class taken { line, too_long, unfinished, nothing };
  /// Takes a line; `line` is without its end ("\n" or "\r\n") and valid until the next call.
  /// Yields  unfinished where the file ends before the line does, nothing at its end; too_long
  /// where it was skipped.
  taken take_line(std::string_view& line) {
    kept_.clear();
    bool too_long = false;
    bool any = false;
    for (;;) {
      if (begin_ == end_ && !fill()) {
        line = kept_;
        return too_long ? taken::too_long : any ? taken::unfinished : taken::nothing;
      }
      any = true;
      char const* const from = buffer_.data() + begin_;
      auto const* const stop = static_cast<char const*>(std::memchr(from, '\n', end_ - begin_));
      std::size_t const n = stop == nullptr ? end_ - begin_ : static_cast<std::size_t>(stop - from);
      bool const whole = stop != nullptr && kept_.empty();
      if (kept_.size() + n > trace_command_bytes_max) too_long = true;
      if (too_long) {
        kept_.clear();
      } else if (!whole) {
        kept_.append(from, n);
      }
      advance(n + (stop == nullptr ? 0 : 1));
      if (stop == nullptr) continue;
      ++line_;
      if (too_long) return taken::too_long;
      line = whole ? std::string_view{from, n} : std::string_view{kept_};
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      return taken::line;
    }
  }

  /// Takes `n` bytes and appends them to `into`, or skips them where that is null.
  /// Yields  false where the file ends before.
  bool take(std::uint64_t n, std::string* into) {
    while (n != 0) {
      if (begin_ == end_ && !fill()) return false;
      std::size_t const there = end_ - begin_;
      std::size_t const some = n < there ? static_cast<std::size_t>(n) : there;
      if (into != nullptr) into->append(buffer_.data() + begin_, some);
      advance(some);
      n -= some;
    }
    return true;
  }

 private:
  struct closes {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  static constexpr std::size_t buffer_bytes = std::size_t{1} << 18;

  void advance(std::size_t n) {
    begin_ += n;
    offset_ += n;
  }
  bool fill() {
    if (begin_ != 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == buffer_.size()) return false;
    std::size_t const got =
        std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0)
      throw error{concat({name_, ": reading failed: is it a file?"})};
    end_ += got;
    return got != 0;
  }

  std::string name_;
  std::unique_ptr<std::FILE, closes> file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 0;
  std::string kept_;
};

}  // namespace kvbench
