// kvbench/testing/player.hpp: a client that plays steps, whatever its type.
//
// Floor: wing testing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::find_if
#include <cstddef>      // sizes
#include <exception>    // refusals
#include <functional>   // how a store is emptied
#include <string>       // names
#include <string_view>  // names
#include <utility>      // std::move
#include <vector>       // forms

#include <kvbench/testing/answer.hpp>  // answer
#include <kvbench/testing/calls.hpp>   // client_call
#include <kvbench/testing/form.hpp>    // form, step
#include <redlite/core/error.hpp>      // error

namespace kvbench::testing {

/// Every form there is to draw; steps point into it.
class vocabulary {
 public:
  vocabulary() = default;
  vocabulary(vocabulary const&) = delete;
  vocabulary& operator=(vocabulary const&) = delete;

  template <class Commands>
  void add(std::string_view family, Commands commands) {
    add_family(forms_, gaps_, family, commands);
  }
  [[nodiscard]] std::vector<form> const& forms() const noexcept { return forms_; }
  /// Commands with a form whose arguments cannot be drawn.
  [[nodiscard]] std::vector<std::string> const& gaps() const noexcept { return gaps_; }
  [[nodiscard]] std::size_t number_of(form const& one) const noexcept {
    return static_cast<std::size_t>(&one - forms_.data());
  }
  /// Yields  null where there is none.
  [[nodiscard]] form const* find(std::string_view command, std::size_t signature = 0) const {
    auto const at = std::find_if(forms_.begin(), forms_.end(), [&](form const& one) {
      return one.command == command && one.signature == signature;
    });
    return at == forms_.end() ? nullptr : &*at;
  }

 private:
  std::vector<form> forms_;
  std::vector<std::string> gaps_;
};

/// A client and how it is called.
class player {
 public:
  /// The vocabulary must be complete by now; client and vocabulary must live as long.
  template <class Client>
  player(std::string name, Client& client, vocabulary const& words,
         std::vector<client_call> const& calls)
      : name_(std::move(name)), client_(&client), words_(&words), calls_(words.forms().size()) {
    for (client_call const& call : calls) {
      if (form const* of = words.find(call.command, call.signature))
        calls_[words.number_of(*of)] = call;
    }
    if constexpr (requires { client.flush(); }) {
      flush_ = [&client] { client.flush(); };
    }
  }

  [[nodiscard]] std::string const& name() const noexcept { return name_; }
  [[nodiscard]] bool can(form const& of) const { return call_of(of).run != nullptr; }
  [[nodiscard]] bool takes_lists(form const& of) const { return call_of(of).lists; }
  [[nodiscard]] bool takes_options(form const& of) const { return call_of(of).options; }

  /// Yields  the reply or the refusal; of a scan, what the whole of it found, each once.
  /// Errors  what means that the store or the connection itself failed.
  answer play(step const& one) {
    if (!one.of->is_scan || one.of->cursor_at < 0) return play_once(one);
    step next = one;
    std::vector<answer> found;
    for (int calls = 0;; ++calls) {
      answer page = play_once(next);
      if (page.refused) return page;
      for (answer& item : page.items) found.push_back(std::move(item));
      if (page.cursor == 0) break;
      if (calls > 10'000) return detail::said("a scan that does not end");
      next.arguments[static_cast<std::size_t>(one.of->cursor_at)] =
          hold<redlite::role::cursor>(page.cursor);
    }
    detail::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return detail::listed(std::move(found));
  }

  /// Yields  nothing where the client lacks the command or it takes other arguments.
  std::optional<answer> play(std::string_view command, std::vector<made> arguments,
                             std::size_t signature = 0) {
    form const* of = words_->find(command, signature);
    if (of == nullptr || !can(*of)) return std::nullopt;
    auto const one = make_step(*of, std::move(arguments));
    if (!one) return std::nullopt;
    return play(*one);
  }

  /// Leaves no key in any database, and database 0 selected.
  void flush() {
    play_plain("SELECT");
    if (!play_plain("FLUSHALL") && !play_plain("FLUSHDB") && flush_) flush_();
  }

 private:
  [[nodiscard]] client_call const& call_of(form const& of) const {
    return calls_[words_->number_of(of)];
  }

  /// A command without arguments, or with 0 and no options.
  bool play_plain(std::string_view command) {
    form const* of = words_->find(command);
    if (of == nullptr || !can(*of)) return false;
    source plain(0);
    plain.begin({.family = {}, .lists = false, .options = false, .number = 0});
    step one = draw_step(*of, plain);
    if (command == "SELECT") one.arguments.at(0) = hold<redlite::role::database>(0);
    return !play_once(one).refused;
  }

  answer play_once(step const& one) {
    try {
      return call_of(*one.of).run(client_, one.arguments);
    } catch (redlite::error const& failed) {
      // One command that its store cannot do is a difference; the rest would find no store.
      if (failed.store_failed() && failed.code() != redlite::errc::io) throw;
      return refusal(failed.what(), failed.code());
    } catch (std::exception const& failed) {
      return refusal(failed.what(), std::nullopt);
    }
  }

  static answer refusal(std::string text, std::optional<redlite::errc> code) {
    answer no;
    no.text = std::move(text);
    no.refused = true;
    no.code = code;
    return no;
  }

  std::string name_;
  void* client_;
  vocabulary const* words_;
  std::vector<client_call> calls_;  // by the number of the form
  std::function<void()> flush_;
};

}  // namespace kvbench::testing
