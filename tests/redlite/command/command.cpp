// tests/redlite/command/command.cpp: when a client supports a command, and when it must not.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/command.hpp>

#include <optional>     // bulks
#include <string>       // bytes
#include <string_view>  // arguments
#include <vector>       // lists

#include <redlite/command/table.hpp>  // every command
#include <redlite/db/db.hpp>          // a client that has them all

#include "catch.hpp"

namespace {

using redlite::supports;
using redlite::supports_list;
using redlite::supports_single;
namespace cmd = redlite::cmd;
using text = std::string_view;
using bulk = std::optional<std::string>;

struct nothing {};

struct plain {  // as one would write it by hand
  bulk get(text) { return {}; }
  void set(text, text) {}
  long incr(text) { return 1; }
  std::size_t hset(text, text, text) { return 1; }
  bool del(text) { return true; }
  std::vector<std::string> lrange(text, long, long) { return {}; }
  std::vector<bulk> mget(const std::vector<text>&) { return {}; }
  bool ping() { return true; }
};

struct wrong {                                // the same with a fault each
  std::string get(text) { return {}; }        // cannot say "nothing"
  bulk set(text, text) { return {}; }         // neither done nor true
  double incr(text) { return 1; }             // a float for an integer
  std::size_t hset(text, text) { return 1; }  // one argument short
  void del(text) {}                           // does not say how many
  std::vector<int> lrange(text, long, long) { return {}; }
  std::vector<std::string> mget(const std::vector<text>&) { return {}; }
  std::vector<bulk> hmget(std::vector<int>, text) { return {}; }
  long hlen(int) { return 1; }  // a number for a key
  std::optional<std::string> zscore(text, text) { return {}; }
  std::optional<std::size_t> zrank(text, double) { return {}; }

 private:
  long llen(text) { return 1; }  // nobody may call it
};

struct of_strings {  // copies its arguments: slow, and allowed where a view converts
  bulk get(const std::string&) { return {}; }
};

struct lists {  // takes lists as the library has them
  std::int64_t hset(text, const redlite::many<redlite::field_value>&) { return 1; }
  std::int64_t del(const redlite::many<text>&) { return 1; }
};

struct constant {
  [[nodiscard]] bulk get(text) const { return {}; }
};

}  // namespace

static_assert(supports<plain, cmd::get> && supports<plain, cmd::set> &&
              supports<plain, cmd::incr> && supports<plain, cmd::hset> &&
              supports<plain, cmd::del> && supports<plain, cmd::lrange>);
static_assert(!supports<plain, cmd::llen> && !supports<plain, cmd::hget> &&
              !supports<plain, cmd::zadd>);
// PING's reply is text; a bool is none.
static_assert(!supports<plain, cmd::ping>);
static_assert(!supports<nothing, cmd::get> && !supports<int, cmd::get> &&
              !supports<std::string, cmd::append>);

static_assert(!supports<wrong, cmd::get> && !supports<wrong, cmd::set> &&
              !supports<wrong, cmd::incr> && !supports<wrong, cmd::hset> &&
              !supports<wrong, cmd::del> && !supports<wrong, cmd::lrange> &&
              !supports<wrong, cmd::mget> && !supports<wrong, cmd::hmget> &&
              !supports<wrong, cmd::hlen> && !supports<wrong, cmd::zscore> &&
              !supports<wrong, cmd::zrank> && !supports<wrong, cmd::llen>);

// One element and a list of them are told apart: ten HSETs are no HSET of ten.
static_assert(supports_single<plain, cmd::hset> && !supports_list<plain, cmd::hset>);
static_assert(supports_list<lists, cmd::hset> && !supports_single<lists, cmd::hset>);
static_assert(supports_single<plain, cmd::del> && !supports_list<plain, cmd::del>);
static_assert(supports<lists, cmd::hset> && supports<lists, cmd::del>);

// A view does not become a std::string by itself.
static_assert(!supports<of_strings, cmd::get>);
static_assert(supports<constant, cmd::get> && supports<const constant, cmd::get>);
static_assert(!supports<const plain, cmd::get>);

namespace {

template <class... Commands>
constexpr bool db_has_all(redlite::type_list<Commands...>) {
  return (supports<redlite::db, Commands> && ...);
}

}  // namespace

static_assert(db_has_all(redlite::command_list{}));
static_assert(supports_list<redlite::db, cmd::hset> && supports_single<redlite::db, cmd::hset>);
static_assert(!supports<const redlite::db, cmd::set>);

// A signature taken apart wrongly gives every adapter the wrong parameters.
TEST_CASE("command: a signature's roles, options and reply", "[redlite]") {
  using set = redlite::main_signature<cmd::set>;
  CHECK(std::is_same_v<set::reply, redlite::reply::accepted>);
  CHECK(std::is_same_v<set::result, bool>);
  CHECK(std::is_same_v<set::options, redlite::set_options>);
  CHECK(std::is_same_v<set::roles, redlite::type_list<redlite::role::key, redlite::role::value>>);
  CHECK(set::wire_roles::size == 3);
  // On the wire ZADD's options stand before the members; in C++ they come last.
  using zadd = redlite::main_signature<cmd::zadd>;
  CHECK(zadd::wire_roles::size == 3);
  CHECK(zadd::roles::size == 2);
  CHECK(std::is_same_v<zadd::options, redlite::zadd_options>);
  CHECK(std::is_same_v<redlite::main_signature<cmd::get>::options, redlite::detail::no_options>);
  CHECK(cmd::get::data_access == redlite::access::read);
  CHECK(cmd::spop::data_access == redlite::access::write);
}
