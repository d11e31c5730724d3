// redlite/db/bitmap.hpp: the bits of strings.
//
// Floor: db. A change reads the string whole and writes it whole.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/bitmap.hpp>    // the commands
#include <redlite/core/error.hpp>        // error
#include <redlite/db/bits.hpp>           // bits within bytes
#include <redlite/db/store.hpp>          // store
#include <redlite/db/string_values.hpp>  // string_values

#include <algorithm>    // std::max
#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys
#include <utility>      // std::move
#include <vector>       // replies

namespace redlite::detail {

class bitmaps {
 public:
  explicit bitmaps(store& at) : at_(at), values_(at) {}

  std::int64_t run(cmd::setbit, std::string_view key, std::int64_t offset, std::int64_t bit) {
    bitfield_offset::check(offset);
    if (bit != 0 && bit != 1)
      throw error(errc::out_of_range, "ERR bit is not an integer or out of range");
    auto old = values_.get(key);
    const bool there = old.has_value();
    std::string bytes = std::move(old).value_or("");
    const bool grew = grow(bytes, offset);
    const bool before = bit_at(bytes, offset);
    set_bit_at(bytes, offset, bit == 1);
    if (grew || before != (bit == 1)) values_.change(key, bytes, there);
    return before ? 1 : 0;
  }

  std::int64_t run(cmd::getbit, std::string_view key, std::int64_t offset) {
    bitfield_offset::check(offset);
    return values_.with(key, [&](const std::optional<std::string_view>& bytes) {
      return bit_at(bytes.value_or(""), offset) ? 1 : 0;
    });
  }

  std::int64_t run(cmd::bitcount, std::string_view key) {
    return values_.with(key, [](const std::optional<std::string_view>& found) {
      const std::string_view bytes = found.value_or("");
      return count_bits(bytes, 0, bits_of(bytes));
    });
  }
  std::int64_t run(cmd::bitcount, std::string_view key, std::int64_t first, std::int64_t last) {
    return run(cmd::bitcount{}, key, first, last, bit_unit::byte);
  }
  std::int64_t run(cmd::bitcount, std::string_view key, std::int64_t first, std::int64_t last,
                   bit_unit unit) {
    return values_.with(key, [&](const std::optional<std::string_view>& found) -> std::int64_t {
      if (!found || (first < 0 && last < 0 && first > last)) return 0;
      const range bits = range_of(*found, first, last, unit);
      return count_bits(*found, bits.first, bits.end);
    });
  }

  std::int64_t run(cmd::bitpos, std::string_view key, std::int64_t bit) {
    return position(key, bit, 0, std::nullopt, bit_unit::byte);
  }
  std::int64_t run(cmd::bitpos, std::string_view key, std::int64_t bit, std::int64_t first) {
    return position(key, bit, first, std::nullopt, bit_unit::byte);
  }
  std::int64_t run(cmd::bitpos, std::string_view key, std::int64_t bit, std::int64_t first,
                   std::int64_t last) {
    return position(key, bit, first, last, bit_unit::byte);
  }
  std::int64_t run(cmd::bitpos, std::string_view key, std::int64_t bit, std::int64_t first,
                   std::int64_t last, bit_unit unit) {
    return position(key, bit, first, last, unit);
  }

  std::int64_t run(cmd::bitop, bit_operation operation, std::string_view destination,
                   const many<std::string_view>& keys) {
    if (operation == bit_operation::not_ && keys.size() != 1)
      throw error(errc::generic, "ERR BITOP NOT must be called with a single source key.");
    std::vector<std::string> operands;
    std::size_t longest = 0;
    for (const std::string_view key : keys) {
      operands.push_back(values_.get(key).value_or(""));
      longest = std::max(longest, operands.back().size());
    }
    for (std::string& operand : operands) operand.resize(longest);
    std::string result = std::move(operands.front());
    for (std::size_t i = 1; i < operands.size(); ++i) combine(operation, result, operands[i]);
    if (operation == bit_operation::not_) {
      for (char& byte : result) byte = static_cast<char>(~byte);
    }
    if (result.empty()) {
      at_.drop(destination);
    } else {
      values_.put(destination, result);
    }
    return static_cast<std::int64_t>(result.size());
  }

  using numbers = std::vector<std::optional<std::int64_t>>;

  numbers run(cmd::bitfield, std::string_view key, const many<bitfield_operation>& operations) {
    const std::int64_t highest = highest_written(operations);
    if (highest < 0) return read_all(key, operations);
    auto old = values_.get(key);
    const bool there = old.has_value();
    std::string bytes = std::move(old).value_or("");
    bool changed = grow(bytes, highest);
    numbers replies;
    bitfield_overflow how = bitfield_overflow::wrap;
    for (const bitfield_operation& each : operations) {
      if (each.action == bitfield_action::overflow) {
        how = each.overflows;
      } else {
        replies.push_back(apply(bytes, each, how, changed));
      }
    }
    if (changed) values_.change(key, bytes, there);
    return replies;
  }
  numbers run(cmd::bitfield, std::string_view key) { return read_all(key, {}); }

  numbers run(cmd::bitfield_ro, std::string_view key, const many<bitfield_operation>& operations) {
    if (highest_written(operations) >= 0)
      throw error(errc::generic, "ERR BITFIELD_RO only supports the GET subcommand");
    return read_all(key, operations);
  }
  numbers run(cmd::bitfield_ro, std::string_view key) { return read_all(key, {}); }

 private:
  struct range {
    std::int64_t first;  // bits
    std::int64_t end;    // not included
  };

  static std::int64_t bits_of(std::string_view bytes) noexcept {
    return static_cast<std::int64_t>(bytes.size()) * 8;
  }

  /// Adds zeros up to the bit. Yields whether there were any to add.
  static bool grow(std::string& bytes, std::int64_t bit) {
    const std::size_t needed = static_cast<std::size_t>(bit >> 3) + 1;
    if (bytes.size() >= needed) return false;
    bytes.resize(needed);
    return true;
  }

  /// Redis' ends: negative ones count from the end, and none lies before the first or after the
  /// last.
  static range range_of(std::string_view bytes, std::int64_t first, std::int64_t last,
                        bit_unit unit) noexcept {
    const std::int64_t width = unit == bit_unit::byte ? 8 : 1;
    const std::int64_t units = bits_of(bytes) / width;
    if (first < 0) first = std::max<std::int64_t>(units + first, 0);
    if (last < 0) last = std::max<std::int64_t>(units + last, 0);
    last = std::min(last, units - 1);
    if (first > last) return {0, 0};
    return {first * width, (last + 1) * width};
  }

  std::int64_t position(std::string_view key, std::int64_t bit, std::int64_t first,
                        std::optional<std::int64_t> last, bit_unit unit) {
    if (bit != 0 && bit != 1)
      throw error(errc::out_of_range, "ERR The bit argument must be 1 or 0.");
    return values_.with(key, [&](const std::optional<std::string_view>& found) -> std::int64_t {
      if (!found) return bit == 1 ? -1 : 0;
      const range bits = range_of(*found, first, last.value_or(-1), unit);
      const std::int64_t at = find_bit(*found, bit == 1, bits.first, bits.end);
      // Without an end the string goes on as zeros; an empty range has none.
      const bool zeros_follow = bit == 0 && !last && bits.first < bits.end;
      return at < 0 && zeros_follow ? bits.end : at;
    });
  }

  static void combine(bit_operation operation, std::string& into, std::string_view with) {
    for (std::size_t i = 0; i < into.size(); ++i) {
      switch (operation) {
        case bit_operation::and_:
          into[i] = static_cast<char>(into[i] & with[i]);
          break;
        case bit_operation::or_:
          into[i] = static_cast<char>(into[i] | with[i]);
          break;
        case bit_operation::xor_:
          into[i] = static_cast<char>(into[i] ^ with[i]);
          break;
        case bit_operation::not_:
          break;
      }
    }
  }

  /// Yields  the last bit that the operations write, or -1.
  /// Errors  out_of_range.
  static std::int64_t highest_written(const many<bitfield_operation>& operations) {
    std::int64_t highest = -1;
    for (const bitfield_operation& each : operations) {
      if (each.action == bitfield_action::overflow) continue;
      const std::int64_t last = each.offset.bit(each.type.bits()) + each.type.bits() - 1;
      if (each.action != bitfield_action::get) highest = std::max(highest, last);
    }
    return highest;
  }

  /// Sets `changed` where it is another number now.
  static std::optional<std::int64_t> apply(std::string& bytes, const bitfield_operation& operation,
                                           bitfield_overflow how, bool& changed) {
    const std::int64_t at = operation.offset.bit(operation.type.bits());
    const std::int64_t old = read_number(bytes, operation.type, at);
    if (operation.action == bitfield_action::get) return old;
    const bool adds = operation.action == bitfield_action::incrby;
    const auto made = adds ? add_within(operation.type, old, operation.value, how)
                           : add_within(operation.type, operation.value, 0, how);
    if (!made) return std::nullopt;
    write_number(bytes, operation.type, at, *made);
    changed = changed || *made != old;
    return adds ? *made : old;
  }

  numbers read_all(std::string_view key, const many<bitfield_operation>& operations) {
    return values_.with(key, [&](const std::optional<std::string_view>& bytes) {
      numbers replies;
      for (const bitfield_operation& each : operations) {
        if (each.action == bitfield_action::overflow) continue;
        replies.emplace_back(
            read_number(bytes.value_or(""), each.type, each.offset.bit(each.type.bits())));
      }
      return replies;
    });
  }

  store& at_;
  string_values values_;
};

}  // namespace redlite::detail
