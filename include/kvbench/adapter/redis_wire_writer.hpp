// kvbench/adapter/redis_wire_writer.hpp: commands straight into the bytes that are sent.
//
// Floor: wing adapter. The same bytes as redlite/resp/writer.hpp writes; no sockets.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>        // a command's beginning
#include <charconv>     // lengths
#include <concepts>     // std::same_as
#include <cstddef>      // std::size_t
#include <cstring>      // memcpy
#include <string_view>  // bytes
#include <vector>       // bytes out

#include <redlite/command/command.hpp>  // signatures
#include <redlite/resp/argv.hpp>        // words
#include <redlite/resp/encode.hpp>      // any command as words

namespace kvbench::adapter {

namespace detail {

/// "*2\r\n$3\r\nGET\r\n": all of a command that its arguments do not change.
template <class Command, std::size_t Arguments>
struct command_head {
  static constexpr std::size_t words() {
    std::size_t sum = 1;
    for (char const c : Command::name) sum += c == ' ' ? 1 : 0;
    return sum;
  }
  struct text {
    std::array<char, Command::name.size() + 64> bytes{};
    std::size_t size = 0;

    constexpr void add(std::string_view more) {
      for (char const c : more) bytes[size++] = c;
    }
    constexpr void line(char type, std::size_t number) {
      bytes[size++] = type;
      if (number >= 10) bytes[size++] = static_cast<char>('0' + number / 10);
      bytes[size++] = static_cast<char>('0' + number % 10);
      add("\r\n");
    }
  };
  static constexpr text made = [] {
    text all;
    all.line('*', words() + Arguments);
    std::string_view name = Command::name;
    while (!name.empty()) {
      std::string_view const word = name.substr(0, name.find(' '));
      all.line('$', word.size());
      all.add(word);
      all.add("\r\n");
      name.remove_prefix(word.size() == name.size() ? name.size() : word.size() + 1);
    }
    return all;
  }();
  static constexpr std::string_view value{made.bytes.data(), made.size};
};

/// Whether each argument is one word, as it stands.
template <class List, class... Arguments>
inline constexpr bool are_plain_words = false;
template <class... Roles, class... Arguments>
inline constexpr bool are_plain_words<::redlite::type_list<Roles...>, Arguments...> =
    sizeof...(Roles) == sizeof...(Arguments) && sizeof...(Roles) < 8 &&
    (std::same_as<Arguments, std::string_view> && ...) && (!::redlite::is_literal<Roles> && ...) &&
    (!::redlite::is_options<Roles> && ...);

}  // namespace detail

/// The bytes that wait to be sent. Grows to the longest send and stays.
class wire_writer {
 public:
  template <class Command, class Signature, class... Arguments>
  void command(Arguments const&... arguments) {
    if constexpr (detail::are_plain_words<typename Signature::wire_roles, Arguments...>) {
      constexpr std::string_view head = detail::command_head<Command, sizeof...(Arguments)>::value;
      char* at = reserve((head.size() + ... + (arguments.size() + word_bytes_max)));
      at = put(at, head);
      ((at = put_word(at, arguments)), ...);
      used_ = static_cast<std::size_t>(at - bytes_.data());
    } else {
      words_.clear();
      ::redlite::resp::encode<Command, Signature>(words_, arguments...);
      any(words_);
    }
  }

  [[nodiscard]] std::string_view bytes() const noexcept { return {bytes_.data(), used_}; }
  void clear() noexcept { used_ = 0; }

 private:
  static constexpr std::size_t word_bytes_max = 26;  // '$', twenty digits, two ends of a line

  void any(::redlite::resp::argv const& words) {
    std::size_t most = word_bytes_max;
    for (std::string_view const word : words) most += word.size() + word_bytes_max;
    char* at = reserve(most);
    at = put_line(at, '*', words.size());
    for (std::string_view const word : words) at = put_word(at, word);
    used_ = static_cast<std::size_t>(at - bytes_.data());
  }

  char* reserve(std::size_t more) {
    if (bytes_.size() - used_ < more) bytes_.resize((bytes_.size() + more) * 2);
    return bytes_.data() + used_;
  }
  /// The ends of a short one overlap: g++ would make of any other size a `rep movs`, which takes 20
  /// ns to begin.
  static char* put(char* at, std::string_view bytes) noexcept {
    std::size_t const size = bytes.size();
    char const* const from = bytes.data();
    if (size >= 16 && size <= 32) {
      std::memcpy(at, from, 16);
      std::memcpy(at + size - 16, from + size - 16, 16);
    } else if (size >= 8 && size < 16) {
      std::memcpy(at, from, 8);
      std::memcpy(at + size - 8, from + size - 8, 8);
    } else if (size < 8) {
      for (std::size_t i = 0; i < size; ++i) at[i] = from[i];
    } else {
      put_long(at, from, size);
    }
    return at + size;
  }
  [[gnu::noinline]] static void put_long(char* at, char const* from, std::size_t size) noexcept {
    std::memcpy(at, from, size);
  }
  static char* put_line(char* at, char type, std::size_t number) noexcept {
    *at++ = type;
    if (number < 10) {
      *at++ = static_cast<char>('0' + number);
    } else if (number < 100) {
      *at++ = static_cast<char>('0' + number / 10);
      *at++ = static_cast<char>('0' + number % 10);
    } else {
      at = std::to_chars(at, at + word_bytes_max, number).ptr;
    }
    *at++ = '\r';
    *at++ = '\n';
    return at;
  }
  static char* put_word(char* at, std::string_view word) noexcept {
    at = put(put_line(at, '$', word.size()), word);
    *at++ = '\r';
    *at++ = '\n';
    return at;
  }

  std::vector<char> bytes_;
  std::size_t used_ = 0;
  ::redlite::resp::argv words_;
};

}  // namespace kvbench::adapter
