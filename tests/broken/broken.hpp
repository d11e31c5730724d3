// tests/broken/broken.hpp: an adapter that breaks one law in each family.
//
// Floor: tests. The tests that use it must fail: broken.sh looks which law caught it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>    // std::reverse
#include <cmath>        // std::round
#include <type_traits>  // which command

#include <kvbench/adapter/redlite.hpp>  // what is broken
#include <redlite/command/table.hpp>    // members

namespace broken {

namespace cmd = redlite::cmd;

class client : public redlite::members<client> {
 public:
  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(Arguments const&... arguments) {
    if constexpr (std::is_void_v<typename Signature::result>) {
      store_.template execute<Command, Signature>(arguments...);
    } else {
      auto reply = store_.template execute<Command, Signature>(arguments...);
      spoil(Command{}, reply, arguments...);
      return reply;
    }
  }

 private:
  using integer = std::int64_t;
  using text = std::string_view;
  using text_list = redlite::many<text>;

  template <class Command, class Reply, class... Arguments>
  static void spoil(Command, Reply&, Arguments const&...) {}

  // An absent key is an empty value.
  static void spoil(cmd::mget, std::vector<std::optional<std::string>>& values, text_list const&) {
    for (auto& value : values) value = value.value_or("");
  }
  // What is deleted is not yielded.
  static void spoil(cmd::getdel, std::optional<std::string>& value, text) { value.reset(); }
  // What is subtracted is added.
  static void spoil(cmd::decrby, integer& sum, text, integer delta) { sum += 2 * delta; }
  // The length of the piece, not of the whole.
  static void spoil(cmd::append, integer& length, text, text piece) {
    length = static_cast<integer>(piece.size());
  }
  // Where no bit is found it is the first.
  static void spoil(cmd::bitpos, integer& at, auto const&...) { at = std::max<integer>(at, 0); }
  // No integer is signed.
  static void spoil(cmd::bitfield_ro, std::vector<std::optional<integer>>& values, text,
                    auto const&) {
    for (auto& value : values) value = *value & 0xff;
  }
  // Nothing added is something new.
  static void spoil(cmd::pfadd, bool& is_new, text) { is_new = true; }

  // The number of elements pushed, not that of all.
  static void spoil(cmd::rpush, integer& length, text, text_list const& values) {
    length = static_cast<integer>(values.size());
  }
  // An index before the first element finds the first.
  static void spoil(cmd::lindex, std::optional<std::string>& found, text, integer index) {
    if (!found && index < -3 && index > -10) found = "a";
  }
  // Where there is no pivot, nothing was there at all.
  static void spoil(cmd::linsert, integer& length, auto const&...) {
    length = std::max<integer>(length, 0);
  }
  // Counts the fields that were asked for, not those that were there.
  static void spoil(cmd::hdel, integer& count, text, text_list const& fields) {
    count = static_cast<integer>(fields.size());
  }
  // Every field is new.
  static void spoil(cmd::hsetnx, bool& is_new, auto const&...) { is_new = true; }
  // Everything is a member.
  static void spoil(cmd::sismember, bool& is_member, text, text) { is_member = true; }
  // A limit of 0 counts nothing.
  static void spoil(cmd::sintercard, integer& count, text_list const&,
                    redlite::sintercard_options const& how) {
    if (how.limit == 0) count = 0;
  }

  // Ranks begin at one.
  static void spoil(cmd::zrank, std::optional<integer>& rank, text, text) {
    if (rank) ++*rank;
  }
  // A range of nothing has one member.
  static void spoil(cmd::zcount, integer& count, auto const&...) {
    count = std::max<integer>(count, 1);
  }
  // What is removed by bytes is not counted.
  static void spoil(cmd::zremrangebylex, integer& count, auto const&...) { count = 0; }
  // Counts from the lowest but one.
  static void spoil(cmd::zrevrank, std::optional<integer>& rank, text, text) {
    if (rank) ++*rank;
  }
  // Scores are lost.
  static void spoil(cmd::zdiff, std::vector<redlite::scored>& members, auto const&...) {
    for (auto& one : members) one.score = 0;
  }
  // Distances have two decimals.
  static void spoil(cmd::geodist, std::optional<double>& distance, auto const&...) {
    if (distance) distance = std::round(*distance * 100) / 100;
  }

  // Counts the entries that were asked for, not those that were there.
  static void spoil(cmd::xdel, integer& count, text,
                    redlite::many<redlite::stream_id_text> const& ids) {
    count = static_cast<integer>(ids.size());
  }
  // The lowest id first.
  static void spoil(cmd::xrevrange, std::vector<redlite::stream_entry>& entries, auto const&...) {
    std::reverse(entries.begin(), entries.end());
  }
  // Counts the entries that were asked for, not those that were pending.
  static void spoil(cmd::xack, integer& count, text, text,
                    redlite::many<redlite::stream_id_text> const& ids) {
    count = static_cast<integer>(ids.size());
  }
  // All was seen at once.
  static void spoil(cmd::xautoclaim, redlite::autoclaimed& taken, auto const&...) {
    taken.next = {};
  }
  // A lag that is not known is 0.
  static void spoil(cmd::xinfo_groups, std::vector<redlite::group_info>& groups, text) {
    for (auto& group : groups) group.lag = group.lag.value_or(0);
  }

  // A key named twice is there once.
  static void spoil(cmd::exists, integer& count, text_list const& keys) {
    if (keys.size() > 1 && count == 3) count = 2;
  }
  // An absent key is one without an end.
  static void spoil(cmd::ttl, integer& seconds, text) { seconds = std::max<integer>(seconds, -1); }
  static void spoil(cmd::pexpiretime, integer& at, text) { at = std::max<integer>(at, -1); }
  // It was renamed, whatever was there.
  static void spoil(cmd::renamenx, bool& is_renamed, text, text) { is_renamed = true; }
  // The last page is lost.
  static void spoil(cmd::scan, redlite::page<std::string>& page, auto const&...) {
    if (page.cursor == 0) page.items.clear();
  }
  // Nothing is an empty text.
  static void spoil(cmd::sort_ro, std::vector<std::optional<std::string>>& values, auto const&...) {
    for (auto& value : values) value = value.value_or("");
  }
  // An absent key has a payload.
  static void spoil(cmd::dump, std::optional<std::string>& payload, text) {
    payload = payload.value_or("");
  }
  // It was moved, whatever was there.
  static void spoil(cmd::move, bool& is_moved, text, integer) { is_moved = true; }

  kvbench::adapter::redlite store_{":memory:"};
};

struct store {
  client& operator*() { return held; }
  client held;
};

}  // namespace broken
