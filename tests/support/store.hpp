// tests/support/store.hpp: what tests of the store share: folders, refusals, a clock moved by hand.
//
// Floor: tests.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>       // the clock
#include <cstdint>      // std::int64_t
#include <cstdlib>      // mkdtemp
#include <filesystem>   // folders
#include <fstream>      // files
#include <iterator>     // a file's bytes
#include <optional>     // refusals
#include <stdexcept>    // a folder that cannot be made
#include <string>       // paths
#include <string_view>  // names

#include <redlite/core/error.hpp>  // error

namespace support {

/// A folder of its own, gone with its object.
class scratch {
 public:
  scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "redlite-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    folder_ = name;
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  [[nodiscard]] std::string path(std::string_view name = "store.db") const {
    return (folder_ / name).string();
  }
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  std::filesystem::path folder_;
};

/// What a call was refused with; `thrown` is false where it was not.
struct refusal {
  bool thrown = false;
  redlite::errc code = redlite::errc::generic;
  std::string text;

  [[nodiscard]] bool says(std::string_view words) const {
    return thrown && text.find(words) != std::string::npos;
  }
};

template <class Call>
refusal refusal_of(Call&& call) {
  try {
    call();
  } catch (const redlite::error& failure) {
    return {true, failure.code(), failure.what()};
  }
  return {};
}

/// The message alone; "(done)" where the call was not refused.
template <class Call>
std::string message_of(Call&& call) {
  const refusal no = refusal_of(call);
  return no.thrown ? no.text : "(done)";
}

inline constexpr const char* wrong_type_text =
    "WRONGTYPE Operation against a key holding the wrong kind of value";

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
inline void write_bytes(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// A clock that stands still until it is moved: `options.clock = &manual_clock::now_ms`.
struct manual_clock {
  static constexpr std::int64_t start_ms = 1'700'000'000'000;

  manual_clock() { time_ms = start_ms; }
  static std::int64_t now_ms() noexcept { return time_ms; }
  void advance(std::int64_t ms) { time_ms += ms; }

  static inline std::atomic<std::int64_t> time_ms = start_ms;
};

}  // namespace support
