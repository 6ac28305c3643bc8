#include "web/touch_request.h"

#include <boost/json/value.hpp>
#include <optional>

#include "web/json.h"

namespace handset::web {
namespace {

namespace json = boost::json;

// Nothing when it is no pixel of such a side.
std::optional<int> pixel(const json::object& object, std::string_view name, unsigned side) {
  const json::value* value = object.if_contains(name);
  const std::int64_t* number = value == nullptr ? nullptr : value->if_int64();
  if (number == nullptr || *number < 0 || *number >= std::int64_t{side}) return std::nullopt;
  return static_cast<int>(*number);
}

}  // namespace

tl::expected<TouchRequest, std::string> read_touch_request(std::string_view body, const phone::Model& model) {
  if (model.screen == phone::ScreenKind::None)
    return tl::unexpected("The " + std::string(model.name) + " has no screen to be touched.");
  const auto object = parse_object(body);
  if (object && object->size() == 2) {
    const auto x = pixel(*object, "x", model.width);
    const auto y = pixel(*object, "y", model.height);
    if (x && y) return TouchRequest{*x, *y};
  }
  return tl::unexpected(R"(Send {"x": 40, "y": 60}: x from 0 to )" + std::to_string(model.width - 1) +
                        ", y from 0 to " + std::to_string(model.height - 1) + ".");
}

}  // namespace handset::web
