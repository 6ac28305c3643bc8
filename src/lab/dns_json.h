// The lab's name server in JSON (docs/lab.md). Pure functions of values; the thread of the server.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lab/dns_server.h"

namespace handset::lab {

// {"listen", "records": [...], "faults": {...}, "events": [...]}
[[nodiscard]] std::string dns_json(const DnsServer& server);
// {"records": [...]}
[[nodiscard]] std::string dns_records_json(const DnsServer& server);
[[nodiscard]] std::string dns_faults_json(const DnsFaults& faults);

// The body of PUT /api/v1/dns/records, or a sentence that says what is wrong with it; the records are not
// looked at.
[[nodiscard]] tl::expected<std::vector<std::string>, std::string> read_dns_records(std::string_view body);
// The body of POST /api/v1/dns/faults, likewise; what is not named is right.
[[nodiscard]] tl::expected<DnsFaults, std::string> read_dns_faults(std::string_view body);

}  // namespace handset::lab
