// kvbench/run/on_its_way.hpp: the requests of each connection whose replies have not come yet.
//
// Floor: run. Values only: 16 bytes a request, in memory that is taken once.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>      // rings of a power of two
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <vector>   // connections

namespace kvbench::detail {

/// A request on its way: which, and since when.
class on_its_way {
 public:
  on_its_way() = default;
  on_its_way(std::uint64_t number, std::size_t op, bool look) noexcept
      : which_(number << 16U | op << 1U | std::uint64_t{look}) {}

  std::uint64_t sent_ticks = 0;

  [[nodiscard]] std::uint64_t number() const noexcept { return which_ >> 16U; }
  [[nodiscard]] std::size_t op() const noexcept { return which_ >> 1U & 0x7fffU; }
  [[nodiscard]] bool look() const noexcept { return (which_ & 1U) != 0; }

 private:
  std::uint64_t which_ = 0;
};

/// The requests on their way of each connection, oldest first.
class rings {
 public:
  rings(std::size_t connections, std::size_t room)
      : shift_(static_cast<unsigned>(std::countr_zero(std::bit_ceil(room)))),
        all_(connections << shift_),
        ends_(connections) {}

  [[nodiscard]] std::size_t size(unsigned connection) const noexcept {
    return ends_[connection].back - ends_[connection].front;
  }
  /// The one that is `i` behind the oldest.
  [[nodiscard]] on_its_way& at(unsigned connection, std::size_t i) noexcept {
    return all_[place(connection, i)];
  }
  /// Where it lies, below `places()`: for what others keep beside it.
  [[nodiscard]] std::size_t place(unsigned connection, std::size_t i) const noexcept {
    std::size_t const mask = (std::size_t{1} << shift_) - 1;
    return (std::size_t{connection} << shift_) + ((ends_[connection].front + i) & mask);
  }
  [[nodiscard]] std::size_t places() const noexcept { return all_.size(); }
  void push(unsigned connection, on_its_way const& one) noexcept {
    at(connection, size(connection)) = one;
    ++ends_[connection].back;
  }
  on_its_way pop(unsigned connection) noexcept {
    on_its_way const one = at(connection, 0);
    ++ends_[connection].front;
    return one;
  }

 private:
  struct ends {
    std::uint32_t front = 0;
    std::uint32_t back = 0;
  };

  unsigned shift_;
  std::vector<on_its_way> all_;
  std::vector<ends> ends_;
};

}  // namespace kvbench::detail
