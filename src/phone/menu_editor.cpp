#include "phone/menu_editor.h"

#include <utility>

namespace handset::phone {
namespace {

std::vector<InputField> fields_of(std::string label, TextField field) {
  std::vector<InputField> fields;
  fields.push_back({std::move(label), {}, std::move(field)});
  return fields;
}

}  // namespace

MenuEditorWindow::MenuEditorWindow(const Model& model, std::string title, std::string label,
                                   std::string prompt, TextField field, std::string choice)
    : InputWindow(
          model, {},
          {std::move(title), std::move(prompt),
           SoftKeyBar(
               {{"Save", 1, "SoftKey:Submit"}, {"<<", 2, "SoftKey:<<"}, {"Cancel", 3, "SoftKey:Cancel"}})},
          {}, fields_of(std::move(label), std::move(field))),
      choice_(std::move(choice)) {}

KeyResult MenuEditorWindow::submit() const {
  KeyResult result = KeyResult::act(Action::Kind::Menu);
  result.action->uri = choice_;
  result.action->value = fields().front().field.value();
  return result;
}

}  // namespace handset::phone
