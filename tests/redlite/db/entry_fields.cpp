// tests/redlite/db/entry_fields.cpp: a stream entry's fields as bytes, and bytes that are none.
//
// SPDX-License-Identifier: MIT
#include <redlite/db/entry_fields.hpp>

#include <string>  // bytes
#include <vector>  // fields

#include "catch.hpp"
#include "store.hpp"

using namespace std::string_literals;
using redlite::detail::pack_fields;
using redlite::detail::unpack_fields;
using pairs = std::vector<std::pair<std::string, std::string>>;

// The bytes are in files: another spelling of a length would make old entries unreadable.
TEST_CASE("entry_fields: the bytes are those that docs/schema.md describes", "[redlite]") {
  CHECK(pack_fields({redlite::field_value{"f", "value"}}) ==
        "\x01"
        "f"
        "\x05"
        "value");
  CHECK(pack_fields({redlite::field_value{"", ""}}) == "\0\0"s);
  CHECK(pack_fields({redlite::field_value{"f", std::string(300, 'x')}}) ==
        "\x01"
        "f"
        "\xac\x02" +
            std::string(300, 'x'));
}

// A length on the border of one, two and three bytes is where such code goes wrong.
TEST_CASE("entry_fields: what is packed comes out again, at every border of a length",
          "[redlite]") {
  for (const std::size_t size : {0UL, 1UL, 127UL, 128UL, 129UL, 16'383UL, 16'384UL, 3'000'000UL}) {
    const std::string field(size, 'f');
    const std::string value(size + 1, '\0');
    const pairs wanted{{field, value}, {"", field}, {value, ""}};
    const std::vector<redlite::field_value> fields{{field, value}, {"", field}, {value, ""}};
    CHECK((unpack_fields(pack_fields(fields)) == wanted));
  }
  CHECK(unpack_fields("").empty());
}

// A damaged length that is believed reads past the end of what SQLite gave.
TEST_CASE("entry_fields: bytes cut short or with wild lengths are a damaged store", "[redlite]") {
  const std::string whole = pack_fields({redlite::field_value{"field", "value"}});
  for (std::size_t kept = 1; kept < whole.size(); ++kept) {
    const auto no = support::refusal_of([&] { (void)unpack_fields(whole.substr(0, kept)); });
    CHECK(no.code == redlite::errc::not_a_store);
    CHECK(no.says("damaged"));
  }
  for (const std::string& bytes :
       {"\x05"
        "f"s,
        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s, "\xff\xff\xff\xff\xff\xff\xff\xff\x7f"s,
        std::string(20, '\x80')}) {
    CHECK(support::refusal_of([&] { (void)unpack_fields(bytes); }).code ==
          redlite::errc::not_a_store);
  }
}
