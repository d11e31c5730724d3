// redlite/sqlite/page_cache.hpp: SQLite's page cache, spared a walk over all its pages at a commit.
//
// Floor: sqlite. When SQLite splits a page of a B-tree it moves pages by way of a number far beyond
// the end of the file, and at the commit looks at every page in memory for some beyond the end:
// 20 us for each new key among 200,000 of 100 bytes, 100 us among a million. Here the cache knows
// that there are none. docs/adr/0014 has the figures; REDLITE_OWN_PAGE_CACHE=0 leaves SQLite alone.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>  // the cache's methods

#include <algorithm>  // std::max
#include <new>        // in SQLite's memory

#ifndef REDLITE_OWN_PAGE_CACHE
#define REDLITE_OWN_PAGE_CACHE 1
#endif

namespace redlite::sqlite {

/// A page cache that does as SQLite's own does, which it asks for everything, and remembers how
/// high the numbers of its pages are.
class page_cache {
 public:
  /// Puts it in the place of SQLite's own, for every connection of the process that is opened from
  /// now on. Not while another thread uses SQLite.
  /// Yields  false where SQLite is in use already, or the cache is there: nothing was changed.
  static bool install() noexcept {
    sqlite3_pcache_methods2 theirs{};
    if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &theirs) != SQLITE_OK) return false;
    if (theirs.xCreate == &create) return false;
    sqlite_own() = theirs;
    sqlite3_pcache_methods2 ours{};
    ours.iVersion = 1;
    ours.xInit = [](void*) { return sqlite_own().xInit(sqlite_own().pArg); };
    ours.xShutdown = [](void*) {
      if (sqlite_own().xShutdown != nullptr) sqlite_own().xShutdown(sqlite_own().pArg);
    };
    ours.xCreate = &create;
    ours.xCachesize = [](sqlite3_pcache* at, int pages) {
      sqlite_own().xCachesize(of(at).pages_, pages);
    };
    ours.xPagecount = [](sqlite3_pcache* at) { return sqlite_own().xPagecount(of(at).pages_); };
    ours.xFetch = [](sqlite3_pcache* at, unsigned number, int how) {
      sqlite3_pcache_page* const page = sqlite_own().xFetch(of(at).pages_, number, how);
      if (page != nullptr) of(at).met(number);
      return page;
    };
    ours.xUnpin = [](sqlite3_pcache* at, sqlite3_pcache_page* page, int drop) {
      sqlite_own().xUnpin(of(at).pages_, page, drop);
    };
    ours.xRekey = [](sqlite3_pcache* at, sqlite3_pcache_page* page, unsigned from, unsigned to) {
      sqlite_own().xRekey(of(at).pages_, page, from, to);
      of(at).moved(from, to);
    };
    ours.xTruncate = [](sqlite3_pcache* at, unsigned limit) { of(at).truncate(limit); };
    ours.xDestroy = [](sqlite3_pcache* at) {
      sqlite_own().xDestroy(of(at).pages_);
      sqlite3_free(at);
    };
    ours.xShrink = [](sqlite3_pcache* at) { sqlite_own().xShrink(of(at).pages_); };
    return sqlite3_config(SQLITE_CONFIG_PCACHE2, &ours) == SQLITE_OK;
  }

 private:
  static sqlite3_pcache_methods2& sqlite_own() noexcept {
    static sqlite3_pcache_methods2 methods{};
    return methods;
  }
  static page_cache& of(sqlite3_pcache* at) noexcept { return *reinterpret_cast<page_cache*>(at); }

  static sqlite3_pcache* create(int page_size, int extra_size, int purgeable) {
    void* const memory = sqlite3_malloc(static_cast<int>(sizeof(page_cache)));
    if (memory == nullptr) return nullptr;
    auto* const made = new (memory) page_cache;
    made->pages_ = sqlite_own().xCreate(page_size, extra_size, purgeable);
    if (made->pages_ != nullptr) return reinterpret_cast<sqlite3_pcache*>(made);
    sqlite3_free(memory);
    return nullptr;
  }

  void met(unsigned number) noexcept {
    if (number > below_) below_ = number;
  }

  /// A page that moves far up and back again leaves no trace.
  void moved(unsigned from, unsigned to) noexcept {
    if (from == far_) far_ = 0;
    if (to <= below_) return;
    if (far_ == 0) {
      far_ = to;
    } else {
      below_ = std::max(below_, to);
    }
  }

  void truncate(unsigned limit) {
    if (limit > std::max(below_, far_)) return;
    sqlite_own().xTruncate(pages_, limit);
    below_ = limit == 0 ? 0 : limit - 1;
    far_ = 0;
  }

  sqlite3_pcache* pages_ = nullptr;
  unsigned below_ = 0;  // no page has a higher number, but for
  unsigned far_ = 0;    // one that was moved there; 0: none
};

#if REDLITE_OWN_PAGE_CACHE
/// Before main(), where nothing uses SQLite yet.
inline const bool page_cache_installed = page_cache::install();
#endif

}  // namespace redlite::sqlite
