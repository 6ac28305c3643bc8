// What the server of a line may tell the phone to do by NOTIFY, apart from its main job: fetch its profile,
// report its configuration and start anew (Event: resync, check-sync, report, reboot, reboot_now,
// restart_now). Reference: phone.md 3.3.
#pragma once

#include <cstdint>
#include <optional>

#include "base/address.h"
#include "phone/push.h"
#include "sip/header_values.h"

namespace handset::phone {

enum class ServerOrder : std::uint8_t {
  Resync,           // resync; check-sync, alone or with reboot=false
  ResyncAndReboot,  // check-sync;reboot=true
  Report,           // report
  Reboot,           // reboot: as soon as the phone is idle
  RebootNow,        // reboot_now, restart_now: a program has no colder start than its warm one
};

// Nothing for any other event.
[[nodiscard]] std::optional<ServerOrder> server_order(const sip::EventHeader& event);

// Who obeys: the Station.
class ServerOrders {
 public:
  // From within the NOTIFY: what is to be done follows on a later turn. `server` sent it; `authentic`: under
  // the digest of a line.
  virtual PushAnswer obey(ServerOrder order, const IpAddress& server, bool authentic) = 0;

 protected:
  ~ServerOrders() = default;
};

}  // namespace handset::phone
