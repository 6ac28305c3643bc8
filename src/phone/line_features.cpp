#include "phone/line_features.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace handset::phone {
namespace {

std::string forward_words(const ua::Forwarding& forward) {
  if (!forward.active) return "off";
  std::string out = forward.destination.empty() ? "on" : "to " + forward.destination;
  if (forward.rings != 0)
    out += " after " + std::to_string(forward.rings) + (forward.rings == 1 ? " ring" : " rings");
  return out;
}

}  // namespace

std::string feature_words(const ua::FeatureState& told) {
  std::string out;
  if (told.do_not_disturb.value_or(false)) out = "DND";
  const auto& forward = told.forward(ua::ForwardWhen::Always);
  if (!forward || !forward->active) return out;
  if (!out.empty()) out += ", ";
  out += "Fwd";
  if (!forward->destination.empty()) out += " to " + forward->destination;
  return out;
}

std::string feature_list(const ua::FeatureState& told) {
  constexpr std::array<std::string_view, 3> names{"all calls", "busy", "no answer"};  // by ForwardWhen
  std::string out;
  const auto add = [&out](std::string_view name, std::string_view words) {
    if (!out.empty()) out += ", ";
    out.append(name).append(" ").append(words);
  };
  if (told.do_not_disturb) add("DND", *told.do_not_disturb ? "on" : "off");
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const auto& forward = told.forwards.at(i)) add(names.at(i), forward_words(*forward));
  return out.empty() ? "nothing is known" : out;
}

}  // namespace handset::phone
