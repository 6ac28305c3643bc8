#include "phone/menus.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "phone/message_window.h"

namespace handset::phone {
namespace {

// The rest of `name` behind `prefix`, where it is such a page.
std::optional<std::string_view> about(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  return name.substr(prefix.size());
}

// A refusal begins with the tag; the window has said already what it is about.
std::string_view without_tag(std::string_view words, std::string_view tag) {
  const auto rest = about(words, tag);
  return rest && rest->starts_with(": ") ? rest->substr(2) : words;
}

}  // namespace

Menus::Menus(Clock& clock, WindowStack& windows, const std::deque<Line>& lines)
    : windows_(windows), lines_(lines), levels_(clock, windows) {}

void Menus::set_host(MenuHost* host) {
  // Nothing can be chosen where nothing can be seen.
  host_ = windows_.model().screen == ScreenKind::None ? nullptr : host;
  levels_.set_host(host_);
}

// --- Pages

bool Menus::toggle() {
  if (host_ == nullptr) return false;
  if (!windows_.is_open(top_)) {
    pages_.clear();
    top_ = windows_.push(make(menu_page::top));
  } else if (windows_.top() == top_) {
    windows_.close(top_);
  } else {
    windows_.close_above(top_);
  }
  return true;
}

void Menus::open(std::string_view page) {
  if (WindowPtr window = make(page)) pages_.push_back({windows_.push(std::move(window)), std::string(page)});
}

WindowPtr Menus::make(std::string_view page) const {
  const Model& model = windows_.model();
  const settings::SnapshotPtr settings = host_->menu_settings();
  if (page == menu_page::top) return top_menu(model);
  if (page == menu_page::restart) return restart_window(model);
  if (page == menu_page::volume) return volume_menu(model, volumes(*settings));
  if (page == menu_page::user) return groups_menu(model, setting_groups(*settings, model));
  if (const auto group = about(page, menu_page::group))
    return group_menu(model, setting_groups(*settings, model), *settings, *group);
  if (const auto tag = about(page, menu_page::level)) return make_level(*settings, *tag);
  if (const auto tag = about(page, menu_page::choices)) {
    const auto setting = find_setting(*settings, *tag);
    return setting ? choices_menu(model, *settings, *setting) : nullptr;
  }
  return make_info(page, *settings);
}

WindowPtr Menus::make_info(std::string_view page, const settings::Snapshot& settings) const {
  const Model& model = windows_.model();
  if (page == menu_page::calls) return call_lists_menu(model);
  // There are no calls yet.
  if (const auto list = about(page, menu_page::call_list)) return call_list_window(model, *list, {});
  if (page == menu_page::status) return status_menu(model, host_->menu_status());
  if (const auto section = about(page, menu_page::section))
    return status_window(model, host_->menu_status(), *section);
  if (page == menu_page::network) return values_window(model, "Network", host_->menu_network());
  if (page == menu_page::lines) return lines_menu(model, lines_);
  if (const auto number = about(page, menu_page::line)) return line_window(model, lines_, settings, *number);
  return nullptr;
}

WindowPtr Menus::make_level(const settings::Snapshot& settings, std::string_view tag) const {
  const auto setting = find_setting(settings, tag);
  if (!setting || setting->editor != MenuEditor::Level) return nullptr;
  std::string prompt(read_only_words(settings));
  if (prompt.empty()) prompt = fixed_words(settings, *setting);
  if (prompt.empty()) prompt = effect_words(*setting);
  return level_window(levels_.now(*setting), std::move(prompt));
}

std::vector<LevelNow> Menus::volumes(const settings::Snapshot& settings) const {
  std::vector<LevelNow> out;
  for (const Volume volume : {Volume::Ringer, Volume::Handset, Volume::Headset, Volume::Speaker})
    if (const auto setting = find_setting(settings, volume_tag(volume))) out.push_back(levels_.now(*setting));
  return out;
}

void Menus::refresh() {
  follow_contrast();
  if (host_ == nullptr) return;
  std::erase_if(pages_, [this](const Page& page) { return !windows_.is_open(page.window); });
  for (const Page& page : pages_) {
    WindowPtr window = make(page.name);
    if (window != nullptr)
      windows_.replace(page.window, std::move(window));
    else
      windows_.close(page.window);
  }
}

// --- What is chosen

void Menus::perform(const Action& action) {
  const auto choice = parse_menu_uri(action.uri);
  if (!choice || host_ == nullptr) return;
  switch (choice->verb) {
    case MenuVerb::Page:
      return open(choice->about);
    case MenuVerb::Set:
      return begin(choice->about);
    case MenuVerb::Save:
      return save(choice->about, action.value, action.window);
    case MenuVerb::Pick:
      return pick(choice->about, action.window);
    case MenuVerb::Less:
      return turn(choice->about, -1);
    case MenuVerb::More:
      return turn(choice->about, 1);
    case MenuVerb::Password:
      return give_password(action.value);
    case MenuVerb::Restart:
      return restart();
  }
}

void Menus::begin(std::string_view tag) {
  const settings::SnapshotPtr settings = host_->menu_settings();
  const auto setting = find_setting(*settings, tag);
  if (!setting) return;
  std::string fixed(read_only_words(*settings));
  if (fixed.empty()) fixed = fixed_words(*settings, *setting);
  if (!fixed.empty()) return say(std::string(setting->label), fixed);
  switch (setting->editor) {
    case MenuEditor::Toggle:
      return save(tag, setting_words(*settings, *setting) == "Yes" ? "No" : "Yes", {});
    case MenuEditor::Choices:
      return open(std::string(menu_page::choices).append(tag));
    case MenuEditor::Level:
      return open(std::string(menu_page::level).append(tag));
    case MenuEditor::Field:
      windows_.push(setting_editor(windows_.model(), *settings, *setting));
  }
}

void Menus::pick(std::string_view about, WindowId window) {
  const auto parts = split_once(about, '/');
  const auto setting = find_setting(*host_->menu_settings(), parts.before);
  if (!setting) return;
  const auto& members = settings::rows()[setting->address.row].members;
  if (const auto index = parse_decimal(parts.after, members.size()); index && *index < members.size())
    save(parts.before, std::string(members[static_cast<std::size_t>(*index)]), window);
}

void Menus::turn(std::string_view tag, int step) {
  std::string fixed(read_only_words(*host_->menu_settings()));
  if (fixed.empty()) fixed = levels_.turn(tag, step, false);
  refresh();
  if (!fixed.empty()) windows_.note(std::move(fixed));
}

bool Menus::turn_volume(Volume volume, int step) {
  if (host_ == nullptr) return false;
  std::string fixed = levels_.turn(volume_tag(volume), step, true);
  refresh();
  if (!fixed.empty()) windows_.note(std::move(fixed));
  return true;
}

void Menus::set_contrast(unsigned contrast) {
  contrast_ = contrast;
  follow_contrast();
}

void Menus::follow_contrast() {
  if (windows_.model().screen == ScreenKind::Mono)
    windows_.set_contrast(levels_.turned_to(contrast_tag).value_or(contrast_));
}

// What is left open is not to hold up what was asked for just now.
void Menus::restart() {
  windows_.close_services();
  host_->restart_phone();
}

// --- What is saved

void Menus::save(std::string_view tag, std::string value, WindowId window) {
  const settings::SnapshotPtr settings = host_->menu_settings();
  const auto setting = find_setting(*settings, tag);
  if (!setting) return;
  if (saving_ && saving_->number != 0) return windows_.note("Wait: something is being saved");
  if (std::string fixed = fixed_words(*settings, *setting); !fixed.empty())
    return say(std::string(setting->label), fixed);
  if (settings::rows()[setting->address.row].secret() && value.empty())
    return windows_.note("Nothing was typed");
  saving_ = std::make_unique<Saving>(Saving{0, *setting, std::move(value), window, {}});
  choose(std::nullopt);
}

void Menus::give_password(std::string password) {
  if (!saving_ || saving_->number != 0) return;
  choose(std::move(password));
}

// The answer may come within the call.
void Menus::choose(std::optional<std::string> password) {
  saving_->number = host_->next_choice();
  windows_.note("Saving ...");
  host_->choose_settings({saving_->number, {{saving_->setting.tag, saving_->value}}, std::move(password)});
}

void Menus::answered(std::uint64_t number, const SettingsAnswer& answer) {
  using Verdict = SettingsAnswer::Verdict;
  if (levels_.answered(number)) {
    refresh();
    if (answer.verdict != Verdict::Stored) windows_.note(answer.words);
    return;
  }
  if (!saving_ || saving_->number != number) return;
  if (answer.verdict == Verdict::PasswordWanted) {
    saving_->number = 0;
    if (windows_.is_open(saving_->password)) return windows_.note(answer.words);
    saving_->password = windows_.push(password_editor(windows_.model()));
    return;
  }
  const std::unique_ptr<const Saving> saved = std::move(saving_);
  windows_.close(saved->password);
  if (answer.verdict == Verdict::Refused)
    return say(std::string(saved->setting.label), std::string(without_tag(answer.words, saved->setting.tag)));
  windows_.close(saved->window);
  windows_.note(saved_words(saved->setting));
}

// On the prompt line, and as a page where there is no room for all of it.
void Menus::say(const std::string& title, const std::string& words) {
  if (cell_width(words) > windows_.model().columns)
    windows_.push(std::make_unique<MessageWindow>(windows_.model(), title, words, words));
  else
    windows_.note(words);
}

}  // namespace handset::phone
