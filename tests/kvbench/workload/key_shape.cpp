// tests/kvbench/workload/key_shape.cpp: keys with a prefix, and of a length.
//
// SPDX-License-Identifier: MIT
#include <kvbench/workload/key_shape.hpp>

#include <set>
#include <string>

#include "catch.hpp"

using kvbench::error;
using kvbench::key_form;
using kvbench::key_shape;
using kvbench::key_text;
using namespace std::string_view_literals;

namespace {

std::string refusal_of(std::string_view prefix, std::uint64_t length, std::uint64_t keys) {
  try {
    static_cast<void>(key_shape{prefix, length, keys}.text("user:", 0));
    return "";
  } catch (error const& refused) {
    return refused.what();
  }
}

}  // namespace

// A key without the prefix is another tenant's key.
TEST_CASE("key shape: prefix, family, number", "[workload]") {
  CHECK(key_shape{"bench:{7}:", 0, 100}.text("user:", 42).view() == "bench:{7}:user:0000000042");
  CHECK(key_shape{"bench:{7}:", 32, 1000}.text("user:", 42).view() ==
        "bench:{7}:user:00000000000000042");
  CHECK(key_shape{"", 8, 1000}.text("user:", 42).view() == "user:042");
  CHECK(key_shape{"\0\xff"sv, 0, 1}.text("k", 0).view() == "\0\xffk0000000000"sv);
  CHECK(key_shape{"p:", 0, ~std::uint64_t{0}}.text("k", 12'345'678'901u).view() ==
        "p:k12345678901");
  key_shape const longest{"p", 250, 10};
  CHECK(longest.text("k", 3).view() == "pk" + std::string(247, '0') + "3");
  CHECK(longest.text("a longer family:", 3).size() == 250);
}

// Keys that look alike are one key: half of the loaded data would be overwritten by the other.
TEST_CASE("key shape: two numbers never share a key, and all are as long", "[workload]") {
  for (std::uint64_t const keys : {1u, 9u, 10u, 11u, 99u, 100u, 101u, 1000u, 1001u}) {
    std::uint64_t const digits = std::to_string(keys - 1).size();
    key_shape const tight{"p:", 2 + 1 + digits, keys};
    std::set<std::string> all;
    for (std::uint64_t i = 0; i < keys; ++i) {
      std::string const key{tight.text("k", i)};
      REQUIRE(key.size() == 2 + 1 + digits);
      all.insert(key);
    }
    CHECK(all.size() == keys);
    CHECK(tight.fits("k"));
    CHECK_FALSE(tight.fits("kk"));
    CHECK_THROWS_AS(tight.text("kk", 0), error);
  }
}

// What does not fit is said before a store is emptied, with what to change.
TEST_CASE("key shape: refusals are a sentence", "[workload]") {
  CHECK(refusal_of("", 251, 10) == "a key has at most 250 bytes, not 251");
  CHECK(refusal_of("", ~std::uint64_t{0}, 10) ==
        "a key has at most 250 bytes, not 18446744073709551615");
  CHECK(refusal_of(std::string(241, 'p'), 0, 10) ==
        "a key prefix of 241 bytes leaves no room in a key of at most 250");
  CHECK(refusal_of("bench:", 8, 1001) ==
        "a key of 8 bytes has no room for \"bench:\" and a number of 4 digits");
  CHECK(refusal_of("bench:", 12, 1001) ==
        "a key of 12 bytes has no room for \"bench:user:\" and a number of 4 digits");
  CHECK(refusal_of("bench:", 15, 1001).empty());
  CHECK_THROWS_AS((key_shape{std::string(240, 'p'), 0, 10}.text("k", 0)), error);
}

// A reply that names another's key must not pass for one of the run.
TEST_CASE("key shape: which keys can be the run's", "[workload]") {
  key_shape const any{"p:", 0, 10};
  CHECK(any.is_key("k:", any.text("k:", 3)));
  CHECK_FALSE(any.is_key("k:", "k:0000000003"));
  CHECK_FALSE(any.is_key("k:", "p:x:0000000003"));
  key_shape const fixed{"p:", 9, 10};
  CHECK(fixed.is_key("k:", "p:k:00003"));
  CHECK_FALSE(fixed.is_key("k:", "p:k:0003"));
  CHECK_FALSE(fixed.is_key("k:", "p"));
}

// Who asks for no shape gets the very keys of yesterday, long numbers too.
TEST_CASE("key shape: plain keys are a prefix and ten digits", "[workload]") {
  CHECK(key_shape{"", 0, 10}.is_plain());
  CHECK_FALSE(key_shape{"p", 0, 10}.is_plain());
  CHECK_FALSE(key_shape{"", 20, 10}.is_plain());
  key_shape const plain{"", 0, 10};
  key_shape const shaped{"p:", 20, 10};
  for (std::uint64_t const number :
       {std::uint64_t{0}, std::uint64_t{99'999'999}, std::uint64_t{9'999'999'999},
        std::uint64_t{10'000'000'000}, ~std::uint64_t{0}}) {
    key_text const expected{"user:", number};
    CHECK(key_form{}.text("user:", number) == expected);
    CHECK(key_form{plain}.text("user:", number) == expected);
    CHECK(plain.text("user:", number) == expected);
  }
  CHECK(key_form{shaped}.text("user:", 7).view() == "p:user:0000000000007");
  CHECK(key_form{}.is_key("k", "k1"));
  CHECK_FALSE(key_form{shaped}.is_key("k", "k1"));
}
