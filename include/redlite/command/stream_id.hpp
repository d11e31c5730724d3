// redlite/command/stream_id.hpp: stream entry ids, and the spellings that commands take for them.
//
// Floor: command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/bytes.hpp>  // parse_unsigned
#include <redlite/core/error.hpp>  // error

#include <compare>      // ordering
#include <concepts>     // std::convertible_to
#include <cstdint>      // std::uint64_t
#include <limits>       // the largest id
#include <optional>     // std::optional
#include <string>       // std::string
#include <string_view>  // std::string_view

namespace redlite {

/// The id of a stream entry: milliseconds, and a sequence number within the millisecond.
struct stream_id {
  std::uint64_t ms = 0;
  std::uint64_t seq = 0;

  friend auto operator<=>(const stream_id&, const stream_id&) = default;

  [[nodiscard]] std::string text() const { return std::to_string(ms) + '-' + std::to_string(seq); }

  [[nodiscard]] static constexpr stream_id max() noexcept {
    return {std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::uint64_t>::max()};
  }

  /// Yields  the next id, or nothing after the largest.
  [[nodiscard]] std::optional<stream_id> next() const noexcept {
    if (*this == max()) return std::nullopt;
    return seq == std::numeric_limits<std::uint64_t>::max() ? stream_id{ms + 1, 0}
                                                            : stream_id{ms, seq + 1};
  }
  [[nodiscard]] std::optional<stream_id> previous() const noexcept {
    if (*this == stream_id{}) return std::nullopt;
    return seq == 0 ? stream_id{ms - 1, std::numeric_limits<std::uint64_t>::max()}
                    : stream_id{ms, seq - 1};
  }

  /// Yields  "5-1" read; where the sequence is left out it is `missing_seq`. Nothing if unreadable.
  /// Source  Redis' streamGenericParseIDOrReply, which takes 127 bytes, up to a NUL.
  [[nodiscard]] static std::optional<stream_id> parse(std::string_view text,
                                                      std::uint64_t missing_seq = 0) noexcept {
    if (text.size() > 127) return std::nullopt;
    text = text.substr(0, text.find('\0'));
    const auto dash = text.find('-');
    const auto ms = parse_part(text.substr(0, dash));
    if (!ms) return std::nullopt;
    if (dash == std::string_view::npos) return stream_id{*ms, missing_seq};
    const auto seq = parse_part(text.substr(dash + 1));
    if (!seq) return std::nullopt;
    return stream_id{*ms, *seq};
  }

  /// Yields  a part of an id as Redis reads it: strtoull's spellings too ("+5", " 5", and "-05",
  ///         which is 2^64 - 5), but no plain negative number.
  /// Source  Redis' string2ull.
  [[nodiscard]] static std::optional<std::uint64_t> parse_part(std::string_view text) noexcept {
    if (const auto plain = parse_integer(text); plain && *plain < 0) return std::nullopt;
    const auto start = text.find_first_not_of(" \t\n\v\f\r");
    if (start == std::string_view::npos) return std::nullopt;
    text.remove_prefix(start);
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    const auto value = parse_unsigned(text);
    if (!value) return std::nullopt;
    return negative ? 0 - *value : *value;
  }
};

[[noreturn]] inline void throw_stream_id() {
  throw error(errc::stream_id, "ERR Invalid stream ID specified as stream command argument");
}

/// An id argument as a command takes it: an id, or Redis' text for one ("*", "5-*", "5", "(5-1",
/// "-", "+", "$"). What the text may be depends on the command, which reads it.
class stream_id_text {
 public:
  stream_id_text(stream_id id) noexcept : id_(id) {}
  template <class Text>
    requires std::convertible_to<const Text&, std::string_view>
  stream_id_text(const Text& text) noexcept : text_(std::string_view(text)) {}
  stream_id_text() = default;

  /// Yields  the id given as a value, or nothing where it came as text.
  [[nodiscard]] const std::optional<stream_id>& id() const noexcept { return id_; }
  [[nodiscard]] std::string_view text() const noexcept { return text_; }

  /// Yields  the id, an incomplete one filled up with `missing_seq`.
  /// Errors  stream_id where the text is none.
  [[nodiscard]] stream_id exact(std::uint64_t missing_seq = 0) const {
    if (id_) return *id_;
    const auto parsed = stream_id::parse(text_, missing_seq);
    if (!parsed) throw_stream_id();
    return *parsed;
  }

 private:
  std::optional<stream_id> id_;
  std::string_view text_;
};

}  // namespace redlite
