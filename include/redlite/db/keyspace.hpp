// redlite/db/keyspace.hpp: commands on keys of any kind.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/keyspace.hpp>  // the commands
#include <redlite/db/expiry.hpp>         // ends
#include <redlite/db/store.hpp>          // store

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
    if (!found) return "none";
    switch (found->type) {
      case kind::string:
        return "string";
      case kind::list:
        return "list";
      case kind::hash:
        return "hash";
      case kind::set:
        return "set";
      case kind::sorted_set:
        return "zset";
      case kind::stream:
        return "stream";
    }
    return "none";
  }

  bool run(cmd::expire, std::string_view key, std::int64_t seconds, const expire_options& how) {
    const std::int64_t end = expiry_ms(seconds, 1000, at_.now_ms(), "expire");
    const auto found = at_.look_up(key);
    if (!found) return false;
    const bool has_end = found->expires_ms != never_ms;
    switch (how.when) {
      case expire_if::absent:
        if (has_end) return false;
        break;
      case expire_if::present:
        if (!has_end) return false;
        break;
      case expire_if::greater:
        if (!has_end || end <= found->expires_ms) return false;
        break;
      case expire_if::less:
        if (has_end && end >= found->expires_ms) return false;
        break;
      case expire_if::present_less:
        if (!has_end || end >= found->expires_ms) return false;
        break;
      case expire_if::always:
        break;
    }
    if (end <= at_.now_ms()) {
      at_.drop(key);
    } else {
      at_.set_expiry(key, end);
    }
    return true;
  }

  std::int64_t run(cmd::ttl, std::string_view key) {
    const auto found = at_.look_up(key);
    if (!found) return -2;
    if (found->expires_ms == never_ms) return -1;
    return (found->expires_ms - at_.now_ms() + 500) / 1000;
  }

 private:
  store& at_;
};

}  // namespace redlite::detail
