// kvbench/core/version.hpp: the version of kvbench and redlite.
//
// Floor: core. The only place that says it: CMake reads the line below.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>  // the version's text

namespace kvbench {

/// The release that these headers belong to, as `major.minor.patch`.
inline constexpr std::string_view version = "0.1.0";

}  // namespace kvbench
