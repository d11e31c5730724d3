// kvbench/workload/draw.hpp: what an operation draws its arguments from, and what loads its data.
//
// Floor: workload. Keys and values of one run; which operation is next is pick_table.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>       // stop
#include <cstdint>      // uint64_t
#include <string_view>  // values, prefixes

#include <kvbench/core/error.hpp>                  // stopped
#include <kvbench/core/random.hpp>                 // random_stream
#include <kvbench/workload/key_shape.hpp>          // keys that look otherwise
#include <kvbench/workload/key_text.hpp>           // keys as text, inline
#include <kvbench/workload/keyspace.hpp>           // which key
#include <kvbench/workload/operation_numbers.hpp>  // what loading draws from
#include <kvbench/workload/payload.hpp>            // values that verify themselves
#include <kvbench/workload/value_sizes.hpp>        // values of several lengths

namespace kvbench {

/// What all draws of one run share: immutable, used by all workers at once.
struct draw_source {
  keyspace const& keys;
  payload_pool const& payload;
  std::uint64_t key_count = 0;
  std::uint64_t elements = 0;
  std::uint64_t value_bytes = 0;               ///< of the longest value
  value_sizes const* value_lengths = nullptr;  ///< null where all values are that long
  key_form form{};                             ///< how keys look
};

namespace detail {
[[gnu::always_inline]] inline std::string_view value_of(draw_source const& source,
                                                        random_stream& stream) {
  if (source.value_lengths != nullptr) [[unlikely]]
    return source.value_lengths->view(stream);
  return source.payload.view(stream, source.value_bytes);
}
}  // namespace detail

/// The randomness of one operation. Everything it yields is a pure function of the run's seed and
/// of the operation's number: neither the thread nor what was drawn before changes it.
class draw {
 public:
  draw(draw_source const& source, random_stream stream, std::uint64_t operation) noexcept
      : source_(&source), stream_(stream), operation_(operation) {}

  /// Yields a key of the run's keyspace: the prefix and ten digits, or as `run_options::key_prefix`
  /// and `key_length` say.
  [[nodiscard, gnu::always_inline]] key_text key(std::string_view prefix) {
    return source_->form.text(prefix, source_->keys.draw(stream_, operation_));
  }
  /// Yields the number of such a key: uniform, zipfian, ... as the run says. A key that you write
  /// with it yourself carries no `run_options::key_prefix`.
  [[nodiscard, gnu::always_inline]] std::uint64_t key_number() {
    return source_->keys.draw(stream_, operation_);
  }
  /// Yields an element's name (a field, a member), uniform among the `elements()` of a collection.
  [[nodiscard, gnu::always_inline]] key_text element(std::string_view prefix) {
    return {prefix, stream_.below(source_->elements)};
  }
  /// Yields a value as long as the run says: a view that outlives the run, or of a length of your
  /// own (at most `value_bytes()`).
  [[nodiscard]] std::string_view value() { return detail::value_of(*source_, stream_); }
  [[nodiscard]] std::string_view value(std::uint64_t bytes) {
    return source_->payload.view(stream_, bytes);
  }
  /// Yields a number uniform in [0, n), or 0 where n is 0.
  [[nodiscard]] std::uint64_t number(std::uint64_t n) { return stream_.below(n); }
  /// Yields a number uniform in [0, 1).
  [[nodiscard]] double unit() { return stream_.unit(); }

  [[nodiscard]] std::uint64_t keys() const { return source_->key_count; }
  [[nodiscard]] std::uint64_t elements() const { return source_->elements; }
  /// Yields how long a value is, or where lengths differ, the longest.
  [[nodiscard]] std::uint64_t value_bytes() const { return source_->value_bytes; }
  /// Yields the operation's number in the run.
  [[nodiscard]] std::uint64_t operation() const { return operation_; }
  [[nodiscard]] random_stream& stream() { return stream_; }

  /// Yields whether `key` can be a key of the run with that prefix.
  [[nodiscard]] bool is_key(std::string_view prefix, std::string_view key) const {
    return source_->form.is_key(prefix, key);
  }

  /// Yields whether `value` came out of `value()`, whole: its length and each byte. (Where lengths
  /// differ, one of less than eight bytes is judged by its length alone.)
  [[nodiscard]] bool verify_value(std::string_view value) const {
    if (source_->value_lengths != nullptr) return source_->value_lengths->verify(value);
    return value.size() == source_->value_bytes && source_->payload.verify(value);
  }
  /// Yields whether `value()` may be so long.
  [[nodiscard]] bool is_value_length(std::uint64_t bytes) const {
    if (source_->value_lengths != nullptr) return source_->value_lengths->possible(bytes);
    return bytes == source_->value_bytes;
  }

 private:
  draw_source const* source_;
  random_stream stream_;
  std::uint64_t operation_;
};

/// The randomness of operation `number`, behind the draw that picked it.
[[nodiscard]] inline draw draw_of(draw_source const& source, std::uint64_t seed,
                                  std::uint64_t number) noexcept {
  random_stream stream = random_stream::at(seed, number);
  static_cast<void>(stream.next());
  return {source, stream, number};
}

/// What a data set is loaded from: the names and sizes that the operations will ask for.
/// Law: `key(p, i)` for i below `keys()` are exactly the keys that `draw::key(p)` yields.
class loader {
 public:
  loader(draw_source const& source, std::uint64_t seed,
         std::atomic<bool> const* stop = nullptr) noexcept
      : source_(&source), seed_(seed), stop_(stop) {}

  [[nodiscard]] std::uint64_t keys() const { return source_->key_count; }
  [[nodiscard]] std::uint64_t elements() const { return source_->elements; }
  [[nodiscard]] std::uint64_t value_bytes() const { return source_->value_bytes; }
  /// Errors  error where the run was stopped: loading may take longer than anybody waits.
  [[nodiscard]] key_text key(std::string_view prefix, std::uint64_t number) const {
    if (stop_ != nullptr && stop_->load(std::memory_order_relaxed))
      throw error{"stopped while its data was loaded"};
    return source_->form.text(prefix, number);
  }
  [[nodiscard]] key_text element(std::string_view prefix, std::uint64_t number) const {
    return {prefix, number};
  }
  /// Yields the value of item `number`: always the same for one seed, and verifiable as any other.
  [[nodiscard]] std::string_view value(std::uint64_t number) const {
    random_stream stream = stream_of(number);
    return detail::value_of(*source_, stream);
  }
  /// Yields randomness for item `number`, as scores and the like need.
  [[nodiscard]] random_stream stream_of(std::uint64_t number) const {
    return random_stream::at(seed_, numbers::loading.first + number);
  }

 private:
  draw_source const* source_;
  std::uint64_t seed_;
  std::atomic<bool> const* stop_;
};

}  // namespace kvbench
