// The log of a process, to stderr through spdlog; any thread.
//
// Writing hands the line to a thread that prints it, so nobody waits for a slow terminal; when that thread
// falls far behind, the oldest lines are lost. A line is one line whatever was put in (escape_line). Each
// level of each area may speak `burst` times a second; how many lines were left out is said afterwards.
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/log.h"

namespace handset::io {

struct LogOptions {
  LogLevel level = LogLevel::Info;
  std::size_t burst = 20;    // lines a second for each level and area
  std::FILE* out = nullptr;  // stderr when null
};

class StderrLog final : public Log {
 public:
  explicit StderrLog(const LogOptions& options = {});
  // Prints what still waits.
  ~StderrLog() override;
  StderrLog(const StderrLog&) = delete;
  StderrLog& operator=(const StderrLog&) = delete;

  [[nodiscard]] bool enabled(LogLevel level) const override;
  void write(LogLevel level, std::string_view area, std::string_view text) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// "\n", "\r", "\t" and "\\" for these, "\xNN" for other control characters and for bytes that are no UTF-8,
// "\u{N}" for characters that break or reorder lines. Longer than 4 KiB is cut, with "..." at its end.
[[nodiscard]] std::string escape_line(std::string_view text);

}  // namespace handset::io
