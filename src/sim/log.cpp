#include "sim/log.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace handset::sim {

void CapturedLog::write(LogLevel level, std::string_view area, std::string_view text) {
  if (!enabled(level)) return;
  lines_.push_back({clock_.now(), level, std::string(area), std::string(text)});
}

std::size_t CapturedLog::count(std::string_view words) const {
  return static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), [&](const LogLine& line) {
    return line.text.find(words) != std::string::npos;
  }));
}

std::string CapturedLog::text() const {
  constexpr std::array<std::string_view, 4> levels = {"debug", "info", "warning", "error"};
  std::string out;
  for (const auto& line : lines_) {
    append_decimal(out, static_cast<std::uint64_t>(line.at.time_since_epoch().count()));
    out.append(" ").append(levels[static_cast<std::size_t>(line.level)]);
    out.append(" ").append(line.area).append(": ").append(line.text).append("\n");
  }
  return out;
}

}  // namespace handset::sim
