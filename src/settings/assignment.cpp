#include "settings/assignment.h"

#include "base/text.h"
#include "settings/row.h"

namespace handset::settings {

tl::expected<Assignment, Issue> parse_assignment(std::string_view text) {
  const Split split = split_once(text, '=');
  const std::string_view tag = trim(split.before);
  const auto address = find_tag(tag);
  const bool settable = address && rows()[address->row].settable();
  if (!settable && !tag.empty()) return tl::unexpected(unknown_tag(tag));
  if (!split.found || tag.empty())
    return tl::unexpected(Issue{std::string(tag), "a setting is given as TAG=VALUE"});
  return Assignment{std::string(tag), std::string(split.after)};
}

}  // namespace handset::settings
