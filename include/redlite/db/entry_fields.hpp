// redlite/db/entry_fields.hpp: a stream entry's fields as one run of bytes.
//
// Floor: db. Each string is its length (7 bits a byte, low first, high bit: more follows), then its
// bytes; field, value, field, value. docs/schema.md describes it for other readers of the file.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/role.hpp>  // field_value, many
#include <redlite/core/error.hpp>    // error

#include <cstddef>      // std::size_t
#include <string>       // bytes
#include <string_view>  // bytes
#include <utility>      // std::pair
#include <vector>       // fields

namespace redlite::detail {

inline void pack_one(std::string& to, std::string_view bytes) {
  std::size_t rest = bytes.size();
  while (rest >= 0x80) {
    to.push_back(static_cast<char>((rest & 0x7f) | 0x80));
    rest >>= 7;
  }
  to.push_back(static_cast<char>(rest));
  to.append(bytes);
}

inline std::string pack_fields(const many<field_value>& fields) {
  std::size_t size = 0;
  for (const auto& [field, value] : fields) size += field.size() + value.size() + 10;
  std::string packed;
  packed.reserve(size);
  for (const auto& [field, value] : fields) {
    pack_one(packed, field);
    pack_one(packed, value);
  }
  return packed;
}

/// Errors  not_a_store where the bytes are cut short.
inline std::string_view unpack_one(std::string_view& from) {
  std::size_t size = 0;
  int shift = 0;
  bool more = true;
  while (more) {
    if (from.empty() || shift > 56)
      throw error(errc::not_a_store, "ERR a stream entry in the store's file is damaged");
    const auto byte = static_cast<unsigned char>(from.front());
    from.remove_prefix(1);
    size |= static_cast<std::size_t>(byte & 0x7f) << shift;
    shift += 7;
    more = (byte & 0x80) != 0;
  }
  if (size > from.size())
    throw error(errc::not_a_store, "ERR a stream entry in the store's file is damaged");
  const std::string_view bytes = from.substr(0, size);
  from.remove_prefix(size);
  return bytes;
}

inline std::vector<std::pair<std::string, std::string>> unpack_fields(std::string_view packed) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!packed.empty()) {
    const std::string_view field = unpack_one(packed);
    const std::string_view value = unpack_one(packed);
    fields.emplace_back(field, value);
  }
  return fields;
}

}  // namespace redlite::detail
