// The editor of one setting in the phone's own menus: a form of one field, whose Save is a choice of the
// menus.
#pragma once

#include <string>

#include "phone/input_window.h"

namespace handset::phone {

class MenuEditorWindow final : public InputWindow {
 public:
  // `choice`: the URI of the choice, which what was typed goes along with.
  MenuEditorWindow(const Model& model, std::string title, std::string label, std::string prompt,
                   TextField field, std::string choice);

 private:
  [[nodiscard]] KeyResult submit() const override;

  std::string choice_;
};

}  // namespace handset::phone
