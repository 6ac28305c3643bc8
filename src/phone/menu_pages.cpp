#include "phone/menu_pages.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "phone/menu_window.h"
#include "phone/own_window.h"
#include "phone/text_window.h"

namespace handset::phone {
namespace {

// In the order of MenuVerb.
constexpr std::array<std::string_view, 8> verbs{"page", "set",  "save",     "pick",
                                                "less", "more", "password", "restart"};
static_assert(verbs.size() == static_cast<std::size_t>(MenuVerb::Restart) + 1);

// In the order of CallList.
constexpr std::array<std::string_view, 4> call_lists{"All calls", "Missed calls", "Received calls",
                                                     "Placed calls"};

SoftKey back_key(unsigned position) {
  return {"Back", position, "SoftKey:Back"};
}

PageHead menu_head(std::string title) {
  return {std::move(title), {}, SoftKeyBar({{"Select", 1, "SoftKey:Select"}, back_key(2)})};
}

PageHead text_head(std::string title) {
  return {std::move(title), {}, SoftKeyBar({back_key(1)})};
}

WindowPtr menu(const Model& model, PageHead head, std::vector<MenuRow> rows) {
  return std::make_unique<OwnWindow<MenuWindow>>(model, PageSource{}, std::move(head), std::move(rows));
}

WindowPtr text(const Model& model, PageHead head, std::string_view words) {
  return std::make_unique<OwnWindow<TextWindow>>(model, PageSource{}, std::move(head), words);
}

MenuRow page_row(std::string name, std::string_view page, std::string right = {}) {
  return {std::move(name), menu_uri(MenuVerb::Page, page), std::move(right)};
}

std::string page_about(std::string_view page, std::string_view about) {
  return std::string(page).append(about);
}

bool is_blank(const StatusSection& section) {
  return std::all_of(section.rows.begin(), section.rows.end(),
                     [](const StatusRow& row) { return row.value.empty(); });
}

std::string_view state_words(const Line& line) {
  return line.user_id().empty() ? "not set up" : line.state();
}

std::string line_address(const Line& line, const settings::Snapshot& settings) {
  std::string out(line.user_id());
  const std::string_view proxy = settings.ext(line.number()).proxy();
  return proxy.empty() ? out + ", without a proxy" : out.append("@").append(proxy);
}

}  // namespace

// --- Choices as URIs

std::string menu_uri(MenuVerb verb, std::string_view about) {
  return std::string(verbs.at(static_cast<std::size_t>(verb))).append(" ").append(about);
}

std::optional<MenuChoice> parse_menu_uri(std::string_view uri) {
  const auto parts = split_once(uri, ' ');
  const auto* const verb = std::find(verbs.begin(), verbs.end(), parts.before);
  if (verb == verbs.end()) return std::nullopt;
  return MenuChoice{static_cast<MenuVerb>(verb - verbs.begin()), trim(parts.after)};
}

// --- The top, and calls

WindowPtr top_menu(const Model& model) {
  std::vector<MenuRow> rows{page_row("Call lists", menu_page::calls), page_row("Status", menu_page::status),
                            page_row("Network", menu_page::network), page_row("Lines", menu_page::lines),
                            page_row("Volume", menu_page::volume)};
  if (model.screen == ScreenKind::Mono)
    rows.push_back(page_row(std::string(contrast_name), page_about(menu_page::level, contrast_tag)));
  rows.push_back(page_row("User settings", menu_page::user));
  rows.push_back(page_row("Restart", menu_page::restart));
  PageHead head{"Settings", {}, SoftKeyBar({{"Select", 1, "SoftKey:Select"}, {"Exit", 2, "SoftKey:Exit"}})};
  return menu(model, std::move(head), std::move(rows));
}

WindowPtr call_lists_menu(const Model& model) {
  std::vector<MenuRow> rows;
  rows.reserve(call_lists.size());
  for (std::size_t i = 0; i < call_lists.size(); ++i)
    rows.push_back(
        page_row(std::string(call_lists.at(i)), page_about(menu_page::call_list, std::to_string(i))));
  return menu(model, menu_head("Call lists"), std::move(rows));
}

WindowPtr call_list_window(const Model& model, std::string_view list, std::span<const CallEntry> calls) {
  const auto index = parse_decimal(list, call_lists.size() - 1);
  if (!index) return nullptr;
  std::string title(call_lists.at(static_cast<std::size_t>(*index)));
  if (calls.empty()) return text(model, text_head(std::move(title)), "No calls");
  std::vector<MenuRow> rows;
  rows.reserve(calls.size());
  for (const CallEntry& call : calls) rows.push_back({call.name, {}, call.when});
  return menu(model, text_head(std::move(title)), std::move(rows));
}

// --- What the phone says of itself

WindowPtr status_menu(const Model& model, const std::vector<StatusSection>& status) {
  std::vector<MenuRow> rows;
  for (const StatusSection& section : status)
    if (!is_blank(section))
      rows.push_back(page_row(section.name, page_about(menu_page::section, section.name)));
  return menu(model, menu_head("Status"), std::move(rows));
}

WindowPtr status_window(const Model& model, const std::vector<StatusSection>& status,
                        std::string_view section) {
  const auto found = std::find_if(status.begin(), status.end(),
                                  [section](const StatusSection& each) { return each.name == section; });
  if (found == status.end()) return nullptr;
  std::vector<NamedValue> values;
  for (const StatusRow& row : found->rows)
    if (!row.value.empty()) values.push_back({std::string(row.label), row.value});
  return values_window(model, found->name, values);
}

WindowPtr values_window(const Model& model, std::string title, const std::vector<NamedValue>& values) {
  std::string words;
  for (const NamedValue& value : values)
    words.append(value.name).append(": ").append(value.value).append("\n");
  return text(model, text_head(std::move(title)), words);
}

WindowPtr lines_menu(const Model& model, const std::deque<Line>& lines) {
  std::vector<MenuRow> rows;
  rows.reserve(lines.size());
  for (const Line& line : lines) {
    const std::string number = std::to_string(line.number());
    std::string name = line.user_id().empty() ? "Line " + number : std::string(line.label());
    rows.push_back(
        page_row(std::move(name), page_about(menu_page::line, number), std::string(state_words(line))));
  }
  return menu(model, menu_head("Lines"), std::move(rows));
}

WindowPtr line_window(const Model& model, const std::deque<Line>& lines, const settings::Snapshot& settings,
                      std::string_view number) {
  const auto index = parse_decimal(number, lines.size());
  if (!index || *index == 0) return nullptr;
  const Line& line = lines[static_cast<std::size_t>(*index) - 1];
  std::vector<NamedValue> values{{"State", std::string(state_words(line))}};
  if (!line.user_id().empty()) {
    values.push_back({"Address", line_address(line, settings)});
    if (!line.options().display_name.empty()) values.push_back({"Name", line.options().display_name});
    values.push_back({"Messages", mailbox_words(line.mailbox())});
    if (line.features() != nullptr) values.push_back({"Features", feature_list(line.features()->told)});
  }
  if (std::string trouble = line.trouble(); !trouble.empty()) values.push_back({"Trouble", trouble});
  return values_window(model, "Line " + std::string(number), values);
}

WindowPtr restart_window(const Model& model) {
  PageHead head{"Restart", "Restart the phone?",
                SoftKeyBar({{"Restart", 1, menu_uri(MenuVerb::Restart)}, {"Cancel", 2, "SoftKey:Cancel"}})};
  return text(model, std::move(head), "Its settings stay as they are.");
}

}  // namespace handset::phone
