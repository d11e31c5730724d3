// redlite/resp/reply_tree.hpp: what a reply looks like before its kind is known.
//
// Floor: resp. RESP2's five shapes. Decoding asks for the concept; hiredis' replies model it
// through an adapter, `tree` is the plain model.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>     // std::same_as
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <string>       // bytes
#include <string_view>  // bytes
#include <utility>      // std::move
#include <vector>       // elements

namespace redlite::resp {

enum class node { nil, status, error, integer, text, array };

/// A reply, or an element of one. `text` is asked of status, error and text, `integer` of integer,
/// `size` and `[]` of array.
template <class Tree>
concept reply_tree = requires(const Tree& tree, std::size_t i) {
  { tree.type() } -> std::same_as<node>;
  { tree.text() } -> std::convertible_to<std::string_view>;
  { tree.integer() } -> std::convertible_to<std::int64_t>;
  { tree.size() } -> std::convertible_to<std::size_t>;
  { tree[i].type() } -> std::same_as<node>;
};

/// A reply that owns its bytes.
class tree {
 public:
  tree() = default;  // nil
  static tree nil() { return {}; }
  static tree status(std::string text) { return {node::status, std::move(text)}; }
  static tree error(std::string text) { return {node::error, std::move(text)}; }
  static tree text_of(std::string bytes) { return {node::text, std::move(bytes)}; }
  static tree integer_of(std::int64_t value) {
    tree one(node::integer, {});
    one.integer_ = value;
    return one;
  }
  static tree array(std::vector<tree> elements = {}) {
    tree one(node::array, {});
    one.elements_ = std::move(elements);
    return one;
  }

  [[nodiscard]] node type() const noexcept { return type_; }
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] std::int64_t integer() const noexcept { return integer_; }
  [[nodiscard]] std::size_t size() const noexcept { return elements_.size(); }
  [[nodiscard]] const tree& operator[](std::size_t i) const noexcept { return elements_[i]; }

  friend bool operator==(const tree&, const tree&) = default;

 private:
  tree(node type, std::string text) : type_(type), text_(std::move(text)) {}

  node type_ = node::nil;
  std::string text_;
  std::int64_t integer_ = 0;
  std::vector<tree> elements_;
};

static_assert(reply_tree<tree>);

}  // namespace redlite::resp
