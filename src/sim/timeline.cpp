#include "sim/timeline.h"

#include <algorithm>

namespace handset::sim {

void Timeline::schedule(SteadyTime at, HostId whose, Action action) {
  at = std::max(at, now_ + Duration(1));
  ++sequence_;
  events_.emplace(std::pair(at, sequence_), Event{whose, sequence_, std::move(action)});
}

std::optional<SteadyTime> Timeline::next() const {
  if (events_.empty()) return std::nullopt;
  return events_.begin()->first.first;
}

std::vector<Timeline::Event> Timeline::advance(SteadyTime time) {
  now_ = std::max(now_, time);
  std::vector<Event> due;
  while (!events_.empty() && events_.begin()->first.first <= now_) {
    due.push_back(std::move(events_.begin()->second));
    events_.erase(events_.begin());
  }
  return due;
}

}  // namespace handset::sim
