// The form of a CiscoIPPhoneInput: fields under each other, one of which has the cursor. Up and down go
// between them, left and right inside; Select goes on to the next and submits from the last.
//
// A label and its field share a row where all labels of the form are short; else the field stands below. The
// corner right of the title tells the case of the letters that the keypad writes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/layout.h"
#include "phone/services_window.h"
#include "phone/text_field.h"

namespace handset::phone {

struct InputField {
  std::string label;
  std::string parameter;  // empty: not sent
  TextField field;
};

class InputWindow : public ServicesWindow {
 public:
  // `url`: where the form goes.
  InputWindow(const Model& model, PageSource source, PageHead head, std::string url,
              std::vector<InputField> fields);

  void show(Screen& screen) const override;
  KeyResult on_key(Key key) override;
  KeyResult on_soft_key(SoftKeyFunction function) override;
  [[nodiscard]] bool keeps_keys_secret() const override;
  KeyResult on_text(std::string_view text) override;
  [[nodiscard]] bool awaits_digit() const override;
  [[nodiscard]] Duration pause() const override { return tap_pause; }
  KeyResult on_pause() override;
  void on_covered() override;
  // What was typed is still there when the form has loaded itself again.
  [[nodiscard]] PagePosition position() const override;
  void restore(const PagePosition& position) override;

 protected:
  // What Submit does: the values go to the URL of the form.
  [[nodiscard]] virtual KeyResult submit() const;
  [[nodiscard]] const std::vector<InputField>& fields() const { return fields_; }

 private:
  KeyResult on_page_key(Key key) override;
  // Its URL with the values; those of masked fields only when `all`.
  [[nodiscard]] std::string target(bool all) const;
  void move_to(std::size_t index);
  TextField* current();

  const Model& model_;
  std::string url_;
  std::vector<InputField> fields_;
  std::vector<std::string> defaults_;  // the values that they came with
  std::size_t index_ = 0;              // of the field with the cursor
  std::size_t label_columns_ = 0;
  std::size_t rows_each_ = 1;
  Scroll scroll_;
};

}  // namespace handset::phone
