// A trace is the story of a push as a ladder of steps: who said what to whom, and when. It is for people
// (`handset push --trace`, the demo); a World without a Trace pays one null check a step.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/time.h"

namespace handset {

struct TraceStep {
  SteadyTime at;
  std::string_view from;  // "PBX", "phone", "web server", "screen"
  std::string_view to;
  std::string_view label;   // one line: "NOTIFY sip:101@127.0.0.1:5060", "401 Unauthorized", "GET http://..."
  std::string_view detail;  // the whole message without its secrets, or empty
};

class Trace {
 public:
  virtual ~Trace() = default;
  virtual void step(const TraceStep& step) = 0;
};

}  // namespace handset
