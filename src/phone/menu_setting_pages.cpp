// The windows of the menus that show and change settings.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "phone/level_window.h"
#include "phone/menu_editor.h"
#include "phone/menu_pages.h"
#include "phone/menu_window.h"
#include "phone/own_window.h"
#include "phone/text_window.h"

namespace handset::phone {
namespace {

PageHead head_of(std::string title, std::string select) {
  return {std::move(title),
          {},
          SoftKeyBar({{std::move(select), 1, "SoftKey:Select"}, {"Back", 2, "SoftKey:Back"}})};
}

std::string level_words(const LevelNow& now) {
  return std::to_string(now.level) + " of " + std::to_string(level_range(now.setting).most);
}

std::string key_of(const SettingGroup& group) {
  return group.tab + "/" + group.name;
}

std::string page_uri(std::string_view page, std::string_view about) {
  return menu_uri(MenuVerb::Page, std::string(page).append(about));
}

}  // namespace

// --- Levels

WindowPtr volume_menu(const Model& model, const std::vector<LevelNow>& levels) {
  std::vector<MenuRow> rows;
  rows.reserve(levels.size());
  for (const LevelNow& now : levels)
    rows.push_back({std::string(level_name(now.setting)), page_uri(menu_page::level, now.setting.tag),
                    std::to_string(now.level)});
  return std::make_unique<OwnWindow<MenuWindow>>(model, PageSource{}, head_of("Volume", "Select"),
                                                 std::move(rows));
}

WindowPtr level_window(const LevelNow& now, std::string prompt) {
  return std::make_unique<OwnWindow<LevelWindow>>(
      ShownLevel{std::string(level_name(now.setting)), now.setting.tag, level_words(now),
                 level_percent(level_range(now.setting), now.level), std::move(prompt)});
}

// --- The user's settings

WindowPtr groups_menu(const Model& model, const std::vector<SettingGroup>& groups) {
  if (groups.empty()) {
    PageHead head{"User settings", {}, SoftKeyBar({{"Back", 1, "SoftKey:Back"}})};
    return std::make_unique<OwnWindow<TextWindow>>(model, PageSource{}, std::move(head),
                                                   "The user account may change nothing");
  }
  std::vector<MenuRow> rows;
  rows.reserve(groups.size());
  for (const SettingGroup& group : groups)
    rows.push_back({group.name, page_uri(menu_page::group, key_of(group))});
  return std::make_unique<OwnWindow<MenuWindow>>(model, PageSource{}, head_of("User settings", "Select"),
                                                 std::move(rows));
}

WindowPtr group_menu(const Model& model, const std::vector<SettingGroup>& groups,
                     const settings::Snapshot& settings, std::string_view group) {
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [group](const SettingGroup& each) { return key_of(each) == group; });
  if (found == groups.end()) return nullptr;
  std::vector<MenuRow> rows;
  rows.reserve(found->settings.size());
  for (const MenuSetting& setting : found->settings)
    rows.push_back(
        {std::string(setting.label), menu_uri(MenuVerb::Set, setting.tag), setting_words(settings, setting)});
  return std::make_unique<OwnWindow<MenuWindow>>(model, PageSource{}, head_of(found->name, "Change"),
                                                 std::move(rows));
}

WindowPtr choices_menu(const Model& model, const settings::Snapshot& settings, const MenuSetting& setting) {
  const auto& members = settings::rows()[setting.address.row].members;
  const auto now = member_of(settings, setting);
  std::vector<MenuRow> rows;
  rows.reserve(members.size());
  for (std::size_t i = 0; i < members.size(); ++i)
    rows.push_back({std::string(members[i]), menu_uri(MenuVerb::Pick, setting.tag + "/" + std::to_string(i)),
                    i == now ? "now" : ""});
  PageHead head = head_of(std::string(setting.label), "Select");
  head.prompt = effect_words(setting);
  auto window =
      std::make_unique<OwnWindow<MenuWindow>>(model, PageSource{}, std::move(head), std::move(rows));
  window->restore({.row = now.value_or(0)});
  return window;
}

WindowPtr setting_editor(const Model& model, const settings::Snapshot& settings, const MenuSetting& setting) {
  return std::make_unique<MenuEditorWindow>(model, std::string(setting.label), wanted_words(setting),
                                            effect_words(setting), field_of(settings, setting),
                                            menu_uri(MenuVerb::Save, setting.tag));
}

WindowPtr password_editor(const Model& model) {
  return std::make_unique<MenuEditorWindow>(
      model, "User password", "The user account's password:", "Needed to change a secret",
      TextField(TextField::Kind::Any, true), menu_uri(MenuVerb::Password));
}

}  // namespace handset::phone
