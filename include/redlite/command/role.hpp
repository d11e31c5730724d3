// redlite/command/role.hpp: what an argument of a command means.
//
// Floor: command. A role says what bytes or number the argument is and which C++ type carries it;
// who encodes, parses, draws or checks arguments asks the role, never the command.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/many.hpp>       // many: repeated roles
#include <redlite/command/stream_id.hpp>  // stream_id_text
#include <redlite/core/decimal.hpp>       // decimal

#include <concepts>     // concepts
#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <string_view>  // std::string_view
#include <variant>      // bound

namespace redlite {

/// The arguments that come in groups; each is a role of its own.
struct field_value {
  using role_type = field_value;
  std::string_view field;
  std::string_view value;
};
struct key_value {
  using role_type = key_value;
  std::string_view key;
  std::string_view value;
};
struct score_member {
  using role_type = score_member;
  double score = 0;
  std::string_view member;
};
/// A point on the earth, in degrees, and its name.
struct geo_member {
  using role_type = geo_member;
  double longitude = 0;
  double latitude = 0;
  std::string_view member;
};
/// A stream and the id after which to read; "$" is its last id now.
struct key_id {
  using role_type = key_id;
  std::string_view key;
  stream_id_text id;
};

/// A stream and what its group's consumer wants of it: ">", what nobody of the group was given, or
/// an id after which to read what the consumer was given and has not acknowledged.
struct key_group_id {
  using role_type = key_group_id;
  std::string_view key;
  stream_id_text id;
};

/// An end of a range: an index, a score, or Redis' text for one ("(1.5", "-inf", "[a", "+").
class bound {
 public:
  template <std::integral Integer>
  bound(Integer index) noexcept : value_(static_cast<std::int64_t>(index)) {}
  bound(double score) noexcept : value_(score) {}
  template <class Text>
    requires std::convertible_to<const Text&, std::string_view>
  bound(const Text& text) noexcept : value_(std::string_view(text)) {}

  [[nodiscard]] const std::variant<std::int64_t, double, std::string_view>& value() const noexcept {
    return value_;
  }

 private:
  std::variant<std::int64_t, double, std::string_view> value_;
};

/// A word that the protocol wants where C++ needs none: `literal<"STREAMS">`.
template <std::size_t Size>
struct fixed_text {
  consteval fixed_text(const char (&text)[Size]) {
    for (std::size_t i = 0; i < Size; ++i) characters[i] = text[i];
  }
  [[nodiscard]] constexpr std::string_view view() const { return {characters, Size - 1}; }
  char characters[Size]{};
};

/// Asks ZRANGE and its kin for the scores too: `db.zrange("z", 0, -1, redlite::with_scores)`.
struct with_scores_tag {
  using role_type = with_scores_tag;
  static constexpr std::string_view word = "WITHSCORES";
};
inline constexpr with_scores_tag with_scores{};

/// Asks ZADD to add to the score and yield it: `db.zadd("z", redlite::increment, 2.5, "m")`.
struct increment_tag {
  using role_type = increment_tag;
  static constexpr std::string_view word = "INCR";
};
inline constexpr increment_tag increment{};

/// Asks SET for the value that was there: `db.set("k", "v", redlite::get_previous)`.
struct get_previous_tag {
  using role_type = get_previous_tag;
  static constexpr std::string_view word = "GET";
};
inline constexpr get_previous_tag get_previous{};

namespace role {

template <class Type>
struct of {
  using role_type = Type;
};

struct key : of<std::string_view> {};
struct value : of<std::string_view> {};
struct field : of<std::string_view> {};
struct member : of<std::string_view> {};
struct score : of<double> {};
struct longitude : of<double> {};                 // in degrees
struct latitude : of<double> {};                  // in degrees
struct index : of<std::int64_t> {};               // negative counts from the end
struct count : of<std::int64_t> {};               // how many elements
struct delta : of<std::int64_t> {};               // what is added
struct real_delta : of<decimal> {};               // what is added to a float
struct seconds : of<std::int64_t> {};             // a time to live
struct milliseconds : of<std::int64_t> {};        // a time to live
struct unix_seconds : of<std::int64_t> {};        // a moment
struct unix_milliseconds : of<std::int64_t> {};   // a moment
struct byte_offset : of<std::int64_t> {};         // within a string
struct bit_offset : of<std::int64_t> {};          // within a string
struct bit : of<std::int64_t> {};                 // 0 or 1
struct cursor : of<std::uint64_t> {};             // where SCAN goes on, 0 to begin
struct database : of<std::int64_t> {};            // 0 to 15
struct pattern : of<std::string_view> {};         // a glob: "user:*"
struct payload : of<std::string_view> {};         // what DUMP yields
struct group : of<std::string_view> {};           // of a stream's consumers
struct consumer : of<std::string_view> {};        // in a group
struct lex_end : of<std::string_view> {};         // "[a", "(a", "-", "+"
struct range_end : of<bound> {};                  // an index, score or lexical end of a range
struct score_end : of<bound> {};                  // a score end of a range
struct new_stream_id : of<stream_id_text> {};     // "*", "5-*", "5-1"
struct entry_id : of<stream_id_text> {};          // "5-1"
struct delivered_id : of<stream_id_text> {};      // what a group was given: "5-1", "$" for all
struct stream_range_end : of<stream_id_text> {};  // "-", "+", "5", "(5-1"

/// One or more of a role.
template <class Role>
struct repeated : of<many<typename Role::role_type>> {
  using each = Role;
};

/// The same with their number before them, as ZUNION wants its keys.
template <class Role>
struct counted : of<many<typename Role::role_type>> {
  using each = Role;
};

/// A value of an enumeration that `words_of` names.
template <class Enum>
struct choice : of<Enum> {};

/// A word that is always there on the wire and never in C++.
template <fixed_text Text>
struct literal : of<void> {
  static constexpr std::string_view word = Text.view();
};

/// An option struct; in C++ it comes last and may be left out.
template <class Options>
struct options : of<Options> {
  using option_type = Options;
};

}  // namespace role

template <class T>
concept argument_role = requires { typename T::role_type; };

template <class T>
inline constexpr bool is_repeated = false;
template <class Role>
inline constexpr bool is_repeated<role::repeated<Role>> = true;
template <class Role>
inline constexpr bool is_repeated<role::counted<Role>> = true;

template <class T>
inline constexpr bool is_literal = false;
template <fixed_text Text>
inline constexpr bool is_literal<role::literal<Text>> = true;

template <class T>
inline constexpr bool is_options = false;
template <class Options>
inline constexpr bool is_options<role::options<Options>> = true;

/// How a parameter of a role is declared: views and numbers by value, lists and options by
/// reference.
template <class Role>
struct parameter_of {
  using type = typename Role::role_type;
};
template <class Role>
  requires(is_repeated<Role> || is_options<Role>)
struct parameter_of<Role> {
  using type = const typename Role::role_type&;
};
template <class Role>
using parameter = typename parameter_of<Role>::type;

}  // namespace redlite
