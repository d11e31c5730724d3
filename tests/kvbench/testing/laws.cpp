// tests/kvbench/testing/laws.cpp: no command of the vocabulary is without a law, and no law is left
// out where a client has every command.
//
// SPDX-License-Identifier: MIT
#include <algorithm>    // std::find
#include <array>        // exceptions
#include <filesystem>   // the headers of the laws
#include <string>       // texts
#include <string_view>  // names

#include <kvbench/adapter/hiredis.hpp>       // a client of all commands
#include <kvbench/adapter/map.hpp>           // a client of few
#include <kvbench/adapter/redlite.hpp>       // another of all
#include <kvbench/testing/laws/support.hpp>  // has_forms
#include <kvbench/testing/names.hpp>         // type_name
#include <redlite/command/table.hpp>         // every command

#include "catch.hpp"
#include "store.hpp"  // bytes_of

namespace {

/// What Redis has not, and so demands nothing of.
constexpr std::array<std::string_view, 3> without_law{"vacuum", "keyinfo", "autovacuum"};

template <class Client>
struct store_of {
  Client& operator*();
};

// Laws ask for nothing but commands and their forms: where all are there, none is left out.
template <class Client, class... Commands>
constexpr bool has_every_form(redlite::type_list<Commands...>) {
  using namespace kvbench::testing::laws;
  return (has_forms<store_of<Client>, Commands> && ...);
}
static_assert(has_every_form<kvbench::adapter::redlite>(redlite::command_list{}));
static_assert(has_every_form<kvbench::adapter::hiredis>(redlite::command_list{}));
static_assert(!has_every_form<kvbench::adapter::map>(redlite::type_list<redlite::cmd::zadd>{}));

std::string text_of(std::string_view folder) {
  std::string all;
  for (auto const& file :
       std::filesystem::directory_iterator(std::filesystem::path(KVBENCH_SOURCE_DIR) / folder)) {
    if (file.is_regular_file()) all += support::bytes_of(file.path().string());
  }
  return all;
}

/// Each command's name in C++: "zadd".
template <class... Commands, class Check>
void for_each_name(redlite::type_list<Commands...>, Check&& check) {
  using kvbench::testing::detail::type_name;
  (check(type_name<Commands>().substr(type_name<Commands>().rfind(':') + 1)), ...);
}

}  // namespace

// A command that is added without a law would be proved by nobody who holds a client to the laws.
TEST_CASE("laws: each command of the vocabulary is called by one, and asked for", "[testing]") {
  std::string const laws = text_of("include/kvbench/testing/laws");
  auto const names = [&](std::string const& text) { return laws.find(text) != laws.npos; };
  for_each_name(redlite::command_list{}, [&](std::string_view name) {
    INFO(name);
    std::string const command(name);
    bool const asked = names("cmd::" + command + ",") || names("cmd::" + command + ">");
    bool const called = names("db." + command + "(");
    bool const excused =
        std::find(without_law.begin(), without_law.end(), name) != without_law.end();
    CHECK((asked && called) != excused);
  });
}

// A family that is not in check_conformance, or that no broken client was caught by, proves
// nothing.
TEST_CASE("laws: each family of them is checked, and catches a client that breaks it",
          "[testing]") {
  std::string const laws = text_of("include/kvbench/testing/laws");
  std::string const checked = text_of("include/kvbench/testing");
  std::string const broken = text_of("tests/broken");
  constexpr std::string_view before =
      "that the store's client can be held to.\ntemplate <class Store>\nvoid ";
  int families = 0;
  for (auto at = laws.find(before); at != laws.npos; at = laws.find(before, at + 1)) {
    auto const start = at + before.size();
    std::string const family = laws.substr(start, laws.find('(', start) - start);
    INFO(family);
    ++families;
    CHECK(checked.find("  laws::" + family + "(store);") != checked.npos);
    CHECK(broken.find("laws::" + family + "(store);") != broken.npos);
    CHECK(broken.find("caught " + family + " ") != broken.npos);
  }
  CHECK(families > 30);
}
