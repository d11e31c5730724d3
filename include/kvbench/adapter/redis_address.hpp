// kvbench/adapter/redis_address.hpp: where a Redis server is, and as whom to enter.
//
// Floor: wing adapter. Text only: nothing is connected here.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>      // numbers
#include <chrono>        // time limits
#include <string>        // names
#include <string_view>   // the URL
#include <system_error>  // std::errc

#include <kvbench/core/error.hpp>  // what a bad URL throws

namespace kvbench::adapter {

/// A server reached over TCP, or, where `path` is not empty, over a unix socket.
struct redis_address {
  std::string host = "127.0.0.1";
  unsigned port = 6379;
  std::string path = {};
  std::string user = {};      ///< empty: Redis' own "default"
  std::string password = {};  ///< empty: no AUTH is sent
  unsigned database = 0;      ///< 0: no SELECT is sent
  std::chrono::milliseconds connect_timeout{5000};
  /// How long one call may take before the connection is given up; 0 waits for ever. A FLUSHDB of
  /// millions of keys takes seconds.
  std::chrono::milliseconds command_timeout{30000};

  /// Reads "redis://user:password@host:port/database" (all but the host may be left out) or
  /// "unix:/path". A name or password spells "@", ":", "/" and "%" as "%40", "%3A", "%2F", "%25".
  /// Errors  kvbench::error, of one line.
  static redis_address parse(std::string_view url);

  /// The address without name and password, fit for a report.
  [[nodiscard]] std::string text() const {
    if (!path.empty()) return "unix:" + path;
    const bool is_v6 = host.find(':') != host.npos;
    return "redis://" + (is_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port) +
           (database == 0 ? "" : "/" + std::to_string(database));
  }
};

namespace detail {

[[noreturn]] inline void refuse_url(std::string_view why) {
  throw error{std::string{why} +
              "; give redis://127.0.0.1:6379, redis://user:password@host:port/database or "
              "unix:/path"};
}

inline unsigned number_in_url(std::string_view what, std::string_view text, unsigned most) {
  unsigned value = 0;
  auto const [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || ec != std::errc{} || end != text.data() + text.size() || value > most) {
    refuse_url("the " + std::string{what} + " of a Redis URL is 0 to " + std::to_string(most) +
               ", not \"" + std::string{text} + "\"");
  }
  return value;
}

/// "%40" is "@".
inline std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned byte = 0;
    auto const digits = text.substr(i + 1, 2);
    auto const [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (digits.size() != 2 || ec != std::errc{} || end != digits.data() + digits.size()) {
      refuse_url("a \"%\" of a Redis URL must be followed by two hexadecimal digits");
    }
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

}  // namespace detail

inline redis_address redis_address::parse(std::string_view url) {
  redis_address address;
  if (url.starts_with("unix:")) {
    url.remove_prefix(5);
    if (url.starts_with("//")) url.remove_prefix(2);
    if (url.empty()) detail::refuse_url("the path of a unix socket is missing");
    address.path = url;
    return address;
  }
  if (!url.starts_with("redis://")) {
    detail::refuse_url("a Redis URL begins with redis:// or unix:, not \"" + std::string{url} +
                       "\"");
  }
  url.remove_prefix(8);
  if (auto const at = url.rfind('@'); at != url.npos) {
    auto const entry = url.substr(0, at);
    auto const colon = entry.find(':');
    if (colon == entry.npos) detail::refuse_url("a Redis URL with a name needs its password");
    address.user = detail::unescaped(entry.substr(0, colon));
    address.password = detail::unescaped(entry.substr(colon + 1));
    url.remove_prefix(at + 1);
  }
  if (auto const slash = url.find('/'); slash != url.npos) {
    auto const database = url.substr(slash + 1);
    if (!database.empty())
      address.database = detail::number_in_url("database", database, 1'000'000);
    url = url.substr(0, slash);
  }
  std::string_view host = url;
  std::string_view port;
  if (url.starts_with('[')) {  // [::1]:6379
    auto const close = url.find(']');
    if (close == url.npos) detail::refuse_url("a \"[\" of a Redis URL is not closed");
    host = url.substr(1, close - 1);
    port = url.substr(close + 1);
  } else if (auto const colon = url.find(':'); colon != url.npos) {
    host = url.substr(0, colon);
    port = url.substr(colon);
  }
  if (host.empty()) detail::refuse_url("the host of a Redis URL is missing");
  if (!port.empty()) {
    if (port.front() != ':') detail::refuse_url("a port follows its host after \":\"");
    address.port = detail::number_in_url("port", port.substr(1), 65535);
  }
  address.host = host;
  return address;
}

}  // namespace kvbench::adapter
