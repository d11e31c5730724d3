// kvbench/adapter/redis_wire_reply.hpp: a reply as it lies in memory, and the short way to a flat
// one.
//
// Floor: wing adapter. Bytes in, no sockets, no memory taken.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <cstring>      // memchr
#include <string_view>  // bytes

#include <redlite/resp/reply_tree.hpp>  // what a reply models

namespace kvbench::adapter {

/// A reply, or an element of one; it lies in an arena.
struct wire_node {
  ::redlite::resp::node type = ::redlite::resp::node::nil;
  union {
    char const* text;
    wire_node* elements;
  };
  union {
    std::size_t size;  ///< of the text, or of the elements
    std::int64_t integer;
  };

  wire_node() noexcept : text(nullptr), size(0) {}
};

/// A `wire_node` as `redlite::resp::reply_tree`: a view.
class wire_tree {
 public:
  explicit wire_tree(wire_node const& node) noexcept : node_(&node) {}

  [[nodiscard]] ::redlite::resp::node type() const noexcept { return node_->type; }
  [[nodiscard]] std::string_view text() const noexcept { return {node_->text, node_->size}; }
  [[nodiscard]] std::int64_t integer() const noexcept { return node_->integer; }
  [[nodiscard]] std::size_t size() const noexcept { return node_->size; }
  [[nodiscard]] wire_tree operator[](std::size_t i) const noexcept {
    return wire_tree(node_->elements[i]);
  }

 private:
  wire_node const* node_;
};

static_assert(::redlite::resp::reply_tree<wire_tree>);

namespace detail {

/// Reads digits up to the end of a line. Yields  what follows the line; null where it is not whole,
/// or is no number of at most 9 digits.
inline char const* read_number(char const* at, char const* end, std::uint32_t& number) noexcept {
  char const* const first = at;
  std::uint32_t value = 0;
  for (; at != end && *at >= '0' && *at <= '9'; ++at)
    value = value * 10 + static_cast<std::uint32_t>(*at - '0');
  if (at == first || at - first > 9 || end - at < 2 || at[0] != '\r' || at[1] != '\n')
    return nullptr;
  number = value;
  return at + 2;
}

}  // namespace detail

/// Reads a reply that is no array and lies whole in [at, end): bytes, a status, an integer, nil. It
/// is viewed where it lies. Most replies are such, and for them hiredis' reader copies the bytes
/// twice. Yields  what follows the reply; null where it is anything else (part of a reply, an
/// array, an
///         error, garbage), which is the reader's.
/// Cost    about 5 ns.
inline char const* read_flat(char const* at, char const* end, wire_node& node) noexcept {
  constexpr auto integer = ::redlite::resp::node::integer;
  constexpr auto nil = ::redlite::resp::node::nil;
  constexpr auto status = ::redlite::resp::node::status;
  constexpr auto text = ::redlite::resp::node::text;
  std::uint32_t number = 0;
  switch (*at) {
    case '$': {
      char const* const bytes = detail::read_number(at + 1, end, number);
      if (bytes != nullptr) {
        if (static_cast<std::size_t>(end - bytes) < std::size_t{number} + 2) return nullptr;
        char const* const after = bytes + number;
        if (after[0] != '\r' || after[1] != '\n') return nullptr;
        node.type = text;
        node.text = bytes;
        node.size = number;
        return after + 2;
      }
      if (end - at < 5 || std::memcmp(at, "$-1\r\n", 5) != 0) return nullptr;
      node.type = nil;
      return at + 5;
    }
    case ':': {
      char const* const after = detail::read_number(at + 1, end, number);
      if (after == nullptr) return nullptr;
      node.type = integer;
      node.integer = number;
      return after;
    }
    case '+': {
      auto const* const line =
          static_cast<char const*>(std::memchr(at, '\r', static_cast<std::size_t>(end - at)));
      if (line == nullptr || end - line < 2 || line[1] != '\n') return nullptr;
      node.type = status;
      node.text = at + 1;
      node.size = static_cast<std::size_t>(line - at) - 1;
      return line + 2;
    }
    default:
      return nullptr;
  }
}

}  // namespace kvbench::adapter
