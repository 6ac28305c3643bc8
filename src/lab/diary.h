// What happened lately, in words for the lab's pages. Owned by whoever notes it; that one's thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <utility>

#include "base/time.h"
#include "base/world.h"

namespace handset::lab {

class Diary {
 public:
  static constexpr std::size_t most_events = 50;

  struct Event {
    WallTime at;
    std::string text;
  };

  // The clock outlives it.
  explicit Diary(const Clock& clock) : clock_(clock) {}

  // The newest first.
  [[nodiscard]] const std::deque<Event>& events() const { return events_; }

  void note(std::string text) {
    if (events_.size() == most_events) events_.pop_back();
    events_.push_front({clock_.wall(), std::move(text)});
  }

 private:
  const Clock& clock_;
  std::deque<Event> events_;
};

}  // namespace handset::lab
