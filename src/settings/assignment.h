// One setting as somebody typed it, TAG=VALUE.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "settings/issue.h"

namespace handset::settings {

struct Assignment {
  std::string tag;
  std::string value;
};

// "User_ID_1_=101": the tag must be one that can be set, and an issue about another suggests near ones. The
// value is everything behind the first `=` and not checked here.
[[nodiscard]] tl::expected<Assignment, Issue> parse_assignment(std::string_view text);

// Why a tag is not one that can be set.
[[nodiscard]] Issue unknown_tag(std::string_view tag);

}  // namespace handset::settings
