// tests/redlite/resp/every_command.cpp: every form of every command can be written and its reply
// read.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/table.hpp>
#include <redlite/resp/decode.hpp>
#include <redlite/resp/encode.hpp>

#include <string>
#include <vector>

#include "catch.hpp"

namespace {

namespace resp = redlite::resp;
using redlite::type_list;

struct form {
  std::string name;
  bool is_whole = false;
};

/// Takes the addresses: what cannot be written or read is refused by the compiler.
template <class Command, class Signature, class... Roles>
bool is_whole(type_list<Roles...>) {
  using result = typename Signature::result;
  void (*const write)(resp::argv&, const typename Roles::role_type&...,
                      const typename Signature::options&) =
      &resp::encode<Command, Signature, typename Roles::role_type..., typename Signature::options>;
  result (*const read)(const resp::tree&) = &resp::decode<Command, Signature, resp::tree>;
  return write != nullptr && read != nullptr;
}

template <class Command, class... Signatures>
void add_forms(std::vector<form>& all, type_list<Signatures...>) {
  (all.push_back(
       {std::string(Command::name), is_whole<Command, Signatures>(typename Signatures::roles{})}),
   ...);
}

template <class... Commands>
std::vector<form> every_form(type_list<Commands...>) {
  std::vector<form> all;
  (add_forms<Commands>(all, typename Commands::signatures{}), ...);
  return all;
}

}  // namespace

// The differential tests ask for every form; one that no client can send would be left out there,
// and nobody would see it.
TEST_CASE("resp: every form of every command has words and a reader", "[resp]") {
  const auto all = every_form(redlite::command_list{});
  CHECK(all.size() >= 54);
  for (const form& one : all) {
    INFO(one.name);
    CHECK(one.is_whole);
  }
}
