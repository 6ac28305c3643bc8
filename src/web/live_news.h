// Finds what is new in a sample of the phone and says it: the bodies of the live link's events, as
// web/src/server/phone_types.ts has them (LiveEvent), without number and picture. Owned by the LiveHub; the
// drawing worker's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/live_sample.h"

namespace handset::web {

class LiveNews {
 public:
  // What is new but for the screen: keys, the facts and lamps, and that there is news of pushes: these
  // are for the admin, who asks for them; an event goes to everybody.
  [[nodiscard]] std::vector<std::string> details(const LiveSample& sample);
  // The screen, if it is another one than last time.
  [[nodiscard]] std::optional<std::string> screen(const LiveSample& sample);

 private:
  std::uint64_t last_key_ = 0;
  std::uint64_t pushes_ = 0;
  std::string facts_;
  std::string screen_;
};

// All there is. `pictured`: a picture will be added; otherwise the snapshot says that there is none.
[[nodiscard]] std::string snapshot_news(const LiveSample& sample, std::string_view stream, bool pictured);

}  // namespace handset::web
