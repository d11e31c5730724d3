// tests/redlite/command/many.cpp: whatever a caller has, as a list of arguments.
//
// SPDX-License-Identifier: MIT
#include <redlite/command/many.hpp>

#include <array>        // lists
#include <list>         // lists
#include <set>          // lists
#include <span>         // lists
#include <string>       // texts
#include <string_view>  // texts
#include <vector>       // lists

#include <redlite/command/role.hpp>  // groups

#include "catch.hpp"

using texts = std::vector<std::string>;
using names = redlite::many<std::string_view>;

namespace {

texts seen(const names& list) { return texts(list.begin(), list.end()); }

template <class T>
concept a_list_of_names = requires(void (*take)(const names&), const T& what) { take(what); };

}  // namespace

static_assert(a_list_of_names<const char*> && a_list_of_names<char[4]> &&
              a_list_of_names<std::string> && a_list_of_names<std::string_view> &&
              a_list_of_names<texts> && a_list_of_names<std::array<std::string_view, 2>> &&
              a_list_of_names<std::list<std::string>> && a_list_of_names<std::set<const char*>> &&
              a_list_of_names<std::span<const std::string_view>>);
static_assert(!a_list_of_names<int> && !a_list_of_names<std::vector<int>> &&
              !a_list_of_names<std::vector<texts>> && !a_list_of_names<redlite::field_value>);
// A view for the length of one call: keeping one is a fault, so it cannot be copied.
static_assert(!std::is_copy_constructible_v<names> && !std::is_copy_assignable_v<names>);

// A string taken for a list of characters would make MGET("abc") ask for three keys.
TEST_CASE("many: a text is one argument, with every byte of it", "[redlite]") {
  CHECK(seen("abc") == texts{"abc"});
  CHECK(seen(std::string("a\0b", 3)) == texts{std::string("a\0b", 3)});
  CHECK(seen(std::string_view("")) == texts{""});
  const char* pointer = "abc";
  CHECK(seen(pointer) == texts{"abc"});
}

// Each form that a caller may write must pass the same arguments in the same order.
TEST_CASE("many: lists of every form are passed in their order", "[redlite]") {
  CHECK(seen({"a", "b", "c"}) == texts{"a", "b", "c"});
  CHECK(seen({"a"}) == texts{"a"});
  CHECK(seen(texts{"a", "b"}) == texts{"a", "b"});
  CHECK(seen(std::vector<std::string_view>{"a", "b"}) == texts{"a", "b"});
  CHECK(seen(std::array<const char*, 2>{"a", "b"}) == texts{"a", "b"});
  CHECK(seen(std::list<std::string>{"a", "b"}) == texts{"a", "b"});
  CHECK(seen(std::set<std::string>{"b", "a"}) == texts{"a", "b"});
  CHECK(seen(texts()).empty());
  CHECK(names(texts()).empty());
  const std::vector<std::string> list{"a", "b"};
  const names two(list);
  CHECK(two.size() == 2);
  CHECK(two[1] == "b");
}

// Converting what could be viewed would copy a million keys for nothing.
TEST_CASE("many: a contiguous list of the right type is viewed, not copied", "[redlite]") {
  const std::vector<std::string_view> list{"a", "b"};
  CHECK(names(list).begin() == list.data());
  CHECK(names(std::span(list)).begin() == list.data());
  const std::string one = "x";
  CHECK(names(one).begin()->data() == one.data());
}
