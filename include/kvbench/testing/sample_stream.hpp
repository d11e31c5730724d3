// kvbench/testing/sample_stream.hpp: how the options of streams are drawn that no description says.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>        // strings that stay where they are
#include <string>       // texts
#include <string_view>  // words

#include <kvbench/testing/sample_options.hpp>  // value_sample
#include <redlite/command/stream.hpp>          // trim_options

namespace kvbench::testing {

template <>
struct mended<redlite::trim_options> {
  static constexpr bool always = true;
};
template <>
struct value_sample<redlite::trim_options> {
  static redlite::trim_options draw(source& from, std::string_view,
                                    std::deque<std::string>& strings) {
    redlite::trim_options drawn;
    auto const die = from.below(100);  // one in ten says both, or neither
    if (die < 50 || die >= 95) drawn.max_length = sample<role::count>::draw(from);
    if ((die >= 50 && die < 90) || die >= 95)
      drawn.min_id = value_sample<redlite::stream_id_text>::draw(from, {}, strings);
    drawn.approximate = from.chance(30);
    if (from.chance(drawn.approximate ? 30 : 3)) drawn.limit = sample<role::count>::draw(from);
    return drawn;
  }
  static std::string spell(redlite::trim_options const& drawn) {
    detail::designators out;
    if (drawn.max_length)
      out.add(drawn, drawn.max_length, "max_length", cpp_number(*drawn.max_length));
    if (drawn.min_id)
      out.add(drawn, drawn.min_id, "min_id",
              value_sample<redlite::stream_id_text>::spell(*drawn.min_id));
    if (drawn.approximate) out.add(drawn, drawn.approximate, "approximate", "true");
    if (drawn.limit) out.add(drawn, drawn.limit, "limit", cpp_number(*drawn.limit));
    return "redlite::trim_options" + out.text();
  }
};

}  // namespace kvbench::testing
