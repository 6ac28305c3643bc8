// Prints a trace as a ladder, the way SIP people draw it: a lifeline for the PBX, the phone, the web server
// and the screen, an arrow for each step with its words above and the time at the left, and what the screen
// shows, as a box, below the step that put it there. For a terminal of 100 columns.
//
// Whatever words the steps carry, the output has no control character but its own colours and line ends.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/trace.h"

namespace handset::lab {

class Ladder final : public Trace {
 public:
  // Takes text of whole lines.
  using Sink = std::function<void(std::string_view)>;

  struct Options {
    bool colours = false;
    // A step after so long a silence begins a new ladder, with its own zero.
    Duration new_after = seconds(2);
  };

  explicit Ladder(Sink sink) : Ladder(std::move(sink), Options{}) {}
  Ladder(Sink sink, Options options) : sink_(std::move(sink)), options_(options) {}

  void step(const TraceStep& step) override;

 private:
  Sink sink_;
  Options options_;
  std::optional<SteadyTime> first_;
  SteadyTime last_{};
};

// The characters of a line, as they may stand on a terminal: control characters, and those that break or
// reorder a line, become "\xNN" and "\u{N}".
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace handset::lab
