// redlite/resp/codec_geo.hpp: the replies of GEOSEARCH, whose columns are those that were asked
// for.
//
// Floor: resp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/geo.hpp>      // geo_match
#include <redlite/resp/reader.hpp>      // reader
#include <redlite/resp/reply_tree.hpp>  // replies

#include <cstddef>  // std::size_t
#include <cstdint>  // std::int64_t
#include <string>   // members

namespace redlite::resp {

/// A member alone, or an array: the member, and its distance, hash and position where they are.
template <>
struct reader<geo_match> {
  template <reply_tree Tree>
  static geo_match from(const Tree& reply) {
    if (reply.type() != node::array) return {reader<std::string>::from(reply)};
    if (reply.size() == 0) detail::wrong_shape("a member", reply);
    geo_match match{reader<std::string>::from(reply[0])};
    for (std::size_t i = 1; i < reply.size(); ++i) {
      if (reply[i].type() == node::array) {
        match.position = reader<geo_position>::from(reply[i]);
      } else if (reply[i].type() == node::integer) {
        match.hash = reader<std::int64_t>::from(reply[i]);
      } else {
        match.distance = reader<double>::from(reply[i]);
      }
    }
    return match;
  }
};

}  // namespace redlite::resp
