// tests/docs/commands.cpp: writes docs/commands.md, the reference of all commands.
//
// Everything is read off the vocabulary: words, arguments and replies off the signatures, who has a
// command off the concept; only the cost is words, those behind "Cost" in the command's comment.
//
//     docs_commands <folder of the command headers>
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/hiredis.hpp>
#include <kvbench/adapter/map.hpp>
#include <kvbench/adapter/redlite.hpp>
#include <kvbench/testing/families.hpp>
#include <kvbench/testing/names.hpp>

#include <algorithm>    // names in the form of words
#include <array>        // is it one
#include <concepts>     // numbers
#include <cstdio>       // failure
#include <filesystem>   // the headers
#include <fstream>      // the headers
#include <functional>   // order
#include <iostream>     // the page
#include <map>          // costs
#include <optional>     // options
#include <string>       // text
#include <string_view>  // text
#include <tuple>        // words
#include <type_traits>  // is it one
#include <variant>      // choices
#include <vector>       // lists

namespace {

using kvbench::testing::detail::member_name;
using kvbench::testing::detail::type_name;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_described = !std::is_same_v<const T, const std::nullptr_t>;

std::string dashed(std::string_view name) {
  if (auto const at = name.rfind(':'); at != name.npos) name.remove_prefix(at + 1);
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& letter : small) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return small;
}

template <class Options>
std::string option_words();

/// What stands for a value of the type: its words, its parts, or its kind.
template <class T>
std::string placeholder() {
  if constexpr (is_optional<T>) {
    return placeholder<typename T::value_type>();
  } else if constexpr (is_list<T>) {
    std::string const one = placeholder<typename T::value_type>();
    return one + " [" + one + " ...]";
  } else if constexpr (is_described<decltype(redlite::words_of<T>)>) {
    std::string text;
    for (auto const& each : redlite::words_of<T>) {
      text += (text.empty() ? "" : "|") + std::string(each.text);
    }
    return text;
  } else if constexpr (is_described<decltype(redlite::words_of_options<T>)>) {
    return option_words<T>();
  } else if constexpr (is_described<decltype(redlite::layout_of<T>)>) {
    std::string text;
    [&]<std::size_t... At>(std::index_sequence<At...>) {
      ((text += (At == 0 ? "" : " ") + dashed(member_name<std::get<At>(redlite::layout_of<T>)>())),
       ...);
    }(std::make_index_sequence<std::tuple_size_v<decltype(redlite::layout_of<T>)>>{});
    return text;
  } else if constexpr (std::is_same_v<T, redlite::stream_id_text> ||
                       std::is_same_v<T, redlite::stream_id>) {
    return "id";
  } else if constexpr (std::is_same_v<T, redlite::trim_options>) {
    return "MAXLEN|MINID [=|~] threshold [LIMIT count]";
  } else if constexpr (std::integral<T>) {
    return "integer";
  } else if constexpr (std::floating_point<T> || std::is_same_v<T, redlite::decimal>) {
    return "number";
  } else if constexpr (std::is_convertible_v<T, std::string_view>) {
    return "text";
  } else {
    return dashed(type_name<T>());
  }
}
template <class... Choices>
std::string placeholder_of(std::variant<Choices...> const*) {
  std::string text;
  ((text += (text.empty() ? "" : " | ") + placeholder<Choices>()), ...);
  return "(" + text + ")";
}

/// A value by the name of its member, or by its kind where the name says no more than the word.
template <class Value>
std::string value_text(std::string_view word, std::string_view member) {
  std::string kind = placeholder<Value>();
  bool const plain = kind == "integer" || kind == "number" || kind == "text" || kind == "id";
  if (!plain || lower(word) == lower(member)) return kind;
  return dashed(member);
}

template <class Item>
inline constexpr bool is_each = false;
template <class Options, class List>
inline constexpr bool is_each<redlite::words::each<Options, List>> = true;
template <class Item>
inline constexpr bool is_flag = false;
template <class Options>
inline constexpr bool is_flag<redlite::words::flag<Options>> = true;
template <class Item>
inline constexpr bool is_choice = false;
template <class Options, class Enum, std::size_t Count>
inline constexpr bool is_choice<redlite::words::one_of<Options, Enum, Count>> = true;

/// The words of one item of an option struct, in brackets where they may be left out.
template <class Options, std::size_t At>
std::string item_words() {
  constexpr auto item = std::get<At>(redlite::words_of_options<Options>);
  using item_type = std::remove_const_t<decltype(item)>;
  if constexpr (is_flag<item_type>) {
    return "[" + std::string(item.text) + "]";
  } else if constexpr (is_choice<item_type>) {
    std::string text;
    for (auto const& each : item.choices) {
      text += (text.empty() ? "" : "|") + std::string(each.text);
    }
    return "[" + text + "]";
  } else {
    using value = std::remove_cvref_t<decltype(std::declval<Options&>().*item.at)>;
    if constexpr (is_each<item_type>) {
      auto const one = std::string(item.text) + " " + placeholder<typename value::value_type>();
      return "[" + one + " [" + one + " ...]]";
    } else {
      std::string_view word;
      if constexpr (requires { item.text; }) word = item.text;
      auto const text = std::string(word) + (word.empty() ? "" : " ") +
                        value_text<value>(word, member_name<item.at>());
      bool const needed = !is_optional<value> && !is_list<value> && !std::is_enum_v<value>;
      return needed || (word.empty() && !is_optional<value>) ? text : "[" + text + "]";
    }
  }
}

template <class Options>
std::string option_words() {
  if constexpr (!is_described<decltype(redlite::words_of_options<Options>)>) {
    return placeholder<Options>();
  } else {
    std::string text;
    [&]<std::size_t... At>(std::index_sequence<At...>) {
      ((text += (At == 0 ? "" : " ") + item_words<Options, At>()), ...);
    }(std::make_index_sequence<
        std::tuple_size_v<std::remove_const_t<decltype(redlite::words_of_options<Options>)>>>{});
    return text;
  }
}

template <class T>
inline constexpr bool is_variant = false;
template <class... Choices>
inline constexpr bool is_variant<std::variant<Choices...>> = true;

/// A role's words, as Redis' own documentation would put them.
template <class Role>
struct role_words {
  static std::string text() {
    using type = typename Role::role_type;
    if constexpr (requires { Role::word; }) {
      return std::string(Role::word);
    } else if constexpr (is_variant<type>) {
      return placeholder_of(static_cast<type const*>(nullptr));
    } else if constexpr (is_described<decltype(redlite::words_of<type>)>) {
      return placeholder<type>();
    } else {
      return dashed(type_name<Role>());
    }
  }
};
template <>
struct role_words<redlite::field_value> {
  static std::string text() { return "field value"; }
};
template <>
struct role_words<redlite::key_value> {
  static std::string text() { return "key value"; }
};
template <>
struct role_words<redlite::score_member> {
  static std::string text() { return "score member"; }
};
template <>
struct role_words<redlite::geo_member> {
  static std::string text() { return "longitude latitude member"; }
};
template <class Role>
struct role_words<redlite::role::repeated<Role>> {
  static std::string text() {
    if constexpr (std::is_same_v<Role, redlite::key_id> ||
                  std::is_same_v<Role, redlite::key_group_id>) {
      return "key [key ...] id [id ...]";
    } else {
      auto const one = role_words<Role>::text();
      return one + " [" + one + " ...]";
    }
  }
};
template <class Role>
struct role_words<redlite::role::counted<Role>> {
  static std::string text() {
    return "number " + role_words<redlite::role::repeated<Role>>::text();
  }
};
template <class Options>
struct role_words<redlite::role::options<Options>> {
  static std::string text() { return option_words<Options>(); }
};

/// A role as an argument in C++.
template <class Role>
std::string argument() {
  std::string name(dashed(type_name<Role>()));
  std::replace(name.begin(), name.end(), '-', '_');
  if constexpr (redlite::is_literal<Role>) {
    return {};
  } else if constexpr (requires { Role::word; }) {
    return name.substr(0, name.rfind("_tag"));
  } else if constexpr (redlite::is_repeated<Role>) {
    return "{" + argument<typename Role::each>() + " ...}";
  } else {
    return name;
  }
}
template <class Role>
  requires std::is_enum_v<typename Role::role_type>
std::string argument() {
  std::string name(dashed(type_name<typename Role::role_type>()));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

template <class... Roles>
std::string wire_words(redlite::type_list<Roles...>) {
  std::string text;
  ((text += " " + role_words<Roles>::text()), ...);
  return text;
}
template <class... Roles>
std::string arguments(redlite::type_list<Roles...>) {
  std::string text;
  ((text += (text.empty() ? "" : ", ") + argument<Roles>()), ...);
  return text;
}

std::string without(std::string text, std::string_view what) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what)) {
    text.erase(at, what.size());
  }
  return text;
}

/// '|' ends a cell of a table, '<' may begin a tag.
std::string cell(std::string_view text) {
  std::string safe;
  for (char const letter : text) {
    if (letter == '|') safe += '\\';
    safe += letter;
  }
  return safe;
}

using costs = std::map<std::string, std::string, std::less<>>;

/// What stands behind "Cost" in the comment before each REDLITE_COMMAND.
costs read_costs(std::filesystem::path const& folder) {
  costs all;
  for (auto const& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(file.path());
    std::string cost;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("///")) {
        line.erase(0, line.starts_with("/// ") ? 4 : 3);
        bool const starts =
            line.starts_with("Yields") || line.starts_with("Errors") || line.starts_with("Source");
        if (auto const at = line.find("Cost "); at != line.npos) {
          cost = line.substr(line.find_first_not_of(' ', at + 4));
          inside = true;
        } else if (inside && !starts && !line.empty()) {
          cost += " " + line.substr(line.find_first_not_of(' '));
        } else {
          inside = false;
        }
        continue;
      }
      inside = false;
      constexpr std::string_view macro = "REDLITE_COMMAND(";
      if (line.starts_with(macro)) {
        for (char const* next : {" Yields", " Errors", " Source"}) {
          if (auto const at = cost.find(next); at != cost.npos) cost.erase(at);
        }
        if (cost.ends_with('.')) cost.pop_back();
        all[line.substr(macro.size(), line.find(',') - macro.size())] = cost;
      }
      cost.clear();
    }
  }
  return all;
}

bool complete = true;

template <class Command, class Signature>
void row(std::string_view identifier, std::string const& cost) {
  std::string call = std::string(identifier) + "(" + arguments(typename Signature::roles{});
  if constexpr (redlite::detail::has_options<Signature>) {
    if (!call.ends_with('(')) call += ", ";
    call += dashed(type_name<typename Signature::options>());
    std::replace(call.begin(), call.end(), '-', '_');
  }
  call += ")";
  std::string kind =
      without(without(std::string(type_name<typename Signature::reply>()), "redlite::reply::"),
              "redlite::");
  std::cout << "| `"
            << cell(std::string(Command::name) + wire_words(typename Signature::wire_roles{}))
            << "` | `" << call << "` | `" << kind << "` | " << cell(cost) << " | "
            << (redlite::supports<kvbench::adapter::map, Command> ? "yes" : "") << " |\n";
}

template <class Command>
void rows(costs const& known) {
  static_assert(redlite::supports<kvbench::adapter::redlite, Command>);
  static_assert(redlite::supports<kvbench::adapter::hiredis, Command>);
  std::string identifier = dashed(type_name<Command>());
  std::replace(identifier.begin(), identifier.end(), '-', '_');
  auto const cost = known.find(identifier);
  if (cost == known.end() || cost->second.empty()) {
    std::cerr << "docs_commands: the comment of " << identifier << " says no Cost\n";
    complete = false;
    return;
  }
  [&]<class... Signatures>(redlite::type_list<Signatures...>) {
    (row<Command, Signatures>(identifier, cost->second), ...);
  }(typename Command::signatures{});
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: docs_commands <folder of the command headers>\n";
    return 2;
  }
  auto const known = read_costs(arguments[1]);
  std::cout << R"(# Commands

Every command that redlite has, in the words of the protocol and as a member of `redlite::db`. This page is written by a
program that reads it off the vocabulary; `./dev docs` writes it anew.

- A list is any range, or braces: `db.del({"a", "b"})`; a group is `{"field", "value"}`. Structs of options come last and
  may be left out: `db.set("k", "v", {.ex = 10})`.
- A reply kind is a C++ type: `status` is `void`, `accepted` and `boolean` are `bool`, `integer` is `std::int64_t`, `real` is
  `double`, `text` is `std::string`, `bulk` is `std::optional<std::string>`, `maybe<K>` a `std::optional`, `array<K>` a
  `std::vector` (`any_order<K>`: its order is not promised), `keyed<K>` a `std::pair` of a key and something, `page<K>` a
  cursor and a `std::vector`, `record<S>` the struct `S`.
- Every client of the benchmark has the commands for which it has a member: `redlite` and `hiredis` have all, `map` has
  those that say yes.
)";
  kvbench::testing::for_each_family(
      [&]<class... Commands>(std::string_view name, redlite::type_list<Commands...>) {
        if (sizeof...(Commands) == 0) return;
        std::string title(name);
        std::replace(title.begin(), title.end(), '_', ' ');
        std::cout << "\n## " << title << "\n\n| Redis | C++ | yields | cost in redlite | map |\n"
                  << "|---|---|---|---|---|\n";
        (rows<Commands>(known), ...);
      });
  return complete && std::cout.flush() ? 0 : 1;
}
