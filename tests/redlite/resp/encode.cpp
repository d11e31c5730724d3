// tests/redlite/resp/encode.cpp: commands as words, in the order of the protocol.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/encode.hpp>

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <redlite/command/table.hpp>

#include "catch.hpp"

namespace {

namespace cmd = redlite::cmd;
namespace resp = redlite::resp;

enum class side { left, right };

struct span {
  std::int64_t offset = 0;
  std::int64_t count = -1;
};

/// One of each kind of option.
struct every_option {
  bool plain = false;
  side from = side::left;
  std::optional<std::int64_t> number = {};
  std::optional<span> limit = {};
  std::optional<redlite::set_options> inner = {};
  std::vector<std::string> patterns = {};
  std::variant<std::monostate, std::string_view, double, redlite::decimal> around = {};
};

}  // namespace

template <>
inline constexpr auto redlite::words_of<side> =
    std::array{redlite::word{"LEFT", side::left}, redlite::word{"RIGHT SIDE", side::right}};
template <>
inline constexpr auto redlite::layout_of<span> = std::tuple(&span::offset, &span::count);
template <>
inline constexpr auto redlite::words_of_options<every_option> = std::tuple(
    redlite::words::flag{"PLAIN WORD", &every_option::plain},
    redlite::words::any_of(&every_option::from, redlite::word{"FROM RIGHT", side::right}),
    redlite::words::value{"NUMBER", &every_option::number},
    redlite::words::value{"LIMIT", &every_option::limit},
    redlite::words::nested{&every_option::inner},
    redlite::words::each{"GET", &every_option::patterns},
    redlite::words::nested{&every_option::around});

namespace {

/// Remembers the words of its last call.
class writer : public redlite::members<writer> {
 public:
  std::vector<std::string> sent;

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    out_.clear();
    resp::encode<Command, Signature>(out_, arguments...);
    sent.assign(out_.begin(), out_.end());
    return typename Signature::result();
  }

 private:
  resp::argv out_;
};

using words = std::vector<std::string>;

namespace odd {
using namespace redlite::reply;
using namespace redlite::role;
using redlite::access;
struct caller {};

/// A command with every kind of role.
struct command
    : redlite::command<access::write,
                       integer(key, options<every_option>, literal<"TWO WORDS">, counted<key>,
                               choice<side>, redlite::with_scores_tag, repeated<redlite::key_id>)> {
  static constexpr std::string_view name = "ODD ONE";
};
}  // namespace odd

template <class... Arguments>
words odd_words(const Arguments&... arguments) {
  resp::argv out;
  resp::encode<odd::command, redlite::main_signature<odd::command>>(out, arguments...);
  return {out.begin(), out.end()};
}

}  // namespace

// Options in C++ come last; sent last, Redis would take them for what repeats.
TEST_CASE("encode: roles stand where the signature has them", "[resp]") {
  const std::vector<std::string_view> keys{"a", "b"};
  const redlite::many<std::string_view> counted(keys);
  const std::vector<redlite::key_id> streams{{"s", "5"}, {"t", redlite::stream_id{1, 2}}};
  const redlite::many<redlite::key_id> ids(streams);
  const words tail{"TWO WORDS"};
  CHECK(odd_words(std::string_view("k"), counted, side::right, redlite::with_scores, ids) ==
        words{"ODD", "ONE", "k", "TWO", "WORDS", "2", "a", "b", "RIGHT", "SIDE", "WITHSCORES", "s",
              "t", "5", "1-2"});
  every_option all;
  all.plain = true;
  all.from = side::right;
  all.number = -7;
  all.limit = span{3, 4};
  all.inner = redlite::set_options{.when = redlite::set_if::present, .ex = 9};
  all.patterns = {"x*", "y*"};
  all.around = 0.5;
  CHECK(odd_words(std::string_view("k"), counted, side::left, redlite::with_scores, ids, all) ==
        words{"ODD", "ONE",   "k",          "PLAIN", "WORD", "FROM",  "RIGHT", "NUMBER",
              "-7",  "LIMIT", "3",          "4",     "XX",   "EX",    "9",     "GET",
              "x*",  "GET",   "y*",         "0.5",   "TWO",  "WORDS", "2",     "a",
              "b",   "LEFT",  "WITHSCORES", "s",     "t",    "5",     "1-2"});
}

// INCRBYFLOAT adds in long double: a digit lost on the way is a digit lost in the sum.
TEST_CASE("encode: a decimal keeps its digits", "[resp]") {
  for (const char* text : {"0.1", "3", "-2.5", "1234567890.123456789", "1e-20", "inf"}) {
    const auto number = *redlite::decimal::parse(text);
    resp::argv out;
    resp::codec<redlite::decimal>::write(out, number);
    INFO(out[0]);
    CHECK(*redlite::decimal::parse(out[0]) == number);
  }
}

TEST_CASE("encode: options at their defaults are no words", "[resp]") {
  const redlite::many<std::string_view> one(std::string_view("a"));
  const redlite::many<redlite::key_id> ids(redlite::key_id{"s", "$"});
  CHECK(odd_words(std::string_view("k"), one, side::left, redlite::with_scores, ids,
                  every_option{}) ==
        words{"ODD", "ONE", "k", "TWO", "WORDS", "1", "a", "LEFT", "WITHSCORES", "s", "$"});
}

// Each role and each group of a command in use.
TEST_CASE("encode: the members write their commands", "[resp]") {
  writer w;
  const auto sent = [&w](auto&& call) {
    call();
    return w.sent;
  };
  const std::string odd_bytes("a\0 b\r\n", 6);
  CHECK(sent([&] { w.get(odd_bytes); }) == words{"GET", odd_bytes});
  CHECK(sent([&] { w.set("k", "v", {.when = redlite::set_if::absent, .px = 5}); }) ==
        words{"SET", "k", "v", "NX", "PX", "5"});
  CHECK(sent([&] { w.set("k", "v", redlite::get_previous, {.keep_ttl = true}); }) ==
        words{"SET", "k", "v", "GET", "KEEPTTL"});
  CHECK(sent([&] { w.mset({{"a", "1"}, {"b", ""}}); }) == words{"MSET", "a", "1", "b", ""});
  CHECK(sent([&] { w.hset("h", "f", "v"); }) == words{"HSET", "h", "f", "v"});
  CHECK(sent([&] { w.hincrby("h", "f", -3); }) == words{"HINCRBY", "h", "f", "-3"});
  CHECK(sent([&] { w.lpop("l", 2); }) == words{"LPOP", "l", "2"});
  CHECK(sent([&] { w.zadd("z", 1.5, "m"); }) == words{"ZADD", "z", "1.5", "m"});
  CHECK(sent([&] { w.zadd("z", redlite::increment, 2, "m"); }) ==
        words{"ZADD", "z", "INCR", "2", "m"});
  CHECK(sent([&] { w.zrange("z", 0, -1, redlite::with_scores); }) ==
        words{"ZRANGE", "z", "0", "-1", "WITHSCORES"});
  CHECK(sent([&] { w.zrangebyscore("z", "(1.5", 3.25); }) ==
        words{"ZRANGEBYSCORE", "z", "(1.5", "3.25"});
  CHECK(sent([&] {
          w.xrange("x", "-", redlite::stream_id{7, 8});
        }) == words{"XRANGE", "x", "-", "7-8"});
  CHECK(sent([&] {
          w.xread({{"x", "0"}, {"y", "$"}});
        }) == words{"XREAD", "STREAMS", "x", "y", "0", "$"});
  CHECK(sent([&] { w.dbsize(); }) == words{"DBSIZE"});
}

TEST_CASE("encode: what a stream is cut to", "[resp]") {
  writer w;
  w.xtrim("x", {.max_length = 10});
  CHECK(w.sent == words{"XTRIM", "x", "MAXLEN", "10"});
  w.xtrim("x", {.min_id = "5-1", .approximate = true, .limit = 3});
  CHECK(w.sent == words{"XTRIM", "x", "MINID", "~", "5-1", "LIMIT", "3"});
}
