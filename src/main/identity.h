// Who this phone is: a MAC address and a serial number, made at the first start and kept in the data folder.
// Provisioning servers and the history of the settings know the phone by them.
#pragma once

#include "base/world.h"
#include "main/attempt.h"
#include "phone/macros.h"

namespace handset::program {

// A store that keeps nothing gives another identity at each start. The model, version and addresses are the
// caller's.
[[nodiscard]] Attempt<phone::PhoneIdentity> load_or_create_identity(Store& store, Random& random);

}  // namespace handset::program
