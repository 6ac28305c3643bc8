#include "phone/settings_display.h"

#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "phone/idle_keys.h"
#include "phone/led_script.h"

namespace handset::phone {
namespace {

// Minutes east of Greenwich, in the order of the setting's members.
constexpr std::array zones{-720, -660, -600, -540, -480, -420, -360, -300, -240, -210, -180,
                           -120, -60,  0,    60,   120,  180,  210,  240,  300,  330,  345,
                           360,  390,  420,  480,  540,  570,  600,  660,  720,  780};
static_assert(zones.size() == static_cast<std::size_t>(settings::TimeZone::GmtPlus1300) + 1);

using Psk = std::string_view (settings::PhoneReaders::*)() const;
constexpr std::array<Psk, 16> psks{
    &settings::PhoneReaders::psk_1,  &settings::PhoneReaders::psk_2,  &settings::PhoneReaders::psk_3,
    &settings::PhoneReaders::psk_4,  &settings::PhoneReaders::psk_5,  &settings::PhoneReaders::psk_6,
    &settings::PhoneReaders::psk_7,  &settings::PhoneReaders::psk_8,  &settings::PhoneReaders::psk_9,
    &settings::PhoneReaders::psk_10, &settings::PhoneReaders::psk_11, &settings::PhoneReaders::psk_12,
    &settings::PhoneReaders::psk_13, &settings::PhoneReaders::psk_14, &settings::PhoneReaders::psk_15,
    &settings::PhoneReaders::psk_16};

// Of "psk1" to "psk16"; blank for another keyword.
std::string_view psk_script(const settings::Snapshot& settings, std::string_view keyword) {
  constexpr std::string_view prefix = "psk";
  if (!starts_with_ignoring_case(keyword, prefix)) return {};
  const auto number = parse_decimal(keyword.substr(prefix.size()), psks.size());
  return number && *number > 0 ? (settings.*psks[*number - 1])() : std::string_view();
}

}  // namespace

LocalTimeOptions local_time_from(const settings::Snapshot& settings) {
  LocalTimeOptions out;
  out.zone = minutes(zones.at(static_cast<std::size_t>(settings.time_zone()))) +
             parse_time_offset(settings.time_offset_hh_mm());
  if (settings.daylight_saving_time_enable())
    out.daylight = parse_daylight_rule(settings.daylight_saving_time_rule());
  out.hours_24 = settings.time_format() == settings::TimeFormat::N24hr;
  out.day_first = settings.date_format() == settings::DateFormat::DayMonth;
  return out;
}

LineLampOptions line_lamps_from(const settings::Snapshot& settings) {
  const LineLampOptions standard;
  return {lamp_from(settings.idle_led(), standard.idle),
          lamp_from(settings.disabled_led(), standard.disabled),
          lamp_from(settings.registering_led(), standard.registering),
          lamp_from(settings.register_failed_led(), standard.register_failed)};
}

std::vector<ServiceOptions> idle_keys_from(const settings::Snapshot& settings, const MacroValues& macros,
                                           const ServiceOptions& directories) {
  const auto find = [&](std::string_view keyword) -> ServiceOptions {
    if (equal_ignoring_case(keyword, "dir")) return {directories.name, directories.url, "Dir"};
    ServiceOptions psk = xml_function(psk_script(settings, keyword));
    psk.url = expand_url(psk.url, macros);
    if (psk.name.empty()) psk.name = keyword;
    return psk;
  };
  const bool programmed = settings.programmable_softkey_enable();
  return idle_keys_from(programmed ? settings.idle_key_list() : "dir", find);
}

}  // namespace handset::phone
