// tests/redlite/resp/decode.cpp: replies as values, and the refusal of what is no such reply.
//
// SPDX-License-Identifier: MIT
#include <redlite/resp/decode.hpp>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <redlite/command/table.hpp>

#include "catch.hpp"
#include "store.hpp"

namespace {

struct place {
  std::int64_t count = 0;
  std::optional<std::string> name = {};
  std::vector<std::pair<std::string, std::int64_t>> each = {};

  friend bool operator==(const place&, const place&) = default;
};
struct facts {
  std::int64_t length = -1;
  std::string name = "unset";
  std::optional<redlite::stream_entry> first = {};

  friend bool operator==(const facts&, const facts&) = default;
};

}  // namespace

template <>
inline constexpr auto redlite::layout_of<place> =
    std::tuple(&place::count, &place::name, &place::each);
template <>
inline constexpr auto redlite::layout_of<facts> =
    std::tuple(redlite::named{"length", &facts::length}, redlite::named{"name", &facts::name},
               redlite::named{"first-entry", &facts::first});

namespace {

namespace kind = redlite::reply;
using redlite::errc;
using redlite::resp::decode_kind;
using redlite::resp::tree;
using texts = std::vector<std::string>;
using pairs = std::vector<std::pair<std::string, std::string>>;

tree t(std::string bytes) { return tree::text_of(std::move(bytes)); }
tree i(std::int64_t value) { return tree::integer_of(value); }
template <class... Elements>
tree a(const Elements&... elements) {
  return tree::array({elements...});
}
const tree nil;
const tree ok = tree::status("OK");

/// Every shape that there is, once.
std::vector<tree> all_shapes() { return {nil, ok, i(7), t("bytes"), a(), a(i(1), i(2), i(3))}; }

template <class Kind>
void refuses_others(const std::vector<tree>& right) {
  for (const tree& shape : all_shapes()) {
    if (std::find(right.begin(), right.end(), shape) != right.end()) continue;
    const auto no = support::refusal_of([&] { static_cast<void>(decode_kind<Kind>(shape)); });
    INFO(static_cast<int>(shape.type()) << " " << no.text);
    CHECK(no.thrown);
    CHECK(no.code == errc::protocol);
    CHECK(no.says("wanted"));
  }
}

}  // namespace

TEST_CASE("decode: the simple kinds", "[resp]") {
  decode_kind<kind::status>(ok);
  CHECK(decode_kind<kind::accepted>(ok));
  CHECK_FALSE(decode_kind<kind::accepted>(nil));
  CHECK(decode_kind<kind::accepted>(i(1)));
  CHECK_FALSE(decode_kind<kind::accepted>(i(0)));
  CHECK(decode_kind<kind::boolean>(i(1)));
  CHECK_FALSE(decode_kind<kind::boolean>(i(0)));
  CHECK(decode_kind<kind::integer>(i(std::numeric_limits<std::int64_t>::min())) ==
        std::numeric_limits<std::int64_t>::min());
  CHECK(decode_kind<kind::integer>(t("-12")) == -12);
  CHECK(decode_kind<kind::real>(t("0.1")) == 0.1);
  CHECK(decode_kind<kind::real>(t("-inf")) == -std::numeric_limits<double>::infinity());
  CHECK(decode_kind<kind::exact>(t("0.10000000000000001")) ==
        *redlite::decimal::parse("0.10000000000000001"));
  const std::string odd("a\0\r\n", 4);
  CHECK(decode_kind<kind::text>(t(odd)) == odd);
  CHECK(decode_kind<kind::text>(ok) == "OK");
  CHECK(decode_kind<kind::bulk>(t("")) == "");
  CHECK(decode_kind<kind::bulk>(nil) == std::nullopt);
  CHECK(decode_kind<kind::id>(t("5-18446744073709551615")) ==
        redlite::stream_id{5, 18446744073709551615U});
}

// A server that answers something else must not be believed to have answered 0 or nothing.
TEST_CASE("decode: any other shape is refused", "[resp]") {
  refuses_others<kind::status>({ok});
  refuses_others<kind::accepted>({ok, nil});
  refuses_others<kind::boolean>({});
  refuses_others<kind::integer>({i(7)});
  refuses_others<kind::real>({});
  refuses_others<kind::exact>({});
  refuses_others<kind::text>({t("bytes"), ok});
  refuses_others<kind::bulk>({t("bytes"), ok, nil});
  refuses_others<kind::id>({});
  refuses_others<kind::pair>({});
  refuses_others<kind::with_score>({});
  refuses_others<kind::entry>({});
  refuses_others<kind::stream>({});
  refuses_others<kind::array<kind::integer>>({a(), a(i(1), i(2), i(3)), nil});
  refuses_others<kind::array<kind::pair>>({a(), nil});
  refuses_others<kind::array<kind::with_score>>({a(), nil});
  refuses_others<kind::array<kind::entry>>({a(), nil});
  refuses_others<kind::maybe<kind::real>>({nil});
  refuses_others<kind::page<kind::text>>({});
  refuses_others<kind::keyed<kind::integer>>({});
  refuses_others<kind::record<place>>({});
  refuses_others<kind::record<facts>>({a()});
}

// The last one's other half would be read from behind the end.
TEST_CASE("decode: what comes in twos is even", "[resp]") {
  const tree odd = a(t("f"), t("1"), t("g"));
  const auto code = [](auto&& call) { return support::refusal_of(call).code; };
  CHECK(code([&] { static_cast<void>(decode_kind<kind::array<kind::pair>>(odd)); }) ==
        errc::protocol);
  CHECK(code([&] { static_cast<void>(decode_kind<kind::array<kind::with_score>>(odd)); }) ==
        errc::protocol);
  CHECK(code([&] { static_cast<void>(decode_kind<kind::record<facts>>(odd)); }) == errc::protocol);
}

TEST_CASE("decode: arrays, flat and nested", "[resp]") {
  CHECK(decode_kind<kind::array<kind::text>>(a(t("x"), t(""))) == texts{"x", ""});
  CHECK(decode_kind<kind::array<kind::bulk>>(a(t("x"), nil)) ==
        std::vector<std::optional<std::string>>{"x", std::nullopt});
  CHECK(decode_kind<kind::array<kind::pair>>(a(t("f"), t("v"), t("g"), t("w"))) ==
        pairs{{"f", "v"}, {"g", "w"}});
  CHECK(decode_kind<kind::any_order<kind::pair>>(a(a(t("f"), t("v")))) == pairs{{"f", "v"}});
  CHECK(decode_kind<kind::array<kind::with_score>>(a(t("m"), t("1.5"), t("n"), t("inf"))) ==
        std::vector<redlite::scored>{{"m", 1.5}, {"n", std::numeric_limits<double>::infinity()}});
  CHECK(decode_kind<kind::array<kind::with_score>>(a(a(t("m"), t("2")))) ==
        std::vector<redlite::scored>{{"m", 2}});
  CHECK(decode_kind<kind::keyed<kind::array<kind::with_score>>>(a(t("z"), a(a(t("m"), t("2"))))) ==
        std::pair<std::string, std::vector<redlite::scored>>{"z", {{"m", 2}}});
  CHECK(decode_kind<kind::maybe<kind::with_score>>(a(t("m"), t("2"))) == redlite::scored{"m", 2});
  CHECK(decode_kind<kind::maybe<kind::with_score>>(a()) == std::nullopt);
  CHECK(decode_kind<kind::maybe<kind::array<kind::text>>>(nil) == std::nullopt);
  CHECK(decode_kind<kind::maybe<kind::array<kind::text>>>(a()) == texts{});
}

TEST_CASE("decode: streams", "[resp]") {
  const tree entry = a(t("5-1"), a(t("f"), t("v")));
  const redlite::stream_entry expected{{5, 1}, {{"f", "v"}}};
  CHECK(decode_kind<kind::entry>(entry) == expected);
  CHECK(decode_kind<kind::array<kind::stream>>(a(a(t("s"), a(entry, entry)))) ==
        std::vector<std::pair<std::string, std::vector<redlite::stream_entry>>>{
            {"s", {expected, expected}}});
  CHECK(decode_kind<kind::array<kind::stream>>(nil).empty());
  CHECK(decode_kind<kind::entry>(a(t("5-1"), nil)) == redlite::stream_entry{{5, 1}, {}});
}

TEST_CASE("decode: pages and records", "[resp]") {
  CHECK(decode_kind<kind::page<kind::pair>>(a(t("18446744073709551615"), a(t("f"), t("v")))) ==
        redlite::page<std::pair<std::string, std::string>>{18446744073709551615U, {{"f", "v"}}});
  CHECK(decode_kind<kind::record<place>>(a(i(1), nil, a(a(t("c"), t("4"))))) ==
        place{1, std::nullopt, {{"c", 4}}});
  CHECK(decode_kind<kind::record<place>>(a(i(0), t("n"), nil)) == place{0, "n", {}});
  // A later server has more to say, in an order of its own.
  CHECK(decode_kind<kind::record<facts>>(
            a(t("name"), t("n"), t("radius"), a(i(1)), t("length"), i(3), t("first-entry"), nil)) ==
        facts{3, "n", std::nullopt});
}

TEST_CASE("decode: a refusal keeps its words", "[resp]") {
  const auto no = support::refusal_of(
      [] { static_cast<void>(decode_kind<kind::bulk>(tree::error(support::wrong_type_text))); });
  CHECK(no.text == support::wrong_type_text);
  CHECK(no.code == errc::wrong_type);
  const auto inside = support::refusal_of([] {
    static_cast<void>(decode_kind<kind::array<kind::text>>(a(tree::error("ERR syntax error"))));
  });
  CHECK(inside.code == errc::syntax);
}

TEST_CASE("decode: a wrong shape names its command and what came", "[resp]") {
  using get = redlite::cmd::get;
  const auto no = support::refusal_of([] {
    static_cast<void>(redlite::resp::decode<get, redlite::main_signature<get>>(a(i(1), i(2))));
  });
  CHECK(no.code == errc::protocol);
  CHECK(no.text == "ERR the reply to GET: wanted bytes, got an array of 2");
}
