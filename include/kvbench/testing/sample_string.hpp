// kvbench/testing/sample_string.hpp: how the steps of BITFIELD are drawn.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>   // pools
#include <string>  // C++ text

#include <kvbench/testing/sample.hpp>  // sample
#include <redlite/command/bitmap.hpp>  // bitfield_step

namespace kvbench::testing {

/// Offsets stay small: the value grows to reach them.
template <>
struct sample<role::bitfield_step> : detail::lent_as_is<redlite::bitfield_operation> {
  static redlite::bitfield_operation draw(source& from) {
    using namespace redlite;
    using namespace std::string_view_literals;
    static constexpr std::array types{"u8"sv, "i8"sv,  "u1"sv,  "i1"sv,  "i5"sv,
                                      "u7"sv, "i16"sv, "i64"sv, "u63"sv, "u32"sv};
    bitfield_operation drawn;
    drawn.action = from.one_of(words_of<bitfield_action>).value;
    drawn.type = bitfield_type(from.one_of(types));
    drawn.offset = from.chance(50) ? bitfield_offset(sample<role::bit_offset>::draw(from))
                                   : bitfield_offset('#' + std::to_string(from.below(6)));
    drawn.value = sample<role::delta>::draw(from);
    drawn.overflows = from.one_of(words_of<bitfield_overflow>).value;
    return drawn;
  }
  static std::string spell(redlite::bitfield_operation const& kept) {
    using redlite::bitfield_action;
    std::string const action = sample<role::choice<bitfield_action>>::spell(kept.action);
    std::string const place = cpp_quoted(kept.type.text()) + ", " + cpp_quoted(kept.offset.text());
    std::string const named =
        "redlite::bitfield_operation::" + action.substr(action.rfind(':') + 1) + '(';
    switch (kept.action) {
      case bitfield_action::overflow:
        return named + sample<role::choice<redlite::bitfield_overflow>>::spell(kept.overflows) +
               ')';
      case bitfield_action::get:
        return named + place + ')';
      case bitfield_action::set:
      case bitfield_action::incrby:
        break;
    }
    return named + place + ", " + cpp_number(kept.value) + ')';
  }
};

}  // namespace kvbench::testing
