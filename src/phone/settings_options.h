// From a phone's settings to what the phone is told to be: the one place that reads the settings of lines,
// SIP, challenges, pushes and services. Pure functions.
#pragma once

#include <memory>

#include "phone/macros.h"
#include "phone/options.h"
#include "phone/syslog.h"
#include "settings/snapshot.h"

namespace handset::phone {

// The model decides how many extensions there are; settings of further ones are kept and have no effect.
[[nodiscard]] PhoneOptions options_from(const settings::Snapshot& settings, const Model& model,
                                        std::shared_ptr<const FetchPolicy> fetch,
                                        const PhoneIdentity& identity = {});

// The timers of all transactions, from here alone.
[[nodiscard]] sip::TimerValues timer_values_from(const settings::Snapshot& settings);

// What of an extension takes a restart to change.
struct LineAccess {
  std::optional<ua::SipTransport> transport = ua::SipTransport::Udp;  // nothing: AUTO
  std::uint16_t own_port = 0;
};
// An own port is one that the settings have changed from what the extension has by default.
[[nodiscard]] LineAccess line_access_from(const settings::Snapshot& settings, unsigned extension);

[[nodiscard]] SyslogOptions syslog_options_from(const settings::Snapshot& settings,
                                                std::string_view host_name);

}  // namespace handset::phone
