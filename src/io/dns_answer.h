// Reads what a name server answered (RFC 1035 4.1) to a question for SRV (RFC 2782) or NAPTR records
// (RFC 3403): those of the name that was asked for, or of what it is an alias for. The bytes are a
// stranger's: no pointer runs forwards, no name is longer than 255 octets or has other letters than host
// names have, and no answer more than 256 records.
//
// Pure functions; any thread. Errors: NotFound (no such name, or it has none), Unavailable (the server could
// not answer), TooLarge, and Malformed with the offset.
#pragma once

#include <string_view>

#include "base/dns_record.h"
#include "base/result.h"

namespace handset::io {

[[nodiscard]] Result<SrvRecords> read_srv_answer(std::string_view bytes);
[[nodiscard]] Result<NaptrRecords> read_naptr_answer(std::string_view bytes);

}  // namespace handset::io
