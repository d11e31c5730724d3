// tests/support/recorder.hpp: a client that answers nothing and remembers every call as text.
//
// Floor: tests.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // numbers
#include <sstream>      // a call as text
#include <string>       // calls
#include <string_view>  // arguments
#include <variant>      // ends of ranges
#include <vector>       // calls

#include <kvbench/redis/operation.hpp>  // draws
#include <redlite/command/table.hpp>    // every command

namespace support {

/// `calls` holds "HSET hash:0000000001 {field:0000000000=100B}" and the like; values by their size
/// only.
class recorder : public redlite::members<recorder> {
 public:
  std::vector<std::string> calls;

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... argument) {
    std::ostringstream out;
    out << Command::name;
    ((out << add(argument)), ...);
    calls.push_back(out.str());
    return typename Signature::result();
  }

 private:
  static std::string text(std::string_view bytes) {
    bool const is_payload = bytes.size() >= 50;
    return is_payload ? std::to_string(bytes.size()) + "B" : std::string(bytes);
  }
  static std::string text(std::int64_t number) { return std::to_string(number); }
  static std::string text(double number) {
    std::ostringstream out;
    out << number;
    return out.str();
  }
  static std::string text(redlite::stream_id_text const& id) {
    return id.id() ? id.id()->text() : std::string(id.text());
  }
  static std::string text(redlite::bound const& end) {
    return std::visit([](auto value) { return text(value); }, end.value());
  }
  static std::string text(redlite::field_value const& pair) {
    return text(pair.field) + "=" + text(pair.value);
  }
  static std::string text(redlite::key_value const& pair) {
    return text(pair.key) + "=" + text(pair.value);
  }
  static std::string text(redlite::score_member const& pair) {
    return text(pair.score) + "=" + text(pair.member);
  }
  static std::string text(redlite::key_id const& pair) {
    return text(pair.key) + "=" + text(pair.id);
  }
  template <class T>
  static std::string text(redlite::many<T> const& list) {
    std::string all = "{";
    for (T const& one : list) all += (all.size() == 1 ? "" : " ") + text(one);
    return all + "}";
  }
  template <class T>
  static std::string add(T const& argument) {
    if constexpr (requires { text(argument); }) {
      return " " + text(argument);
    } else if constexpr (requires { argument.count; }) {
      return argument.count ? " COUNT " + std::to_string(*argument.count) : "";
    } else if constexpr (requires { argument.max_length; }) {
      return argument.max_length ? " MAXLEN " + std::to_string(*argument.max_length) : "";
    } else {
      return "";
    }
  }
};

/// Draws and loads of a run of its own.
struct small_run {
  std::uint64_t key_count = 1000;
  std::uint64_t elements = 20;
  std::uint64_t value_bytes = 100;
  kvbench::keyspace keys{kvbench::uniform, key_count};
  kvbench::payload_pool payload{100};
  kvbench::draw_source source{keys, payload, key_count, elements, value_bytes};

  kvbench::draw draw(std::uint64_t operation = 1) const {
    return {source, kvbench::random_stream::at(42, operation), operation};
  }
  kvbench::loader loader() const { return {source, 42}; }

  small_run() = default;
  small_run(std::uint64_t keys_, std::uint64_t elements_) : key_count(keys_), elements(elements_) {}
  small_run(small_run const&) = delete;
  small_run& operator=(small_run const&) = delete;
};

/// What a client is asked when `Op` is played once.
template <class Op>
std::string call_of(Op, small_run const& run = small_run(), std::uint64_t operation = 1) {
  recorder client;
  kvbench::draw draw = run.draw(operation);
  auto const arguments = Op::draw(draw);
  static_cast<void>(Op::call(client, arguments));
  return client.calls.size() == 1 ? client.calls.front()
                                  : std::to_string(client.calls.size()) + " calls";
}

}  // namespace support
