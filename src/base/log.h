// The log: lines for people who look after the phone. Secrets (passwords, HA1, Authorization values) never
// go here; what comes from outside is escaped by the sink, so a line is always one line.
#pragma once

#include <cstdint>
#include <string_view>

namespace handset {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

class Log {
 public:
  virtual ~Log() = default;
  // Ask before building an expensive line.
  [[nodiscard]] virtual bool enabled(LogLevel level) const = 0;
  // `area` is the folder or thing that speaks: "push", "fetch", "line 1".
  virtual void write(LogLevel level, std::string_view area, std::string_view text) = 0;
};

}  // namespace handset
