// redlite/resp/parser.hpp: replies from bytes of the protocol, RESP2, as they come in.
//
// Floor: resp. Bytes in, no sockets. What the other side claims is believed only as far as bytes
// have come: a length allocates nothing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/bytes.hpp>       // parse_integer
#include <redlite/core/error.hpp>       // error
#include <redlite/resp/reply_tree.hpp>  // replies

#include <algorithm>    // std::min
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <optional>     // a reply, or not yet
#include <string>       // bytes
#include <string_view>  // lines
#include <utility>      // std::move
#include <vector>       // arrays that are not whole yet

namespace redlite::resp {

/// More than these is a protocol error.
struct parser_limits {
  std::size_t bulk_bytes_max = value_bytes_max;
  std::size_t elements_max = std::size_t{1} << 31U;  // of one array
  std::size_t depth_max = 64;                        // arrays in arrays
  std::size_t line_bytes_max = std::size_t{64} * 1024;
};

/// Takes bytes in pieces of any size. After an error nothing more can be understood: every further
/// `next` throws it again.
class parser {
 public:
  explicit parser(const parser_limits& limits = {}) : limits_(limits) {}

  void feed(std::string_view bytes) {
    if (at_ == in_.size()) {
      in_.clear();
      at_ = scanned_ = 0;
    } else if (at_ > in_.size() / 2) {
      in_.erase(0, at_);
      scanned_ -= at_;
      at_ = 0;
    }
    in_ += bytes;
  }

  /// Yields  the next reply, or nothing until more bytes have come.
  /// Errors  protocol.
  /// Cost    O(bytes of the reply), however many pieces they come in.
  std::optional<tree> next() {
    if (is_broken_) refuse("the connection is out of step");
    while (auto one = node_of_input()) {
      while (!open_.empty()) {
        open_.back().elements.push_back(std::move(*one));
        if (--open_.back().left != 0) break;
        one = tree::array(std::move(open_.back().elements));
        open_.pop_back();
        if (open_.empty()) return one;
      }
      if (open_.empty()) return one;
    }
    return std::nullopt;
  }

 private:
  struct open_array {
    std::vector<tree> elements;
    std::size_t left = 0;
  };

  [[noreturn]] void refuse(const std::string& why) {
    is_broken_ = true;
    throw error(errc::protocol, "ERR Protocol error: " + why);
  }

  /// The next line without its end, or nothing until it is whole.
  std::optional<std::string_view> line() {
    const auto end = in_.find("\r\n", scanned_);
    if (end == in_.npos) {
      if (in_.size() - at_ > limits_.line_bytes_max) refuse("too long a line");
      // A "\r" at the end may be half of the end of the line.
      scanned_ = std::max(at_, in_.empty() ? 0 : in_.size() - 1);
      return std::nullopt;
    }
    const auto text = std::string_view(in_).substr(at_, end - at_);
    if (text.size() > limits_.line_bytes_max) refuse("too long a line");
    at_ = scanned_ = end + 2;
    return text;
  }

  /// A whole reply but for arrays with elements, which are opened; nothing until more has come.
  std::optional<tree> node_of_input() {
    for (;;) {
      if (bulk_) return bulk_body();
      const auto text = line();
      if (!text) return std::nullopt;
      if (text->empty()) refuse("an empty line");
      const std::string_view rest = text->substr(1);
      switch (text->front()) {
        case '+':
          return tree::status(std::string(rest));
        case '-':
          return tree::error(std::string(rest));
        case ':':
          return tree::integer_of(number(rest));
        case '$': {
          const auto size = length(rest, limits_.bulk_bytes_max, "invalid bulk length");
          if (!size) return tree::nil();
          bulk_ = size;
          break;
        }
        case '*': {
          const auto size = length(rest, limits_.elements_max, "invalid multibulk length");
          if (!size) return tree::nil();
          if (*size == 0) return tree::array();
          if (open_.size() == limits_.depth_max) refuse("arrays are nested too deep");
          open_.push_back({{}, *size});
          break;
        }
        default:
          refuse("no reply begins with byte " +
                 std::to_string(static_cast<unsigned char>(text->front())));
      }
    }
  }

  std::optional<tree> bulk_body() {
    if (in_.size() - at_ < *bulk_ + 2) return std::nullopt;
    if (in_.compare(at_ + *bulk_, 2, "\r\n") != 0) refuse("a bulk is longer than it says");
    tree one = tree::text_of(in_.substr(at_, *bulk_));
    at_ += *bulk_ + 2;
    scanned_ = at_;
    bulk_.reset();
    return one;
  }

  std::int64_t number(std::string_view text) {
    const auto value = parse_integer(text);
    if (!value) refuse("invalid integer");
    return *value;
  }

  /// Nothing for -1.
  std::optional<std::size_t> length(std::string_view text, std::size_t most, const char* fault) {
    const auto value = parse_integer(text);
    if (value == -1) return std::nullopt;
    if (!value || *value < 0 || static_cast<std::uint64_t>(*value) > most) refuse(fault);
    return static_cast<std::size_t>(*value);
  }

  parser_limits limits_;
  std::string in_;
  std::size_t at_ = 0;               // so far it is read
  std::size_t scanned_ = 0;          // no line ends before it
  std::optional<std::size_t> bulk_;  // bytes of a bulk that are awaited
  std::vector<open_array> open_;     // from the outermost in
  bool is_broken_ = false;
};

}  // namespace redlite::resp
