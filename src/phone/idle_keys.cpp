#include "phone/idle_keys.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/text.h"
#include "phone/key_function.h"

namespace handset::phone {
namespace {

constexpr std::uint64_t last_position = 16;

}  // namespace

std::vector<ServiceOptions> idle_keys_from(std::string_view list, const IdleKeyFinder& find) {
  std::vector<std::pair<std::uint64_t, ServiceOptions>> placed;
  while (!list.empty()) {
    const auto part = split_once(list, ';');
    list = part.found ? part.after : std::string_view();
    const auto key = split_once(part.before, '|');
    const auto position = parse_decimal(trim(key.after), last_position);
    ServiceOptions service = find(trim(key.before));
    if (service.url.empty()) continue;
    placed.emplace_back(position.value_or(std::numeric_limits<std::uint64_t>::max()), std::move(service));
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  std::vector<ServiceOptions> out;
  out.reserve(placed.size());
  for (auto& [position, service] : placed) out.push_back(std::move(service));
  return out;
}

ServiceOptions xml_function(std::string_view script) {
  const auto function = KeyFunction::parse(script);
  if (!function.has("xml")) return {};
  return {.name = std::string(function.name), .url = std::string(function.url)};
}

}  // namespace handset::phone
