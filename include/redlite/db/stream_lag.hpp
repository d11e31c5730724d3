// redlite/db/stream_lag.hpp: how many entries a group has read of a stream, and how many it lags.
//
// Floor: db. Pure. Redis counts rather than looks, so where entries were deleted it may not know.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/stream_id.hpp>  // stream_id

#include <cstdint>   // std::int64_t
#include <optional>  // not known

namespace redlite::detail {

/// Yields  a + b, which wraps: XSETID and XCLAIM may set a count so high that the next one passes
/// the end.
[[nodiscard]] constexpr std::int64_t wrapped_sum(std::int64_t a, std::int64_t b) noexcept {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

/// All of a stream that counting takes.
struct stream_state {
  std::int64_t length = 0;
  std::int64_t added = 0;  // ever; negative beyond 2^63, as Redis prints it
  stream_id first;         // of the entries there are; 0-0 where there is none
  stream_id last;          // ever given
  stream_id max_deleted;   // 0-0 for none
};

/// Yields  whether XDEL may have left a hole among the entries at or above the id.
/// Source  Redis' streamRangeHasTombstones.
[[nodiscard]] inline bool has_hole_from(const stream_state& stream, const stream_id& id) noexcept {
  return stream.length != 0 && stream.max_deleted != stream_id{} &&
         stream.max_deleted >= stream.first && id <= stream.max_deleted;
}

/// Yields  how many entries were ever added up to the id, where that is known.
/// Source  Redis' streamEstimateDistanceFromFirstEverEntry.
[[nodiscard]] inline std::optional<std::int64_t> added_up_to(const stream_state& stream,
                                                             const stream_id& id) noexcept {
  if (stream.added == 0) return 0;
  if (stream.length == 0 && id <= stream.last) return stream.added;
  if (id == stream.last) return stream.added;
  if (id > stream.last) return std::nullopt;
  if (stream.max_deleted != stream_id{} && stream.max_deleted >= stream.first) return std::nullopt;
  if (id < stream.first) return wrapped_sum(stream.added, -stream.length);
  if (id == stream.first) return wrapped_sum(stream.added, 1 - stream.length);
  return std::nullopt;
}

/// Yields  how many entries a group has read once it is given `next`, having read `before`.
[[nodiscard]] inline std::optional<std::int64_t> read_after(
    const stream_state& stream, const std::optional<std::int64_t>& before,
    const stream_id& next) noexcept {
  if (before && !has_hole_from(stream, next)) return wrapped_sum(*before, 1);
  return stream.added != 0 ? added_up_to(stream, next) : before;
}

/// Yields  how many entries a group was not given yet, where that is known.
/// Source  Redis' streamReplyWithCGLag.
[[nodiscard]] inline std::optional<std::int64_t> lag_of(const stream_state& stream,
                                                        const std::optional<std::int64_t>& read,
                                                        const stream_id& last_given) noexcept {
  if (stream.added == 0) return 0;
  const auto known =
      read && !has_hole_from(stream, last_given) ? read : added_up_to(stream, last_given);
  if (!known) return std::nullopt;
  return wrapped_sum(wrapped_sum(stream.added, 1), ~*known);  // ~n + 1 is -n
}

}  // namespace redlite::detail
