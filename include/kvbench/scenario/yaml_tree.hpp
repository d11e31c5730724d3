// kvbench/scenario/yaml_tree.hpp: one YAML document as a tree with places, whatever the file holds.
//
// Floor: wing scenario. Built from the parser's events, not from its nodes: those expand aliases
// and descend as deep as a file asks for, and know no duplicate keys.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>    // size_t
#include <exception>  // what the parser may throw
#include <sstream>    // what the parser reads
#include <string>     // texts
#include <utility>    // move
#include <vector>     // children

#include <yaml-cpp/eventhandler.h>  // events
#include <yaml-cpp/exceptions.h>    // what is no YAML
#include <yaml-cpp/mark.h>          // places
#include <yaml-cpp/parser.h>        // the parser

#include <kvbench/core/concat.hpp>  // messages
#include <kvbench/core/error.hpp>   // refusals

namespace kvbench::detail {

/// Where something stands; both from 1.
struct yaml_place {
  int line = 1;
  int column = 1;
};

/// Files are refused beyond these, before they cost anything.
inline constexpr std::size_t yaml_bytes_max = std::size_t{1} << 20;
inline constexpr std::size_t yaml_depth_max = 16;

struct yaml_node {
  enum class kind { null, scalar, sequence, map };
  kind is = kind::null;
  yaml_place place{};
  std::string text{};              ///< of a scalar
  std::vector<yaml_node> items{};  ///< of a sequence; of a map key, value, key, value ...
};

/// What a file is read as, for refusals.
struct yaml_use {
  std::string what = "scenario";
  std::string begins_with = "workloads:";
};

/// "FILE:LINE:COLUMN: what", as compilers write it. Control characters of a file never reach a
/// terminal.
[[nodiscard]] inline std::string located(std::string const& file, yaml_place at,
                                         std::string const& what) {
  std::string line =
      concat({file, ":", std::to_string(at.line), ":", std::to_string(at.column), ": ", what});
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return line;
}

class yaml_builder final : public YAML::EventHandler {
 public:
  yaml_builder(std::string const& file, yaml_use const& use) : file_(file), use_(use) {}

  yaml_node root{};

  void OnDocumentStart(YAML::Mark const&) override {}
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
    add(mark, anchor, yaml_node::kind::null);
  }
  void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override { refuse_anchor(mark); }
  void OnScalar(YAML::Mark const& mark, std::string const&, YAML::anchor_t anchor,
                std::string const& text) override {
    add(mark, anchor, yaml_node::kind::scalar).text = text;
  }
  void OnSequenceStart(YAML::Mark const& mark, std::string const&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, anchor, yaml_node::kind::sequence);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(YAML::Mark const& mark, std::string const&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, anchor, yaml_node::kind::map);
  }
  void OnMapEnd() override { open_.pop_back(); }

  static yaml_place place_of(YAML::Mark const& mark) {
    return mark.is_null() ? yaml_place{} : yaml_place{mark.line + 1, mark.column + 1};
  }

 private:
  yaml_node& add(YAML::Mark const& mark, YAML::anchor_t anchor, yaml_node::kind kind) {
    if (anchor != YAML::NullAnchor) refuse_anchor(mark);
    yaml_node node{.is = kind, .place = place_of(mark)};
    if (open_.empty()) return root = std::move(node);
    return open_.back()->items.emplace_back(std::move(node));
  }
  void open(YAML::Mark const& mark, YAML::anchor_t anchor, yaml_node::kind kind) {
    if (open_.size() == yaml_depth_max) {
      throw error{
          located(file_, place_of(mark),
                  concat({"nested deeper than any ", use_.what, " is; is this file one?"}))};
    }
    // Stays where it is: its parent gets no further children before it is closed.
    open_.push_back(&add(mark, anchor, kind));
  }
  [[noreturn]] void refuse_anchor(YAML::Mark const& mark) const {
    throw error{located(
        file_, place_of(mark),
        concat({"anchors (&) and aliases (*) are not read in ", use_.what, "s: write it out"}))};
  }

  std::string const& file_;
  yaml_use const& use_;
  std::vector<yaml_node*> open_;
};

/// The place of a byte of `text`.
[[nodiscard]] inline yaml_place place_in(std::string const& text, std::size_t at) {
  yaml_place place;
  for (std::size_t i = 0; i < at; ++i) {
    ++place.column;
    if (text[i] == '\n') place = {place.line + 1, 1};
  }
  return place;
}

/// Yields  the only document of `text`.
/// Errors  error, "FILE:LINE:COLUMN: ...", where the text is too large, is no YAML, holds no
/// document or several, aliases, control characters, or is nested deeper than 16.
[[nodiscard]] inline yaml_node read_yaml(std::string const& text, std::string const& file,
                                         yaml_use const& use = {}) {
  if (text.size() > yaml_bytes_max) {
    throw error{concat({file, ": ", std::to_string(text.size()), " bytes are no ", use.what,
                        ": at most 1 MiB is read"})};
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f) {
      throw error{
          located(file, place_in(text, i),
                  concat({"a control character: a ", use.what, " is plain text in UTF-8"}))};
    }
  }
  std::istringstream in{text};
  yaml_builder builder{file, use};
  bool another = false;
  try {
    YAML::Parser parser{in};
    if (!parser.HandleNextDocument(builder) || builder.root.is == yaml_node::kind::null) {
      throw error{
          concat({file, ": holds no ", use.what, ": it begins with \"", use.begins_with, "\""})};
    }
    yaml_builder ignored{file, use};
    another = parser.HandleNextDocument(ignored);
    if (another) builder.root.place = ignored.root.place;
  } catch (YAML::Exception const& failed) {
    throw error{located(file, yaml_builder::place_of(failed.mark), failed.msg)};
  }
  if (another) {
    throw error{
        located(file, builder.root.place, "a second document begins: give each a file of its own")};
  }
  return std::move(builder.root);
}

}  // namespace kvbench::detail
