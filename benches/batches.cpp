// benches/batches.cpp: a hundred elements in one call beside a hundred calls, on a file.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <kvbench/workload/key_text.hpp>  // elements as text
#include <redlite/db/db.hpp>              // the store

#include <array>       // the elements of one call
#include <cstdint>     // std::uint64_t
#include <filesystem>  // a folder for the file
#include <string>      // names
#include <vector>      // elements

namespace {

using kvbench::key_text;

constexpr std::uint64_t batch = 100;

/// `batch` new elements in one call beside as many calls.
void compare_batches(bench::ratio_table& table, redlite::db& db) {
  std::uint64_t fresh = 0;
  const auto row = [&](const std::string& name, auto one, auto all) {
    table.lasting_row(
        name + " of 100 elements vs 100 calls, file", 0.2,
        [&, all](auto n) {
          for (; n != 0; --n) {
            std::array<key_text, batch> names;
            for (key_text& made : names) made = key_text("n:", ++fresh);
            all(names);
          }
        },
        [&, one](auto n) {
          for (; n != 0; --n) {
            for (std::uint64_t i = 0; i < batch; ++i) one(key_text("n:", ++fresh));
          }
        });
  };
  using names = const std::array<key_text, batch>&;
  row(
      "HSET", [&](const key_text& e) { db.hset("h1", e, "value"); },
      [&](names all) {
        std::vector<redlite::field_value> fields;
        for (const key_text& e : all) fields.push_back({e, "value"});
        db.hset("h2", fields);
      });
  row(
      "SADD", [&](const key_text& e) { db.sadd("s1", e); }, [&](names all) { db.sadd("s2", all); });
  row(
      "ZADD", [&](const key_text& e) { db.zadd("z1", 1, e); },
      [&](names all) {
        std::vector<redlite::score_member> members;
        for (const key_text& e : all) members.push_back({1, e});
        db.zadd("z2", members);
      });
  row(
      "RPUSH", [&](const key_text& e) { db.rpush("l1", e); },
      [&](names all) { db.rpush("l2", all); });
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  const auto folder = std::filesystem::current_path() / "bench_batches.tmp";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  {
    redlite::db db((folder / "ours.db").string());
    compare_batches(table, db);
  }
  std::filesystem::remove_all(folder);
  return table.finish();
}
