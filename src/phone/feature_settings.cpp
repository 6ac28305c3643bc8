#include "phone/feature_settings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "phone/line_features.h"

namespace handset::phone {
namespace {

// Of the cadence that phones ring in, on for two and off for four.
constexpr seconds ring{6};

constexpr std::array<std::string_view, 3> destination_tags{"Cfwd_All_Dest", "Cfwd_Busy_Dest",
                                                           "Cfwd_No_Ans_Dest"};  // by ForwardWhen

Forwarding forwarding(bool on, std::string_view destination) {
  destination = trim(destination);
  if (!on || destination.empty()) return {};
  return {.active = true, .destination = std::string(destination)};
}

unsigned rings_of(Duration delay) {
  const auto rings = (delay + ring / 2) / ring;
  return static_cast<unsigned>(std::clamp<std::int64_t>(rings, 1, ua::FeatureState::most_rings));
}

// In the settings' terms; nothing: the settings cannot say it.
std::optional<Forwarding> as_settings(const Forwarding& told, const Forwarding& now) {
  if (!told.active) return Forwarding{};
  if (told.destination.empty()) return std::nullopt;
  Forwarding out = told;
  // What is not said stays.
  if (out.rings == 0) out.rings = now.rings;
  return out;
}

}  // namespace

ua::FeatureState features_from(const settings::Snapshot& settings) {
  const bool forwards = settings.cfwd_setting();
  ua::FeatureState out{.do_not_disturb = settings.dnd_setting()};
  out.forward(ForwardWhen::Always) = forwarding(forwards, settings.cfwd_all_dest());
  out.forward(ForwardWhen::Busy) = forwarding(forwards, settings.cfwd_busy_dest());
  auto& no_answer = out.forward(ForwardWhen::NoAnswer);
  no_answer = forwarding(forwards, settings.cfwd_no_ans_dest());
  if (no_answer->active) no_answer->rings = rings_of(settings.cfwd_no_ans_delay());
  return out;
}

ua::FeatureState FeatureSettings::take(const ua::FeatureState& settings) {
  ua::FeatureState changed;
  if (settings.do_not_disturb != settings_.do_not_disturb && !following_.do_not_disturb)
    changed.do_not_disturb = settings.do_not_disturb;
  for (std::size_t i = 0; i < settings.forwards.size(); ++i)
    if (settings.forwards.at(i) != settings_.forwards.at(i) && !following_.forwards.at(i))
      changed.forwards.at(i) = settings.forwards.at(i);
  settings_ = settings;
  return changed;
}

std::vector<settings::Assignment> FeatureSettings::follow(const ua::FeatureState& told,
                                                          const settings::Snapshot& settings) {
  std::vector<settings::Assignment> out;
  if (!following_.empty()) return out;
  if (told.do_not_disturb && told.do_not_disturb != settings_.do_not_disturb) {
    following_.do_not_disturb = told.do_not_disturb;
    out.push_back({"DND_Setting", *told.do_not_disturb ? "Yes" : "No"});
  }
  bool any_forward = false;
  for (std::size_t i = 0; i < told.forwards.size(); ++i) {
    if (!told.forwards.at(i)) continue;
    const Forwarding now = settings_.forwards.at(i).value_or(Forwarding{});
    const auto wanted = as_settings(*told.forwards.at(i), now);
    if (!wanted || *wanted == now) continue;
    following_.forwards.at(i) = wanted;
    any_forward = any_forward || wanted->active;
    out.push_back({std::string(destination_tags.at(i)), wanted->destination});
    if (wanted->active && wanted->rings != now.rings)
      out.push_back({"Cfwd_No_Ans_Delay", std::to_string((wanted->rings * ring).count())});
  }
  if (!any_forward || settings.cfwd_setting()) return out;
  out.push_back({"Cfwd_Setting", "Yes"});
  // What that switch has kept off so far stays off.
  for (std::size_t i = 0; i < destination_tags.size(); ++i)
    if (!following_.forwards.at(i)) out.push_back({std::string(destination_tags.at(i)), ""});
  return out;
}

}  // namespace handset::phone
