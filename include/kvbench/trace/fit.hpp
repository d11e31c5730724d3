// kvbench/trace/fit.hpp: the workload that a trace comes from, as far as it tells.
//
// Floor: wing trace. Reading is reader.hpp, the skew of the keys skew.hpp.
//
//     kvbench::trace_fit fit{kvbench::redis_words()};
//     for (kvbench::trace_command c; trace.next(c);) fit.add(c);
//     kvbench::scenario const found = fit.workload("shop");
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // sort
#include <cmath>        // rounding
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <deque>        // what is viewed while it grows
#include <limits>       // counts that are full
#include <optional>     // times
#include <string>       // names
#include <string_view>  // words
#include <utility>      // move, exchange
#include <vector>       // operations

#include <kvbench/core/error.hpp>           // a trace of nothing
#include <kvbench/measure/histogram.hpp>    // sizes
#include <kvbench/scenario/scenario.hpp>    // what is found
#include <kvbench/scenario/words.hpp>       // operations and their data
#include <kvbench/trace/command.hpp>        // what is read
#include <kvbench/trace/fit_sizes.hpp>      // sizes of values
#include <kvbench/trace/key_counts.hpp>     // keys
#include <kvbench/trace/skew.hpp>           // their distribution
#include <kvbench/trace/verbs.hpp>          // commands as operations
#include <kvbench/workload/pick_table.hpp>  // parts of a whole

namespace kvbench {

/// Adds up the commands of a trace.
class trace_fit {
 public:
  explicit trace_fit(scenario_words words, std::size_t most_keys = trace_key_counts::keys_max)
      : words_(std::move(words)), keys_(most_keys) {}

  void add(trace_command const& command) {
    note_time(command);
    trace_verb const* const verb = find_verb(command.words[0]);
    if (verb == nullptr) {
      if (is_ceremony(command.words[0])) {
        ++ceremony_;
      } else {
        leave_out(command.words[0]);
      }
      return;
    }
    scenario_word const* const word = detail::find_word(words_, verb->operation);
    if (word == nullptr) return leave_out(command.words[0]);
    std::string_view data;
    for_each_key(*verb, command, [&](std::string_view key) {
      std::string_view const its = count_key(*word, key);
      if (data.empty()) data = its;
    });
    if (data.empty() && word->also_on.empty()) data = word->data;
    count_operation(word->name, data);
    for_each_value(*verb, command, [&](std::string_view value) { sizes_.record(value.size()); });
  }

  /// Yields  the mix, rounded to hundredths of a percent, the skew of the most used family's keys,
  ///         their number, and the sizes of payloads.
  /// Errors  error where no command of the trace is an operation.
  [[nodiscard]] scenario workload(std::string const& name) const {
    if (total_ == 0) throw error{"no command of the trace is an operation of a workload"};
    scenario found{.name = name};
    auto const sorted = known_operations();
    std::uint64_t whole = 0;
    for (counted const& each : sorted) whole += each.count;
    // The most used operation takes what rounding leaves.
    constexpr std::int64_t step = percent_parts / 100;
    std::int64_t left = whole_parts;
    for (counted const& each : sorted) {
      double const share = static_cast<double>(each.count) / static_cast<double>(whole);
      auto const steps = std::max<std::int64_t>(1, std::llround(share * 10'000));
      found.operations.push_back({each.name, each.data, steps * step});
      left -= steps * step;
    }
    found.operations[0].weight += left;
    fitted_keys const keys = skew();
    found.keys = keys.from;
    found.run.keys = std::max<std::uint64_t>(1, keys.keys);
    if (!sizes_.empty()) found.value_bytes = fit_sizes(sizes_);
    return found;
  }

  /// The skew of the family whose keys were taken most often, and how many keys it has.
  [[nodiscard]] fitted_keys skew() const {
    std::vector<std::uint64_t> draws(families_.size());
    keys_.for_each([&](trace_key_counts::entry const& e) { draws[family_of(e)] += e.count; });
    auto const most =
        static_cast<std::size_t>(std::max_element(draws.begin(), draws.end()) - draws.begin());
    std::vector<std::uint64_t> counts;
    keys_.for_each([&](trace_key_counts::entry const& e) {
      if (family_of(e) == most && e.count != 0) counts.push_back(e.count);
    });
    fitted_keys keys = fit_keys(std::move(counts));
    keys.keys *= keys_.one_in();
    return keys;
  }

  struct counted {
    std::string name;
    std::string data{};
    std::uint64_t count = 0;
  };
  [[nodiscard]] std::uint64_t operations() const { return total_; }
  /// Commands that no operation does, most frequent first; the rest, beyond 64 names, as "others".
  [[nodiscard]] std::vector<counted> left_out() const {
    auto sorted = left_out_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](counted const& a, counted const& b) { return a.count > b.count; });
    return sorted;
  }
  /// Of connections and transactions: PING, SELECT, MULTI ...
  [[nodiscard]] std::uint64_t ceremony() const { return ceremony_; }
  [[nodiscard]] histogram const& value_sizes() const { return sizes_; }
  [[nodiscard]] std::uint64_t one_key_in() const { return keys_.one_in(); }
  /// Seconds from the first command to the last; 0 where the trace tells no times.
  [[nodiscard]] double lasted_s() const {
    return first_us_ ? static_cast<double>(last_us_ - *first_us_) / 1e6 : 0;
  }

 private:
  static constexpr std::uint8_t guessed = 0x80;  // a family that no command has proved
  static std::size_t family_of(trace_key_counts::entry const& of) {
    return of.family & ~std::size_t{guessed};
  }

  void note_time(trace_command const& command) {
    if (!command.time_us) return;
    if (!first_us_) first_us_ = last_us_ = *command.time_us;
    first_us_ = std::min(*first_us_, *command.time_us);
    last_us_ = std::max(last_us_, *command.time_us);
  }

  /// A key's family is that of the commands that allow only one; a command on any key works on what
  /// the key is.
  /// Yields  the data of the operation, empty where nothing is known of the key yet.
  std::string_view count_key(scenario_word const& word, std::string_view key) {
    trace_key_counts::entry* const entry = keys_.find(key);
    if (entry == nullptr) return {};
    bool const definite = word.also_on.empty();
    if (entry->family == 0 || definite) {
      entry->family = static_cast<std::uint8_t>(number_of(word.data) | (definite ? 0 : guessed));
    }
    if (entry->count != std::numeric_limits<std::uint32_t>::max()) ++entry->count;
    if ((entry->family & guessed) != 0) return {};
    std::string const& held = families_[entry->family];
    return held == word.data || detail::holds(word.also_on, held) ? held : word.data;
  }

  std::uint8_t number_of(std::string const& family) {
    for (std::size_t i = 1; i < families_.size(); ++i) {
      if (families_[i] == family) return static_cast<std::uint8_t>(i);
    }
    families_.push_back(family);
    return static_cast<std::uint8_t>(families_.size() - 1);
  }

  /// The operations, most frequent first. One on a key of which nothing was known counts to the
  /// data that the same operation works on most.
  [[nodiscard]] std::vector<counted> known_operations() const {
    auto all = operations_;
    auto const by_count = [](counted const& a, counted const& b) { return a.count > b.count; };
    std::stable_sort(all.begin(), all.end(), by_count);
    for (counted& unknown : all) {
      if (!unknown.data.empty()) continue;
      unknown.data = detail::find_word(words_, unknown.name)->data;
      for (counted& known : all) {
        if (&known == &unknown || known.name != unknown.name || known.data.empty()) continue;
        known.count += std::exchange(unknown.count, 0);
        break;
      }
    }
    std::erase_if(all, [](counted const& each) { return each.count == 0; });
    std::stable_sort(all.begin(), all.end(), by_count);
    if (all.size() > operations_max) all.resize(operations_max);
    return all;
  }

  void count_operation(std::string const& name, std::string_view data) {
    ++total_;
    for (counted& each : operations_) {
      if (each.name == name && each.data == data) {
        ++each.count;
        return;
      }
    }
    operations_.push_back({name, std::string{data}, 1});
  }

  void leave_out(std::string_view word) {
    std::string name{word.substr(0, 32)};
    for (char& c : name) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f) c = '?';
    }
    if (left_out_.size() >= 64) name = "others";
    for (counted& each : left_out_) {
      if (each.name != name) continue;
      ++each.count;
      return;
    }
    left_out_.push_back({name, {}, 1});
  }

  scenario_words words_;
  trace_key_counts keys_;
  // By the number in an entry; 0 is none. A command's next key may add one while its first is
  // viewed: a deque moves none.
  std::deque<std::string> families_{{}};
  std::vector<counted> operations_;
  std::vector<counted> left_out_;
  histogram sizes_;
  std::uint64_t total_ = 0;
  std::uint64_t ceremony_ = 0;
  std::optional<std::uint64_t> first_us_;
  std::uint64_t last_us_ = 0;
};

}  // namespace kvbench
