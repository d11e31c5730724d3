// tests/kvbench/adapter/vocabulary.cpp: what the vocabulary says of each command, against what
// Redis says of it.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/hiredis.hpp>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "catch.hpp"
#include "redis_server.hpp"

namespace {

namespace resp = redlite::resp;
using redlite::type_list;

/// A form of a command, sent with the least that its signature allows.
struct form {
  std::string name;
  bool is_write = false;
  bool has_options = false;  // without which it may be too short
  std::size_t words = 0;
};

template <class Type>
struct least {
  static Type make() { return Type{}; }
};
template <>
struct least<redlite::bound> {
  static redlite::bound make() { return 0; }
};
template <class Type>
struct least<redlite::many<Type>> {
  // By its constructor for one element: a list cannot be copied, but it can be returned.
  static redlite::many<Type> make() { return redlite::many<Type>(least<Type>::make()); }
};

template <class Command, class Signature, class... Roles>
form form_of(type_list<Roles...>) {
  resp::argv out;
  resp::encode<Command, Signature>(out, least<typename Roles::role_type>::make()...);
  return {std::string(Command::name), Command::data_access == redlite::access::write,
          redlite::detail::has_options<Signature>, out.size()};
}

template <class... Commands>
std::vector<form> every_form(type_list<Commands...>) {
  std::vector<form> all;
  const auto add = [&all]<class Command, class... Signatures>(Command*, type_list<Signatures...>) {
    (all.push_back(form_of<Command, Signatures>(typename Signatures::roles{})), ...);
  };
  (add(static_cast<Commands*>(nullptr), typename Commands::signatures{}), ...);
  return all;
}

/// What only redlite has.
const std::vector<std::string> own{"VACUUM", "KEYINFO", "AUTOVACUUM"};

}  // namespace

// A word too many or too few in a signature is refused by Redis for every argument there is, and a
// write that calls itself a read is sent where only reads may go.
TEST_CASE("vocabulary: names, arities and access are Redis'", "[adapter][redis]") {
  support::redis_server server;
  kvbench::adapter::hiredis db{server.unix_url()};
  for (const form& one : every_form(redlite::command_list{})) {
    if (std::find(own.begin(), own.end(), one.name.substr(0, one.name.find(' '))) != own.end())
      continue;
    INFO(one.name << " in " << one.words << " words");
    std::string asked = one.name;
    std::replace(asked.begin(), asked.end(), ' ', '|');
    const resp::tree info = db.command({"COMMAND", "INFO", asked});
    REQUIRE(info.size() == 1);
    REQUIRE(info[0].type() == resp::node::array);
    const auto arity = info[0][1].integer();
    const auto words = static_cast<std::int64_t>(one.words);
    if (arity > 0) CHECK(words == arity);
    if (arity < 0 && !one.has_options) CHECK(words >= -arity);
    bool writes = false;
    for (std::size_t i = 0; i < info[0][2].size(); ++i) {
      writes = writes || info[0][2][i].text() == "write";
    }
    // Redis calls PFCOUNT a read, though it writes down in the value what it counted.
    if (one.name != "PFCOUNT") CHECK(one.is_write == writes);
  }
}
