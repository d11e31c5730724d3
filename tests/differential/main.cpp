// tests/differential/main.cpp: random commands on redlite and on Redis: every reply is compared.
//
// SPDX-License-Identifier: MIT
#include <cstdint>      // seeds
#include <exception>    // failures
#include <iomanip>      // the table
#include <iostream>     // what is shown
#include <string>       // names
#include <string_view>  // names
#include <vector>       // names

#include <CLI/CLI.hpp>  // arguments

#include <kvbench/testing/differential.hpp>  // compare
#include <kvbench/testing/families.hpp>      // for_each_family

#include "family.hpp"
#include "stores.hpp"

namespace {

namespace testing = kvbench::testing;

struct request {
  testing::differential_options how;
  std::vector<std::string> stores = {"memory"};
  std::string reference = "redis";
  bool counts = false;
  bool list = false;
};

void list(testing::vocabulary const& words, testing::side_by_side const& stores) {
  for (testing::form const& one : words.forms()) {
    std::cout << one.family << ' ' << one.command;
    if (one.signature != 0) std::cout << " (form " << one.signature + 1 << ')';
    std::cout << (stores.plays(one) ? "\n" : ": not played\n");
  }
  for (std::string const& command : words.gaps()) std::cout << command << ": cannot be drawn\n";
}

void print_counts(testing::differential_result const& result) {
  for (auto const& [command, count] : result.counts) {
    std::cout << std::left << std::setw(24) << command << std::right << std::setw(9) << count.played
              << " drawn" << std::setw(9) << count.open << " left open" << std::setw(9)
              << count.refused << " refused" << std::setw(9) << count.little << " with nothing\n";
  }
}

/// Compares one store with the reference.
/// Yields  what was played; the first seed moves on, past the last that was.
testing::differential_result play(request& wanted, std::string const& store,
                                  testing::vocabulary const& words,
                                  std::vector<differential::family> const& families) {
  auto const reference = differential::open(wanted.reference, words, families);
  auto const subject = differential::open(store, words, families);
  testing::side_by_side stores(reference->player(), subject->player());
  if (wanted.list) return list(words, stores), testing::differential_result{};

  wanted.how.on_finding = [&](testing::finding const& found, std::uint64_t seed) {
    std::cout << "difference, seed " << seed << ":\n"
              << testing::show(found, wanted.reference, "redlite " + store) << std::endl;
  };
  auto result = testing::compare(stores, words, wanted.how);
  if (wanted.counts) print_counts(result);
  std::cout << result.commands << " commands in " << result.sequences << " sequences from seed "
            << wanted.how.seed << ", " << wanted.reference << " and redlite " << store << ": "
            << result.findings.size() << " differences" << std::endl;
  wanted.how.seed += result.sequences;
  return result;
}

int play(request& wanted) {
  testing::vocabulary words;
  std::vector<differential::family> families;
  testing::for_each_family([&]<class Commands>(std::string_view name, Commands) {
    families.push_back(differential::family_of<Commands>());
    families.back().add_words(words, name);
  });
  std::uint64_t left = wanted.how.commands;
  std::size_t findings = 0;
  for (std::size_t at = 0; at < wanted.stores.size(); ++at) {
    wanted.how.commands = left / (wanted.stores.size() - at);
    left -= wanted.how.commands;
    auto const result = play(wanted, wanted.stores[at], words, families);
    if (wanted.list) return 0;
    findings += result.findings.size();
    if (result.commands == 0) {
      std::cerr << "nothing was played: no command of that name that both have\n";
      return 2;
    }
  }
  return findings == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  request wanted;
  CLI::App app{"Plays random commands on two stores and compares every reply."};
  app.add_option("--commands", wanted.how.commands, "how many in all, the same for each store")
      ->capture_default_str();
  app.add_option("--seed", wanted.how.seed, "of the first sequence")->capture_default_str();
  app.add_option("--length", wanted.how.sequence_length, "commands of a sequence")
      ->capture_default_str();
  app.add_option("--families", wanted.how.families, "only these: strings,lists ...")
      ->delimiter(',');
  app.add_option("--names", wanted.how.names, "only these commands: GET,SET ...")->delimiter(',');
  app.add_option("--without", wanted.how.without, "never these commands")->delimiter(',');
  app.add_option("--store", wanted.stores, "memory,exclusive,shared: these in turn")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--reference", wanted.reference,
                 "redis (a server of its own), a URL, or a redlite store")
      ->capture_default_str();
  app.add_option("--findings", wanted.how.findings,
                 "stop after so many; a form that differed is not played again")
      ->capture_default_str();
  app.add_flag("--counts", wanted.counts, "how often each command was drawn, and what came of it");
  app.add_flag("--list", wanted.list, "the commands that are known, and which are played");
  CLI11_PARSE(app, argc, argv);
  try {
    return play(wanted);
  } catch (std::exception const& failed) {
    std::cerr << "differential: " << failed.what() << '\n';
    return 2;
  }
}
