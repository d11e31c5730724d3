// kvbench/testing/shrink.hpp: the shortest sequence that still shows a difference, and how it is
// shown.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>   // sizes
#include <optional>  // no difference
#include <string>    // what is shown
#include <utility>   // std::move
#include <vector>    // sequences

#include <kvbench/testing/form.hpp>          // step
#include <kvbench/testing/side_by_side.hpp>  // side_by_side

namespace kvbench::testing {

using sequence = std::vector<step>;

/// A difference at the end of a sequence that begins with empty stores.
struct finding {
  sequence steps;
  difference what;
  bool again = false;  // seen each time that the sequence was played
};

/// Plays a sequence on empty stores, up to its first difference.
/// Yields  where that is, and what; nothing where all agree.
inline std::optional<std::pair<std::size_t, difference>> first_difference(side_by_side& stores,
                                                                          sequence const& steps) {
  stores.flush();
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (auto what = stores.play(steps[at])) return std::pair{at, std::move(*what)};
  }
  return std::nullopt;
}

namespace detail {

/// The last step still shows a difference, and no earlier one does.
inline bool still_differs(side_by_side& stores, sequence const& steps, difference& what) {
  auto seen = first_difference(stores, steps);
  if (!seen || seen->first + 1 != steps.size()) return false;
  what = std::move(seen->second);
  return true;
}

/// Drops steps, larger runs of them first, as long as that goes on.
inline void drop_steps(side_by_side& stores, finding& found) {
  for (std::size_t run = found.steps.size() / 2; run > 0;) {
    bool dropped = false;
    for (std::size_t at = 0; at + run < found.steps.size();) {
      sequence fewer = found.steps;
      auto const from = fewer.begin() + static_cast<std::ptrdiff_t>(at);
      fewer.erase(from, from + static_cast<std::ptrdiff_t>(run));
      if (still_differs(stores, fewer, found.what)) {
        found.steps = std::move(fewer);
        dropped = true;
      } else {
        at += run;
      }
    }
    if (run > 1) {
      run = (run + 1) / 2;
    } else if (!dropped) {
      break;
    }
  }
}

/// Replaces arguments by simpler ones. Yields whether any was.
inline bool simplify(side_by_side& stores, finding& found) {
  bool any = false;
  for (std::size_t at = 0; at < found.steps.size(); ++at) {
    for (std::size_t i = 0; i < found.steps[at].arguments.size(); ++i) {
      for (bool again = true; again;) {
        again = false;
        step const& now = found.steps[at];
        for (argument& simpler : now.of->roles[i]->simpler(now.arguments[i].get())) {
          sequence other = found.steps;
          other[at].arguments[i] = std::move(simpler);
          if (!still_differs(stores, other, found.what)) continue;
          found.steps = std::move(other);
          any = again = true;
          break;
        }
      }
    }
  }
  return any;
}

}  // namespace detail

/// Makes a sequence that ends in a difference as short as it gets.
/// Cost    O(n log n) replays for n steps, in the usual case.
inline finding shrink(side_by_side& stores, sequence steps, difference what) {
  finding found{std::move(steps), std::move(what), false};
  found.again = detail::still_differs(stores, found.steps, found.what);
  if (!found.again) return found;
  do {
    detail::drop_steps(stores, found);
  } while (detail::simplify(stores, found));
  // The replies of the very last try may be those of a sequence that was not taken.
  found.again = detail::still_differs(stores, found.steps, found.what);
  return found;
}

/// Yields  the sequence as lines for redis-cli and as the body of a C++ test, with what each
///         store answered.
inline std::string show(finding const& found, std::string const& first, std::string const& second) {
  auto const answered = [](answer const& one) {
    std::string const code =
        one.code ? " (errc " + std::to_string(static_cast<int>(*one.code)) + ')' : "";
    return (one.refused ? "refused: " : "") + one.text + code;
  };
  std::string out = "# redis-cli\n";
  for (step const& one : found.steps) out += one.redis_cli() + '\n';
  std::string const answers = "  " + first + ": " + answered(found.what.first) + "\n  " + second +
                              ": " + answered(found.what.second) + '\n';
  out += "# " + found.what.why + " differ" + (found.again ? "" : " (seen once, not again)") + '\n';
  out += answers + "// C++\n";
  for (step const& one : found.steps) out += one.cpp() + '\n';
  return out;
}

}  // namespace kvbench::testing
