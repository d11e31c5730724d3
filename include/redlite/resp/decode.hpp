// redlite/resp/decode.hpp: a reply, as the C++ value that the command's reply kind promises.
//
// Floor: resp. Two kinds look at the reply (status, accepted); all others are read by their C++
// type, so that no reader knows a command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/reply.hpp>     // kinds and their values
#include <redlite/core/error.hpp>        // error
#include <redlite/resp/codecs.hpp>       // readers written by hand
#include <redlite/resp/reader.hpp>       // values from replies
#include <redlite/resp/reply_error.hpp>  // error replies
#include <redlite/resp/reply_tree.hpp>   // replies

#include <string>       // what does not fit
#include <type_traits>  // std::is_same_v

namespace redlite::resp {

/// Reads a reply as `Kind`.
/// Errors  what an error reply says, with its code; protocol where the reply has another shape.
template <reply_kind Kind, reply_tree Tree>
reply_value<Kind> decode_kind(const Tree& reply) {
  if (reply.type() == node::error) throw_reply(reply.text());
  if constexpr (std::is_same_v<Kind, reply::status>) {
    if (reply.type() != node::status) detail::wrong_shape("a status", reply);
  } else if constexpr (std::is_same_v<Kind, reply::accepted>) {
    if (reply.type() == node::status) return true;
    if (reply.type() == node::nil) return false;
    return reader<bool>::from(reply);
  } else {
    return reader<reply_value<Kind>>::from(reply);
  }
}

/// Reads the reply to a command; the text of a `protocol` error names the command.
template <class Command, class Signature, reply_tree Tree>
typename Signature::result decode(const Tree& reply) {
  try {
    return decode_kind<typename Signature::reply>(reply);
  } catch (const shape_error& wrong) {
    throw error(errc::protocol,
                "ERR the reply to " + std::string(Command::name) + ": " + wrong.what());
  }
}

}  // namespace redlite::resp
