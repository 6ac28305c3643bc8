// A log that no sender from outside can flood: of each area (Log::write) it lets a burst of lines through and
// then one a second, and says how many it left out with the next one that it lets through. Debug lines and
// one area that somebody asked for by name pass as they are.
//
// Lines that are left out are counted. Owned by whoever hands it to others as their log; the thread of its
// clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/counters.h"
#include "base/log.h"
#include "base/time.h"

namespace handset {

class Clock;

struct LogLimits {
  std::uint32_t burst = 20;
  Duration refill = seconds(1);  // for one line
};

struct LogCounters : CounterGroup {
  Counter left_out{*this, {"log_omitted_lines", "Lines of the log that came too fast and were left out."}};
};

class LimitedLog final : public Log {
 public:
  // `log` and `clock` outlive this. `free_area` is in static storage and not limited; empty: none.
  LimitedLog(Clock& clock, Log& log, std::string_view free_area = {}, const LogLimits& limits = {})
      : clock_(clock), log_(log), free_area_(free_area), limits_(limits) {}
  LimitedLog(const LimitedLog&) = delete;
  LimitedLog& operator=(const LimitedLog&) = delete;

  [[nodiscard]] bool enabled(LogLevel level) const override { return log_.enabled(level); }
  void write(LogLevel level, std::string_view area, std::string_view text) override;

  [[nodiscard]] const LogCounters& counters() const { return counters_; }

 private:
  // Areas beyond these share the last one's room.
  static constexpr std::size_t most_areas = 32;

  struct Area {
    std::string name;
    std::uint32_t room;
    SteadyTime filled;  // when `room` was right
    std::uint64_t left_out = 0;
  };

  Area& area_of(std::string_view name);
  void refill(Area& area);

  Clock& clock_;
  Log& log_;
  std::string_view free_area_;
  LogLimits limits_;
  LogCounters counters_;
  std::vector<Area> areas_;
};

}  // namespace handset
