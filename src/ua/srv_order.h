// In which order the servers of a set of SRV records are tried: by priority, and among those of a priority by
// chance, each in proportion to its weight (RFC 2782). Any thread.
#pragma once

#include <vector>

#include "base/dns_record.h"
#include "base/world.h"

namespace handset::ua {

// Without weights those of a priority stay in their order, and no chance is drawn.
[[nodiscard]] std::vector<SrvRecord> in_srv_order(std::vector<SrvRecord> records, Random& random);

}  // namespace handset::ua
