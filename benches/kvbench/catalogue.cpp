// kvbench/catalogue.cpp: the named workloads and the operations, as data.
//
// SPDX-License-Identifier: MIT
#include "catalogue.hpp"

#include <kvbench/redis/catalogue.hpp>   // the workloads as types
#include <kvbench/redis/operations.hpp>  // all operations

#include <boost/hana/for_each.hpp>  // one after the other

#include <algorithm>  // std::find, std::max

#include "client.hpp"  // the clients of the list

namespace kvbench::cli {

namespace {

template <class... Parts>
std::vector<weighted_operation> mix_of_parts(mix_of<Parts...>) {
  return {{std::string{Parts::operation_type::name},
           // A weight is a whole number of parts, a hundredth of the whole is 1 %: as decimal text
           // it is exact.
           detail::billionths_text(
               static_cast<std::uint64_t>(Parts::weight_type::value) /
               (static_cast<std::uint64_t>(percent_parts) / distribution::one))}...};
}

std::vector<catalogue_entry> read_catalogue() {
  std::vector<catalogue_entry> entries;
  redis::catalogue::for_each_workload([&entries](auto const& w) {
    using mix = typename std::remove_cvref_t<decltype(w)>::mix_type;
    entries.push_back({std::string{w.name}, std::string{w.group_name},
                       std::string{w.description_text},
                       to_text(w.keys_distribution.value_or(uniform)), mix_of_parts(mix{})});
  });
  return entries;
}

}  // namespace

std::vector<catalogue_entry> const& catalogue() {
  static const std::vector<catalogue_entry> entries = read_catalogue();
  return entries;
}

std::vector<std::string> const& groups() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (catalogue_entry const& entry : catalogue()) {
      if (std::find(found.begin(), found.end(), entry.group) == found.end())
        found.push_back(entry.group);
    }
    return found;
  }();
  return names;
}

std::vector<std::string> const& operations() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    boost::hana::for_each(redis::operations,
                          [&found](auto op) { found.emplace_back(decltype(op)::name); });
    return found;
  }();
  return names;
}

std::string list_text() {
  std::size_t width = 0;
  for (catalogue_entry const& entry : catalogue()) width = std::max(width, entry.name.size());
  const auto padded = [&width](std::string_view name) {
    return std::string{name} + std::string(std::max(width, name.size()) - name.size() + 2, ' ');
  };
  std::string text = "Workloads (kvbench run --workload NAME, or --group GROUP)\n";
  for (std::string const& group : groups()) {
    text += "\n  " + group + "\n";
    for (catalogue_entry const& entry : catalogue()) {
      if (entry.group != group) continue;
      std::string mix;
      for (auto const& [name, percent] : entry.mix)
        mix += (mix.empty() ? "" : ", ") + name + " " + percent;
      text += "    " + padded(entry.name) + entry.description +
              (entry.keys == "uniform" ? "" : "; keys " + entry.keys) + "\n";
      text += "    " + padded("") + mix + "\n";
    }
  }
  text += "\nOperations (kvbench run --op OP)\n\n ";
  std::size_t column = 1;
  for (std::string const& name : operations()) {
    if (column + name.size() + 1 > 79) {
      text += "\n ";
      column = 1;
    }
    text += " " + name;
    column += name.size() + 1;
  }
  text += "\n\nClients (kvbench run --client CLIENT)\n\n";
  for (client_kind const* kind : all_clients()) {
    std::string name{kind->shown.empty() ? kind->name : kind->shown};
    if (kind->takes_file) name += "[:FILE]";
    text += "    " + padded(name) + std::string{kind->description} + "\n";
  }
  return text;
}

}  // namespace kvbench::cli
