// The body of POST /api/v1/keys: {"key": "KeyPad1"} or {"keys": ["KeyPad1", "Soft1"]}.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "phone/key.h"

namespace handset::web {

inline constexpr std::size_t most_keys = 64;  // of one request

// All keys are good, or a sentence says what is wrong and what would be right.
[[nodiscard]] tl::expected<std::vector<phone::Key>, std::string> read_key_request(std::string_view body,
                                                                                  const phone::Model& model);

}  // namespace handset::web
