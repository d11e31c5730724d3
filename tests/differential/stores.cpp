// tests/differential/stores.cpp: opens the stores that are compared.
//
// SPDX-License-Identifier: MIT
#include "stores.hpp"

#include <memory>     // ownership
#include <stdexcept>  // names of no store
#include <utility>    // std::move

#include <kvbench/adapter/hiredis.hpp>  // a Redis server
#include <kvbench/adapter/redlite.hpp>  // redlite

#include "redis_server.hpp"  // a server of our own
#include "store.hpp"         // a folder

namespace differential {

namespace {

using calls = std::vector<kvbench::testing::client_call>;

calls all_calls(std::vector<family> const& families, calls (*family::*of)()) {
  calls all;
  for (family const& one : families) {
    for (auto const& call : (one.*of)()) all.push_back(call);
  }
  return all;
}

class redlite_store final : public store {
 public:
  redlite_store(std::string const& name, kvbench::testing::vocabulary const& words,
                calls const& made)
      : client_(name == "memory" ? ":memory:" : folder_.path(), how(name)),
        player_("redlite " + name, client_, words, made) {}
  kvbench::testing::player& player() override { return player_; }

 private:
  static redlite::options how(std::string const& name) {
    redlite::options options;
    options.durability = redlite::durability::off;  // nobody pulls the plug here
    options.sharing = name == "shared" ? redlite::sharing::shared : redlite::sharing::exclusive;
    return options;
  }

  support::scratch folder_;
  kvbench::adapter::redlite client_;
  kvbench::testing::player player_;
};

class redis_store final : public store {
 public:
  redis_store(std::unique_ptr<support::redis_server> server, std::string const& url,
              kvbench::testing::vocabulary const& words, calls const& made)
      : server_(std::move(server)), client_(url), player_("redis", client_, words, made) {}
  kvbench::testing::player& player() override { return player_; }

 private:
  std::unique_ptr<support::redis_server> server_;
  kvbench::adapter::hiredis client_;
  kvbench::testing::player player_;
};

}  // namespace

std::unique_ptr<store> open(std::string const& name, kvbench::testing::vocabulary const& words,
                            std::vector<family> const& families) {
  if (name == "memory" || name == "exclusive" || name == "shared")
    return std::make_unique<redlite_store>(name, words,
                                           all_calls(families, &family::redlite_calls));
  auto const made = all_calls(families, &family::hiredis_calls);
  if (name.find(':') != std::string::npos)
    return std::make_unique<redis_store>(nullptr, name, words, made);
  if (name != "redis")
    throw std::invalid_argument("no store is called '" + name +
                                "'; there are memory, exclusive, shared, redis, and URLs");
  // XTRIM ~ cuts whole nodes: with one entry in each, it cuts as redlite does.
  auto server = std::make_unique<support::redis_server>(
      std::vector<std::string>{"--stream-node-max-entries", "1"});
  std::string const url = server->unix_url();
  return std::make_unique<redis_store>(std::move(server), url, words, made);
}

}  // namespace differential
