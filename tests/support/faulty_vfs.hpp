// tests/support/faulty_vfs.hpp: a disk that fails one write or flush, or loses its power there.
//
// Floor: tests. On top of SQLite's default VFS, which it replaces while it lives. It knows of each
// file what a flush has made durable and what was written since. Shared memory and locks pass
// through; that a file is there or gone is durable at once, as on a journalling file system.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>  // the VFS

#include <cstdint>   // std::uint64_t
#include <cstdio>    // std::remove
#include <fstream>   // what is left on the disk
#include <iterator>  // a file's bytes
#include <map>       // files by path
#include <new>       // placement
#include <string>    // bytes
#include <vector>    // what was written since the last flush

#include <kvbench/core/random.hpp>  // what a power cut leaves

namespace support {

enum class fault {
  fail,  // the operation is refused, as a bad sector is; all others work
  full,  // the same with the disk full
  tear,  // the power goes in the middle of it: of what was not flushed, any part is there
  drop   // the power goes before it, and nothing that was not flushed is there
};

class faulty_vfs {
 public:
  faulty_vfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    vfs_.zName = "faulty";
    vfs_.szOsFile = static_cast<int>(sizeof(file)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = &open;
    vfs_.xDelete = &remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  faulty_vfs(const faulty_vfs&) = delete;
  faulty_vfs& operator=(const faulty_vfs&) = delete;
  ~faulty_vfs() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }

  /// The `number`th write, truncation or flush from now on meets the fault; 0: none does.
  void arm(fault what, std::uint64_t number) {
    what_ = what;
    left_ = number;
    met_ = false;
  }
  [[nodiscard]] bool met() const noexcept { return met_; }
  /// Whether the power is gone: nothing works any more.
  [[nodiscard]] bool dead() const noexcept { return dead_; }

  /// After a power cut, with every file closed: writes what the disk still has, and starts anew.
  void restore(std::uint64_t seed) {
    kvbench::random_stream random(seed);
    for (auto& [path, at] : disk_) {
      for (const change& one : at.pending) {
        if (what_ == fault::drop) break;
        const std::uint64_t fate = random.below(4);
        if (fate == 0) continue;
        change part = one;
        if (fate == 1 && !part.truncates) part.bytes.resize(random.below(part.bytes.size() + 1));
        part.apply(at.durable);
      }
      std::ofstream(path, std::ios::binary | std::ios::trunc) << at.durable;
      std::remove((path + "-shm").c_str());
    }
    disk_.clear();
    dead_ = false;
    left_ = 0;
  }

 private:
  struct change {
    sqlite3_int64 offset;
    std::string bytes;
    bool truncates = false;

    void apply(std::string& to) const {
      const auto start = static_cast<std::size_t>(offset);
      if (truncates) return to.resize(start);
      if (to.size() < start + bytes.size()) to.resize(start + bytes.size());
      to.replace(start, bytes.size(), bytes);
    }
  };
  struct contents {
    std::string durable;
    std::vector<change> pending;
  };
  struct file {
    sqlite3_file base;
    faulty_vfs* at;
    contents* kept;  // null for a file that no power cut outlives
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  static file& of(sqlite3_file* one) { return *reinterpret_cast<file*>(one); }
  static sqlite3_file* real(sqlite3_file* one) { return of(one).real(); }

  /// Yields  whether the operation that begins now meets the fault.
  bool meets_fault() {
    if (left_ == 0 || --left_ != 0) return false;
    met_ = true;
    dead_ = what_ == fault::tear || what_ == fault::drop;
    return true;
  }
  [[nodiscard]] int refusal(int code) const {
    return what_ == fault::full && !dead_ ? SQLITE_FULL : code;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* made, int flags, int* got) {
    auto& self = *static_cast<faulty_vfs*>(vfs->pAppData);
    auto* one = new (made) file{};
    if (self.dead_) return SQLITE_CANTOPEN;
    const int result = self.real_->xOpen(self.real_, name, one->real(), flags, got);
    if (result != SQLITE_OK) return result;
    one->base.pMethods = &methods;
    one->at = &self;
    constexpr int lasting = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    if (name == nullptr || (flags & lasting) == 0) return result;
    const auto [at, is_new] = self.disk_.try_emplace(name);
    if (is_new) {
      std::ifstream from(name, std::ios::binary);
      at->second.durable.assign(std::istreambuf_iterator<char>(from), {});
    }
    one->kept = &at->second;
    return result;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int synchronous) {
    auto& self = *static_cast<faulty_vfs*>(vfs->pAppData);
    if (self.dead_) return SQLITE_IOERR_DELETE;
    self.disk_.erase(name);
    return self.real_->xDelete(self.real_, name, synchronous);
  }

  static int write(sqlite3_file* to, const void* data, int size, sqlite3_int64 offset) {
    file& one = of(to);
    faulty_vfs& at = *one.at;
    if (one.kept == nullptr) return one.real()->pMethods->xWrite(one.real(), data, size, offset);
    if (at.dead_) return SQLITE_IOERR_WRITE;
    change made{offset, {static_cast<const char*>(data), static_cast<std::size_t>(size)}};
    if (at.meets_fault()) {
      if (at.dead_) one.kept->pending.push_back(std::move(made));
      return at.refusal(SQLITE_IOERR_WRITE);
    }
    one.kept->pending.push_back(std::move(made));
    return one.real()->pMethods->xWrite(one.real(), data, size, offset);
  }
  static int truncate(sqlite3_file* to, sqlite3_int64 size) {
    file& one = of(to);
    if (one.kept != nullptr) {
      if (one.at->dead_ || one.at->meets_fault()) return SQLITE_IOERR_TRUNCATE;
      one.kept->pending.push_back({size, {}, true});
    }
    return one.real()->pMethods->xTruncate(one.real(), size);
  }
  /// The machine under the test stays up, so nothing need be flushed in truth.
  static int sync(sqlite3_file* to, int) {
    file& one = of(to);
    if (one.kept == nullptr) return SQLITE_OK;
    if (one.at->dead_ || one.at->meets_fault()) return SQLITE_IOERR_FSYNC;
    for (const change& made : one.kept->pending) made.apply(one.kept->durable);
    one.kept->pending.clear();
    return SQLITE_OK;
  }
  static int read(sqlite3_file* from, void* data, int size, sqlite3_int64 offset) {
    if (of(from).at->dead_) return SQLITE_IOERR_READ;
    return real(from)->pMethods->xRead(real(from), data, size, offset);
  }
  // Never through memory that the file is mapped to: such writes would pass unseen.
  static int fetch(sqlite3_file*, sqlite3_int64, int, void** data) {
    *data = nullptr;
    return SQLITE_OK;
  }

  static constexpr sqlite3_io_methods methods{
      3,
      [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
      &read,
      &write,
      &truncate,
      &sync,
      [](sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); },
      [](sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); },
      [](sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); },
      [](sqlite3_file* f, int* l) { return real(f)->pMethods->xCheckReservedLock(real(f), l); },
      [](sqlite3_file* f, int op, void* p) {
        return real(f)->pMethods->xFileControl(real(f), op, p);
      },
      [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
      [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
      [](sqlite3_file* f, int page, int size, int extend, void volatile** at) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, at);
      },
      [](sqlite3_file* f, int at, int n, int how) {
        return real(f)->pMethods->xShmLock(real(f), at, n, how);
      },
      [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
      [](sqlite3_file* f, int gone) { return real(f)->pMethods->xShmUnmap(real(f), gone); },
      &fetch,
      [](sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; }};

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::map<std::string, contents> disk_;
  fault what_ = fault::fail;
  std::uint64_t left_ = 0;
  bool met_ = false;
  bool dead_ = false;
};

}  // namespace support
