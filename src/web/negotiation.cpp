#include "web/negotiation.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace handset::web {
namespace {

// Calls `use` for each item of a comma-separated list, without blanks around it.
template <class Use>
void for_each_item(std::string_view list, const Use& use) {
  while (!list.empty()) {
    const auto split = split_once(list, ',');
    if (const auto item = trim(split.before); !item.empty()) use(item);
    list = split.after;
  }
}

// ";q=0", ";q=0.0" and the like forbid; whatever else is a weight allows.
bool is_forbidden(std::string_view parameters) {
  const auto weight = split_once(trim(parameters), '=');
  if (!equal_ignoring_case(trim(weight.before), "q")) return false;
  const auto value = trim(weight.after);
  return value.starts_with('0') && value.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(const io::HttpRequest& request) {
  std::optional<bool> gzip;
  std::optional<bool> any;
  for_each_item(request.field("Accept-Encoding"), [&](std::string_view item) {
    const auto split = split_once(item, ';');
    const auto coding = trim(split.before);
    const bool taken = !is_forbidden(split.after);
    if (equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip")) gzip = taken;
    if (coding == "*") any = taken;
  });
  return gzip.value_or(any.value_or(false));
}

bool has_already(const io::HttpRequest& request, std::string_view etag) {
  bool found = false;
  for_each_item(request.field("If-None-Match"), [&](std::string_view item) {
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == etag || item == "*") found = true;
  });
  return found;
}

}  // namespace handset::web
