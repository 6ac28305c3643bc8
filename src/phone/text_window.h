// A page of text, wrapped to the grid: up and down scroll by a row, left and right by a page, a digit jumps
// to that row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "phone/layout.h"
#include "phone/services_window.h"

namespace handset::phone {

class TextWindow : public ServicesWindow {
 public:
  // `text`: valid UTF-8 of any length.
  TextWindow(const Model& model, PageSource source, PageHead head, std::string_view text);

  void show(Screen& screen) const override;
  [[nodiscard]] PagePosition position() const override;
  void restore(const PagePosition& position) override;

 private:
  KeyResult on_page_key(Key key) override;

  std::vector<std::string> lines_;
  Scroll scroll_;
};

}  // namespace handset::phone
