// redlite/core/error.hpp: what went wrong, as a code to branch on and a message to show.
//
// Floor: core. A miss is an answer and never comes here.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>  // std::runtime_error
#include <string>     // std::string

namespace redlite {

enum class errc {
  generic,          // any other refusal of the command itself
  wrong_type,       // the key holds another kind of value
  syntax,           // options that contradict each other or cannot be read
  not_integer,      // the stored or given bytes are not a 64-bit integer
  not_float,        // the stored or given bytes are not a finite number
  overflow,         // the result would leave the 64-bit range, or not be a number
  out_of_range,     // an argument outside what the command takes
  stream_id,        // a stream id that cannot be read or is not above the last one
  no_group,         // a stream has no consumer group of the name
  busy_group,       // a stream has a consumer group of the name already
  too_large,        // a value beyond 512 MiB
  open_failed,      // the store could not be opened: absent folder, no permission, a directory
  not_a_store,      // the file is no redlite store, or is damaged
  newer_schema,     // the file was written by a later version
  read_only,        // the file or its folder cannot be written
  disk_full,        // no room; the command was rolled back
  busy,             // another process held the store longer than the busy timeout
  io,               // the operating system refused a read or a write
  connection_lost,  // the server went away, or was never there
  timeout,          // the server did not answer in time; the connection is given up
  protocol,         // the server's answer is not what the protocol says
  auth              // the server wants a name and password, or refuses the ones given
};

/// A failed command or a failed store. `what()` is Redis' own text where Redis has one.
class error : public std::runtime_error {
 public:
  error(errc code, const std::string& message) : std::runtime_error(message), code_(code) {}

  [[nodiscard]] errc code() const noexcept { return code_; }

  /// True where the store itself failed, so that going on makes no sense.
  [[nodiscard]] bool store_failed() const noexcept { return code_ >= errc::open_failed; }

 private:
  errc code_;
};

[[noreturn]] inline void throw_wrong_type() {
  throw error(errc::wrong_type,
              "WRONGTYPE Operation against a key holding the wrong kind of value");
}
[[noreturn]] inline void throw_syntax() { throw error(errc::syntax, "ERR syntax error"); }
[[noreturn]] inline void throw_not_integer() {
  throw error(errc::not_integer, "ERR value is not an integer or out of range");
}
[[noreturn]] inline void throw_not_float() {
  throw error(errc::not_float, "ERR value is not a valid float");
}

}  // namespace redlite
