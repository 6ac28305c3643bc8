// The timers of RFC 3261 table 4 and RFC 6026 as data: they are parameters of the phone, not constants.
#pragma once

#include "base/time.h"

namespace handset::sip {

struct TimerValues {
  Duration t1 = milliseconds(500);  // estimate of the round trip
  Duration t2 = seconds(4);         // longest interval between retransmissions of a non-INVITE request
  Duration t4 = seconds(5);         // longest life of a message in the network: timers I and K
  Duration b = seconds(32);         // INVITE client gives up
  Duration d = seconds(32);         // INVITE client waits for repeated answers
  Duration f = seconds(32);         // non-INVITE client gives up
  Duration h = seconds(32);         // INVITE server waits for ACK
  Duration j = seconds(32);         // non-INVITE server waits for repeated requests
  Duration l = seconds(32);         // INVITE server that accepted waits for repeated requests (RFC 6026)
  Duration m = seconds(32);         // INVITE client that was accepted waits for further 2xx (RFC 6026)

  friend bool operator==(const TimerValues&, const TimerValues&) = default;
};

}  // namespace handset::sip
