// redlite/db/hyperloglog.hpp: estimates of how many different elements were added to a key.
//
// Floor: db.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/command/hyperloglog.hpp>   // the commands
#include <redlite/db/hyperloglog_value.hpp>  // the value
#include <redlite/db/store.hpp>              // store
#include <redlite/db/string_values.hpp>      // string_values

#include <cstdint>      // std::int64_t
#include <optional>     // std::optional
#include <string>       // values
#include <string_view>  // keys

namespace redlite::detail {

class hyperloglogs {
 public:
  explicit hyperloglogs(store& at) : values_(at) {}

  bool run(cmd::pfadd, std::string_view key, const many<std::string_view>& elements) {
    auto old = values_.get(key);
    const bool there = old.has_value();
    hyperloglog_value value = there ? hyperloglog_value(*std::move(old)) : hyperloglog_value();
    bool changed = !there;
    for (const std::string_view element : elements) {
      if (value.raise(hll_rank_of(element))) changed = true;
    }
    if (changed) {
      value.forget_estimate();
      values_.change(key, value.bytes(), there);
    }
    return changed;
  }
  bool run(cmd::pfadd, std::string_view key) { return run(cmd::pfadd{}, key, {}); }

  /// An estimate that is still remembered is only read.
  std::optional<std::int64_t> fast(cmd::pfcount, const many<std::string_view>& keys) {
    if (keys.size() != 1) return std::nullopt;
    return values_.with(keys[0], [](const std::optional<std::string_view>& bytes) {
      std::optional<std::int64_t> estimate;
      if (!bytes) return estimate;
      hyperloglog_value::check(*bytes);
      if (const auto known = hyperloglog_value::remembered(*bytes))
        estimate = static_cast<std::int64_t>(*known);
      return estimate;
    });
  }

  std::int64_t run(cmd::pfcount, const many<std::string_view>& keys) {
    if (keys.size() == 1) return count_one(keys[0]);
    hll_register_array registers{};
    for (const std::string_view key : keys) {
      if (auto bytes = values_.get(key)) hyperloglog_value(*std::move(bytes)).merge_into(registers);
    }
    hll_histogram counts{};
    for (const std::uint8_t rank : registers) ++counts[rank];
    return static_cast<std::int64_t>(hll_estimate(counts));
  }

  void run(cmd::pfmerge, std::string_view destination, const many<std::string_view>& keys) {
    hll_register_array registers{};
    auto old = values_.get(destination);
    const bool there = old.has_value();
    hyperloglog_value merged = there ? hyperloglog_value(*std::move(old)) : hyperloglog_value();
    merged.merge_into(registers);
    bool dense = merged.is_dense();
    for (const std::string_view key : keys) {
      auto bytes = values_.get(key);
      if (!bytes) continue;
      const hyperloglog_value value(*std::move(bytes));
      value.merge_into(registers);
      dense = dense || value.is_dense();
    }
    if (dense) merged.make_dense();
    for (std::size_t i = 0; i < registers.size(); ++i) {
      if (registers[i] != 0) merged.raise({i, registers[i]});
    }
    merged.forget_estimate();
    values_.change(destination, merged.bytes(), there);
  }
  void run(cmd::pfmerge, std::string_view destination) { run(cmd::pfmerge{}, destination, {}); }

 private:
  std::int64_t count_one(std::string_view key) {
    auto bytes = values_.get(key);
    if (!bytes) return 0;
    hyperloglog_value value(*std::move(bytes));
    if (const auto known = hyperloglog_value::remembered(value.bytes()))
      return static_cast<std::int64_t>(*known);
    const std::uint64_t estimate = hll_estimate(value.histogram());
    value.remember(estimate);
    values_.change(key, value.bytes(), true);
    return static_cast<std::int64_t>(estimate);
  }

  string_values values_;
};

}  // namespace redlite::detail
