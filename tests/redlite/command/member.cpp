// tests/redlite/command/member.cpp: the ways to call a command, and what each passes on.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/member.hpp>

#include <map>      // lists
#include <sstream>  // what was passed
#include <string>   // arguments
#include <vector>   // lists

#include <redlite/command/table.hpp>  // members

#include "catch.hpp"

namespace {

using texts = std::vector<std::string>;

/// Remembers how its last command arrived.
class listener : public redlite::members<listener> {
 public:
  std::string heard;

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    std::ostringstream out;
    out << Command::name;
    ((out << ' ', show(out, arguments)), ...);
    heard = out.str();
    return typename Signature::result();
  }

 private:
  static void show(std::ostream& out, std::string_view bytes) { out << bytes; }
  static void show(std::ostream& out, std::int64_t number) { out << number; }
  static void show(std::ostream& out, double number) { out << number << 'f'; }
  static void show(std::ostream& out, const redlite::stream_id_text& id) {
    out << (id.id() ? id.id()->text() : std::string(id.text()));
  }
  static void show(std::ostream& out, const redlite::bound& end) {
    std::visit([&](const auto& value) { show(out, value); }, end.value());
  }
  static void show(std::ostream& out, const redlite::field_value& one) {
    out << one.field << '=' << one.value;
  }
  static void show(std::ostream& out, const redlite::key_value& one) {
    out << one.key << '=' << one.value;
  }
  static void show(std::ostream& out, const redlite::score_member& one) {
    out << one.score << '=' << one.member;
  }
  static void show(std::ostream& out, const redlite::key_id& one) {
    out << one.key << '@';
    show(out, one.id);
  }
  template <class T>
  static void show(std::ostream& out, const redlite::many<T>& list) {
    out << '{';
    for (const T& one : list) (show(out, one), out << ' ');
    out << '}';
  }
  static void show(std::ostream& out, const redlite::set_options& how) {
    out << "when" << static_cast<int>(how.when) << (how.ex ? "ex" : "");
  }
  static void show(std::ostream& out, redlite::with_scores_tag) { out << "WITHSCORES"; }
  static void show(std::ostream& out, redlite::increment_tag) { out << "INCR"; }
  static void show(std::ostream& out, redlite::get_previous_tag) { out << "GET"; }
  template <class Options>
  static void show(std::ostream& out, const Options&) {
    out << "options";
  }
};

template <class Client>
concept gets_without_a_key = requires(Client& c) { c.get(); };
template <class Client>
concept gets_two_keys = requires(Client& c) { c.get("a", "b"); };
template <class Client>
concept gets_a_number = requires(Client& c) { c.get(1); };
template <class Client>
concept hsets_half_a_pair = requires(Client& c) { c.hset("h", "f"); };
template <class Client>
concept gets_with_options = requires(Client& c) { c.get("k", redlite::set_options{}); };
template <class Client>
concept sets_with_other_options = requires(Client& c) { c.set("k", "v", redlite::zadd_options{}); };

}  // namespace

static_assert(!gets_without_a_key<listener> && !gets_two_keys<listener> &&
              !gets_a_number<listener> && !hsets_half_a_pair<listener> &&
              !gets_with_options<listener> && !sets_with_other_options<listener>);

// A form of a call that drops or swaps an argument stores the wrong thing under the right name.
TEST_CASE("member: each form of a call passes what it was given", "[redlite]") {
  listener c;
  const auto heard = [&](auto&&...) { return c.heard; };
  c.get("k");
  CHECK(c.heard == "GET k");
  c.set("k", "v");
  CHECK(c.heard == "SET k v when0");
  c.set("k", "v", {.when = redlite::set_if::present, .ex = 5});
  CHECK(c.heard == "SET k v when2ex");
  c.set("k", "v", redlite::get_previous);
  CHECK(c.heard == "SET k v GET when0");
  c.set("k", "v", redlite::get_previous, {.when = redlite::set_if::absent});
  CHECK(c.heard == "SET k v GET when1");
  CHECK(heard(c.lpop("l")) == "LPOP l");
  CHECK(heard(c.lpop("l", 3)) == "LPOP l 3");
  CHECK(heard(c.lrange("l", 0, -1)) == "LRANGE l 0 -1");
  CHECK(heard(c.ping()) == "PING");
  CHECK(heard(c.expire("k", 10)) == "EXPIRE k 10 options");
}

TEST_CASE("member: lists may be one element, braces or any range", "[redlite]") {
  listener c;
  c.del("a");
  CHECK(c.heard == "DEL {a }");
  c.del({"a", "b"});
  CHECK(c.heard == "DEL {a b }");
  c.del(texts{"a", "b", "c"});
  CHECK(c.heard == "DEL {a b c }");
  c.hset("h", "f", "v");
  CHECK(c.heard == "HSET h {f=v }");
  c.hset("h", {{"f", "v"}, {"g", "w"}});
  CHECK(c.heard == "HSET h {f=v g=w }");
  c.hset("h", std::vector<redlite::field_value>{{"f", "v"}});
  CHECK(c.heard == "HSET h {f=v }");
  c.mset({{"a", "1"}, {"b", "2"}});
  CHECK(c.heard == "MSET {a=1 b=2 }");
  c.mset("a", "1");
  CHECK(c.heard == "MSET {a=1 }");
  c.sadd("s", {"m", "n"});
  CHECK(c.heard == "SADD s {m n }");
  c.rpush("l", texts{"x"});
  CHECK(c.heard == "RPUSH l {x }");
}

TEST_CASE("member: sorted sets and streams, with and without options", "[redlite]") {
  listener c;
  c.zadd("z", 2.5, "m");
  CHECK(c.heard == "ZADD z {2.5=m } options");
  c.zadd("z", {{1, "a"}, {2, "b"}});
  CHECK(c.heard == "ZADD z {1=a 2=b } options");
  c.zadd("z", {{1, "a"}}, {.changed = true});
  CHECK(c.heard == "ZADD z {1=a } options");
  c.zadd("z", redlite::increment, 2.5, "m");
  CHECK(c.heard == "ZADD z INCR 2.5f m options");
  CHECK(c.zrange("z", 0, -1).empty());
  CHECK(c.heard == "ZRANGE z 0 -1 options");
  CHECK(c.zrange("z", "(1", 2.5, redlite::with_scores, {.by = redlite::range_by::score}).empty());
  CHECK(c.heard == "ZRANGE z (1 2.5f WITHSCORES options");
  CHECK(c.zcount("z", "-inf", 5.0) == 0);
  CHECK(c.heard == "ZCOUNT z -inf 5f");
  c.xadd("s", "*", "f", "v");
  CHECK(c.heard == "XADD s * {f=v } options");
  c.xadd("s", redlite::stream_id{1, 2}, {{"f", "v"}}, {.no_make_stream = true});
  CHECK(c.heard == "XADD s 1-2 {f=v } options");
  CHECK(c.xread({{"a", "0"}, {"b", "$"}}).empty());
  CHECK(c.heard == "XREAD {a@0 b@$ } options");
  CHECK(c.xread({{"a", "0"}}, {.count = 1}).empty());
  CHECK(c.heard == "XREAD {a@0 } options");
  c.xdel("s", {"1-1", "2-1"});
  CHECK(c.heard == "XDEL s {1-1 2-1 }");
}

// The result's type is part of the promise: a bool that became an int would print as 1.
TEST_CASE("member: each form yields the type of its reply", "[redlite]") {
  listener c;
  CHECK(std::is_same_v<decltype(c.get("k")), std::optional<std::string>>);
  CHECK(std::is_same_v<decltype(c.set("k", "v")), bool>);
  CHECK(
      std::is_same_v<decltype(c.set("k", "v", redlite::get_previous)), std::optional<std::string>>);
  CHECK(std::is_same_v<decltype(c.lpop("k", 1)), std::optional<texts>>);
  CHECK(std::is_same_v<decltype(c.spop("k", 1)), texts>);
  CHECK(std::is_same_v<decltype(c.mset("k", "v")), void>);
  CHECK(std::is_same_v<decltype(c.zrange("z", 0, 1)), texts>);
  CHECK(std::is_same_v<decltype(c.zrange("z", 0, 1, redlite::with_scores)),
                       std::vector<redlite::scored>>);
  CHECK(std::is_same_v<decltype(c.zadd("z", 1, "m")), std::int64_t>);
  CHECK(std::is_same_v<decltype(c.zadd("z", redlite::increment, 1, "m")), std::optional<double>>);
}
