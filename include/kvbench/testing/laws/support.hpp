// kvbench/testing/laws/support.hpp: what the laws of the commands share.
//
// Floor: wing testing. A law runs on a store: a type that is made empty, yields its client by
// `*store`, and, where time can be moved, has `advance(milliseconds)`. It asks for nothing that the
// client does not support.
//
// Every expected value was compared with redis-server 7.0.15.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::sort
#include <exception>    // refusals
#include <functional>   // std::invoke
#include <limits>       // infinities
#include <map>          // fields and values
#include <optional>     // bulks
#include <string>       // texts
#include <string_view>  // texts
#include <utility>      // std::pair
#include <vector>       // arrays

#include <redlite/command/table.hpp>  // supports, forms

#include <kvbench/testing/catch.hpp>

namespace kvbench::testing::laws {

namespace cmd = redlite::cmd;

using texts = std::vector<std::string>;
using answers = std::vector<std::optional<std::string>>;
using text_map = std::map<std::string, std::string>;
using scores = std::vector<std::pair<std::string, double>>;

template <class Store>
using client_of = std::remove_cvref_t<decltype(*std::declval<Store&>())>;

namespace detail {

/// The roles of a form, its options, which come last in C++, among them.
template <class Signature>
struct roles_of : redlite::detail::append<typename Signature::roles> {};
template <class Signature>
  requires redlite::detail::has_options<Signature>
struct roles_of<Signature>
    : redlite::detail::append<typename Signature::roles,
                              redlite::role::options<typename Signature::options>> {};

template <class Client, class Command, class Signatures>
inline constexpr bool takes_all = false;
template <class Client, class Command, class... Signatures>
inline constexpr bool takes_all<Client, Command, redlite::type_list<Signatures...>> =
    (redlite::detail::is_callable<Command, typename Signatures::reply, Client,
                                  typename roles_of<Signatures>::type>::value &&
     ...);

}  // namespace detail

/// `Store`'s client has all of these commands.
template <class Store, class... Commands>
concept has = (redlite::supports<client_of<Store>, Commands> && ...);

/// The same, each with a list of arguments.
template <class Store, class... Commands>
concept has_lists = (redlite::supports_list<client_of<Store>, Commands> && ...);

/// The same, each in all its forms and with its options.
template <class Store, class... Commands>
concept has_forms =
    (detail::takes_all<client_of<Store>, Commands, typename Commands::signatures> && ...);

template <class Store>
concept moves_time = requires(Store& store) { store.advance(1); };

inline constexpr std::string_view wrong_type =
    "WRONGTYPE Operation against a key holding the wrong kind of value";
inline constexpr std::string_view not_integer = "ERR value is not an integer or out of range";

inline constexpr double infinity = std::numeric_limits<double>::infinity();

using namespace std::string_view_literals;

/// Every byte there is, twice, with the bytes that end strings and lines inside.
inline std::string all_bytes() {
  std::string bytes;
  for (int round = 0; round < 2; ++round) {
    for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

/// A bulk, from whatever type a client yields.
template <class Reply>
std::optional<std::string> bulk(Reply const& reply) {
  if (!static_cast<bool>(reply)) return std::nullopt;
  return std::string(std::string_view(*reply));
}

template <class Reply>
texts list(Reply const& reply) {
  texts all;
  for (auto const& one : reply) all.emplace_back(std::string_view(one));
  return all;
}

template <class Reply>
texts sorted(Reply const& reply) {
  texts all = list(reply);
  std::sort(all.begin(), all.end());
  return all;
}

template <class Reply>
answers bulks(Reply const& reply) {
  answers all;
  for (auto const& one : reply) all.push_back(bulk(one));
  return all;
}

template <class Reply>
text_map fields(Reply const& reply) {
  text_map all;
  for (auto const& [field, value] : reply) all.emplace(std::string(field), std::string(value));
  return all;
}

template <class Reply>
scores scored(Reply const& reply) {
  scores all;
  for (auto const& one : reply) all.emplace_back(one.member, one.score);
  return all;
}

/// The ids of stream entries.
template <class Reply>
texts ids(Reply const& reply) {
  texts all;
  for (auto const& one : reply) all.push_back(one.id.text());
  return all;
}

/// What a refused call says, or nothing where it was not refused.
template <class Call>
std::string refusal(Call&& call) {
  try {
    static_cast<void>(std::invoke(std::forward<Call>(call)));
  } catch (std::exception const& refused) {
    return refused.what();
  }
  return {};
}

/// Whether the key is gone without a trace, as far as the client can say.
template <class Store>
bool vanished(Store& store, std::string_view key) {
  bool gone = true;
  if constexpr (has<Store, cmd::exists>) gone = gone && !(*store).exists(key);
  if constexpr (has<Store, cmd::type>) gone = gone && (*store).type(key) == "none";
  return gone;
}

/// Puts a value of another type than `cmd::get` and its kin take.
template <class Store>
bool put_list(Store& store, std::string_view key) {
  if constexpr (has<Store, cmd::rpush>) {
    (*store).rpush(key, "element");
    return true;
  }
  return false;
}

/// Puts a value of another type than collections are.
template <class Store>
bool put_string(Store& store, std::string_view key) {
  if constexpr (has<Store, cmd::set>) {
    (*store).set(key, "text");
    return true;
  }
  return false;
}

/// One key of each type that the client has, named after the type.
template <class Store>
texts one_of_each(Store& store) {
  auto& db = *store;
  texts types;
  if constexpr (has<Store, cmd::set>) db.set("string", "v"), types.push_back("string");
  if constexpr (has<Store, cmd::rpush>) db.rpush("list", "v"), types.push_back("list");
  if constexpr (has<Store, cmd::hset>) db.hset("hash", "f", "v"), types.push_back("hash");
  if constexpr (has<Store, cmd::sadd>) db.sadd("set", "v"), types.push_back("set");
  if constexpr (has<Store, cmd::zadd>) db.zadd("zset", 1.0, "v"), types.push_back("zset");
  if constexpr (has<Store, cmd::xadd>) db.xadd("stream", "*", "f", "v"), types.push_back("stream");
  return types;
}

}  // namespace kvbench::testing::laws
