// kvbench/testing/side_by_side.hpp: one step on two stores, and whether they agree.
//
// Floor: wing testing. Most commands must answer alike. What is asked of the few that may not
// (random choices, times left) is here; exceptions.hpp lists them.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::find
#include <cstdlib>      // std::abs
#include <optional>     // no difference
#include <set>          // what a collection holds
#include <string>       // why
#include <string_view>  // names
#include <utility>      // std::move
#include <vector>       // elements

#include <kvbench/testing/exceptions.hpp>   // commands that may differ
#include <kvbench/testing/player.hpp>       // player
#include <kvbench/testing/unspecified.hpp>  // is_unspecified
#include <redlite/command/key_name.hpp>     // copy_options
#include <redlite/command/sorted_set.hpp>   // zrange_options
#include <redlite/core/bytes.hpp>           // parse_integer

namespace kvbench::testing {

/// What two stores answered, and why that is a difference.
struct difference {
  std::string why;
  answer first;
  answer second;
};

namespace detail {

/// The single reply, or the elements of an array.
inline std::vector<answer> elements_of(answer const& of) {
  if (!of.items.empty() || of.text == "[]") return of.items;
  return of.text == "nothing" ? std::vector<answer>{} : std::vector<answer>{of};
}

inline bool same_shape(answer const& a, answer const& b) {
  return a.refused == b.refused && (a.text == "nothing") == (b.text == "nothing") &&
         (a.text == "[]") == (b.text == "[]") && a.items.size() == b.items.size();
}

}  // namespace detail

/// How much a step told of two stores.
enum class told {
  open,     // nothing: it was not played, as Redis leaves the answer open
  refusal,  // the first refused
  little,   // it answered nothing, none, 0 or false
  much
};

/// Two stores that are to behave alike.
class side_by_side {
 public:
  side_by_side(player& first, player& second) : first_(&first), second_(&second) {}

  [[nodiscard]] player& first() const noexcept { return *first_; }
  [[nodiscard]] player& second() const noexcept { return *second_; }

  /// Both can play it, and their answers can be compared.
  [[nodiscard]] bool plays(form const& of) const {
    auto const* special = detail::exception_of(of.command);
    return first_->can(of) && second_->can(of) &&
           (special == nullptr || special->is != detail::rule::never);
  }
  [[nodiscard]] bool takes_lists(form const& of) const {
    return first_->takes_lists(of) && second_->takes_lists(of);
  }
  [[nodiscard]] bool takes_options(form const& of) const {
    return first_->takes_options(of) && second_->takes_options(of);
  }

  void flush() {
    first_->flush();
    second_->flush();
  }

  /// Plays it on both; on neither where Redis promises no answer.
  /// Yields  nothing where they agree.
  std::optional<difference> play(step const& one) {
    last_told_ = told::open;
    if (is_unspecified(one, *first_)) return std::nullopt;
    answer const a = play_first(one);
    answer const b = second_->play(with_own_payload(following(one, a), *second_));
    last_told_ = how_much(a);
    if (is_stale_refusal(one, a, b)) {
      flush();  // the second may have stored what the first did not
      return std::nullopt;
    }
    auto const* special = detail::exception_of(one.of->command);
    if (a == b && (special == nullptr || a.refused)) return std::nullopt;
    if (special == nullptr || a.refused || b.refused) return difference{"the answers", a, b};
    switch (special->is) {
      case detail::rule::near:
        return near(a, b);
      case detail::rule::pick:
        return pick(one, *special, a, b);
      case detail::rule::pop:
        return pop(one, a, b);
      case detail::rule::size:
        return size(one);
      case detail::rule::shape:
      case detail::rule::never:
        break;
    }
    if (detail::same_shape(a, b)) return std::nullopt;
    return difference{"the shape of the answers", a, b};
  }

  /// How much it told what was played last.
  [[nodiscard]] told last_told() const noexcept { return last_told_; }

 private:
  static told how_much(answer const& of) {
    if (of.refused) return told::refusal;
    for (std::string_view const one : {"nothing", "[]", "0", "false"}) {
      if (of.text == one) return told::little;
    }
    return told::much;
  }

  /// Redis keeps a sorted set otherwise once it was sorted, which shows in a later score of -0:
  /// there a copy is sorted.
  answer play_first(step const& one) {
    using redlite::role::key, redlite::role::repeated;
    using copy_options = redlite::role::options<redlite::copy_options>;
    static constexpr auto name = "what SORT sorts";
    if (one.of->command.starts_with("SORT")) {
      made const from{one.of->roles.at(0), one.arguments.at(0)};
      auto const type = first_->play("TYPE", {from});
      if (type && type->bytes == "zset" &&
          first_->play("COPY", {from, make<key>(name), make<copy_options>()})) {
        step copied = one;
        copied.arguments[0] = hold<key>(name);
        answer sorted = first_->play(copied);
        first_->play("DEL", {make<repeated<key>>({name})});
        return sorted;
      }
    }
    return first_->play(with_own_payload(one, *first_));
  }

  /// RESTORE: each store takes what it dumps itself.
  static step with_own_payload(step one, player& store) {
    using redlite::role::key, redlite::role::payload;
    if (one.of->payload_at < 0) return one;
    auto& bytes = one.arguments[static_cast<std::size_t>(one.of->payload_at)];
    held_payload drawn = held_in<payload>(bytes);
    if (drawn.key.empty()) return one;
    auto const dumped = store.play("DUMP", {make<key>(drawn.key)});
    if (!dumped || dumped->text == "nothing") return one;
    drawn.bytes = dumped->bytes;
    bytes = hold<payload>(std::move(drawn));
    return one;
  }

  /// Redis' SORT takes an error that an earlier command met, a score that underflowed, for its own.
  static bool is_stale_refusal(step const& one, answer const& a, answer const& b) {
    return one.of->command.starts_with("SORT") && a.refused && !b.refused &&
           a.text.find("can't be converted into double") != std::string::npos;
  }

  /// XADD with "*": the second store takes the id that the first one chose.
  static step following(step one, answer const& first) {
    if (one.of->new_id_at < 0 || first.refused || first.bytes.empty()) return one;
    one.arguments[static_cast<std::size_t>(one.of->new_id_at)] =
        hold<redlite::role::new_stream_id>(first.bytes);
    return one;
  }

  static std::optional<difference> near(answer const& a, answer const& b) {
    auto const left = redlite::parse_integer(a.text);
    auto const right = redlite::parse_integer(b.text);
    bool const are_times = left && right && *left >= 0 && *right >= 0;
    if (a == b || (are_times && std::abs(*left - *right) <= 30'000)) return std::nullopt;
    return difference{"the times", a, b};
  }

  std::optional<difference> pick(step const& one, detail::exception const& how, answer const& a,
                                 answer const& b) {
    if (!detail::same_shape(a, b)) return difference{"how many were chosen", a, b};
    std::set<std::string> there;
    bool known = false;
    for (std::string_view const reader : how.readers) {
      for (std::size_t signature = 0; signature < 2 && !reader.empty(); ++signature) {
        if (auto const all = read(reader, signature, one)) {
          known = true;
          for (answer const& item : all->items) there.insert(item.text);
        }
      }
    }
    for (answer const& chosen : detail::elements_of(b)) {
      if (known && there.count(chosen.text) == 0)
        return difference{"what was chosen is not there: " + chosen.text, a, b};
    }
    return std::nullopt;
  }

  /// All that the collection holds that `one` chose from.
  std::optional<answer> read(std::string_view reader, std::size_t signature, step const& one) {
    using namespace redlite;
    if (reader == "KEYS") return first_->play(reader, {make<role::pattern>("*")}, signature);
    made const key{one.of->roles.at(0), one.arguments.at(0)};
    if (reader != "ZRANGE") return first_->play(reader, {key}, signature);
    std::vector<made> arguments{key, make<role::range_end>(std::int64_t{0}),
                                make<role::range_end>(std::int64_t{-1})};
    if (signature == 1) arguments.push_back(make<with_scores_tag>());
    arguments.push_back(make<role::options<zrange_options>>());
    return first_->play(reader, std::move(arguments), signature);
  }

  std::optional<difference> pop(step const& one, answer const& a, answer const& b) {
    if (!detail::same_shape(a, b)) return difference{"how many were taken", a, b};
    auto const from_first = detail::elements_of(a);
    auto const from_second = detail::elements_of(b);
    auto const only_in = [](std::vector<answer> const& these, std::vector<answer> const& others) {
      std::vector<std::string> members;
      for (answer const& each : these) {
        if (std::find(others.begin(), others.end(), each) == others.end())
          members.push_back(each.bytes);
      }
      return members;
    };
    auto const back = only_in(from_second, from_first);
    auto const out = only_in(from_first, from_second);
    made const key{one.of->roles.at(0), one.arguments.at(0)};
    for (std::string const& member : back) {
      auto const there = first_->play("SISMEMBER", {key, make<redlite::role::member>(member)});
      if (there && there->text != "true")
        return difference{"what was taken was not there: " + in_quotes(member), a, b};
    }
    using members = redlite::role::repeated<redlite::role::member>;
    if (!back.empty()) second_->play("SADD", {key, make<members>(back)});
    if (!out.empty()) second_->play("SREM", {key, make<members>(out)});
    return std::nullopt;
  }

  /// DBSIZE counts keys that have ended until a command meets them, which may be later in one
  /// store: once all are met, the sizes are equal.
  std::optional<difference> size(step const& one) {
    using namespace redlite;
    for (std::string const& name : source::all_keys()) {
      for (player* const store : {first_, second_}) {
        store->play("LREM", {make<role::key>(name), make<role::count>(0),
                             make<role::value>("what no list holds")});
      }
    }
    answer a = first_->play(one);
    answer b = second_->play(one);
    if (a == b) return std::nullopt;
    return difference{"the sizes", std::move(a), std::move(b)};
  }

  player* first_;
  player* second_;
  told last_told_ = told::open;
};

}  // namespace kvbench::testing
