// kvbench/testing/store_of.hpp: a client as the laws want it.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // milliseconds
#include <type_traits>  // the client's type

namespace kvbench::testing {

/// The client that `make` makes, emptied. Where it has `advance(ms)`, that moves its clock.
template <class Make>
class store_of {
 public:
  using client = std::remove_cvref_t<std::invoke_result_t<Make const&>>;

  explicit store_of(Make const& make) : client_(make()) {
    if constexpr (requires { client_.flush(); }) client_.flush();
  }
  client& operator*() { return client_; }
  void advance(std::int64_t ms)
    requires requires(client& c) { c.advance(ms); }
  {
    client_.advance(ms);
  }

 private:
  client client_;
};

}  // namespace kvbench::testing
