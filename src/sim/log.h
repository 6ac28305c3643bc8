// A log that keeps its lines for the test to look at.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/time.h"
#include "base/world.h"

namespace handset::sim {

struct LogLine {
  SteadyTime at;
  LogLevel level;
  std::string area;
  std::string text;
};

class CapturedLog final : public Log {
 public:
  explicit CapturedLog(const Clock& clock) : clock_(clock) {}

  [[nodiscard]] bool enabled(LogLevel level) const override { return level >= least_; }
  void write(LogLevel level, std::string_view area, std::string_view text) override;

  void set_least(LogLevel level) { least_ = level; }
  [[nodiscard]] const std::vector<LogLine>& lines() const { return lines_; }
  // How many lines hold `words` in their text.
  [[nodiscard]] std::size_t count(std::string_view words) const;
  // All lines as text, for the message of a failed check.
  [[nodiscard]] std::string text() const;

 private:
  const Clock& clock_;
  LogLevel least_ = LogLevel::Debug;
  std::vector<LogLine> lines_;
};

}  // namespace handset::sim
