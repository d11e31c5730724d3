// redlite/sqlite/statement.hpp: a statement prepared once, at its first use, and then kept.
//
// Floor: sqlite. Arguments are bound by view: they must outlive the rows.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/sqlite/connection.hpp>  // connection

#include <sqlite3.h>  // statements

#include <concepts>     // std::integral
#include <cstdint>      // std::int64_t
#include <string_view>  // bytes
#include <utility>      // std::exchange

namespace redlite::sqlite {

/// An argument that may be NULL. No std::optional: g++ 12 warns of an empty one's integer.
struct nullable_integer {
  std::int64_t value = 0;
  bool null = true;
};

/// The rows of a running statement; going out of scope ends it.
class rows {
 public:
  rows(sqlite3_stmt* statement, const connection& at) noexcept : statement_(statement), at_(&at) {}
  rows(rows&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)), at_(other.at_) {}
  rows& operator=(rows&&) = delete;
  ~rows() {
    if (statement_ != nullptr) sqlite3_reset(statement_);
  }

  /// Yields  whether there is a further row.
  bool next() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    throw_result(at_->handle(), result);
  }

  [[nodiscard]] std::int64_t integer(int column) const noexcept {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] double real(int column) const noexcept {
    return sqlite3_column_double(statement_, column);
  }
  [[nodiscard]] bool null(int column) const noexcept {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  /// Yields  a view that lives until the next row.
  [[nodiscard]] std::string_view bytes(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data == nullptr ? std::string_view()
                           : std::string_view(static_cast<const char*>(data), size);
  }

 private:
  sqlite3_stmt* statement_;
  const connection* at_;
};

class statement {
 public:
  statement(connection& at, const char* sql) noexcept : at_(&at), sql_(sql) {}
  statement(const statement&) = delete;
  statement& operator=(const statement&) = delete;
  ~statement() { sqlite3_finalize(prepared_); }

  /// Yields  the rows for these arguments, bound to ?1, ?2 ...
  template <class... Arguments>
  [[nodiscard]] rows operator()(const Arguments&... arguments) {
    if (prepared_ == nullptr) prepare();
    int index = 0;
    (bind(++index, arguments), ...);
    return rows(prepared_, *at_);
  }

  /// Runs it to its end.
  /// Yields  how many rows it changed.
  template <class... Arguments>
  std::int64_t run(const Arguments&... arguments) {
    auto all = (*this)(arguments...);
    while (all.next()) {
    }
    return at_->changes();
  }

 private:
  void prepare() {
    at_->check(sqlite3_prepare_v3(at_->handle(), sql_, -1, SQLITE_PREPARE_PERSISTENT, &prepared_,
                                  nullptr));
  }

  void bind(int index, std::integral auto value) {
    at_->check(sqlite3_bind_int64(prepared_, index, static_cast<sqlite3_int64>(value)));
  }
  void bind(int index, double value) { at_->check(sqlite3_bind_double(prepared_, index, value)); }
  void bind(int index, std::string_view bytes) {
    at_->check(sqlite3_bind_blob64(prepared_, index, bytes.data() == nullptr ? "" : bytes.data(),
                                   bytes.size(), SQLITE_STATIC));
  }
  void bind(int index, const nullable_integer& number) {
    if (number.null) {
      at_->check(sqlite3_bind_null(prepared_, index));
    } else {
      bind(index, number.value);
    }
  }

  connection* at_;
  const char* sql_;
  sqlite3_stmt* prepared_ = nullptr;
};

}  // namespace redlite::sqlite
