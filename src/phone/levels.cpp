#include "phone/levels.h"

#include <algorithm>
#include <utility>

namespace handset::phone {

unsigned Levels::level(const MenuSetting& setting) const {
  const Turned* turned = find(setting);
  return turned != nullptr ? turned->level : level_of(*host_->menu_settings(), setting);
}

std::optional<unsigned> Levels::turned_to(std::string_view tag) const {
  const auto found = std::find_if(turned_.begin(), turned_.end(),
                                  [tag](const Turned& each) { return each.setting.tag == tag; });
  if (found == turned_.end()) return std::nullopt;
  return found->level;
}

const Levels::Turned* Levels::find(const MenuSetting& setting) const {
  const auto found = std::find_if(turned_.begin(), turned_.end(), [&setting](const Turned& each) {
    return each.setting.address == setting.address;
  });
  return found == turned_.end() ? nullptr : &*found;
}

Levels::Turned& Levels::turned(const MenuSetting& setting) {
  const auto found = std::find_if(turned_.begin(), turned_.end(), [&setting](const Turned& each) {
    return each.setting.address == setting.address;
  });
  if (found != turned_.end()) return *found;
  return turned_.emplace_back(Turned{setting, level(setting), 0});
}

std::string Levels::turn(std::string_view tag, int step, bool over) {
  const settings::SnapshotPtr settings = host_->menu_settings();
  const auto setting = find_setting(*settings, tag);
  if (!setting) return "The user account may not change this";
  if (std::string fixed = fixed_words(*settings, *setting); !fixed.empty()) return fixed;
  const LevelRange range = level_range(*setting);
  Turned& it = turned(*setting);
  if (step > 0 && it.level < range.most) ++it.level;
  if (step < 0 && it.level > range.least) --it.level;
  it.choice = 0;
  turned_by_key_ = true;
  if (over)
    windows_.set_overlay(ScreenOverlay{std::string(level_name(*setting)), level_percent(range, it.level)});
  clock_.arm(rest_, level_rest);
  return {};
}

void Levels::end_key() {
  if (!turned_by_key_ && rest_.armed()) rest();
}

bool Levels::turning() const {
  return std::any_of(turned_.begin(), turned_.end(), [](const Turned& each) { return each.choice == 0; });
}

void Levels::rest() {
  rest_.cancel();
  windows_.set_overlay(std::nullopt);
  std::vector<MenuSetting> still;
  for (const Turned& each : turned_)
    if (each.choice == 0) still.push_back(each.setting);
  for (const MenuSetting& setting : still) store(setting);
}

// The answer may come within the call.
void Levels::store(const MenuSetting& setting) {
  Turned& it = turned(setting);
  const auto same = [&setting](const Turned& each) { return each.setting.address == setting.address; };
  if (it.level == level_of(*host_->menu_settings(), setting)) {
    std::erase_if(turned_, same);
    return;
  }
  it.choice = host_->next_choice();
  host_->choose_settings({it.choice, {{setting.tag, std::to_string(it.level)}}, std::nullopt});
}

bool Levels::answered(std::uint64_t number) {
  return std::erase_if(turned_, [number](const Turned& each) { return each.choice == number; }) > 0;
}

}  // namespace handset::phone
