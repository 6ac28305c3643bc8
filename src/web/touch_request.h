// The body of POST /api/v1/touch: {"x": 40, "y": 60}, pixels of the screen from its upper left corner.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "phone/model.h"

namespace handset::web {

struct TouchRequest {
  int x = 0;
  int y = 0;

  friend bool operator==(const TouchRequest&, const TouchRequest&) = default;
};

// A place on the model's screen, or a sentence that says what is wrong and what would be right.
[[nodiscard]] tl::expected<TouchRequest, std::string> read_touch_request(std::string_view body,
                                                                         const phone::Model& model);

}  // namespace handset::web
