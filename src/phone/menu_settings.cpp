#include "phone/menu_settings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "settings/row_words.h"

namespace handset::phone {
namespace {

using settings::Address;
using settings::Row;
using settings::Type;
using settings::UserRight;

struct NamedLevel {
  std::string_view tag;
  std::string_view name;
};
// In the order of Volume; the contrast is the last.
constexpr std::array levels{
    NamedLevel{"Ringer_Volume", "Ringer volume"}, NamedLevel{"Handset_Volume", "Handset volume"},
    NamedLevel{"Headset_Volume", "Headset volume"}, NamedLevel{"Speaker_Volume", "Speaker volume"},
    NamedLevel{contrast_tag, contrast_name}};

const Row& row_of(Address address) {
  return settings::rows()[address.row];
}

MenuEditor editor_of(const Row& row) {
  if (row.type == Type::Bool) return MenuEditor::Toggle;
  if (row.type == Type::Enum) return MenuEditor::Choices;
  const bool level = std::any_of(levels.begin(), levels.end(),
                                 [&row](const NamedLevel& each) { return each.tag == row.tag; });
  return level ? MenuEditor::Level : MenuEditor::Field;
}

unsigned instances(const Row& row, const Model& model) {
  const bool of_model = row.scope == settings::Scope::Ext || row.scope == settings::Scope::LineKey;
  return of_model ? std::min(row.instances(), model.lines) : row.instances();
}

void put_number(std::string& in, std::string_view mark, unsigned number) {
  if (const auto at = in.find(mark); at != std::string::npos)
    in.replace(at, mark.size(), std::to_string(number));
}

std::string group_name(const Row& row, unsigned index) {
  std::string name(row.section);
  if (row.scope == settings::Scope::Phone) return name;
  if (row.scope == settings::Scope::Ext) return "Ext " + std::to_string(index) + ": " + name;
  const bool key = row.scope == settings::Scope::UnitKey;
  put_number(name, "<n>", key ? (index - 1) / settings::keys_per_unit + 1 : index);
  put_number(name, "<k>", (index - 1) % settings::keys_per_unit + 1);
  return name;
}

bool is_listed(const settings::Snapshot& settings, Address address) {
  const UserRight right = settings.right(address);
  return right == UserRight::ReadWrite || (right == UserRight::ReadOnly && settings.phone_ui_user_mode());
}

MenuSetting make_setting(Address address) {
  const Row& row = row_of(address);
  return {address, settings::tag_of(address), row.label, editor_of(row)};
}

TextField::Kind field_kind(Type type) {
  switch (type) {
    case Type::Unsigned:
    case Type::Port:
    case Type::DayTime:
      return TextField::Kind::Number;
    case Type::Integer:
    case Type::Seconds:
    case Type::Ipv4:
    case Type::Netmask:
    case Type::Numbers:
    case Type::Date:
    case Type::Time:
    case Type::TimeOffset:
      return TextField::Kind::Equation;
    case Type::StarCode:
      return TextField::Kind::Telephone;
    default:
      return TextField::Kind::Any;
  }
}

}  // namespace

// --- Which there are

std::vector<SettingGroup> setting_groups(const settings::Snapshot& settings, const Model& model) {
  std::vector<SettingGroup> groups;
  const auto add = [&groups](const Row& row, Address address) {
    const std::string name = group_name(row, address.index);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const SettingGroup& each) {
      return each.name == name && each.tab == row.tab;
    });
    if (group == groups.end()) group = groups.insert(groups.end(), {name, std::string(row.tab), {}});
    group->settings.push_back(make_setting(address));
  };
  for (settings::RowId id = 0; id < settings::rows().size(); ++id) {
    const Row& row = settings::rows()[id];
    if (!row.settable()) continue;
    const bool single = row.scope == settings::Scope::Phone;
    for (unsigned n = single ? 0 : 1; n <= (single ? 0 : instances(row, model)); ++n) {
      const Address address{id, static_cast<std::uint8_t>(n)};
      if (is_listed(settings, address)) add(row, address);
    }
  }
  return groups;
}

std::optional<MenuSetting> find_setting(const settings::Snapshot& settings, std::string_view tag) {
  const auto address = settings::find_tag(tag);
  if (!address || !row_of(*address).settable() || settings.right(*address) == UserRight::Hidden)
    return std::nullopt;
  return make_setting(*address);
}

// --- Words

std::string setting_words(const settings::Snapshot& settings, const MenuSetting& setting) {
  return std::string(settings.shown_text(setting.address));
}

std::string_view read_only_words(const settings::Snapshot& settings) {
  return settings.phone_ui_readonly() ? "The menus of this phone are for reading only" : "";
}

std::string fixed_words(const settings::Snapshot& settings, const MenuSetting& setting) {
  if (settings.right(setting.address) != UserRight::ReadWrite) return "The user account may not change this";
  if (settings.locked(setting.address)) return "Locked: the command line of the phone sets it";
  const bool typed = setting.editor == MenuEditor::Field && !row_of(setting.address).secret();
  if (typed && count_code_points(settings.text(setting.address)) > TextField::most_letters)
    return "This is too long to be changed here";
  return {};
}

std::string saved_words(const MenuSetting& setting) {
  const Row& row = row_of(setting.address);
  if (row.state != settings::State::Active && row.type != Type::Password)
    return "Saved. " + effect_words(setting);
  return row.restart ? "Saved, obeyed after a restart" : "Saved";
}

std::string effect_words(const MenuSetting& setting) {
  switch (row_of(setting.address).state) {
    case settings::State::Active:
      break;
    case settings::State::Stored:
      return "No effect yet";
    case settings::State::Hardware:
      return "No effect here";
  }
  return {};
}

std::optional<std::size_t> member_of(const settings::Snapshot& settings, const MenuSetting& setting) {
  const std::size_t member = settings.member(setting.address);
  if (member >= row_of(setting.address).members.size()) return std::nullopt;
  return member;
}

std::string wanted_words(const MenuSetting& setting) {
  const Row& row = row_of(setting.address);
  return row.secret() ? "What it is to be:" : settings::expectation(row);
}

TextField field_of(const settings::Snapshot& settings, const MenuSetting& setting) {
  const Row& row = row_of(setting.address);
  if (row.secret()) return TextField(TextField::Kind::Any, true);
  return TextField(field_kind(row.type), false, settings.text(setting.address));
}

// --- Levels

std::string_view volume_tag(Volume volume) {
  return levels.at(static_cast<std::size_t>(volume)).tag;
}
std::string_view volume_name(Volume volume) {
  return levels.at(static_cast<std::size_t>(volume)).name;
}

LevelRange level_range(const MenuSetting& setting) {
  const settings::Range& range = row_of(setting.address).range;
  return {static_cast<unsigned>(range.min), static_cast<unsigned>(range.max)};
}

unsigned level_of(const settings::Snapshot& settings, const MenuSetting& setting) {
  const LevelRange range = level_range(setting);
  const std::int64_t level = settings.number(setting.address).value_or(range.least);
  return static_cast<unsigned>(std::clamp<std::int64_t>(level, range.least, range.most));
}

std::string_view level_name(const MenuSetting& setting) {
  const auto* const level = std::find_if(
      levels.begin(), levels.end(), [&setting](const NamedLevel& each) { return each.tag == setting.tag; });
  return level == levels.end() ? setting.label : level->name;
}

unsigned level_percent(LevelRange range, unsigned level) {
  return range.most > range.least ? (level - range.least) * 100 / (range.most - range.least) : 0;
}

}  // namespace handset::phone
