// The dial editor: a number to be looked at and changed before it is dialled.
#pragma once

#include <string>
#include <string_view>

#include "phone/services_window.h"
#include "phone/text_field.h"

namespace handset::phone {

class DialWindow : public ServicesWindow {
 public:
  // `title`: whose number it is; may be empty.
  DialWindow(const Model& model, std::string title, std::string_view number);

  void show(Screen& screen) const override;
  KeyResult on_soft_key(SoftKeyFunction function) override;
  KeyResult on_text(std::string_view text) override;

 private:
  KeyResult on_page_key(Key key) override;
  [[nodiscard]] KeyResult dial() const;

  const Model& model_;
  std::string title_;
  TextField number_;
};

}  // namespace handset::phone
