// redlite/sqlite/function.hpp: a function of ours that SQL on one connection may call.
//
// Floor: sqlite.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/sqlite/connection.hpp>  // connection

#include <sqlite3.h>  // functions

#include <cstddef>      // std::size_t
#include <cstdint>      // std::int64_t
#include <string_view>  // bytes

namespace redlite::sqlite {

/// From a number and bytes to a number; it throws nothing.
using number_function = std::int64_t (*)(std::int64_t, std::string_view) noexcept;

/// Lends `Function` to the connection, under a name, until it is closed.
template <number_function Function>
void lend(connection& at, const char* name) {
  const auto call = [](sqlite3_context* context, int, sqlite3_value** given) {
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(given[1]));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(given[1]));
    const std::string_view all =
        bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
    sqlite3_result_int64(context, Function(sqlite3_value_int64(given[0]), all));
  };
  at.check(sqlite3_create_function_v2(at.handle(), name, 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                      nullptr, call, nullptr, nullptr, nullptr));
}

}  // namespace redlite::sqlite
