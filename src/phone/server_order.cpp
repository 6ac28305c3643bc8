#include "phone/server_order.h"

#include <array>

namespace handset::phone {
namespace {

struct Named {
  std::string_view package;
  ServerOrder order;
};
constexpr std::array<Named, 6> known{{{"resync", ServerOrder::Resync},
                                      {"check-sync", ServerOrder::Resync},
                                      {"report", ServerOrder::Report},
                                      {"reboot", ServerOrder::Reboot},
                                      {"reboot_now", ServerOrder::RebootNow},
                                      {"restart_now", ServerOrder::RebootNow}}};

}  // namespace

std::optional<ServerOrder> server_order(const sip::EventHeader& event) {
  for (const Named& one : known) {
    if (!event.is(one.package)) continue;
    const auto reboot = sip::find_parameter(event.parameters, "reboot");
    const bool reboots =
        one.order == ServerOrder::Resync && reboot && equal_ignoring_case(reboot->value, "true");
    return reboots ? ServerOrder::ResyncAndReboot : one.order;
  }
  return std::nullopt;
}

}  // namespace handset::phone
