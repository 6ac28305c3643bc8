#include "phone/directory_window.h"

#include <utility>

#include "base/text.h"
#include "xml/uri_arguments.h"

namespace handset::phone {

namespace {

std::vector<MenuRow> menu_rows(std::vector<DirectoryRow> rows) {
  std::vector<MenuRow> menu;
  menu.reserve(rows.size());
  for (DirectoryRow& row : rows) {
    const std::string target = dialled(row.telephone);
    menu.push_back(
        {std::move(row.name), target.empty() ? target : "Dial:" + target, std::move(row.telephone)});
  }
  return menu;
}

}  // namespace

std::string dialled(std::string_view telephone) {
  telephone = trim(telephone);
  const bool address =
      starts_with_ignoring_case(telephone, "sip:") || starts_with_ignoring_case(telephone, "sips:");
  if (address) return std::string(telephone);
  if (telephone.find('@') != std::string_view::npos) return "sip:" + std::string(telephone);
  constexpr std::string_view between = " -()./";
  std::string target;
  for (const char c : telephone) {
    if (between.find(c) == std::string_view::npos) target += c;
  }
  return xml::parse_dial(target) ? target : std::string();
}

DirectoryWindow::DirectoryWindow(const Model& model, PageSource source, PageHead head,
                                 std::vector<DirectoryRow> rows)
    : MenuWindow(model, std::move(source), std::move(head), menu_rows(std::move(rows))) {}

void DirectoryWindow::show(Screen& screen) const {
  MenuWindow::show(screen);
  screen.kind = WindowKind::Directory;
}

KeyResult DirectoryWindow::on_soft_key(SoftKeyFunction function) {
  if (function == SoftKeyFunction::Dial) return choose_highlighted();
  if (function == SoftKeyFunction::EditDial) {
    const MenuRow* row = highlighted();
    if (row == nullptr || row->uri.empty()) return KeyResult::done();
    return KeyResult::open("Edit" + row->uri, row->name);
  }
  return MenuWindow::on_soft_key(function);
}

}  // namespace handset::phone
