// redlite/sqlite/wal_index.hpp: has another connection committed since this snapshot was taken?
//
// Floor: sqlite. Reads the write-ahead log's shared index header, which every commit changes, so
// that a read transaction can be held across commands and yet be renewed the moment it is stale.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/sqlite/connection.hpp>  // connection

#include <sqlite3.h>  // sqlite3_io_methods::xShmMap

#include <array>    // the header
#include <atomic>   // std::atomic_ref
#include <cstdint>  // std::uint32_t

namespace redlite::sqlite {

/// The first copy of the index header, twelve 32-bit words: version, unused, change counter,
/// flags and page size, last valid frame, page count, frame checksum (2), salt (2), own checksum
/// (2). Source  sqlite.org/walformat.html, "The WAL-Index Header"
class wal_index {
 public:
  explicit wal_index(const connection& at) : at_(&at) {}

  /// Remembers the header as it is now. Called before the first read of a transaction, which takes
  /// its snapshot later: a commit in between then looks like a change, never like none.
  void remember() noexcept { seen_ = current(); }

  /// Yields  whether nothing was committed since `remember`. False where that cannot be told.
  [[nodiscard]] bool unchanged() noexcept { return header_ != nullptr && seen_ == current(); }

 private:
  using words = std::array<std::uint32_t, 12>;

  words current() noexcept {
    if (header_ == nullptr) map();
    words now{};
    if (header_ == nullptr) return now;
    for (std::size_t i = 0; i < now.size(); ++i) {
      now[i] = std::atomic_ref<std::uint32_t>(header_[i]).load(std::memory_order_acquire);
    }
    return now;
  }

  void map() noexcept {
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(at_->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK)
      return;
    if (file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < 2) return;
    constexpr int region_bytes = 32 * 1024;
    volatile void* region = nullptr;
    if (file->pMethods->xShmMap(file, 0, region_bytes, 0, &region) != SQLITE_OK) return;
    header_ = static_cast<std::uint32_t*>(const_cast<void*>(region));
  }

  const connection* at_;
  std::uint32_t* header_ = nullptr;
  words seen_{};
};

}  // namespace redlite::sqlite
