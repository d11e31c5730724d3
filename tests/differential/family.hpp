// tests/differential/family.hpp: a family of commands, compiled in a file of its own.
//
// Floor: tests. family_<name>.cpp instantiates it, by family_calls.hpp; main.cpp sees no client's
// calls.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>  // names
#include <vector>       // calls

#include <kvbench/testing/calls.hpp>   // client_call
#include <kvbench/testing/player.hpp>  // vocabulary

namespace differential {

struct family {
  void (*add_words)(kvbench::testing::vocabulary&, std::string_view name) = nullptr;
  std::vector<kvbench::testing::client_call> (*redlite_calls)() = nullptr;
  std::vector<kvbench::testing::client_call> (*hiredis_calls)() = nullptr;
};

template <class Commands>
family family_of();

}  // namespace differential
