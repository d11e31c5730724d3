// kvbench/core/callback.hpp: something to call later, or nothing.
//
// Floor: core. What std::function is; to read and to instantiate that takes longer than a small
// benchmark.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>     // invocable
#include <type_traits>  // remove_reference_t
#include <utility>      // exchange, move, swap

namespace kvbench {

/// Holds a copy of a lambda, a function ... that takes an `Argument`.
template <class Argument>
class callback {
 public:
  callback() = default;

  template <class F>
    requires(std::invocable<F&, Argument> && !std::same_as<F, callback>)
  callback(F f) : held_(new F(std::move(f))), use_(&use<F>) {}

  callback(callback const& other) : use_(other.use_) {
    if (use_ != nullptr) held_ = use_(what::copy, other.held_, nullptr);
  }
  callback(callback&& other) noexcept
      : held_(std::exchange(other.held_, nullptr)), use_(std::exchange(other.use_, nullptr)) {}
  callback& operator=(callback other) noexcept {
    std::swap(held_, other.held_);
    std::swap(use_, other.use_);
    return *this;
  }
  ~callback() {
    if (use_ != nullptr) use_(what::end, held_, nullptr);
  }

  explicit operator bool() const noexcept { return use_ != nullptr; }

  /// Only where there is something to call.
  void operator()(Argument argument) const { use_(what::call, held_, &argument); }

 private:
  enum class what { call, copy, end };
  using argument_pointer = std::remove_reference_t<Argument>*;

  template <class F>
  static void* use(what does, void* held, argument_pointer argument) {
    F* const f = static_cast<F*>(held);
    if (does == what::call) (*f)(static_cast<Argument>(*argument));
    if (does == what::copy) return new F(*f);
    if (does == what::end) delete f;
    return nullptr;
  }

  void* held_ = nullptr;
  void* (*use_)(what, void*, argument_pointer) = nullptr;
};

}  // namespace kvbench
