// redlite/db/transaction.hpp: the commands inside db::atomically.
//
// Floor: db, the facade.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/table.hpp>  // members
#include <redlite/db/engine.hpp>      // engine

#include <cstdint>  // std::int64_t

namespace redlite {

/// What `db::atomically` passes to its function: every command, as a member, within the one
/// transaction. It is of no use after that function has returned.
class transaction : public members<transaction> {
 public:
  transaction(detail::engine& at, std::int64_t database) : at_(at), database_(database) {}
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;

  template <class Command, class Signature, class... Arguments>
  typename Signature::result execute(const Arguments&... arguments) {
    at_.store().begin_command(database_);
    struct after {
      transaction& at;
      ~after() { at.database_ = at.at_.store().database(); }
    } selected{*this};
    return at_.template execute<Command, Signature>(arguments...);
  }

  /// Yields  the database that is selected.
  [[nodiscard]] std::int64_t database() const noexcept { return database_; }

 private:
  detail::engine& at_;
  std::int64_t database_;
};

}  // namespace redlite
