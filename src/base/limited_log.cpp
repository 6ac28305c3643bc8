#include "base/limited_log.h"

#include <algorithm>

#include "base/world.h"

namespace handset {

void LimitedLog::write(LogLevel level, std::string_view area, std::string_view text) {
  if (!log_.enabled(level)) return;
  if (level == LogLevel::Debug || (!free_area_.empty() && area == free_area_))
    return log_.write(level, area, text);
  Area& kept = area_of(area);
  refill(kept);
  if (kept.room == 0) {
    ++kept.left_out;
    ++counters_.left_out;
    return;
  }
  --kept.room;
  if (kept.left_out != 0) {
    log_.write(LogLevel::Warning, area,
               std::to_string(kept.left_out) + (kept.left_out == 1 ? " line" : " lines") +
                   " before this one came too fast and were left out");
    kept.left_out = 0;
  }
  log_.write(level, area, text);
}

LimitedLog::Area& LimitedLog::area_of(std::string_view name) {
  const auto found =
      std::find_if(areas_.begin(), areas_.end(), [&](const Area& area) { return area.name == name; });
  if (found != areas_.end()) return *found;
  if (areas_.size() == most_areas) return areas_.back();
  return areas_.emplace_back(Area{std::string(name), limits_.burst, clock_.now()});
}

void LimitedLog::refill(Area& area) {
  const SteadyTime now = clock_.now();
  const auto lines = (now - area.filled) / limits_.refill;
  if (lines <= 0) return;
  area.room = static_cast<std::uint32_t>(
      std::min<std::int64_t>(static_cast<std::int64_t>(area.room) + lines, limits_.burst));
  area.filled += lines * limits_.refill;
}

}  // namespace handset
