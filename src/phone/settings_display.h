// What the settings say of the idle display and the lamps, as the values that PhoneOptions has.
// Pure functions; any thread.
#pragma once

#include <vector>

#include "phone/macros.h"
#include "phone/options.h"
#include "settings/snapshot.h"

namespace handset::phone {

// Time Zone, Time Offset, daylight saving, Time Format and Date Format.
[[nodiscard]] LocalTimeOptions local_time_from(const settings::Snapshot& settings);
// Idle LED and Disabled LED.
[[nodiscard]] LineLampOptions line_lamps_from(const settings::Snapshot& settings);
// The Idle Key List with its PSKs, or the built-in keys; `directories`: what the key of that name opens.
[[nodiscard]] std::vector<ServiceOptions> idle_keys_from(const settings::Snapshot& settings,
                                                         const MacroValues& macros,
                                                         const ServiceOptions& directories);

}  // namespace handset::phone
