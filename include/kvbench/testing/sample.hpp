// kvbench/testing/sample.hpp: an argument of any role: drawn, kept, lent to a call, written as C++.
//
// Floor: wing testing. `sample<Role>` says how; it names no command. What it keeps owns its bytes;
// `loan<Role>` is the view that a call takes.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // what is kept
#include <string_view>  // pools
#include <type_traits>  // tags
#include <utility>      // std::pair
#include <variant>      // ends of ranges
#include <vector>       // lists

#include <kvbench/testing/names.hpp>    // names of enumerators and types
#include <kvbench/testing/quote.hpp>    // bytes as C++
#include <kvbench/testing/source.hpp>   // pools
#include <kvbench/testing/spell.hpp>    // numbers as C++
#include <redlite/command/command.hpp>  // no_options
#include <redlite/command/role.hpp>     // roles
#include <redlite/command/words.hpp>    // choices

namespace kvbench::testing {

/// How an argument of a role is drawn; specialised below and in sample_options.hpp.
///     held                           what is kept
///     draw(source&) -> held
///     spell(held const&) -> string   as C++
///     lend(held const&)              what the call takes; may view `held`
template <class Role>
struct sample;

template <class Role>
concept drawable = requires(source& from) { sample<Role>::draw(from); };

namespace detail {

template <class Held>
struct lent_as_is {
  using held = Held;
  static Held const& lend(Held const& kept) { return kept; }
};

/// Roles that are bytes, from a function of the source.
template <auto Draw>
struct text_sample : lent_as_is<std::string> {
  static std::string draw(source& from) { return std::string((from.*Draw)()); }
  static std::string spell(std::string const& kept) { return cpp_quoted(kept); }
};
/// Roles that are bytes, from a pool.
template <auto const& Pool>
struct pool_sample : lent_as_is<std::string> {
  static std::string draw(source& from) { return std::string(from.one_of(Pool)); }
  static std::string spell(std::string const& kept) { return cpp_quoted(kept); }
};
template <class Number, auto const& Pool, auto const& Odd>
struct number_sample : lent_as_is<Number> {
  static Number draw(source& from) { return from.mostly(Pool, Odd); }
  static std::string spell(Number kept) { return cpp_number(kept); }
};

}  // namespace detail

namespace role = redlite::role;

template <>
struct sample<role::key> : detail::text_sample<&source::key> {};
template <>
struct sample<role::value> : detail::text_sample<&source::value> {};
template <>
struct sample<role::field> : detail::text_sample<&source::element> {};
template <>
struct sample<role::member> : detail::text_sample<&source::element> {};
template <>
struct sample<role::pattern> : detail::pool_sample<pool::patterns> {};
template <>
struct sample<role::group> : detail::lent_as_is<std::string> {
  static std::string draw(source& from) {
    return std::string(from.mostly(pool::groups, pool::odd_groups, 15));
  }
  static std::string spell(std::string const& kept) { return cpp_quoted(kept); }
};
template <>
struct sample<role::consumer> : detail::pool_sample<pool::consumers> {};
template <>
struct sample<role::lex_end> : detail::lent_as_is<std::string> {
  static std::string draw(source& from) {
    bool const high = from.is_high_end();
    if (from.chance(40)) return high ? "+" : "-";
    return std::string(from.mostly(pool::lex_ends, pool::odd_lex_ends, 5));
  }
  static std::string spell(std::string const& kept) { return cpp_quoted(kept); }
};
template <>
struct sample<role::index> : detail::number_sample<std::int64_t, pool::indices, pool::odd_indices> {
};
template <>
struct sample<role::count> : detail::number_sample<std::int64_t, pool::counts, pool::odd_counts> {};
template <>
struct sample<role::delta> : detail::number_sample<std::int64_t, pool::deltas, pool::odd_deltas> {};
template <>
struct sample<role::byte_offset>
    : detail::number_sample<std::int64_t, pool::byte_offsets, pool::odd_byte_offsets> {};
template <>
struct sample<role::bit_offset>
    : detail::number_sample<std::int64_t, pool::bit_offsets, pool::odd_bit_offsets> {};
template <>
struct sample<role::bit> : detail::number_sample<std::int64_t, pool::bits, pool::odd_bits> {};
template <>
struct sample<role::database>
    : detail::number_sample<std::int64_t, pool::databases, pool::odd_databases> {};
template <>
struct sample<role::score> : detail::lent_as_is<double> {
  static double draw(source& from) { return from.score(); }
  static std::string spell(double kept) { return cpp_number(kept); }
};
/// Bytes that RESTORE takes.
struct held_payload {
  std::string bytes;
  std::string key = {};  // where it is not empty: the bytes are what DUMP of it yields by then
};
template <>
struct sample<role::payload> {
  using held = held_payload;
  static held draw(source& from) {
    if (from.chance(8)) return {std::string(from.one_of(pool::payloads))};
    std::string key = from.key();
    return {"(DUMP " + key + ')', key};
  }
  static std::string_view lend(held const& kept) { return kept.bytes; }
  static std::string spell(held const& kept) {
    if (kept.key.empty()) return cpp_quoted(kept.bytes);
    return "db.dump(" + cpp_quoted(kept.key) + ").value_or(\"\")";
  }
};

template <>
struct sample<role::real_delta> : detail::lent_as_is<redlite::decimal> {
  static redlite::decimal draw(source& from) {
    // Above this, a sum depends on digits that no protocol carries.
    double const drawn = from.one_of(pool::scores);
    return drawn > 1e300 || drawn < -1e300 ? redlite::decimal(1e200) : redlite::decimal(drawn);
  }
  static std::string spell(redlite::decimal kept) { return cpp_number(static_cast<double>(kept)); }
};

/// A time to live, in units of which a second has so many.
template <std::int64_t PerSecond>
struct ttl_sample : detail::lent_as_is<std::int64_t> {
  static std::int64_t draw(source& from) { return scaled(from.ttl_s()); }
  static std::string spell(std::int64_t kept) { return cpp_number(kept); }

 protected:
  static std::int64_t scaled(std::int64_t seconds) {
    bool const extreme = seconds > pool::max / 2000 || seconds < pool::min / 2000;
    return extreme ? seconds : seconds * PerSecond;
  }
};
template <std::int64_t PerSecond>
struct moment_sample : ttl_sample<PerSecond> {
  static std::int64_t draw(source& from) { return ttl_sample<PerSecond>::scaled(from.moment_s()); }
};
template <>
struct sample<role::seconds> : ttl_sample<1> {};
template <>
struct sample<role::milliseconds> : ttl_sample<1000> {
  static std::int64_t draw(source& from) {
    return from.now().family.starts_with("stream") ? from.idle_ms() : scaled(from.ttl_s());
  }
};
template <>
struct sample<role::unix_seconds> : moment_sample<1> {};
template <>
struct sample<role::unix_milliseconds> : moment_sample<1000> {};

/// Scans begin at the beginning; the one who plays them goes on to the end.
template <>
struct sample<role::cursor> : detail::lent_as_is<std::uint64_t> {
  static std::uint64_t draw(source&) { return 0; }
  static std::string spell(std::uint64_t kept) { return std::to_string(kept); }
};

namespace detail {

using held_bound = std::variant<std::int64_t, double, std::string>;

struct bound_sample {
  using held = held_bound;
  static redlite::bound lend(held const& kept) {
    return std::visit([](auto const& end) { return redlite::bound(end); }, kept);
  }
  static std::string spell(held const& kept) {
    if (auto const* number = std::get_if<std::int64_t>(&kept)) return cpp_number(*number);
    if (auto const* number = std::get_if<double>(&kept)) return cpp_number(*number);
    return cpp_quoted(std::get<std::string>(kept));
  }
};

struct id_sample {
  using held = std::string;
  static redlite::stream_id_text lend(held const& kept) { return redlite::stream_id_text(kept); }
  static std::string spell(held const& kept) { return cpp_quoted(kept); }
};

}  // namespace detail

template <>
struct sample<role::score_end> : detail::bound_sample {
  static held draw(source& from) {
    bool const high = from.is_high_end();
    if (from.chance(30)) return high ? "+inf" : "-inf";
    if (from.chance(50)) return from.one_of(pool::scores);
    return std::string(from.mostly(pool::score_ends, pool::odd_ends));
  }
};
template <>
struct sample<role::range_end> : detail::bound_sample {
  static held draw(source& from) {
    using redlite::range_by;
    auto const die = from.below(100);  // now and then an end of another kind
    auto const by = die < 3   ? range_by::index
                    : die < 6 ? range_by::score
                    : die < 9 ? range_by::lex
                              : from.ranges_by();
    if (by == range_by::index) return sample<role::index>::draw(from);
    if (by == range_by::lex) return sample<role::lex_end>::draw(from);
    return sample<role::score_end>::draw(from);
  }
};
template <>
struct sample<role::new_stream_id> : detail::id_sample {
  static held draw(source& from) {
    if (from.chance(4)) return std::string(from.one_of(pool::odd_ids));
    if (from.below(300) == 0) return std::string(from.one_of(pool::last_ids));
    return from.chance(96) ? from.next_id() : std::string(from.one_of(pool::ids));
  }
};
template <>
struct sample<role::entry_id> : detail::id_sample {
  static held draw(source& from) {
    if (from.chance(4)) return std::string(from.one_of(pool::odd_ids));
    if (from.chance(8)) return from.next_id();
    return from.chance(92) ? from.near_id()
                           : std::string(from.mostly(pool::ids, pool::last_ids, 25));
  }
};
template <>
struct sample<role::stream_range_end> : detail::id_sample {
  static held draw(source& from) {
    using namespace std::string_view_literals;
    static constexpr std::array odd{"(-"sv, "("sv, "(x"sv, "(+"sv};
    if (from.chance(3)) return std::string(from.one_of(odd));
    bool const high = from.is_high_end();
    if (from.chance(50)) return high ? "+" : "-";
    std::string const id = sample<role::entry_id>::draw(from);
    return from.chance(25) ? '(' + id : id;
  }
};

template <>
struct sample<role::delivered_id> : detail::id_sample {
  static held draw(source& from) {
    if (from.chance(75)) return from.chance(75) ? "0" : "$";
    return sample<role::entry_id>::draw(from);
  }
};
/// What XREADGROUP reads after.
struct asked_id : role::of<redlite::stream_id_text> {};
template <>
struct sample<asked_id> : detail::id_sample {
  static held draw(source& from) {
    return from.chance(75) ? ">" : sample<role::delivered_id>::draw(from);
  }
};

/// Groups of two.
template <class Group, class First, class Second>
struct pair_sample {
  using held = std::pair<typename sample<First>::held, typename sample<Second>::held>;
  static held draw(source& from) {
    auto first = sample<First>::draw(from);  // named: the order of draws is part of the seed
    return {std::move(first), sample<Second>::draw(from)};
  }
  static Group lend(held const& kept) {
    return {sample<First>::lend(kept.first), sample<Second>::lend(kept.second)};
  }
  static std::string spell(held const& kept) { return '{' + spell_apart(kept) + '}'; }
  static std::string spell_apart(held const& kept) {
    return sample<First>::spell(kept.first) + ", " + sample<Second>::spell(kept.second);
  }
};
template <>
struct sample<redlite::field_value> : pair_sample<redlite::field_value, role::field, role::value> {
};
template <>
struct sample<redlite::key_value> : pair_sample<redlite::key_value, role::key, role::value> {};
template <>
struct sample<redlite::score_member>
    : pair_sample<redlite::score_member, role::score, role::member> {};
template <>
struct sample<redlite::key_id> : pair_sample<redlite::key_id, role::key, role::entry_id> {};
template <>
struct sample<redlite::key_group_id> : pair_sample<redlite::key_group_id, role::key, asked_id> {};

/// One or several, now and then none.
template <class Each>
  requires drawable<Each>
struct sample<role::repeated<Each>> {
  using held = std::vector<typename sample<Each>::held>;
  using element = typename Each::role_type;
  static held draw(source& from) {
    // One group seldom reads several streams: all of them must have it.
    constexpr std::uint64_t alone = std::is_same_v<Each, redlite::key_group_id> ? 80 : 50;
    std::size_t const most = from.chance(alone) ? 1 : 4;
    std::size_t const size = !from.now().lists ? 1 : from.chance(1) ? 0 : 1 + from.below(most);
    held all;
    for (std::size_t i = 0; i < size; ++i) all.push_back(sample<Each>::draw(from));
    from.listed(size);
    return all;
  }
  static std::vector<element> lend(held const& kept) {
    std::vector<element> all;
    for (auto const& one : kept) all.push_back(element(sample<Each>::lend(one)));
    return all;
  }
  static std::string spell(held const& kept) {
    if (kept.size() == 1) {
      if constexpr (requires { sample<Each>::spell_apart(kept[0]); }) {
        return sample<Each>::spell_apart(kept[0]);
      } else {
        return sample<Each>::spell(kept[0]);
      }
    }
    std::string all = "{";
    for (auto const& one : kept) all += (all.size() > 1 ? ", " : "") + sample<Each>::spell(one);
    return all + '}';
  }
  /// One element less.
  static std::vector<held> simpler(held const& kept) {
    std::vector<held> all;
    for (std::size_t i = 0; kept.size() > 1 && i < kept.size(); ++i) {
      all.push_back(kept);
      all.back().erase(all.back().begin() + static_cast<std::ptrdiff_t>(i));
    }
    return all;
  }
};
template <class Each>
  requires drawable<Each>
struct sample<role::counted<Each>> : sample<role::repeated<Each>> {};

/// A word of an enumeration.
template <class Enum>
struct sample<role::choice<Enum>> : detail::lent_as_is<Enum> {
  static Enum draw(source& from) { return from.one_of(redlite::words_of<Enum>).value; }
  static std::string spell(Enum kept) {
    return [&]<std::size_t... At>(std::index_sequence<At...>) {
      std::string name;
      ((redlite::words_of<Enum>[At].value == kept
            ? void(name = detail::name_of<redlite::words_of<Enum>[At].value>())
            : void()),
       ...);
      return name;
    }(std::make_index_sequence<redlite::words_of<Enum>.size()>{});
  }
};

/// Tags say themselves.
template <class Tag>
  requires(std::is_empty_v<Tag> && requires { std::string_view(Tag::word); })
struct sample<Tag> : detail::lent_as_is<Tag> {
  static Tag draw(source&) { return {}; }
  static std::string spell(Tag) { return std::string(detail::type_name<Tag>()) + "{}"; }
};

}  // namespace kvbench::testing
