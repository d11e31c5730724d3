// tests/redlite/db/written_keys.cpp: which keys a command writes, by its signature.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/written_keys.hpp>

#include <string>  // keys
#include <vector>  // keys

#include <redlite/command/table.hpp>  // commands

#include "catch.hpp"

namespace {

using namespace redlite;
using texts = std::vector<std::string>;

template <class Command, class... Arguments>
texts keys_of(const Arguments&... arguments) {
  texts keys;
  detail::written_keys<typename main_signature<Command>::roles>::each(
      [&](std::string_view key) { keys.emplace_back(key); }, arguments...);
  return keys;
}

}  // namespace

// A key that is not told is not noticed when it is watched.
TEST_CASE("written_keys: one key, or pairs of key and value; of several, none", "[redlite]") {
  using view = std::string_view;
  CHECK(keys_of<cmd::set>(view("k"), view("v"), set_options{}) == texts{"k"});
  CHECK(keys_of<cmd::hincrby>(view("k"), view("f"), std::int64_t{1}) == texts{"k"});
  CHECK(keys_of<cmd::mset>(many<key_value>({{"a", "1"}, {"b", "2"}})) == texts{"a", "b"});
  CHECK(keys_of<cmd::del>(many<view>({"a", "b"})).empty());
  CHECK(keys_of<cmd::rename>(view("a"), view("b")).empty());
  CHECK(keys_of<cmd::flushdb>(flush_options{}).empty());
}
