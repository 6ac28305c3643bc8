#include "web/login_throttle.h"

#include <algorithm>
#include <array>

namespace handset::web {
namespace {

IpAddress source_key(const IpAddress& address) {
  if (address.is_v4()) return address;
  auto bytes = address.bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return IpAddress::v6(bytes);
}

}  // namespace

Duration LoginThrottle::delay(const IpAddress& source, SteadyTime now) const {
  const std::lock_guard lock(mutex_);
  const auto found = dry_.find(source_key(source));
  if (found == dry_.end()) return Duration::zero();
  const SteadyTime free = found->second - options_.refill * (options_.burst - 1);
  return std::max(free - now, Duration::zero());
}

void LoginThrottle::record_failure(const IpAddress& source, SteadyTime now) {
  const IpAddress key = source_key(source);
  const std::lock_guard lock(mutex_);
  if (dry_.size() >= options_.sources && !dry_.contains(key)) make_room(now);
  SteadyTime& dry = dry_[key];
  dry = std::max(dry, now) + options_.refill;
}

void LoginThrottle::make_room(SteadyTime now) {
  std::erase_if(dry_, [&](const auto& entry) { return entry.second <= now; });
  if (dry_.size() < options_.sources) return;
  dry_.erase(std::min_element(dry_.begin(), dry_.end(),
                              [](const auto& a, const auto& b) { return a.second < b.second; }));
}

}  // namespace handset::web
