// When what a server keeps for us, a binding or a subscription, is asked for again.
#pragma once

#include "base/world.h"

namespace handset::ua {

// A server's Retry-After above this is no wish but a mistake: the line, or the lamp, would be dead for days.
inline constexpr Duration longest_retry_after = hours(1);

// After 75 to 90 % of its lifetime: early enough for a few more tries, and not all phones of an outage at
// once.
[[nodiscard]] inline Duration refresh_after(Duration lifetime, Random& random) {
  return lifetime * 3 / 4 + random.up_to(lifetime * 3 / 20);
}

// After 10 to 90 %: once, for each of many that began together, whose refreshes would come together as well.
[[nodiscard]] inline Duration spread_refresh_after(Duration lifetime, Random& random) {
  return lifetime / 10 + random.up_to(lifetime * 4 / 5);
}

}  // namespace handset::ua
