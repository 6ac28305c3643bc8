// The windows of the phone's own menus, each made from what it shows. A choice in one of them is a MenuVerb
// and what it is about, as a URI that only these windows make. Pure functions; shard's thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "phone/line.h"
#include "phone/menu_host.h"
#include "phone/menu_settings.h"
#include "phone/model.h"
#include "phone/window.h"

namespace handset::phone {

enum class MenuVerb : std::uint8_t {
  Page,      // opens the page of that name
  Set,       // begins to change the setting of that tag
  Save,      // stores the typed value for that tag
  Pick,      // stores member N of the setting: TAG/N
  Less,      // a level, by a step
  More,      // the same
  Password,  // the typed password of the user account goes with what was to be saved
  Restart,
};
[[nodiscard]] std::string menu_uri(MenuVerb verb, std::string_view about = {});
struct MenuChoice {
  MenuVerb verb = MenuVerb::Page;
  std::string_view about;  // of the URI
};
[[nodiscard]] std::optional<MenuChoice> parse_menu_uri(std::string_view uri);

// The names of pages. Those with a `/` at the end go on with what the page is about.
namespace menu_page {
inline constexpr std::string_view top = "top";
inline constexpr std::string_view calls = "calls";
inline constexpr std::string_view call_list = "calls/";  // index of CallList
inline constexpr std::string_view status = "status";
inline constexpr std::string_view section = "status/";  // name of a section
inline constexpr std::string_view network = "network";
inline constexpr std::string_view lines = "lines";
inline constexpr std::string_view line = "lines/";  // number
inline constexpr std::string_view volume = "volume";
inline constexpr std::string_view level = "level/";  // tag
inline constexpr std::string_view user = "user";
inline constexpr std::string_view group = "user/";     // tab, `/`, name of a group
inline constexpr std::string_view choices = "value/";  // tag
inline constexpr std::string_view restart = "restart";
}  // namespace menu_page

enum class CallList : std::uint8_t { All, Missed, Received, Placed };
// A call that was, as a list shows it.
struct CallEntry {
  std::string name;  // or number
  std::string when;
};

using WindowPtr = std::unique_ptr<Window>;

[[nodiscard]] WindowPtr top_menu(const Model& model);
[[nodiscard]] WindowPtr call_lists_menu(const Model& model);
// Null when there is no such list.
[[nodiscard]] WindowPtr call_list_window(const Model& model, std::string_view list,
                                         std::span<const CallEntry> calls);

// Sections and rows that are blank are left out.
[[nodiscard]] WindowPtr status_menu(const Model& model, const std::vector<StatusSection>& status);
[[nodiscard]] WindowPtr status_window(const Model& model, const std::vector<StatusSection>& status,
                                      std::string_view section);
[[nodiscard]] WindowPtr values_window(const Model& model, std::string title,
                                      const std::vector<NamedValue>& values);

[[nodiscard]] WindowPtr lines_menu(const Model& model, const std::deque<Line>& lines);
[[nodiscard]] WindowPtr line_window(const Model& model, const std::deque<Line>& lines,
                                    const settings::Snapshot& settings, std::string_view number);

// The level as it is now, stored or not.
struct LevelNow {
  MenuSetting setting;
  unsigned level = 0;
};
[[nodiscard]] WindowPtr volume_menu(const Model& model, const std::vector<LevelNow>& levels);
[[nodiscard]] WindowPtr level_window(const LevelNow& now, std::string prompt);

[[nodiscard]] WindowPtr groups_menu(const Model& model, const std::vector<SettingGroup>& groups);
[[nodiscard]] WindowPtr group_menu(const Model& model, const std::vector<SettingGroup>& groups,
                                   const settings::Snapshot& settings, std::string_view group);
[[nodiscard]] WindowPtr choices_menu(const Model& model, const settings::Snapshot& settings,
                                     const MenuSetting& setting);
[[nodiscard]] WindowPtr setting_editor(const Model& model, const settings::Snapshot& settings,
                                       const MenuSetting& setting);
[[nodiscard]] WindowPtr password_editor(const Model& model);
[[nodiscard]] WindowPtr restart_window(const Model& model);

}  // namespace handset::phone
