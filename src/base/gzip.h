// gzip (RFC 1952), through zlib: what comes packed, and what goes out so. Allocates; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace handset {

// Whether the bytes begin as gzip does.
[[nodiscard]] bool is_gzip(std::string_view bytes);

// All members of the file one behind the other. Errors: Malformed (no gzip, damaged, cut short, or something
// else behind it), TooLarge (more than `most` bytes come out: unpacking stops there).
[[nodiscard]] Result<std::string> gunzip(std::string_view bytes, std::size_t most);

[[nodiscard]] std::string gzip(std::string_view plain);

}  // namespace handset
