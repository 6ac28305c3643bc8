// The settings as the phone's own menus have them: which of them the user account may see and change, how
// each is changed by keys, and its words. The one place of the menus that reads settings by their place in
// the table. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/model.h"
#include "phone/text_field.h"
#include "settings/snapshot.h"

namespace handset::phone {

// How a setting is changed.
enum class MenuEditor : std::uint8_t {
  Toggle,   // yes or no
  Choices,  // one of Row::members
  Level,    // a volume or the contrast: turned in steps
  Field,    // typed
};

struct MenuSetting {
  settings::Address address;
  std::string tag;
  std::string_view label;  // as on the page
  MenuEditor editor = MenuEditor::Field;
};

// Settings that stand together on the page.
struct SettingGroup {
  std::string name;  // "Ext 1: Call Feature Settings"
  std::string tab;
  std::vector<MenuSetting> settings;
};

// In the order of the pages: what the user account may change; with Phone-UI-user-mode what it may only read,
// too. As many extensions and line keys as the model has.
[[nodiscard]] std::vector<SettingGroup> setting_groups(const settings::Snapshot& settings,
                                                       const Model& model);
// Nothing when the user account has no such setting.
[[nodiscard]] std::optional<MenuSetting> find_setting(const settings::Snapshot& settings,
                                                      std::string_view tag);

// As on the page: a secret is a mask.
[[nodiscard]] std::string setting_words(const settings::Snapshot& settings, const MenuSetting& setting);
// Why nothing can be changed in the menus, as a sentence without a full stop; empty: something can.
[[nodiscard]] std::string_view read_only_words(const settings::Snapshot& settings);
// The same of one setting, wherever keys would change it.
[[nodiscard]] std::string fixed_words(const settings::Snapshot& settings, const MenuSetting& setting);
// What changing it comes to: "Saved"; "Saved, obeyed after a restart".
[[nodiscard]] std::string saved_words(const MenuSetting& setting);
// For whoever is about to change what nothing obeys; else empty.
[[nodiscard]] std::string effect_words(const MenuSetting& setting);

// Which of the members it is; nothing: none.
[[nodiscard]] std::optional<std::size_t> member_of(const settings::Snapshot& settings,
                                                   const MenuSetting& setting);
// "a number from 0 to 10"; of a secret nothing but that something is to be typed
[[nodiscard]] std::string wanted_words(const MenuSetting& setting);
// The field that it is typed in, with what it is now unless that is a secret.
[[nodiscard]] TextField field_of(const settings::Snapshot& settings, const MenuSetting& setting);

// --- Levels

enum class Volume : std::uint8_t { Ringer, Handset, Headset, Speaker };
[[nodiscard]] std::string_view volume_tag(Volume volume);
// "Ringer volume"
[[nodiscard]] std::string_view volume_name(Volume volume);
inline constexpr std::string_view contrast_tag = "LCD_Contrast";
inline constexpr std::string_view contrast_name = "Contrast";

struct LevelRange {
  unsigned least = 0;
  unsigned most = 10;
};
[[nodiscard]] LevelRange level_range(const MenuSetting& setting);
// Within its range.
[[nodiscard]] unsigned level_of(const settings::Snapshot& settings, const MenuSetting& setting);
// Of a setting that is a level: "Ringer volume", else its label.
[[nodiscard]] std::string_view level_name(const MenuSetting& setting);
[[nodiscard]] unsigned level_percent(LevelRange range, unsigned level);

}  // namespace handset::phone
