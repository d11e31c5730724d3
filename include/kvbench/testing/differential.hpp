// kvbench/testing/differential.hpp: random sequences of commands on two stores that are to agree.
//
// Floor: wing testing. A sequence starts with empty stores. All of it follows from its seed; the
// first difference ends it, is shrunk and kept.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::find, std::min
#include <cstdint>      // seeds
#include <functional>   // progress
#include <map>          // counts
#include <string>       // names
#include <string_view>  // names
#include <utility>      // std::move
#include <vector>       // sequences

#include <kvbench/testing/deck.hpp>          // which commands are drawn
#include <kvbench/testing/player.hpp>        // vocabulary
#include <kvbench/testing/read_out.hpp>      // what the stores hold at the end
#include <kvbench/testing/shrink.hpp>        // shrink
#include <kvbench/testing/side_by_side.hpp>  // side_by_side

namespace kvbench::testing {

/// How much is played, and of what.
struct differential_options {
  std::uint64_t commands = 20'000;         // in all
  std::uint64_t seed = 1;                  // of the first sequence; the next has the next number
  std::uint64_t sequence_length = 1'000;   // commands between two flushes
  std::vector<std::string> families = {};  // only these; all where empty
  std::vector<std::string> names = {};     // only these commands; all where empty
  std::vector<std::string> without = {};   // never these commands
  std::size_t findings = 1;                // stops after so many; a form that differed is left out
  std::function<void(finding const&, std::uint64_t seed)> on_finding = {};
};

struct differential_result {
  struct count {
    std::uint64_t played = 0;
    std::uint64_t open = 0;     // not played: Redis leaves the answer open
    std::uint64_t refused = 0;  // by both, alike
    std::uint64_t little = 0;   // the answer was nothing, none, 0 or false
  };
  std::uint64_t commands = 0;
  std::uint64_t sequences = 0;
  std::vector<std::pair<std::uint64_t, finding>> findings;  // with the seed of each
  std::map<std::string, count> counts;                      // by command
};

namespace detail {

inline sequence draw_sequence(deck const& from, side_by_side const& stores, std::uint64_t length,
                              std::uint64_t seed) {
  sequence steps;
  source draws(seed);
  deck const hand = from.hand(draws);
  std::string const letters = hand.letters();
  for (std::uint64_t number = 0; number < length; ++number) {
    form const& one = hand.draw(draws);
    draws.begin({.family = one.family,
                 .lists = stores.takes_lists(one),
                 .options = stores.takes_options(one),
                 .number = number,
                 .letters = letters});
    steps.push_back(draw_step(one, draws));
  }
  return steps;
}

}  // namespace detail

/// Plays random sequences on both stores. The same options give the same commands, whatever the
/// stores, as long as both support the same forms.
/// Yields  what was found; the stores hold the last sequence's keys.
/// Errors  what says that a store or a connection failed.
inline differential_result compare(side_by_side& stores, vocabulary const& words,
                                   differential_options const& how) {
  differential_result result;
  detail::deck deck(words, [&](form const& one) {
    auto const is_in = [](std::vector<std::string> const& these, std::string_view name) {
      return std::find(these.begin(), these.end(), name) != these.end();
    };
    return (how.families.empty() || is_in(how.families, one.family)) &&
           (how.names.empty() || is_in(how.names, one.command)) &&
           !is_in(how.without, one.command) && stores.plays(one);
  });
  for (std::uint64_t seed = how.seed; result.commands < how.commands && !deck.empty(); ++seed) {
    auto const length = std::min(how.sequence_length, how.commands - result.commands);
    sequence steps = detail::draw_sequence(deck, stores, length, seed);
    std::size_t const drawn = steps.size();
    append_read_out(steps, words, stores);
    ++result.sequences;
    stores.flush();
    for (std::size_t at = 0; at < steps.size(); ++at) {
      auto what = stores.play(steps[at]);
      if (at < drawn) {
        ++result.commands;
        auto& count = result.counts[std::string(steps[at].of->command)];
        ++count.played;
        count.open += stores.last_told() == told::open ? 1 : 0;
        count.refused += stores.last_told() == told::refusal ? 1 : 0;
        count.little += stores.last_told() == told::little ? 1 : 0;
      }
      if (!what) continue;
      form const& differs = *steps[at].of;
      steps.resize(at + 1);
      finding found = shrink(stores, std::move(steps), std::move(*what));
      if (how.on_finding) how.on_finding(found, seed);
      if (result.findings.size() + 1 < how.findings) deck.remove(differs);
      result.findings.emplace_back(seed, std::move(found));
      break;
    }
    if (result.findings.size() >= how.findings) break;
  }
  return result;
}

}  // namespace kvbench::testing
