// Addresses as people type them, and what to say when one cannot be listened on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/result.h"
#include "main/attempt.h"

namespace handset::program {

// "127.0.0.1:5060", "[::1]:5060", "localhost:5060".
[[nodiscard]] Attempt<Endpoint> endpoint_from(std::string_view text);

// `option`: the one that chooses another address.
[[nodiscard]] std::string cannot_listen(const Endpoint& endpoint, std::string_view option,
                                        const Error& error);

}  // namespace handset::program
