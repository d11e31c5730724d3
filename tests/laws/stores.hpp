// tests/laws/stores.hpp: the stores that are held to the laws.
//
// Floor: tests. Each is made empty, for one section of one test.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/adapter/hiredis.hpp>  // a Redis server
#include <kvbench/adapter/map.hpp>      // a client of strings only
#include <kvbench/adapter/redlite.hpp>  // the store

#include "redis_server.hpp"  // what the laws are the laws of
#include "store.hpp"         // folders, a clock moved by hand

namespace stores {

// Three ways to keep redlite are one type to the laws, which are compiled for each type once: tests
// pass `store.held()` to them.

class map_store {
 public:
  kvbench::adapter::map& operator*() { return client_; }
  map_store& held() { return *this; }

 private:
  kvbench::adapter::map client_;
};

/// Time stands still unless `advance` moves it.
class redlite_store {
 public:
  redlite_store(bool in_file, redlite::sharing sharing)
      : client_(in_file ? folder_.path() : std::string(":memory:"), how(sharing)) {}
  kvbench::adapter::redlite& operator*() { return client_; }
  void advance(std::int64_t ms) { clock_.advance(ms); }
  redlite_store& held() { return *this; }

 private:
  static redlite::options how(redlite::sharing sharing) {
    redlite::options options;
    options.durability = redlite::durability::off;  // the laws do not pull the plug
    options.sharing = sharing;
    options.clock = &support::manual_clock::now_ms;
    return options;
  }

  support::manual_clock clock_;
  support::scratch folder_;
  kvbench::adapter::redlite client_;
};

struct redlite_memory : redlite_store {
  redlite_memory() : redlite_store(false, redlite::sharing::exclusive) {}
};
struct redlite_file : redlite_store {
  redlite_file() : redlite_store(true, redlite::sharing::exclusive) {}
};
struct redlite_shared : redlite_store {
  redlite_shared() : redlite_store(true, redlite::sharing::shared) {}
};

/// Redis itself: one server for all the tests of a process. Nobody moves its clock.
class redis {
 public:
  redis() { client_.flushall(); }
  kvbench::adapter::hiredis& operator*() { return client_; }
  redis& held() { return *this; }

 private:
  static std::string url() {
    static const support::redis_server server;
    return server.unix_url();
  }

  kvbench::adapter::hiredis client_{url()};
};

}  // namespace stores
