// own_adapter.cpp: a store of one's own, measured through members named after commands.
//
// SPDX-License-Identifier: MIT
#include <kvbench/redis/catalogue.hpp>  // hot_keys: 90 % GET and 10 % SET, most of them on few keys
#include <kvbench/report/console.hpp>   // the table
#include <kvbench/run/closed_loop.hpp>  // run

#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

/// The store that is there already: here a sorted map behind an interface of its own.
class my_store {
 public:
  const std::string* find(std::string_view key) const {
    const auto at = rows_.find(key);
    return at == rows_.end() ? nullptr : &at->second;
  }
  void put(std::string_view key, std::string_view value) {
    rows_.insert_or_assign(std::string(key), value);
  }
  std::uint64_t rows() const { return rows_.size(); }
  void wipe() { rows_.clear(); }

 private:
  std::map<std::string, std::string, std::less<>> rows_;
};

/// The client: nothing to derive from, nothing to register.
class my_client {
 public:
  explicit my_client(my_store& store) : store_(&store) {}

  const std::string* get(std::string_view key) const { return store_->find(key); }
  void set(std::string_view key, std::string_view value) { store_->put(key, value); }

  // Called by the runner because they are there, never inside timed code.
  void flush() { store_->wipe(); }
  std::map<std::string, std::uint64_t> counts() const { return {{"keys", store_->rows()}}; }
  std::string label() const { return "my_store"; }

 private:
  my_store* store_;
};

static_assert(redlite::supports<my_client, redlite::cmd::get>);
static_assert(redlite::supports<my_client, redlite::cmd::set>);

int main() {
  my_store store;
  const auto result =
      kvbench::run(kvbench::redis::catalogue::hot_keys, [&](unsigned) { return my_client{store}; },
                   {.keys = 1'000, .operations = 50'000});
  std::cout << kvbench::report::console_result(result);
  // Everything that is read was loaded, and every reply that was looked at was right.
  return result.operations.front().misses == 0 && result.verify_failures == 0 ? 0 : 1;
}
