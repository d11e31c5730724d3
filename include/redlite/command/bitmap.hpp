// redlite/command/bitmap.hpp: the commands on the bits of strings.
//
// Floor: command. Says what each command is; how it is computed is db/. Bit 0 is the highest of the
// first byte.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/bitfield_operation.hpp>  // the steps of BITFIELD
#include <redlite/command/member.hpp>              // REDLITE_COMMAND, roles, reply kinds
#include <redlite/command/words.hpp>               // choices on the wire

#include <array>  // words

namespace redlite {

/// What the ends of a range count.
enum class bit_unit { byte, bit };
template <>
inline constexpr auto words_of<bit_unit> =
    std::array{word{"BYTE", bit_unit::byte}, word{"BIT", bit_unit::bit}};

enum class bit_operation { and_, or_, xor_, not_ };
template <>
inline constexpr auto words_of<bit_operation> =
    std::array{word{"AND", bit_operation::and_}, word{"OR", bit_operation::or_},
               word{"XOR", bit_operation::xor_}, word{"NOT", bit_operation::not_}};

namespace role {
struct bitfield_step : of<bitfield_operation> {};
}  // namespace role

namespace cmd {
using namespace reply;
using namespace role;

/// Sets a bit, zeros filling what lies between the end of the string and it.
/// Yields  what it was.
/// Errors  out_of_range for an offset from 2^32 on, and for a bit that is neither 0 nor 1;
///         wrong_type.
/// Cost    O(log keys + length), one transaction.
REDLITE_COMMAND(setbit, "SETBIT", write, integer(key, bit_offset, bit))

/// Yields  the bit, 0 beyond the end.
/// Errors  out_of_range for an offset from 2^32 on; wrong_type.
/// Cost    O(log keys + length).
REDLITE_COMMAND(getbit, "GETBIT", read, integer(key, bit_offset))

/// How many bits are 1, in all of the string or from one end to the other, both included.
/// Errors  wrong_type.
/// Cost    O(log keys + length).
/// Source  redis.io/commands/bitcount (BYTE and BIT since 7.0.0)
REDLITE_COMMAND(bitcount, "BITCOUNT", read, integer(key), integer(key, index, index),
                integer(key, index, index, choice<bit_unit>))

/// Where the first bit of that kind is.
/// Yields  -1 where there is none; a 0 is found after the end, unless an end was given.
/// Errors  out_of_range for a bit that is neither 0 nor 1; wrong_type.
/// Cost    O(log keys + length).
/// Source  redis.io/commands/bitpos (BYTE and BIT since 7.0.0)
REDLITE_COMMAND(bitpos, "BITPOS", read, integer(key, bit), integer(key, bit, index),
                integer(key, bit, index, index), integer(key, bit, index, index, choice<bit_unit>))

/// Combines strings bit by bit, shorter ones filled up with zeros, and stores the result at the
/// first key; an empty result removes it.
/// Yields  the length of the result in bytes.
/// Errors  generic for NOT of several; wrong_type.
/// Cost    O(keys * (log keys + length)), one transaction.
REDLITE_COMMAND(bitop, "BITOP", write, integer(choice<bit_operation>, key, repeated<key>))

/// Reads and writes integers of any width anywhere in a string, in order.
/// Yields  a number for each operation, nothing where it overflowed and should fail.
/// Errors  out_of_range for an offset from 2^32 on; wrong_type.
/// Cost    O(log keys + length + operations), one transaction.
REDLITE_COMMAND(bitfield, "BITFIELD", write, array<maybe<integer>>(key, repeated<bitfield_step>),
                array<maybe<integer>>(key))

/// The same where nothing is written.
/// Errors  generic for operations that write.
/// Cost    O(log keys + length + operations).
REDLITE_COMMAND(bitfield_ro, "BITFIELD_RO", read,
                array<maybe<integer>>(key, repeated<bitfield_step>), array<maybe<integer>>(key))

}  // namespace cmd

using bitmap_commands = type_list<cmd::setbit, cmd::getbit, cmd::bitcount, cmd::bitpos, cmd::bitop,
                                  cmd::bitfield, cmd::bitfield_ro>;

}  // namespace redlite
