// "Requesting ...": shown while a page is under way. Cancel, Exit and the back key give it up.
#pragma once

#include <string>

#include "phone/window.h"

namespace handset::phone {

class ProgressWindow : public Window {
 public:
  // `detail`: what is requested, such as the host; may be empty.
  ProgressWindow(const Model& model, std::string title, std::string detail);

  void show(Screen& screen) const override;
  KeyResult on_key(Key key) override;
  KeyResult on_soft_key(SoftKeyFunction function) override;

 private:
  const Model& model_;
  std::string title_;
  std::string detail_;
};

}  // namespace handset::phone
