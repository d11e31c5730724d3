// redlite/db/stream_new_id.hpp: the id of an entry that XADD adds.
//
// Floor: db. Pure: what was asked for, and what that is after the last id.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_id.hpp>  // stream_id, stream_id_text
#include <redlite/core/error.hpp>         // error

#include <cstdint>      // std::uint64_t
#include <limits>       // the highest sequence
#include <optional>     // what is left to the stream
#include <string_view>  // texts

namespace redlite::detail {

/// "*" leaves both parts to the stream, "5-*" the sequence.
class new_stream_id {
 public:
  /// Errors  stream_id where the text is none of them.
  explicit new_stream_id(const stream_id_text& wanted) {
    const std::string_view text = wanted.text();
    if (!wanted.id() && text == "*") return;
    if (!wanted.id() && text.ends_with("-*")) {
      ms_ = stream_id::parse_part(text.substr(0, text.size() - 2));
      if (!ms_) throw_stream_id();
      return;
    }
    const stream_id id = wanted.exact();
    ms_ = id.ms;
    seq_ = id.seq;
  }

  /// Errors  stream_id for 0-0.
  void check() const {
    if (ms_ == 0u && seq_ == 0u)
      throw error(errc::stream_id, "ERR The ID specified in XADD must be greater than 0-0");
  }

  /// Yields  the id of the entry, which is above the last one.
  /// Errors  stream_id where there is none.
  [[nodiscard]] stream_id after(const stream_id& last, std::int64_t now_ms) const {
    if (last == stream_id::max())
      throw error(errc::stream_id,
                  "ERR The stream has exhausted the last possible ID, unable to add more items");
    if (!ms_) {
      const auto now = static_cast<std::uint64_t>(now_ms);
      return now > last.ms ? stream_id{now, 0} : *last.next();
    }
    if (seq_) {
      const stream_id id{*ms_, *seq_};
      if (id <= last) throw_too_small();
      return id;
    }
    if (*ms_ > last.ms) return {*ms_, 0};
    if (*ms_ < last.ms) throw_too_small();
    if (last.seq == std::numeric_limits<std::uint64_t>::max())
      throw error(errc::stream_id, "ERR Elements are too large to be stored");  // Redis' words
    return {*ms_, last.seq + 1};
  }

 private:
  [[noreturn]] static void throw_too_small() {
    throw error(errc::stream_id,
                "ERR The ID specified in XADD is equal or smaller than the target stream top item");
  }

  std::optional<std::uint64_t> ms_;
  std::optional<std::uint64_t> seq_;
};

}  // namespace redlite::detail
