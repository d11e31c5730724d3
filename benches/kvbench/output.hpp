// kvbench/output.hpp: where reports go, and what goes wrong on the way.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // file names
#include <string_view>  // text

namespace kvbench::cli {

/// Thrown where the reader of standard output is gone: nobody is left to tell.
struct reader_gone {};

/// Writes all of `text` to standard output.
/// Errors  reader_gone; std::runtime_error where the output is full.
void write_to_stdout(std::string_view text);

/// Sees to it, before an hour is spent measuring, that a report can be written to `path`.
/// Errors  usage_error with one line that says why not.
void check_writable(std::string const& path);

/// Puts `text` into the file `path` whole or not at all: whoever reads it at any time, and whoever
/// loses power, finds the old report or the new one. A device or a pipe is written as it is. Errors
/// std::runtime_error with one line that says why not; the old file is then untouched.
void write_to_file(std::string const& path, std::string_view text);

}  // namespace kvbench::cli
