// kvbench/adapter/hiredis.hpp: a Redis server as a client, over hiredis.
//
// Floor: wing adapter. Every command of the vocabulary, with no code per command: arguments are
// written by role and replies read by kind.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>      // seconds
#include <chrono>        // waits
#include <cstdint>       // counts
#include <exception>     // errors
#include <optional>      // a server that does not tell
#include <string>        // names
#include <string_view>   // URLs
#include <system_error>  // what is no number
#include <thread>        // waits
#include <utility>       // std::move
#include <vector>        // elements

#include <kvbench/adapter/hiredis_connection.hpp>  // the connection
#include <kvbench/adapter/redis_key_types.hpp>     // counts
#include <kvbench/core/named.hpp>                  // counts, settings
#include <kvbench/redis/operation.hpp>             // what runs on it
#include <redlite/command/table.hpp>               // members
#include <redlite/core/error.hpp>                  // which errors end a run
#include <redlite/resp/decode.hpp>                 // replies
#include <redlite/resp/encode.hpp>                 // commands

namespace kvbench::adapter {

/// One connection, one command at a time, each waiting for its reply. For one thread; each worker
/// of a run takes a connection of its own by `session()`.
///
///     kvbench::adapter::hiredis store{"redis://127.0.0.1:6379"};
///     auto result = kvbench::run(workload, [&](unsigned) { return store.session(); }, options);
///
/// Errors  what Redis says, as `redlite::error` with its text; connection_lost and timeout, after
///         which every call throws connection_lost: make a new client to connect again.
class hiredis : public ::redlite::members<hiredis> {
 public:
  explicit hiredis(redis_address address) : connection_(std::move(address)) {}
  explicit hiredis(std::string_view url) : hiredis(redis_address::parse(url)) {}

  /// Yields  a new connection to the same place, as the same user.
  [[nodiscard]] hiredis session() const { return hiredis(connection_.address()); }

  /// Removes every key of the database, whoever wrote it: give the benchmark a database of its own.
  void flush() { this->flushdb(); }

  /// Waits, for a minute at most, until the server's own saving that loading may have set off is
  /// over.
  void settle() {
    for (int i = 0; i < 600; ++i) {
      tree const persistence = command({"INFO", "persistence"});
      if (line_of(persistence, "rdb_bgsave_in_progress:") != "1" &&
          line_of(persistence, "aof_rewrite_in_progress:") != "1") {
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  /// Keys, and keys of each type: "keys", "strings", "lists", "hashes", "sets", "sorted_sets",
  /// "streams". Keys alone beyond `typed_keys_max`, where the server refuses SCAN or TYPE, and
  /// where others write meanwhile. Nothing where the connection is lost: a run that it ended keeps
  /// what it measured.
  /// Cost    O(keys), 2 to 4 us each (`count_key_types`); with keys alone, one round trip.
  named<std::uint64_t> counts() {
    try {
      named<std::uint64_t> all;
      auto keys = static_cast<std::uint64_t>(this->dbsize());
      std::optional<redis::key_types> types;
      // What has ended is still among the keys until SCAN meets it, and a table that shrinks shows
      // keys twice: then once more.
      for (int attempt = 0; attempt < 2 && keys <= typed_keys_max; ++attempt) {
        types = count_key_types(connection_);
        keys = static_cast<std::uint64_t>(this->dbsize());
        if (!types || types->sum() == keys) break;
        types.reset();
      }
      all.emplace("keys", keys);
      if (types) types->tell(all);
      return all;
    } catch (::redlite::error const& failure) {
      if (!failure.store_failed()) throw;
      return {};
    }
  }

  /// More keys are counted by their number only: it would take longer than most runs.
  static constexpr std::uint64_t typed_keys_max = 1'000'000;

  /// One round trip.
  [[nodiscard]] bool is_empty() { return this->dbsize() == 0; }

  [[nodiscard]] std::string label() const { return connection_.address().text(); }

  /// What a row must say to be compared: how the bytes travel, which server it is, what a power
  /// failure may take, when it evicts, and on how many threads it reads and writes; "unknown" where
  /// the server will not tell.
  [[nodiscard]] named<std::string> settings() {
    named<std::string> all{
        {"transport", connection_.address().path.empty() ? "tcp" : "unix socket"},
        {"redis_version", line_of(answer({"INFO", "server"}), "redis_version:")}};
    for (std::string_view const name :
         {"appendonly", "appendfsync", "save", "maxmemory", "maxmemory-policy", "io-threads"}) {
      tree const reply = answer({"CONFIG", "GET", name});
      bool const is_told = reply.type() == node::array && reply.size() == 2;
      all.emplace(name, std::string(is_told ? reply[1].text() : "unknown"));
    }
    return all;
  }

  /// CPU that the server's process has used since it started, its background threads included;
  /// nothing where it will not tell.
  [[nodiscard]] std::optional<double> cpu_seconds() {
    tree const used = answer({"INFO", "cpu"});
    auto const system_s = number_of(line_of(used, "used_cpu_sys:"));
    auto const user_s = number_of(line_of(used, "used_cpu_user:"));
    if (!system_s || !user_s) return std::nullopt;
    return *system_s + *user_s;
  }

  /// A refused command is one failed operation; a connection that is lost, late or garbled ends the
  /// run.
  [[nodiscard]] bool is_fatal(std::exception const& failure) const {
    auto const* known = dynamic_cast<::redlite::error const*>(&failure);
    return known != nullptr && known->store_failed();
  }

  /// Sends any words, those of no command of ours among them.
  /// Yields  the reply as it is: an error reply is not thrown.
  ::redlite::resp::tree command(std::vector<std::string_view> const& words) {
    words_.clear();
    for (std::string_view const word : words) words_.text(word);
    auto const reply = connection_.exchange(words_);
    return owned(hiredis_reply(reply.get()));
  }

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... arguments) {
    words_.clear();
    ::redlite::resp::encode<Command, Signature>(words_, arguments...);
    auto const reply = connection_.exchange(words_);
    return ::redlite::resp::decode<Command, Signature>(hiredis_reply(reply.get()));
  }

 private:
  using tree = ::redlite::resp::tree;
  using node = ::redlite::resp::node;

  static tree owned(hiredis_reply reply) {
    switch (reply.type()) {
      case node::nil:
        return tree::nil();
      case node::status:
        return tree::status(std::string(reply.text()));
      case node::error:
        return tree::error(std::string(reply.text()));
      case node::integer:
        return tree::integer_of(reply.integer());
      case node::text:
        return tree::text_of(std::string(reply.text()));
      case node::array:
        break;
    }
    std::vector<tree> elements;
    elements.reserve(reply.size());
    for (std::size_t i = 0; i < reply.size(); ++i) elements.push_back(owned(reply[i]));
    return tree::array(std::move(elements));
  }

  /// The reply, or nil where the server is lost.
  tree answer(std::vector<std::string_view> const& words) {
    try {
      return command(words);
    } catch (::redlite::error const&) {
      return tree::nil();
    }
  }

  /// What stands behind `name` on its line.
  static std::string line_of(tree const& reply, std::string_view name) {
    std::string_view const text = reply.text();
    auto const at = reply.type() == node::text ? text.find(name) : text.npos;
    if (at == text.npos) return "unknown";
    auto const rest = text.substr(at + name.size());
    return std::string(rest.substr(0, rest.find_first_of("\r\n")));
  }

  /// Redis writes a point whatever our locale.
  static std::optional<double> number_of(std::string const& text) {
    double number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
  }

  hiredis_connection connection_;
  ::redlite::resp::argv words_;
};

static_assert(runs_on<redis::op<redis::cmd::get>, hiredis> &&
              runs_on<redis::op<redis::cmd::xread>, hiredis>);

}  // namespace kvbench::adapter
