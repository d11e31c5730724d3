// kvbench/scenario/fields.hpp: a YAML map whose keys are known, and the problems it has.
//
// Floor: wing scenario. Collects: who mends a file wants to read all that is wrong with it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>           // size_t
#include <initializer_list>  // the known keys
#include <string>            // texts
#include <string_view>       // keys
#include <vector>            // problems

#include <kvbench/core/concat.hpp>         // messages
#include <kvbench/core/error.hpp>          // refusals
#include <kvbench/core/suggest.hpp>        // did you mean
#include <kvbench/scenario/yaml_tree.hpp>  // maps, places

namespace kvbench::detail {

/// What is wrong with a file, as far as it is worth reading.
class yaml_problems {
 public:
  explicit yaml_problems(std::string const& file) : file_(file) {}

  void add(yaml_place at, std::string const& what) {
    if (++count_ > shown_max) return;
    if (!text_.empty()) text_ += '\n';
    text_ += located(file_, at, what);
  }
  void refuse_any() const {
    if (count_ == 0) return;
    if (count_ <= shown_max) throw error{text_};
    throw error{concat(
        {text_, "\n", file_, ": and ", std::to_string(count_ - shown_max), " problems more"})};
  }

 private:
  static constexpr std::size_t shown_max = 20;
  std::string const& file_;
  std::string text_;
  std::size_t count_ = 0;
};

/// Reads the fields of a map; what is none of them, is there twice, or is of another type is a
/// problem.
class fields {
 public:
  /// `what` as a sentence names it: "an operation".
  fields(yaml_node const& node, std::string_view what,
         std::initializer_list<std::string_view> known, yaml_problems& problems)
      : node_(node), what_(what), problems_(problems) {
    if (!is_map()) {
      problems.add(node.place, concat({what, " must be a map with the fields ", list(known)}));
      return;
    }
    for (std::size_t i = 0; i < node.items.size(); i += 2) {
      yaml_node const& key = node.items[i];
      bool is_known = false;
      for (std::string_view const each : known) is_known = is_known || each == key.text;
      if (key.is != yaml_node::kind::scalar || !is_known) {
        std::string const hint = did_you_mean(key.text, known);
        problems.add(key.place, concat({"\"", key.text, "\" is no field of ", what,
                                        hint.empty() ? "; there are " + list(known) : hint}));
      }
      for (std::size_t j = 0; j < i; j += 2) {
        if (is_known && node.items[j].text == key.text)
          problems.add(key.place, concat({"\"", key.text, "\" is there twice in ", what}));
      }
    }
  }

  [[nodiscard]] bool is_map() const { return node_.is == yaml_node::kind::map; }

  [[nodiscard]] bool has(std::string_view field) const { return value_of(field) != nullptr; }

  /// Yields  the field, null where it is not there or of another kind, which is a problem.
  [[nodiscard]] yaml_node const* find(std::string_view field, yaml_node::kind kind,
                                      bool required = false) const {
    yaml_node const* const value = value_of(field);
    if (value == nullptr) {
      if (required && is_map())
        problems_.add(node_.place, concat({what_, " lacks \"", field, "\""}));
      return nullptr;
    }
    if (value->is == kind) return value;
    problems_.add(value->place,
                  concat({"\"", field, "\" of ", what_, " must be ",
                          kind == yaml_node::kind::sequence ? "a list, each item after a \"-\""
                          : kind == yaml_node::kind::map    ? "a map of fields"
                                                            : "a single text or number"}));
    return nullptr;
  }

  /// Yields  a text of one line; empty where it is not there.
  [[nodiscard]] std::string line(std::string_view field, bool required = false) const {
    yaml_node const* const value = find(field, yaml_node::kind::scalar, required);
    if (value == nullptr) return {};
    std::string text = value->text;
    while (!text.empty() && text.back() == '\n') text.pop_back();  // of a folded text
    for (char const c : text) {
      if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) continue;
      problems_.add(value->place, concat({"\"", field, "\" of ", what_,
                                          " must be one line of text without control characters"}));
      return {};
    }
    if (text.empty()) problems_.add(value->place, concat({"\"", field, "\" is empty"}));
    return text;
  }

  /// Where the value of a field stands; the map's own place where there is none.
  [[nodiscard]] yaml_place place(std::string_view field) const {
    yaml_node const* const value = value_of(field);
    return value == nullptr ? node_.place : value->place;
  }

 private:
  [[nodiscard]] yaml_node const* value_of(std::string_view field) const {
    if (!is_map()) return nullptr;
    for (std::size_t i = 0; i + 1 < node_.items.size(); i += 2) {
      if (node_.items[i].is == yaml_node::kind::scalar && node_.items[i].text == field)
        return &node_.items[i + 1];
    }
    return nullptr;
  }
  static std::string list(std::initializer_list<std::string_view> known) {
    std::string text;
    for (std::string_view const each : known) {
      if (!text.empty()) text += ", ";
      text += each;
    }
    return text;
  }

  yaml_node const& node_;
  std::string_view what_;
  yaml_problems& problems_;
};

}  // namespace kvbench::detail
