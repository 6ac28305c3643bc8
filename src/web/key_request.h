// The body of POST /api/v1/keys, in one of five forms: {"key": "KeyPad1"}, {"keys": ["KeyPad1", "Soft1"]},
// {"down": "NavDown"}, {"up": "NavDown"} and {"type": "Hello"}.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "phone/key.h"

namespace handset::web {

inline constexpr std::size_t most_keys = 64;           // of one request
inline constexpr std::size_t most_text_letters = 512;  // of one request, code points

struct KeyRequest {
  enum class Form : std::uint8_t { Press, Down, Up, Type };

  Form form = Form::Press;
  std::vector<phone::Key> keys{};  // the one that goes down or up, or those to be pressed, in their order
  std::string text{};              // Type: UTF-8 without control characters

  friend bool operator==(const KeyRequest&, const KeyRequest&) = default;
};

// All of it is good, or a sentence says what is wrong and what would be right.
[[nodiscard]] tl::expected<KeyRequest, std::string> read_key_request(std::string_view body,
                                                                     const phone::Model& model);

}  // namespace handset::web
