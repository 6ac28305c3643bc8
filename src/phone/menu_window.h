// A menu: numbered rows, a cursor, and digits that choose.
//
// Going off hook dials the highlighted row, where it is one to dial.
//
// A row that is a QueryStringParam is for the soft keys: choosing it only moves the cursor.
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
  // At the right edge of the row; where there is no room for it, on the prompt line while the row is
  // highlighted.
  std::string right{};
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

  [[nodiscard]] PagePosition position() const override;
  void restore(const PagePosition& position) override;

  [[nodiscard]] std::size_t cursor() const { return cursor_; }

 protected:
  // Null in an empty menu.
  [[nodiscard]] const MenuRow* highlighted() const;
  KeyResult choose_highlighted() { return choose(cursor_); }

 private:
  struct Item {
    MenuRow row;
    std::vector<std::string> lines;
    std::size_t first = 0;  // row of the whole list where the item begins
    bool right_fits = false;
  };

  KeyResult on_page_key(Key key) override;
  [[nodiscard]] RowInView row_in_view() const override;
  static Item item_of(MenuRow row, std::size_t columns, std::size_t most_lines);
  KeyResult on_digit(unsigned digit);
  KeyResult choose(std::size_t index);
  [[nodiscard]] bool dials(std::size_t index) const;
  void move_to(std::size_t index);

  std::vector<Item> items_;
  std::size_t indent_ = 0;  // cells for the numbers
  std::size_t cursor_ = 0;
  std::string typed_;  // digits that may go on
  Scroll scroll_;
};

}  // namespace handset::phone
