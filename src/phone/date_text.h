// Dates and times as text. Pure functions; any thread.
#pragma once

#include <string>

#include "base/time.h"

namespace handset::phone {

// "2026-03-01 14:05", of UTC.
[[nodiscard]] std::string minute_text(WallTime wall);
// "2026-03-01 14:05:09", of UTC.
[[nodiscard]] std::string second_text(WallTime wall);
// RFC 3339 as RFC 5424 wants it: "2026-03-01T14:05:09.000123Z".
[[nodiscard]] std::string timestamp(WallTime wall);
// "3 days and 05:02:28", without the days where there are none.
[[nodiscard]] std::string span_text(Duration span);

}  // namespace handset::phone
