// Something went wrong, in words: what could not be done as the text, and the short reason on the prompt
// line. Exit leaves the services, Back returns to the page before.
#pragma once

#include <string>
#include <string_view>

#include "phone/text_window.h"

namespace handset::phone {

class MessageWindow : public TextWindow {
 public:
  MessageWindow(const Model& model, std::string title, std::string_view prompt, std::string_view text);

  void show(Screen& screen) const override;
  KeyResult on_soft_key(SoftKeyFunction function) override;
};

}  // namespace handset::phone
