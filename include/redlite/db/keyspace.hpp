// redlite/db/keyspace.hpp: commands on keys of any kind.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/key_time.hpp>  // the commands on ends
#include <redlite/command/keyspace.hpp>  // the commands
#include <redlite/db/expiry.hpp>         // ends
#include <redlite/db/store.hpp>          // store
#include <redlite/db/type_name.hpp>      // TYPE

#include <cstdint>      // std::int64_t
#include <string>       // TYPE
#include <string_view>  // keys

namespace redlite::detail {

class keyspace {
 public:
  explicit keyspace(store& at) : at_(at) {}

  std::int64_t run(cmd::del, const many<std::string_view>& keys) {
    std::int64_t removed = 0;
    for (const std::string_view key : keys) removed += at_.drop(key) ? 1 : 0;
    return removed;
  }

  std::int64_t run(cmd::exists, const many<std::string_view>& keys) {
    std::int64_t there = 0;
    for (const std::string_view key : keys) there += at_.look_up(key) ? 1 : 0;
    return there;
  }

  std::string run(cmd::type, std::string_view key) {
    const auto found = at_.look_up(key);
    return std::string(found ? name_of(found->type) : "none");
  }

  bool run(cmd::expire, std::string_view key, std::int64_t seconds, const expire_options& how) {
    return expire(key, expiry_ms(seconds, 1000, at_.now_ms(), "expire"), how);
  }
  bool run(cmd::pexpire, std::string_view key, std::int64_t ms, const expire_options& how) {
    return expire(key, expiry_ms(ms, 1, at_.now_ms(), "pexpire"), how);
  }
  bool run(cmd::expireat, std::string_view key, std::int64_t seconds, const expire_options& how) {
    return expire(key, expiry_ms(seconds, 1000, 0, "expireat"), how);
  }
  bool run(cmd::pexpireat, std::string_view key, std::int64_t ms, const expire_options& how) {
    return expire(key, expiry_ms(ms, 1, 0, "pexpireat"), how);
  }

  bool run(cmd::persist, std::string_view key) {
    const auto found = at_.look_up(key);
    if (!found || found->expires_ms == never_ms) return false;
    at_.set_expiry(key, never_ms);
    return true;
  }

  std::int64_t run(cmd::ttl, std::string_view key) {
    const std::int64_t left = run(cmd::pttl{}, key);
    return left < 0 ? left : seconds(left);
  }
  std::int64_t run(cmd::pttl, std::string_view key) {
    const std::int64_t end = run(cmd::pexpiretime{}, key);
    return end < 0 ? end : end - at_.now_ms();
  }
  std::int64_t run(cmd::expiretime, std::string_view key) {
    const std::int64_t end = run(cmd::pexpiretime{}, key);
    return end < 0 ? end : seconds(end);
  }
  std::int64_t run(cmd::pexpiretime, std::string_view key) {
    const auto found = at_.look_up(key);
    if (!found) return -2;
    return found->expires_ms == never_ms ? -1 : found->expires_ms;
  }

 private:
  /// To the nearest.
  static std::int64_t seconds(std::int64_t ms) { return ms / 1000 + (ms % 1000 >= 500 ? 1 : 0); }

  /// Yields  whether the condition lets the end of a key that is there be replaced.
  static bool allowed(expire_if when, std::int64_t end, std::int64_t old_end) {
    const bool has_end = old_end != never_ms;
    switch (when) {
      case expire_if::absent:
        return !has_end;
      case expire_if::present:
        return has_end;
      case expire_if::greater:
      case expire_if::present_greater:
        return has_end && end > old_end;
      case expire_if::less:
        return end < old_end;
      case expire_if::present_less:
        return has_end && end < old_end;
      case expire_if::always:
        break;
    }
    return true;
  }

  bool expire(std::string_view key, std::int64_t end, const expire_options& how) {
    const auto found = at_.look_up(key);
    if (!found || !allowed(how.when, end, found->expires_ms)) return false;
    if (end <= at_.now_ms()) {
      at_.drop(key);
    } else {
      at_.set_expiry(key, end);
    }
    return true;
  }

  store& at_;
};

}  // namespace redlite::detail
