// kvbench/trace/reader.hpp: a trace in any of the forms that are known.
//
// Floor: wing trace.
//
//     kvbench::trace_reader trace{"monitor.log"};
//     for (kvbench::trace_command c; trace.next(c);) { ... c.words[0] ... }
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>       // size_t
#include <cstdint>       // uint64_t
#include <filesystem>    // folders of files
#include <memory>        // what is open
#include <optional>      // times
#include <string>        // names
#include <string_view>   // lines
#include <system_error>  // what is no folder
#include <utility>       // move
#include <variant>       // one of the readers
#include <vector>        // files

#include <kvbench/core/concat.hpp>    // messages
#include <kvbench/core/error.hpp>     // refusals
#include <kvbench/trace/aof.hpp>      // append-only files
#include <kvbench/trace/command.hpp>  // what is made
#include <kvbench/trace/monitor.hpp>  // MONITOR logs
#include <kvbench/trace/source.hpp>   // files
#include <kvbench/trace/twitter.hpp>  // cache traces

namespace kvbench {

/// Reads a MONITOR log, an append-only file, the folder or the manifest of one in several parts
/// (Redis 7), or a Twitter cache trace; which of them, its begin tells.
/// Cost    memory of some 50 MiB at most, however large the trace is: twice the longest command.
class trace_reader {
 public:
  /// Errors  error where the file cannot be read or is none of them.
  explicit trace_reader(std::string const& path) : path_(path) {
    list_files();
    if (files_.empty())
      throw error{concat({path, ": holds no part of an append-only file that can be read"})};
    open_next();
  }

  /// Yields  false at the end.
  bool next(trace_command& into) {
    for (;;) {
      bool const has = std::visit([&](auto& one) { return one.next(into, counts_); }, *reader_);
      if (has) return true;
      if (at_ == files_.size()) return false;
      open_next();
    }
  }

  [[nodiscard]] trace_counts const& counts() const { return counts_; }
  /// "MONITOR log", "append-only file" or "Twitter cache trace".
  [[nodiscard]] std::string_view form() const {
    constexpr std::string_view names[]{"MONITOR log", "append-only file", "Twitter cache trace"};
    return names[reader_->index()];
  }

 private:
  using any_reader = std::variant<monitor_reader, aof_reader, twitter_reader>;

  void list_files() {
    namespace fs = std::filesystem;
    std::error_code none;
    fs::path manifest{path_};
    if (fs::is_directory(manifest, none)) {
      std::vector<fs::path> found;
      for (auto const& entry : fs::directory_iterator(manifest, none)) {
        if (entry.path().extension() == ".manifest") found.push_back(entry.path());
      }
      if (found.size() != 1) {
        throw error{concat({path_,
                            ": a folder is read where it holds one .manifest of an "
                            "append-only file, and this holds ",
                            std::to_string(found.size())})};
      }
      manifest = found.front();
    }
    if (manifest.extension() != ".manifest") {
      files_.push_back(path_);
      return;
    }
    trace_source from{manifest.string()};
    std::string_view line;
    for (auto taken = from.take_line(line); taken != trace_source::taken::nothing;
         taken = from.take_line(line)) {
      add_part(manifest.parent_path(), line);
    }
  }

  /// "file appendonly.aof.1.incr.aof seq 1 type i": b is the base, h was replaced.
  void add_part(std::filesystem::path const& folder, std::string_view line) {
    constexpr std::string_view before = "file ";
    std::size_t const end = line.find(" seq ");
    if (!line.starts_with(before) || end == line.npos) return;
    std::filesystem::path const part{std::string{line.substr(before.size(), end - before.size())}};
    // The manifest says names; one that leads elsewhere is not Redis'.
    if (part.has_parent_path() || !(line.ends_with(" type i") || line.ends_with(" type b"))) return;
    std::string const file = (folder / part).string();
    if (line.ends_with(" type b") && trace_source{file}.peek(5) == "REDIS") {
      counts_.notes.push_back(part.string() +
                              " is a snapshot (RDB) of what was there before: not read");
      return;
    }
    files_.push_back(file);
  }

  void open_next() {
    std::string const& file = files_[at_++];
    source_ = std::make_unique<trace_source>(file);
    std::string_view start = source_->peek(4096);
    if (start.starts_with("REDIS")) {
      throw error{concat({file,
                          ": begins with a snapshot (RDB), which is not read; let Redis write "
                          "it anew with aof-use-rdb-preamble no"})};
    }
    std::string_view const line = start.substr(0, start.find_first_of("\r\n"));
    std::string_view head = line;
    std::uint64_t ignored = 0;
    if (line == "OK" || line == "+OK" || detail::take_monitor_head(head, ignored)) {
      reader_ = std::make_unique<any_reader>(std::in_place_type<monitor_reader>, *source_);
    } else if (line.starts_with("*") || line.starts_with("#TS:") || files_.size() > 1) {
      reader_ = std::make_unique<any_reader>(std::in_place_type<aof_reader>, *source_, last_time());
    } else if (twitter_reader::fits(line)) {
      reader_ = std::make_unique<any_reader>(std::in_place_type<twitter_reader>, *source_);
    } else {
      throw error{concat({file, start.empty() ? ": is empty"
                                              : ": begins like no MONITOR log, no append-only file "
                                                "and no Twitter cache trace"})};
    }
  }

  /// A part begins at the time that the one before it told last.
  [[nodiscard]] std::optional<std::uint64_t> last_time() const {
    auto const* const before = std::get_if<aof_reader>(reader_.get());
    return before == nullptr ? std::nullopt : before->time_us();
  }

  std::string path_;
  std::vector<std::string> files_;
  std::size_t at_ = 0;
  std::unique_ptr<trace_source> source_;
  std::unique_ptr<any_reader> reader_;
  trace_counts counts_;
};

}  // namespace kvbench
