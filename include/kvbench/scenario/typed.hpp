// kvbench/scenario/typed.hpp: a workload that is a type, as a scenario.
//
// Floor: wing scenario. The other way round, a type is made by a compiler: header.hpp writes what
// it reads.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // names
#include <type_traits>  // void

#include <kvbench/op/operation.hpp>       // data_of
#include <kvbench/scenario/scenario.hpp>  // what is made
#include <kvbench/workload/mix.hpp>       // what is read

namespace kvbench {

namespace detail {

template <class Op>
std::string data_name() {
  if constexpr (std::is_void_v<::kvbench::data_of<Op>>) {
    return {};
  } else {
    return std::string{::kvbench::data_of<Op>::name};
  }
}

}  // namespace detail

/// Yields  the same mix, in the same order, with the same settings.
template <class... Parts>
[[nodiscard]] scenario scenario_of(basic_workload<mix_of<Parts...>> const& typed) {
  return {.name = std::string{typed.name},
          .group = std::string{typed.group_name},
          .description = std::string{typed.description_text},
          .keys = typed.keys_distribution,
          .value_bytes = typed.value_bytes,
          .operations = {{std::string{Parts::operation_type::name},
                          detail::data_name<typename Parts::operation_type>(),
                          Parts::weight_type::value}...},
          .burst_cycle = typed.burst_cycle};
}

}  // namespace kvbench
