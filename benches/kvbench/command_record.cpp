// kvbench/command_record.cpp: `kvbench record`.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redis_monitor.hpp>  // what is recorded
#include <kvbench/core/error.hpp>             // addresses that are none

#include <CLI/CLI.hpp>  // options

#include <chrono>      // how long
#include <cstdio>      // the file
#include <filesystem>  // its name
#include <memory>      // its owner
#include <optional>    // limits
#include <string>      // words

#include "command.hpp"  // a command
#include "names.hpp"    // refusals
#include "numbers.hpp"  // limits
#include "output.hpp"   // what can be written
#include "stop.hpp"     // Ctrl-C

namespace kvbench::cli {

namespace {

constexpr std::string_view examples = R"(Examples:
  kvbench record --from redis://127.0.0.1:6379 --out morning.log --time 10s
  kvbench record --from unix:/run/redis/redis.sock --out some.log --ops 1M
  kvbench fit morning.log
  kvbench run --trace morning.log --client redlite

Without --time and --ops it records until Ctrl-C. The file appears when it is whole. MONITOR makes the server
slower as long as it lasts, and the file holds keys and values: keep it as you keep those.)";

/// A file under another name until it is whole; half a line at its end is cut off.
class line_file {
 public:
  explicit line_file(std::string const& path)
      : path_(path), part_(path + ".part"), file_(std::fopen(part_.c_str(), "wb")) {
    if (file_ == nullptr) throw usage_error{part_ + ": cannot be written"};
  }
  line_file(line_file const&) = delete;
  line_file& operator=(line_file const&) = delete;
  ~line_file() {
    if (finished_) return;
    file_.reset();
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
  }

  void write(std::string_view bytes, bool ends_line) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) full();
    written_ += bytes.size();
    if (!ends_line) return;
    if (std::fputc('\n', file_.get()) == EOF) full();
    whole_ = ++written_;
    ++lines_;
  }
  void finish() {
    if (std::fclose(file_.release()) != 0) full();
    std::filesystem::resize_file(part_, whole_);
    finished_ = true;
    std::error_code why;
    std::filesystem::rename(part_, path_, why);
    if (why)
      throw error{path_ + ": cannot be written: " + why.message() + "; what was recorded is in " +
                  part_};
  }
  [[nodiscard]] std::uint64_t lines() const { return lines_; }
  [[nodiscard]] std::uint64_t bytes() const { return whole_; }

 private:
  [[noreturn]] void full() const {
    throw std::runtime_error{part_ + ": cannot be written: is the disk full?"};
  }
  struct closes {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  std::string path_;
  std::string part_;
  std::unique_ptr<std::FILE, closes> file_;
  std::uint64_t written_ = 0;
  std::uint64_t whole_ = 0;
  std::uint64_t lines_ = 0;
  bool finished_ = false;  // what is not is removed
};

class record final : public command {
 public:
  CLI::App& add_to(CLI::App& app) override {
    CLI::App& own =
        *app.add_subcommand("record", "Write what a Redis server is asked to a file, by MONITOR");
    own.add_option("--from", from_, "redis://[USER:PASSWORD@]HOST[:PORT] or unix:/PATH")
        ->type_name("SERVER");
    own.add_option("--out", out_, "The file to write")->type_name("FILE");
    own.add_option("--time", time_, "Stop after so long")->type_name("TIME");
    own.add_option("--ops", ops_, "Stop after so many commands")->type_name("N");
    own.footer(std::string{examples});
    return own;
  }

  exit_status run() override {
    if (!from_) throw usage_error{"--from is missing: give --from redis://127.0.0.1:6379"};
    if (!out_ || out_->empty())
      throw usage_error{"--out is missing: give --out FILE, as in --out morning.log"};
    const auto most = limit("--ops", ops_, [](auto const& text) { return parse_count(text); });
    const auto time = limit("--time", time_, [](auto const& text) { return parse_time(text); });
    check_writable(*out_);
    const auto address = address_of(*from_);
    adapter::redis_monitor monitor{address};
    line_file file{*out_};
    say("recording " + address.text() + ", which serves slower for it" +
        (most || time ? "" : "; Ctrl-C ends it"));
    const auto start = std::chrono::steady_clock::now();
    const auto done = [&] {
      return stop_flag() || (most && file.lines() >= *most) ||
             (time && std::chrono::steady_clock::now() - start >= *time);
    };
    std::string lost;
    try {
      while (!done()) {
        monitor.receive(std::chrono::milliseconds{100}, [&](std::string_view bytes, bool end) {
          if (!most || file.lines() < *most) file.write(bytes, end);
        });
      }
    } catch (::redlite::error const& failure) {
      if (!failure.store_failed()) throw;
      lost = failure.what();
    }
    file.finish();
    say(std::to_string(file.lines()) + " commands, " + std::to_string(file.bytes()) + " bytes in " +
        *out_);
    if (!lost.empty()) {
      say(lost);
      return store_lost;
    }
    return stop_flag() && (most || time) ? stopped : ok;
  }

 private:
  template <class Parse>
  static auto limit(std::string const& option, std::optional<std::string> const& text,
                    Parse&& parse) -> decltype(parse(*text)) {
    if (!text) return std::nullopt;
    auto const value = parse(*text);
    if (!value) {
      throw usage_error{option + " must be a number, as in --ops 100k or --time 10s, not " +
                        in_quotes(*text)};
    }
    return value;
  }
  static adapter::redis_address address_of(std::string const& text) {
    try {
      return adapter::redis_address::parse(text);
    } catch (error const& refused) {
      throw usage_error{refused.what()};
    }
  }

  std::optional<std::string> from_, out_, time_, ops_;
};

}  // namespace

std::unique_ptr<command> record_command() { return std::make_unique<record>(); }

}  // namespace kvbench::cli
