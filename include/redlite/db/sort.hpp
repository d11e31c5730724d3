// redlite/db/sort.hpp: SORT: elements with what they are compared by, and what is yielded of them.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/sort.hpp>       // the commands
#include <redlite/core/error.hpp>         // refusals
#include <redlite/db/list_positions.hpp>  // list_gap
#include <redlite/db/store.hpp>           // store
#include <redlite/sqlite/statement.hpp>   // statement

#include <algorithm>    // std::stable_sort
#include <cerrno>       // a number out of range
#include <cmath>        // std::isnan
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <cstdlib>      // std::strtod
#include <cstring>      // std::strcmp
#include <optional>     // what is absent
#include <string>       // elements
#include <string_view>  // patterns
#include <utility>      // std::move
#include <vector>       // elements

namespace redlite::detail {

class sorts {
 public:
  explicit sorts(store& at) : at_(at) {}

  std::vector<std::optional<std::string>> run(cmd::sort, std::string_view key,
                                              const sort_options& how) {
    return yielded(sorted(key, how, false), how);
  }
  std::vector<std::optional<std::string>> run(cmd::sort_ro, std::string_view key,
                                              const sort_options& how) {
    return yielded(sorted(key, how, false), how);
  }
  std::int64_t run(cmd::sort, std::string_view key, std::string_view to, const sort_options& how) {
    const auto all = yielded(sorted(key, how, true), how);
    at_.drop(to);
    if (all.empty()) return 0;
    collection list = at_.find_or_make(to, kind::list);
    for (const auto& value : all) {
      insert_.run(list.id, list.size * list_gap, std::string_view(value ? *value : std::string()));
      ++list.size;
    }
    list.tail = (list.size - 1) * list_gap;
    at_.save(to, list);
    return list.size;
  }

 private:
  struct item {
    std::string element;
    double number = 0;
    std::optional<std::string> text;  // with ALPHA and BY
  };

  /// Yields  the elements of the limit, in order.
  std::vector<item> sorted(std::string_view key, const sort_options& how, bool stores) {
    const auto found = at_.look_up(key);
    if (!found) return {};
    // Stored lists must not depend on the order in which a set is kept.
    const bool unordered = found->type == kind::set && stores;
    const bool by_nothing = how.by && how.by->find('*') == std::string_view::npos;
    sort_options wanted = how;
    if (by_nothing && unordered) {
      wanted.by.reset();
      wanted.alpha = true;
    }
    std::vector<item> all = elements(*found);
    if (!by_nothing || unordered) {
      sort(all, wanted, stores);
    } else if (how.order == sort_order::descending && found->type != kind::set) {
      std::reverse(all.begin(), all.end());
    }
    clip(all, how.limit);
    return all;
  }

  std::vector<item> elements(const collection& of) {
    sqlite::statement* from = nullptr;
    if (of.type == kind::list) from = &list_;
    if (of.type == kind::set) from = &set_;
    if (of.type == kind::sorted_set) from = &sorted_set_;
    if (from == nullptr) throw_wrong_type();
    std::vector<item> all;
    auto row = (*from)(of.id);
    while (row.next()) all.push_back({std::string(row.bytes(0)), 0, std::nullopt});
    return all;
  }

  static void clip(std::vector<item>& all, const std::optional<range_limit>& limit) {
    if (!limit) return;
    const auto size = static_cast<std::int64_t>(all.size());
    const std::int64_t first = std::clamp<std::int64_t>(limit->offset, 0, size);
    const std::int64_t rest = size - first;
    const std::int64_t count = limit->count < 0 ? rest : std::min(limit->count, rest);
    all.erase(all.begin() + first + count, all.end());
    all.erase(all.begin(), all.begin() + first);
  }

  void sort(std::vector<item>& all, const sort_options& how, bool stores) {
    for (item& each : all) {
      std::optional<std::string> by = how.by ? value_of(*how.by, each.element) : each.element;
      if (how.alpha) {
        if (how.by) each.text = std::move(by);
      } else if (by) {
        each.number = number_of(*by);
      }
    }
    const bool down = how.order == sort_order::descending;
    std::stable_sort(all.begin(), all.end(), [&](const item& a, const item& b) {
      const int order = compare(a, b, how, stores);
      return down ? order > 0 : order < 0;
    });
  }

  static int compare(const item& a, const item& b, const sort_options& how, bool stores) {
    if (how.alpha && how.by) {
      if (!a.text || !b.text) return (a.text ? 1 : 0) - (b.text ? 1 : 0);
      return compare_texts(*a.text, *b.text, stores);
    }
    if (how.alpha) return compare_texts(a.element, b.element, stores);
    if (a.number != b.number) return a.number < b.number ? -1 : 1;
    return a.element.compare(b.element);
  }
  /// As Redis does in the C locale: all bytes where they are stored, else those before a zero.
  static int compare_texts(const std::string& a, const std::string& b, bool stores) {
    return stores ? a.compare(b) : std::strcmp(a.c_str(), b.c_str());
  }

  /// Errors  not_float, by C's rules: leading blanks and hexadecimals are numbers, and so is
  ///         nothing at all.
  static double number_of(const std::string& text) {
    char* end = nullptr;
    errno = 0;
    const double number = std::strtod(text.c_str(), &end);
    if (*end != '\0' || errno == ERANGE || std::isnan(number))
      throw error(errc::not_float, "ERR One or more scores can't be converted into double");
    return number;
  }

  std::vector<std::optional<std::string>> yielded(std::vector<item>&& all,
                                                  const sort_options& how) {
    std::vector<std::optional<std::string>> found;
    for (item& each : all) {
      if (how.get.empty()) found.emplace_back(std::move(each.element));
      for (const std::string_view pattern : how.get) {
        found.push_back(value_of(pattern, each.element));
      }
    }
    return found;
  }

  /// Yields  what the pattern leads to with the element in the place of its first "*".
  std::optional<std::string> value_of(std::string_view pattern, std::string_view element) {
    if (pattern == "#") return std::string(element);
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return std::nullopt;
    const std::size_t arrow = pattern.find("->", star + 1);
    const bool has_field = arrow != std::string_view::npos && arrow + 2 < pattern.size();
    std::string key(pattern.substr(0, star));
    key += element;
    key += pattern.substr(star + 1, has_field ? arrow - star - 1 : std::string_view::npos);
    const auto found = at_.look_up(key);
    if (!found || found->type != (has_field ? kind::hash : kind::string)) return std::nullopt;
    auto row =
        has_field ? field_(found->id, pattern.substr(arrow + 2)) : string_(at_.place(key), key);
    if (!row.next()) return std::nullopt;
    return std::string(row.bytes(0));
  }

  store& at_;
  sqlite::statement list_{at_.connection(),
                          "SELECT value FROM list_item WHERE collection = ?1 ORDER BY position"};
  sqlite::statement set_{at_.connection(), "SELECT member FROM set_member WHERE collection = ?1"};
  sqlite::statement sorted_set_{
      at_.connection(),
      "SELECT member FROM zset_member WHERE collection = ?1 ORDER BY score, member"};
  sqlite::statement field_{at_.connection(),
                           "SELECT value FROM hash_field WHERE collection = ?1 AND field = ?2"};
  sqlite::statement string_{at_.connection(),
                            "SELECT value FROM entry WHERE place = ?1 AND key = ?2"};
  sqlite::statement insert_{at_.connection(),
                            "INSERT INTO list_item (collection, position, value) "
                            "VALUES (?1, ?2, ?3)"};
};

}  // namespace redlite::detail
