// redlite/db/string.hpp: strings: stored, read, counted up, and changed within.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/string.hpp>      // the commands
#include <redlite/core/bytes.hpp>          // integers as text
#include <redlite/core/decimal.hpp>        // floats as text
#include <redlite/db/argument_limits.hpp>  // throw_too_large
#include <redlite/db/expiry.hpp>           // ends
#include <redlite/db/store.hpp>            // store
#include <redlite/db/string_values.hpp>    // string_values

#include <algorithm>    // std::min, std::any_of
#include <cmath>        // std::isfinite
#include <cstdint>      // std::int64_t
#include <limits>       // overflow
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys
#include <vector>       // MGET

namespace redlite::detail {

class strings {
 public:
  explicit strings(store& at) : at_(at), values_(at) {}

  std::optional<std::string> run(cmd::get, std::string_view key) { return values_.get(key); }

  /// The plain SET of a key that holds a string: one statement, so a transaction by itself.
  std::optional<bool> fast(cmd::set, std::string_view key, std::string_view value,
                           const set_options& how) {
    if (how.when != set_if::always || has_end(how) || how.keep_ttl) return std::nullopt;
    if (values_.overwrite(key, value)) return true;
    return std::nullopt;
  }

  bool run(cmd::set, std::string_view key, std::string_view value, const set_options& how) {
    return store_value(key, value, how, end_of(how, how.keep_ttl, "set"));
  }

  std::optional<std::string> run(cmd::set, std::string_view key, std::string_view value,
                                 get_previous_tag, const set_options& how) {
    const auto end = end_of(how, how.keep_ttl, "set");  // refused before the kind is looked at
    auto previous = values_.get(key);
    store_value(key, value, how, end);
    return previous;
  }

  bool run(cmd::setnx, std::string_view key, std::string_view value) {
    return run(cmd::set{}, key, value, set_options{.when = set_if::absent});
  }
  void run(cmd::setex, std::string_view key, std::int64_t seconds, std::string_view value) {
    store_value(key, value, {}, end_of(set_options{.ex = seconds}, false, "setex"));
  }
  void run(cmd::psetex, std::string_view key, std::int64_t milliseconds, std::string_view value) {
    store_value(key, value, {}, end_of(set_options{.px = milliseconds}, false, "psetex"));
  }

  std::optional<std::string> run(cmd::getset, std::string_view key, std::string_view value) {
    auto previous = values_.get(key);
    values_.put(key, value);
    return previous;
  }

  std::optional<std::string> run(cmd::getdel, std::string_view key) {
    auto previous = values_.get(key);
    if (previous) at_.drop(key);
    return previous;
  }

  std::optional<std::string> run(cmd::getex, std::string_view key, const getex_options& how) {
    check_ends(how, how.persist);
    auto value = values_.get(key);
    if (!value) return value;
    if (const auto end = end_of(how, how.persist, "getex")) {
      if (*end <= at_.now_ms()) {
        at_.drop(key);
      } else {
        at_.set_expiry(key, *end);
      }
    } else if (how.persist && at_.look_up(key)->expires_ms != never_ms) {
      at_.set_expiry(key, never_ms);
    }
    return value;
  }

  std::int64_t run(cmd::incr, std::string_view key) { return add(key, 1); }
  std::int64_t run(cmd::incrby, std::string_view key, std::int64_t delta) {
    return add(key, delta);
  }
  std::int64_t run(cmd::decr, std::string_view key) { return add(key, -1); }
  std::int64_t run(cmd::decrby, std::string_view key, std::int64_t delta) {
    if (delta == std::numeric_limits<std::int64_t>::min())
      throw error(errc::overflow, "ERR decrement would overflow");
    return add(key, -delta);
  }

  decimal run(cmd::incrbyfloat, std::string_view key, const decimal& delta) {
    const auto text = values_.get(key);
    const auto value = text ? decimal::parse(*text) : decimal();
    if (!value) throw_not_float();
    const long double sum = value->value() + delta.value();
    if (!std::isfinite(sum))
      throw error(errc::overflow, "ERR increment would produce NaN or Infinity");
    const std::string stored = decimal(sum).text();
    values_.change(key, stored, text.has_value());
    return decimal::parse(stored).value();
  }

  std::int64_t run(cmd::append, std::string_view key, std::string_view more) {
    auto value = values_.get(key);
    if (value && value->size() + more.size() > value_bytes_max) throw_too_large();
    // Nothing appended is a change too, for those who watch.
    values_.change(key, value ? value->append(more) : more, value.has_value());
    return static_cast<std::int64_t>(value ? value->size() : more.size());
  }

  std::int64_t run(cmd::strlen, std::string_view key) { return values_.length(key); }

  std::string run(cmd::getrange, std::string_view key, std::int64_t first, std::int64_t last) {
    return values_.with(key, [&](const std::optional<std::string_view>& bytes) {
      const auto size = static_cast<std::int64_t>(bytes ? bytes->size() : 0);
      if (first < 0 && last < 0 && first > last) return std::string();
      // An end before the first byte is the first byte, and so is found.
      const std::int64_t from = first < 0 ? std::max<std::int64_t>(size + first, 0) : first;
      const std::int64_t to =
          std::min(last < 0 ? std::max<std::int64_t>(size + last, 0) : last, size - 1);
      if (from > to) return std::string();
      return std::string(
          bytes->substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from + 1)));
    });
  }
  std::string run(cmd::substr, std::string_view key, std::int64_t first, std::int64_t last) {
    return run(cmd::getrange{}, key, first, last);
  }

  std::int64_t run(cmd::setrange, std::string_view key, std::int64_t offset,
                   std::string_view bytes) {
    if (offset < 0) throw error(errc::out_of_range, "ERR offset is out of range");
    if (bytes.empty()) return values_.length(key);
    auto value = values_.get(key);
    const auto from = static_cast<std::size_t>(offset);
    if (from > value_bytes_max || from + bytes.size() > value_bytes_max) throw_too_large();
    const bool there = value.has_value();
    std::string changed = there ? std::move(*value) : std::string();
    if (changed.size() < from + bytes.size()) changed.resize(from + bytes.size());
    changed.replace(from, bytes.size(), bytes);
    values_.change(key, changed, there);
    return static_cast<std::int64_t>(changed.size());
  }

  std::vector<std::optional<std::string>> run(cmd::mget, const many<std::string_view>& keys) {
    std::vector<std::optional<std::string>> values;
    values.reserve(keys.size());
    for (const std::string_view key : keys) values.push_back(values_.get_if_string(key));
    return values;
  }

  void run(cmd::mset, const many<key_value>& pairs) {
    for (const auto& [key, value] : pairs) values_.put(key, value);
  }

  bool run(cmd::msetnx, const many<key_value>& pairs) {
    const bool any = std::any_of(pairs.begin(), pairs.end(), [&](const key_value& pair) {
      return at_.look_up(pair.key).has_value();
    });
    if (any) return false;
    run(cmd::mset{}, pairs);
    return true;
  }

 private:
  template <class Options>
  static bool has_end(const Options& how) {
    return how.ex || how.px || how.exat || how.pxat;
  }

  template <class Options>
  static void check_ends(const Options& how, bool other) {
    const int ends = how.ex.has_value() + how.px.has_value() + how.exat.has_value() +
                     how.pxat.has_value() + (other ? 1 : 0);
    if (ends > 1) throw_syntax();
  }

  /// Yields  when the key is to end, where the options say so; `other` is the option that none of
  ///         the four goes with.
  template <class Options>
  [[nodiscard]] std::optional<std::int64_t> end_of(const Options& how, bool other,
                                                   std::string_view command) const {
    check_ends(how, other);
    if (!has_end(how)) return std::nullopt;
    const bool relative = how.ex || how.px;
    const std::int64_t amount = how.ex     ? *how.ex
                                : how.px   ? *how.px
                                : how.exat ? *how.exat
                                           : *how.pxat;
    if (amount <= 0) throw_bad_expiry(command);
    return expiry_ms(amount, how.ex || how.exat ? 1000 : 1, relative ? at_.now_ms() : 0, command);
  }

  bool store_value(std::string_view key, std::string_view value, const set_options& how,
                   const std::optional<std::int64_t>& end) {
    const auto old = at_.look_up(key);
    if (old.has_value() ? how.when == set_if::absent : how.when == set_if::present) return false;
    values_.put(key, value, end ? *end : how.keep_ttl && old ? old->expires_ms : never_ms, old);
    return true;
  }

  std::int64_t add(std::string_view key, std::int64_t delta) {
    const auto text = values_.get(key);
    const auto value = text ? parse_integer(*text) : 0;
    if (!value) throw_not_integer();
    std::int64_t sum = 0;
    if (__builtin_add_overflow(*value, delta, &sum))
      throw error(errc::overflow, "ERR increment or decrement would overflow");
    values_.change(key, format_integer(sum), text.has_value());
    return sum;
  }

  store& at_;
  string_values values_;
};

}  // namespace redlite::detail
