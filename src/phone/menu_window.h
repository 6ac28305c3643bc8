// A menu: numbered rows, a cursor, and digits that choose.
//
// With up to nine rows a digit chooses at once. With more, a digit that can begin a larger number waits for
// the next one (or for the pause that the owner of the stack keeps); one that cannot, and the last possible
// digit, choose at once. A leading zero is allowed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "phone/layout.h"
#include "phone/services_window.h"

namespace handset::phone {

struct MenuRow {
  std::string name;  // may hold line breaks
  std::string uri;   // empty: the row can be pointed at, and does nothing
};

class MenuWindow : public ServicesWindow {
 public:
  MenuWindow(const Model& model, PageSource source, PageHead head, std::vector<MenuRow> rows);

  void show(Screen& screen) const override;
  KeyResult on_key(Key key) override;
  KeyResult on_soft_key(SoftKeyFunction function) override;
  [[nodiscard]] bool awaits_digit() const override { return !typed_.empty(); }
  KeyResult on_pause() override;
  void on_covered() override { typed_.clear(); }

  [[nodiscard]] std::size_t cursor() const { return cursor_; }

 private:
  struct Item {
    std::string name;
    std::string uri;
    std::vector<std::string> lines;
    std::size_t first = 0;  // row of the whole list where the item begins
  };

  KeyResult on_page_key(Key key) override;
  KeyResult on_digit(unsigned digit);
  KeyResult choose(std::size_t index);
  void move_to(std::size_t index);

  std::vector<Item> items_;
  std::size_t indent_ = 0;  // cells for the numbers
  std::size_t cursor_ = 0;
  std::string typed_;  // digits that may go on
  Scroll scroll_;
};

}  // namespace handset::phone
