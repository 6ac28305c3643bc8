// The station as the host of the phone's own menus.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "phone/menu_settings.h"
#include "phone/station.h"
#include "phone/station_inputs.h"

namespace handset::phone {

void Station::choose_settings(SettingsChoice choice) {
  if (handler_ != nullptr)
    handler_->on_settings_chosen(*this, std::move(choice));
  else
    store_here(choice);
}

// Where nobody else keeps the settings, the phone does.
void Station::store_here(const SettingsChoice& choice) {
  const auto may_change = [this](const settings::Assignment& value) {
    const auto setting = find_setting(*settings_, value.tag);
    return setting && fixed_words(*settings_, *setting).empty();
  };
  if (!std::all_of(choice.values.begin(), choice.values.end(), may_change))
    return answer_settings(choice.number, SettingsAnswer::refused("The user account may not change this"));
  auto applied =
      settings_->with(choice.values, settings::Stamp{settings::Origin::Phone, world_.clock.wall()});
  if (!applied)
    return answer_settings(choice.number, SettingsAnswer::refused(applied.error().front().message));
  apply(std::move(applied->snapshot));
  answer_settings(choice.number, SettingsAnswer::stored());
}

void Station::answer_settings(std::uint64_t choice, const SettingsAnswer& answer) {
  const InputScope input(world_, station_inputs::names::settings_answer, [&] {
    FieldWriter fields;
    station_inputs::add_answer(fields, choice, answer);
    return fields.take();
  });
  phone_->settings_answered(choice, answer);
}

std::vector<NamedValue> Station::menu_network() const {
  std::vector<NamedValue> out;
  const std::string& ip = options_.identity.ip;
  out.push_back({"IP address", ip.empty() ? options_.sip.address.to_string() : ip});
  if (std::string outside = external_ip(); !outside.empty()) out.push_back({"Outside", std::move(outside)});
  out.push_back({"SIP port", std::to_string(options_.sip.port)});
  for (const OwnPort& port : ports_)
    out.push_back({"Port of a line", std::to_string(port.local.port) + (port.open ? "" : ", not open")});
  if (const std::string name = host_name(); !name.empty()) out.push_back({"Host name", name});
  if (!settings_->domain().empty()) out.push_back({"Domain", std::string(settings_->domain())});
  if (!page_.empty()) out.push_back({"Web page", page_});
  return out;
}

}  // namespace handset::phone
