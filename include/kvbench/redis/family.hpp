// kvbench/redis/family.hpp: the data that the Redis workloads work on, and how it is loaded.
//
// Floor: wing redis. Each family of keys has a prefix of its own, so that no command meets a value
// of another type.
//
// A family holds `loader.keys()` keys. A collection starts with `loader.elements()` elements, and
// the operations name no others: fields "field:0000000000" and up, members alike, scores 0, 1, 2
// ..., stream ids 1-1, 2-1, 3-1 ... A family loads by what the client has, several elements a call
// where it can; a client that can load a family by none of the commands named does not run the
// family's operations.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <string_view>  // names
#include <vector>       // the arguments of one call

#include <kvbench/core/bounds.hpp>         // smaller
#include <kvbench/workload/draw.hpp>       // loader
#include <redlite/command/hash.hpp>        // HSET
#include <redlite/command/list.hpp>        // RPUSH
#include <redlite/command/set.hpp>         // SADD
#include <redlite/command/sorted_set.hpp>  // ZADD
#include <redlite/command/stream.hpp>      // XADD
#include <redlite/command/string.hpp>      // SET

namespace kvbench::redis {

namespace detail {

namespace cmd = redlite::cmd;

/// No call that loads carries more: enough to make its own cost small, and no store's limit.
inline constexpr std::size_t load_batch = 512;

template <class Client, class Command>
concept loads_by = redlite::supports<Client, Command>;

/// Calls `Command` with `before...` and all of `items`, as few times as the client allows.
template <class Command, class Client, class Item, class... Before>
void load_items(Client& client, std::vector<Item> const& items, Before const&... before) {
  if constexpr (redlite::supports_list<Client, Command>) {
    for (std::size_t at = 0; at < items.size(); at += load_batch) {
      std::size_t const end = smaller(items.size(), at + load_batch);
      std::vector<Item> const some(items.begin() + static_cast<std::ptrdiff_t>(at),
                                   items.begin() + static_cast<std::ptrdiff_t>(end));
      redlite::many<Item> const list(some);
      static_cast<void>(typename Command::caller{}(client, before..., list));
    }
  } else {
    for (Item const& item : items) {
      if constexpr (requires { typename Item::role_type; }) {
        auto const& [first, second] = item;
        static_cast<void>(typename Command::caller{}(client, before..., first, second));
      } else {
        static_cast<void>(typename Command::caller{}(client, before..., item));
      }
    }
  }
}

/// The names of a collection's elements; the views that loading passes point into it.
struct element_names {
  element_names(std::string_view prefix, loader const& from) {
    texts.reserve(from.elements());
    for (std::uint64_t i = 0; i < from.elements(); ++i) texts.push_back(from.element(prefix, i));
  }
  std::vector<key_text> texts;
};

/// Loads keys that hold one string each, `value_of(number)` of the key.
template <class Client, class ValueOf>
void load_strings(Client& client, loader const& from, std::string_view prefix, ValueOf value_of) {
  if constexpr (redlite::supports_list<Client, cmd::mset>) {
    std::vector<key_text> keys;
    std::vector<redlite::key_value> pairs;
    for (std::uint64_t at = 0; at < from.keys(); at += load_batch) {
      keys.clear();
      pairs.clear();
      std::uint64_t const end = smaller<std::uint64_t>(from.keys(), at + load_batch);
      for (std::uint64_t i = at; i < end; ++i) keys.push_back(from.key(prefix, i));
      for (std::uint64_t i = at; i < end; ++i) pairs.push_back({keys[i - at], value_of(i)});
      load_items<cmd::mset>(client, pairs);
    }
  } else {
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      client.set(std::string_view(from.key(prefix, i)), std::string_view(value_of(i)));
    }
  }
}

}  // namespace detail

/// GET, SET ...: payloads. Loaded by MSET or SET.
struct strings {
  static constexpr std::string_view name = "string";
  static constexpr std::string_view prefix = "string:";
  static constexpr std::string_view type = "string";

  template <class Client>
    requires detail::loads_by<Client, redlite::cmd::set> ||
             redlite::supports_list<Client, redlite::cmd::mset>
  static void load(Client& client, loader const& from) {
    detail::load_strings(client, from, prefix, [&](std::uint64_t i) { return from.value(i); });
  }
};

/// INCR, and what reads its keys: integers, apart from the payloads. Loaded by MSET, SET or INCR.
struct counters {
  static constexpr std::string_view name = "counter";
  static constexpr std::string_view prefix = "counter:";
  static constexpr std::string_view type = "string";

  template <class Client>
    requires detail::loads_by<Client, redlite::cmd::set> ||
             redlite::supports_list<Client, redlite::cmd::mset> ||
             detail::loads_by<Client, redlite::cmd::incr>
  static void load(Client& client, loader const& from) {
    if constexpr (detail::loads_by<Client, redlite::cmd::set> ||
                  redlite::supports_list<Client, redlite::cmd::mset>) {
      detail::load_strings(client, from, prefix,
                           [](std::uint64_t) { return std::string_view("1"); });
    } else {
      for (std::uint64_t i = 0; i < from.keys(); ++i)
        client.incr(std::string_view(from.key(prefix, i)));
    }
  }
};

/// APPEND: values that grow as long as the run lasts, apart from those that a read compares.
/// Nothing is loaded.
struct logs {
  static constexpr std::string_view name = "log";
  static constexpr std::string_view prefix = "log:";
  static constexpr std::string_view type = "string";

  template <class Client>
  static void load(Client&, loader const&) {}
};

/// Lists of payloads. Loaded by RPUSH or LPUSH.
struct lists {
  static constexpr std::string_view name = "list";
  static constexpr std::string_view prefix = "list:";
  static constexpr std::string_view type = "list";

  template <class Client>
    requires detail::loads_by<Client, redlite::cmd::rpush> ||
             detail::loads_by<Client, redlite::cmd::lpush>
  static void load(Client& client, loader const& from) {
    std::vector<std::string_view> values(from.elements());
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      for (std::uint64_t j = 0; j < from.elements(); ++j)
        values[j] = from.value(i * from.elements() + j);
      key_text const key = from.key(prefix, i);
      if constexpr (detail::loads_by<Client, redlite::cmd::rpush>) {
        detail::load_items<redlite::cmd::rpush>(client, values, key.view());
      } else {
        detail::load_items<redlite::cmd::lpush>(client, values, key.view());
      }
    }
  }
};

/// Hashes of payloads. Loaded by HSET.
struct hashes {
  static constexpr std::string_view name = "hash";
  static constexpr std::string_view prefix = "hash:";
  static constexpr std::string_view element_prefix = "field:";
  static constexpr std::string_view type = "hash";

  template <class Client>
    requires detail::loads_by<Client, redlite::cmd::hset>
  static void load(Client& client, loader const& from) {
    detail::element_names const names(element_prefix, from);
    std::vector<redlite::field_value> pairs(from.elements());
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      for (std::uint64_t j = 0; j < from.elements(); ++j) {
        pairs[j] = {names.texts[j], from.value(i * from.elements() + j)};
      }
      detail::load_items<redlite::cmd::hset>(client, pairs, from.key(prefix, i).view());
    }
  }
};

/// HINCRBY: hashes of integers, apart from the payloads. Nothing is loaded: HINCRBY makes what it
/// adds to.
struct hash_counters {
  static constexpr std::string_view name = "hash_counter";
  static constexpr std::string_view prefix = "hash_counter:";
  static constexpr std::string_view element_prefix = "field:";
  static constexpr std::string_view type = "hash";

  template <class Client>
  static void load(Client&, loader const&) {}
};

/// Sets; every one has the same members, so that an intersection has them all. Loaded by SADD.
struct sets {
  static constexpr std::string_view name = "set";
  static constexpr std::string_view prefix = "set:";
  static constexpr std::string_view element_prefix = "member:";
  static constexpr std::string_view type = "set";

  template <class Client>
    requires detail::loads_by<Client, redlite::cmd::sadd>
  static void load(Client& client, loader const& from) {
    detail::element_names const names(element_prefix, from);
    std::vector<std::string_view> const members(names.texts.begin(), names.texts.end());
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      detail::load_items<redlite::cmd::sadd>(client, members, from.key(prefix, i).view());
    }
  }
};

/// Sorted sets; member number i starts with score i. Loaded by ZADD.
struct sorted_sets {
  static constexpr std::string_view name = "zset";
  static constexpr std::string_view prefix = "zset:";
  static constexpr std::string_view element_prefix = "member:";
  static constexpr std::string_view type = "zset";

  template <class Client>
    requires detail::loads_by<Client, redlite::cmd::zadd>
  static void load(Client& client, loader const& from) {
    detail::element_names const names(element_prefix, from);
    std::vector<redlite::score_member> members;
    for (key_text const& text : names.texts)
      members.push_back({static_cast<double>(members.size()), text});
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      detail::load_items<redlite::cmd::zadd>(client, members, from.key(prefix, i).view());
    }
  }
};

/// Streams of one-field entries with ids 1-1, 2-1 ..., so that ranges and XDEL name entries that
/// are there. Loaded by XADD.
struct streams {
  static constexpr std::string_view name = "stream";
  static constexpr std::string_view prefix = "stream:";
  static constexpr std::string_view element_prefix = "field:";
  static constexpr std::string_view type = "stream";

  template <class Client>
    requires detail::loads_by<Client, redlite::cmd::xadd>
  static void load(Client& client, loader const& from) {
    key_text const field = from.element(element_prefix, 0);
    std::vector<redlite::field_value> entry(1);
    for (std::uint64_t i = 0; i < from.keys(); ++i) {
      key_text const key = from.key(prefix, i);
      for (std::uint64_t j = 0; j < from.elements(); ++j) {
        entry[0] = {field, from.value(i * from.elements() + j)};
        redlite::stream_id_text const id(redlite::stream_id{j + 1, 1});
        detail::load_items<redlite::cmd::xadd>(client, entry, key.view(), id);
      }
    }
  }
};

}  // namespace kvbench::redis
