// A host name to an address, the blocking way: for start-up code and command lines, never on a shard.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"

namespace handset::io {

// "192.0.2.1", "2001:db8::1", "[2001:db8::1]".
std::optional<IpAddress> address_literal(std::string_view host);

// All addresses in the system's order of preference; an address as text is itself. Errors: NotFound;
// Unavailable when the name server does not answer.
Result<std::vector<IpAddress>> resolve_all(std::string_view host);

// The first of them.
Result<IpAddress> resolve(std::string_view host);

}  // namespace handset::io
