// The passwords that the accounts got by chance at the first start: shown once, on a terminal alone, since
// logs are kept and read by many; else written to a file that its owner alone can read.
#pragma once

#include <string>

#include "base/world.h"
#include "main/attempt.h"
#include "web/accounts.h"

namespace handset::program {

// What to print about them; empty when there are none. `data`: the folder of `store`, empty for none.
[[nodiscard]] Attempt<std::string> hand_over_passwords(const web::Accounts& accounts, Store& store,
                                                       const std::string& data, bool terminal);

}  // namespace handset::program
