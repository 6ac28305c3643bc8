// A menu: numbered rows, a cursor, and digits that choose.
//
// Going off hook dials the highlighted row, where it is one to dial.
//
// A row that is a QueryStringParam is for the soft keys: choosing it only moves the cursor.
//
// Rows may have icons before them, each one of a list, whose pictures may come later than the window.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "phone/layout.h"
#include "phone/number_choice.h"
#include "phone/services_window.h"

namespace handset::phone {

struct MenuRow {
  std::string name;  // may hold line breaks
  std::string uri;   // empty: the row can be pointed at, and does nothing
  // At the right edge of the row; where there is no room for it, on the prompt line while the row is
  // highlighted.
  std::string right{};
  std::optional<std::size_t> icon{};  // its place in the list of icons
};

struct MenuIcons {
  struct Icon {
    std::string url{};  // of its file; empty when the picture is there
    PicturePtr picture{};
  };
  std::vector<Icon> list{};
  std::optional<std::size_t> title{};  // which of them stands before the title
  bool column = false;                 // there is room for icons before the rows
};

class MenuWindow : public ServicesWindow {
 public:
  MenuWindow(const Model& model, PageSource source, PageHead head, std::vector<MenuRow> rows,
             MenuIcons icons = {});

  void show(Screen& screen) const override;
  KeyResult on_key(Key key) override;
  KeyResult on_soft_key(SoftKeyFunction function) override;
  [[nodiscard]] bool awaits_digit() const override { return number_.waits(); }
  KeyResult on_pause() override;
  void on_covered() override { number_.forget(); }
  [[nodiscard]] std::vector<std::string> picture_urls() const override;
  void on_picture(std::size_t slot, const PicturePtr& picture) override;
  [[nodiscard]] PicturePtr picture(std::size_t slot) const override;

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
  KeyResult follow(const NumberChoice::Step& step);
  [[nodiscard]] PicturePtr icon_of(const std::optional<std::size_t>& place) const;
  KeyResult choose(std::size_t index);
  [[nodiscard]] bool dials(std::size_t index) const;
  void move_to(std::size_t index);

  std::vector<Item> items_;
  MenuIcons icons_;
  std::size_t indent_ = 0;  // cells for the numbers, and for icons
  std::size_t cursor_ = 0;
  NumberChoice number_;
  Scroll scroll_;
};

}  // namespace handset::phone
