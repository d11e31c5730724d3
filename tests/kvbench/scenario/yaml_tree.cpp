// tests/kvbench/scenario/yaml_tree.cpp: one document as a tree, whatever the file holds.
//
// SPDX-License-Identifier: MIT
#include <kvbench/scenario/yaml_tree.hpp>

#include <string>

#include "catch.hpp"

using namespace kvbench;
using kind = detail::yaml_node::kind;

namespace {

std::string refusal_of(std::string const& text) {
  try {
    static_cast<void>(detail::read_yaml(text, "f.yaml"));
  } catch (error const& e) {
    return e.what();
  }
  return {};
}

std::string repeated(std::string const& what, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += what;
  return all;
}

}  // namespace

TEST_CASE("yaml tree: nodes know what they are and where", "[scenario]") {
  detail::yaml_node const root = detail::read_yaml("a: [x, ~]\nb:\n  c: 'd'\n", "f.yaml");
  REQUIRE(root.is == kind::map);
  REQUIRE(root.items.size() == 4);
  CHECK(root.items[0].text == "a");
  REQUIRE(root.items[1].is == kind::sequence);
  CHECK(root.items[1].items[1].is == kind::null);
  CHECK(root.items[1].items[0].place.column == 5);
  detail::yaml_node const& inner = root.items[3];
  REQUIRE(inner.is == kind::map);
  CHECK(inner.items[1].text == "d");
  CHECK(inner.items[1].place.line == 3);
  CHECK(inner.items[1].place.column == 6);
}

// Nine lines of aliases are a thousand million nodes.
TEST_CASE("yaml tree: anchors and aliases are refused where they stand", "[scenario]") {
  std::string bomb = "a: &a [x, x]\n";
  for (char c = 'b'; c < 'z'; ++c) {
    std::string const before{static_cast<char>(c - 1)};
    bomb += std::string{c} + ": &" + c + " [*" + before + ", *" + before + "]\n";
  }
  CHECK(refusal_of(bomb).find("f.yaml:1:4: anchors (&) and aliases (*)") == 0);
  CHECK(refusal_of("a: *b\n").find("f.yaml:1:") == 0);
  CHECK(refusal_of("&a\na: [*a]\n").find("f.yaml:1:1:") == 0);
}

// The parser descends by recursion: a file of brackets would end the program.
TEST_CASE("yaml tree: nesting ends before the stack does", "[scenario]") {
  for (std::string const& text : {repeated("[", 400'000), repeated("- ", 400'000),
                                  repeated("{a: ", 200'000), repeated("? ", 400'000)}) {
    CHECK(refusal_of(text).find("nested deeper") != std::string::npos);
  }
  CHECK(refusal_of("a: " + repeated("[", 15) + repeated("]", 15)).empty());
}

TEST_CASE("yaml tree: files that are none are refused with their place", "[scenario]") {
  CHECK(refusal_of("").find("f.yaml: holds no scenario") == 0);
  CHECK(refusal_of("# nothing\n").find("f.yaml: holds no scenario") == 0);
  CHECK(refusal_of("---\n").find("f.yaml: holds no scenario") == 0);
  CHECK(refusal_of("a: 1\n---\nb: 2\n").find("f.yaml:3:1: a second document") == 0);
  CHECK(refusal_of("a: [1\n").find("f.yaml:2:1: ") == 0);
  CHECK(refusal_of("a: 1\n b: 2\n").find("f.yaml:2:") == 0);
  CHECK(refusal_of("a: \"\\q\"\n").find("f.yaml:1:") == 0);
  CHECK(refusal_of(std::string(detail::yaml_bytes_max + 1, ' ')).find("at most 1 MiB") !=
        std::string::npos);
}

// A file that moves the cursor of whoever reads the complaint.
TEST_CASE("yaml tree: control characters are refused, and not printed", "[scenario]") {
  CHECK(refusal_of("a: 1\nb: \x1b[2J\n") ==
        "f.yaml:2:4: a control character: a scenario is plain text in UTF-8");
  CHECK(refusal_of(std::string("a: \0\n", 5)).find("f.yaml:1:4:") == 0);
  CHECK(detail::located("\x1b", {}, "x\ny") == "?:1:1: x?y");
}
