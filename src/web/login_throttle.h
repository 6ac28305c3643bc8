// Slows the guessing of passwords per source address (IPv6: per /64, since a host has all of that). Owned by
// the web server; its thread and the login worker share it.
//
// It counts failures only: whoever never fails is never slowed. The table is bounded; when it is full, the
// source that would be forgiven first makes room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>

#include "base/address.h"
#include "base/time.h"

namespace handset::web {

struct LoginThrottleOptions {
  unsigned burst = 5;            // failures in a row before a source has to wait; at least 1
  Duration refill{seconds{10}};  // then one more attempt for each of these; above zero
  std::size_t sources = 4096;    // at least 1
};

class LoginThrottle {
 public:
  explicit LoginThrottle(const LoginThrottleOptions& options = {}) : options_(options) {}

  // Zero when `source` may try now, else how long until it may.
  [[nodiscard]] Duration delay(const IpAddress& source, SteadyTime now) const;
  void record_failure(const IpAddress& source, SteadyTime now);

 private:
  void make_room(SteadyTime now);

  LoginThrottleOptions options_;
  mutable std::mutex mutex_;
  std::map<IpAddress, SteadyTime> dry_;  // when the failures of a source will be forgiven
};

}  // namespace handset::web
