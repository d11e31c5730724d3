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

#include <kvbench/core/random.hpp>           // random_stream
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
    std::uint64_t refused = 0;  // by both, alike
  };
  std::uint64_t commands = 0;
  std::uint64_t sequences = 0;
  std::vector<std::pair<std::uint64_t, finding>> findings;  // with the seed of each
  std::map<std::string, count> counts;                      // by command
};

namespace detail {

inline bool contains(std::vector<std::string> const& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// The forms that are drawn, family by family, so that families with many forms leave room.
class deck {
 public:
  deck(vocabulary const& words, side_by_side const& stores, differential_options const& how) {
    std::map<std::string_view, std::size_t> place;
    for (form const& one : words.forms()) {
      if (!how.families.empty() && !contains(how.families, one.family)) continue;
      if (!how.names.empty() && !contains(how.names, one.command)) continue;
      if (contains(how.without, one.command) || !stores.plays(one)) continue;
      auto const [at, is_new] = place.try_emplace(one.family, families_.size());
      if (is_new) families_.emplace_back();
      families_[at->second].push_back(&one);
    }
  }

  [[nodiscard]] bool empty() const noexcept { return families_.empty(); }

  [[nodiscard]] form const& draw(source& from) const {
    auto const& family = families_[family_of(from)];
    form const* one = family[from.below(family.size())];
    // What empties the store leaves little to compare: one in fifty of its turns.
    while (empties(*one) && family.size() > 1 && !from.chance(2))
      one = family[from.below(family.size())];
    return *one;
  }

  void remove(form const& one) {
    for (auto& family : families_) std::erase(family, &one);
    std::erase_if(families_, [](auto const& family) { return family.empty(); });
  }

 private:
  /// A family counts by its forms, up to ten of them.
  [[nodiscard]] std::size_t family_of(source& from) const {
    std::uint64_t all = 0;
    for (auto const& family : families_) all += weight(family);
    std::uint64_t ticket = from.below(all);
    std::size_t at = 0;
    while (ticket >= weight(families_[at])) ticket -= weight(families_[at++]);
    return at;
  }
  static std::uint64_t weight(std::vector<form const*> const& family) {
    return std::min<std::uint64_t>(family.size(), 10);
  }
  static bool empties(form const& one) {
    return one.command == "FLUSHDB" || one.command == "FLUSHALL" || one.command == "SWAPDB";
  }

  std::vector<std::vector<form const*>> families_;
};

inline sequence draw_sequence(deck const& from, side_by_side const& stores, std::uint64_t length,
                              std::uint64_t seed) {
  sequence steps;
  source draws(seed);
  for (std::uint64_t number = 0; number < length; ++number) {
    form const& one = from.draw(draws);
    draws.begin({.family = one.family,
                 .lists = stores.takes_lists(one),
                 .options = stores.takes_options(one),
                 .number = number});
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
  detail::deck deck(words, stores, how);
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
        count.refused += stores.last_refused() ? 1 : 0;
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
