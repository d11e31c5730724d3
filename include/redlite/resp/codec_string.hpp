// redlite/resp/codec_string.hpp: the words of BITFIELD's operations, and numbers with all their
// digits.
//
// Floor: resp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/bitfield_operation.hpp>  // bitfield_operation
#include <redlite/core/decimal.hpp>                // decimal
#include <redlite/resp/codec.hpp>                  // codec
#include <redlite/resp/reader.hpp>                 // reader

#include <array>     // a number's text
#include <charconv>  // std::to_chars
#include <string>    // a number's text

namespace redlite::resp {

/// GET type offset, SET type offset value, INCRBY type offset delta, OVERFLOW how.
template <>
struct codec<bitfield_operation> {
  static void write(argv& out, const bitfield_operation& one) {
    codec<bitfield_action>::write(out, one.action);
    if (one.action == bitfield_action::overflow)
      return codec<bitfield_overflow>::write(out, one.overflows);
    out.own(one.type.text());
    out.own(one.offset.text());
    if (one.action != bitfield_action::get) out.integer(one.value);
  }
};

/// 21 digits read back as the same number.
template <>
struct codec<decimal> {
  static void write(argv& out, const decimal& number) {
    std::array<char, 40> buffer;
    const auto [end, ec] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                         number.value(), std::chars_format::general, 21);
    out.own(std::string(buffer.data(), end));
  }
};
template <>
struct reader<decimal> {
  template <reply_tree Tree>
  static decimal from(const Tree& reply) {
    detail::want(node::text, "a number", reply);
    const auto number = decimal::parse(reply.text());
    if (!number) detail::wrong_shape("a number", reply);
    return *number;
  }
};

}  // namespace redlite::resp
