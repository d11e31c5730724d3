// kvbench/names.cpp: what may be named on the command line, and what a mistyped name was meant to
// be.
//
// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <kvbench/core/suggest.hpp>  // did you mean
#include <kvbench/report/text.hpp>   // words that are safe to repeat

#include <algorithm>  // std::find
#include <utility>    // std::swap

#include "catalogue.hpp"  // workloads
#include "client.hpp"     // clients

namespace kvbench::cli {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  out += report::printable(text);
  return out + "\"";
}

/// Like `did_you_mean`; of a short word, two letters that changed places are one mistake and not
/// two.
std::string hint_of(std::string_view word, std::vector<std::string> const& known) {
  std::string swapped{word};
  for (std::size_t i = 0; i + 1 < swapped.size(); ++i) {
    std::swap(swapped[i], swapped[i + 1]);
    for (std::string const& candidate : known) {
      if (edit_distance(swapped, candidate) == 0) return did_you_mean(candidate, known);
    }
    std::swap(swapped[i], swapped[i + 1]);
  }
  return did_you_mean(word, known);
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

bool contains(std::vector<std::string> const& names, std::string const& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> names_of_workloads() {
  std::vector<std::string> names;
  for (scenario const& entry : catalogue()) names.push_back(entry.name);
  return names;
}

std::vector<std::string> names_of_clients() {
  std::vector<std::string> names;
  for (client_kind const* kind : all_clients()) names.emplace_back(kind->name);
  return names;
}

void refuse_unknown(std::string const& what, std::string_view word,
                    std::vector<std::string> const& known, std::string const& otherwise) {
  const std::string hint = hint_of(word, known);
  throw usage_error{"unknown " + what + " " + in_quotes(word) +
                    (hint.empty() ? "; " + otherwise : hint)};
}

std::string listed(std::vector<std::string> const& names) {
  std::string text;
  for (std::string const& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::vector<std::string> split_at_commas(std::vector<std::string> const& given) {
  std::vector<std::string> out;
  for (std::string const& text : given) {
    for (std::size_t from = 0; from <= text.size();) {
      std::size_t comma = from;
      for (int open = 0; comma < text.size() && (text[comma] != ',' || open > 0); ++comma)
        open += text[comma] == '(' ? 1 : text[comma] == ')' ? -1 : 0;
      out.push_back(text.substr(from, comma - from));
      from = comma + 1;
    }
  }
  return out;
}

}  // namespace kvbench::cli
