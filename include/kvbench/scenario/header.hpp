// kvbench/scenario/header.hpp: scenarios as a C++ header of typed workloads.
//
// Floor: wing scenario. Writes what docs/scenarios.md shows: one constant for each workload, and
// `for_each_workload`.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <optional>     // settings
#include <string>       // the text
#include <string_view>  // names
#include <vector>       // scenarios

#include <kvbench/core/concat.hpp>            // lines
#include <kvbench/core/error.hpp>             // names that meet
#include <kvbench/scenario/quantities.hpp>    // weights as text
#include <kvbench/scenario/redis_words.hpp>   // families as types
#include <kvbench/scenario/scenario.hpp>      // what is written
#include <kvbench/scenario/words.hpp>         // usual data
#include <kvbench/workload/distribution.hpp>  // keys
#include <kvbench/workload/value_size.hpp>    // values

namespace kvbench {

namespace detail {

/// Words that are no names in C++, and macros that compilers define in lower case.
inline constexpr std::string_view taken_names[]{"alignas",
                                                "alignof",
                                                "and",
                                                "and_eq",
                                                "asm",
                                                "auto",
                                                "bitand",
                                                "bitor",
                                                "bool",
                                                "break",
                                                "case",
                                                "catch",
                                                "char",
                                                "char16_t",
                                                "char32_t",
                                                "char8_t",
                                                "class",
                                                "co_await",
                                                "co_return",
                                                "co_yield",
                                                "compl",
                                                "concept",
                                                "const",
                                                "const_cast",
                                                "consteval",
                                                "constexpr",
                                                "constinit",
                                                "continue",
                                                "decltype",
                                                "default",
                                                "delete",
                                                "do",
                                                "double",
                                                "dynamic_cast",
                                                "else",
                                                "enum",
                                                "explicit",
                                                "export",
                                                "extern",
                                                "false",
                                                "float",
                                                "for",
                                                "friend",
                                                "goto",
                                                "if",
                                                "inline",
                                                "int",
                                                "long",
                                                "mutable",
                                                "namespace",
                                                "new",
                                                "noexcept",
                                                "not",
                                                "not_eq",
                                                "nullptr",
                                                "operator",
                                                "or",
                                                "or_eq",
                                                "private",
                                                "protected",
                                                "public",
                                                "register",
                                                "reinterpret_cast",
                                                "requires",
                                                "return",
                                                "short",
                                                "signed",
                                                "sizeof",
                                                "static",
                                                "static_assert",
                                                "static_cast",
                                                "struct",
                                                "switch",
                                                "template",
                                                "this",
                                                "thread_local",
                                                "throw",
                                                "true",
                                                "try",
                                                "typedef",
                                                "typeid",
                                                "typename",
                                                "union",
                                                "unsigned",
                                                "using",
                                                "virtual",
                                                "void",
                                                "volatile",
                                                "wchar_t",
                                                "while",
                                                "xor",
                                                "xor_eq",
                                                "linux",
                                                "unix",
                                                "i386",
                                                "assert",
                                                "errno",
                                                "stdin",
                                                "stdout",
                                                "stderr",
                                                "for_each_workload",
                                                "main"};

}  // namespace detail

/// Yields  what a text is called in C++: "Read-heavy 2" is read_heavy_2. Lower case, since macros
/// are not; never a word of the language.
[[nodiscard]] inline std::string cpp_name(std::string_view text) {
  std::string name;
  for (char const c : text) {
    bool const upper = c >= 'A' && c <= 'Z';
    bool const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper || plain) {
      name += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';  // two of them are the compiler's
    }
  }
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) name.insert(0, "w_");
  for (std::string_view const taken : detail::taken_names) {
    if (name == taken) return name + "_workload";
  }
  return name;
}

namespace detail {

inline std::string quoted_for_cpp(std::string_view text) {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// The operation as an expression: "::kvbench::redis::get".
inline std::string cpp_operation(scenario_operation const& op, scenario_words const& words) {
  std::string name = "::kvbench::redis::";
  for (char const c : op.name) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  scenario_word const* const word = find_word(words, op.name);
  if (word == nullptr || word->data == op.data) return name;
  for (auto const& [family, type] : scenario_families) {
    if (family == op.data)
      return concat({"::kvbench::redis::on<", name, ", ::kvbench::redis::", type, ">"});
  }
  throw error{concat({op.name, " on \"", op.data, "\" has no name in C++"})};
}

inline std::string cpp_distribution(distribution const& d) {
  switch (d.shape) {
    case distribution::kind::zipfian:
      return "::kvbench::zipfian(" + billionths_text(d.exponent) + ")";
    case distribution::kind::hot:
      return concat({"::kvbench::hot(", billionths_text(d.hot_keys * 100), ", ",
                     billionths_text(d.hot_share * 100), ")"});
    case distribution::kind::latest:
    case distribution::kind::sequential:
    case distribution::kind::uniform:
      break;
  }
  return "::kvbench::" + to_text(d);
}

inline std::string cpp_value_size(value_size const& size) {
  auto const number = [](std::uint64_t n) { return std::to_string(n) + "u"; };
  switch (size.shape) {
    case value_size::kind::even:
      return concat(
          {"::kvbench::sizes::uniform(", number(size.least), ", ", number(size.most), ")"});
    case value_size::kind::normal:
      return concat(
          {"::kvbench::sizes::normal(", number(size.mean), ", ", number(size.deviation), ")"});
    case value_size::kind::pareto:
      return concat({"::kvbench::sizes::pareto(", number(size.least), ", ", number(size.most), ", ",
                     billionths_text(size.exponent), ")"});
    case value_size::kind::weighted: {
      std::string list;
      for (std::size_t i = 0; i < size.list_size; ++i) {
        list += concat({i == 0 ? "{" : ", {", billionths_text(size.list[i].share * 100), ", ",
                        number(size.list[i].bytes), "}"});
      }
      return concat({"::kvbench::sizes::weighted({", list, "})"});
    }
    case value_size::kind::fixed:
      break;
  }
  return "::kvbench::bytes(" + number(size.most) + ")";
}

inline std::string cpp_workload(scenario const& one, scenario_words const& words) {
  std::string mix;
  for (scenario_operation const& op : one.operations) {
    mix += concat({mix.empty() ? "" : " +\n        ", weight_text(op.weight), "_pct * ",
                   cpp_operation(op, words)});
  }
  std::string text = concat({"inline constexpr auto ", cpp_name(one.name),
                             " =\n    ::kvbench::workload(\n        ", quoted_for_cpp(one.name),
                             ",\n        ", mix, ")"});
  auto const setting = [&text](std::string_view what, std::string const& value) {
    text += concat({" |\n    ::kvbench::", what, "(", value, ")"});
  };
  if (one.keys) setting("keys", cpp_distribution(*one.keys));
  if (one.value_bytes) setting("values", cpp_value_size(*one.value_bytes));
  if (one.burst_cycle) setting("bursts", std::to_string(*one.burst_cycle) + "u");
  if (!one.group.empty()) setting("group", quoted_for_cpp(one.group));
  if (!one.description.empty()) setting("description", quoted_for_cpp(one.description));
  return text + ";\n";
}

inline std::string cpp_settings(scenario const& one) {
  if (one.run == scenario_settings{}) return {};
  std::string text =
      concat({"\n/// How the file wants it run.\ninline ::kvbench::run_options ",
              cpp_name(one.name), "_options() {\n", "  ::kvbench::run_options options;\n"});
  auto const set = [&text](std::string_view field, std::optional<std::uint64_t> const& value) {
    if (value) text += concat({"  options.", field, " = ", std::to_string(*value), "u;\n"});
  };
  set("keys", one.run.keys);
  set("elements", one.run.elements);
  if (one.run.key_prefix)
    text += concat({"  options.key_prefix = ", quoted_for_cpp(*one.run.key_prefix), ";\n"});
  set("key_length", one.run.key_length);
  set("operations", one.run.operations);
  if (one.run.time) {
    text += concat({"  options.time = ::kvbench::nanoseconds{",
                    std::to_string(one.run.time->count()), "};\n"});
  }
  set("threads", one.run.threads);
  set("warmup", one.run.warmup);
  set("seed", one.run.seed);
  if (one.run.rate) text += concat({"  options.rate = ", std::to_string(*one.run.rate), ";\n"});
  if (one.run.arrival) {
    text += concat({"  options.arrival = ::kvbench::arrival::",
                    *one.run.arrival == arrival::poisson ? "poisson" : "constant", ";\n"});
  }
  return text + "  return options;\n}\n";
}

}  // namespace detail

/// Yields  the header's text; `name` and `file` are those that its first line tells, `space` is its
/// namespace.
/// Errors  error where two workloads would have one name in C++.
[[nodiscard]] inline std::string to_header(std::vector<scenario> const& all,
                                           scenario_words const& words, std::string_view name,
                                           std::string_view file, std::string_view space) {
  bool any_settings = false;
  std::vector<std::string> names;
  for (scenario const& one : all) {
    bool const has_settings = one.run != scenario_settings{};
    any_settings = any_settings || has_settings;
    names.push_back(cpp_name(one.name));
    if (has_settings) names.push_back(cpp_name(one.name) + "_options");
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (names[i] == names[j])
        throw error{concat({file, ": two workloads would be ", names[i], " in C++: rename one"})};
    }
  }
  std::string text = concat({"// ", name, ": the workloads of ", file,
                             ", written when that is built. Change the file, not this.\n",
                             "#pragma once\n\n#include <kvbench/redis/operations.hpp>\n",
                             any_settings ? "#include <kvbench/run/options.hpp>\n" : "",
                             "#include <kvbench/workload/mix.hpp>\n\nnamespace ", space,
                             " {\n\nusing namespace ::kvbench::literals;\n"});
  for (scenario const& one : all) {
    text += "\n" + detail::cpp_workload(one, words) + detail::cpp_settings(one);
  }
  text +=
      "\n/// Calls `each` with every workload, each of a type of its own.\n"
      "template <class Each>\nconstexpr void for_each_workload(Each&& each) {\n";
  for (scenario const& one : all) text += "  each(" + cpp_name(one.name) + ");\n";
  return text + concat({"}\n\n}  // namespace ", space, "\n"});
}

}  // namespace kvbench
