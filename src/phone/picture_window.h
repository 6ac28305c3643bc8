// Pages that are a picture: CiscoIPPhoneImage and ImageFile, which only show it; GraphicMenu, whose unseen
// rows are chosen by digits; GraphicFileMenu, parts of which are touched.
//
// A picture of a file comes later than its window, by on_picture().
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "phone/number_choice.h"
#include "phone/services_window.h"
#include "xml/graphic_menu.h"

namespace handset::phone {

class PictureWindow : public ServicesWindow {
 public:
  // `url`: of the file; empty when the picture is there.
  PictureWindow(PageSource source, PageHead head, ScreenPicture picture, std::string url);

  void show(Screen& screen) const override;
  [[nodiscard]] std::vector<std::string> picture_urls() const override;
  void on_picture(std::size_t slot, const PicturePtr& picture) override;
  void on_no_picture(std::size_t slot, const std::string& words) override;
  [[nodiscard]] PicturePtr picture(std::size_t slot) const override;
  [[nodiscard]] bool needs_picture(std::size_t) const override { return true; }

 protected:
  KeyResult on_page_key(Key) override { return KeyResult::declined(); }

 private:
  ScreenPicture picture_;
  std::string url_;
  std::string trouble_{};  // why it has not come; empty: it is on its way
};

struct PictureChoice {
  std::string name;  // the title of a page without one that it leads to
  std::string uri;
};

class GraphicMenuWindow final : public PictureWindow {
 public:
  GraphicMenuWindow(PageSource source, PageHead head, ScreenPicture picture,
                    std::vector<PictureChoice> choices);

  void show(Screen& screen) const override;
  KeyResult on_key(Key key) override;
  [[nodiscard]] bool awaits_digit() const override { return number_.waits(); }
  KeyResult on_pause() override { return follow(number_.pause()); }
  void on_covered() override { number_.forget(); }

 private:
  KeyResult on_page_key(Key key) override;
  [[nodiscard]] RowInView row_in_view() const override;
  KeyResult follow(const NumberChoice::Step& step);

  std::vector<PictureChoice> choices_;
  NumberChoice number_;
  std::optional<std::size_t> chosen_{};  // the last one, which soft keys are about
};

struct TouchedPart {
  xml::TouchArea area{};
  PictureChoice choice{};
};

class TouchMenuWindow final : public PictureWindow {
 public:
  // Where parts lie over each other, the earlier one is touched.
  TouchMenuWindow(PageSource source, PageHead head, ScreenPicture picture, std::string url,
                  std::vector<TouchedPart> parts);

  void show(Screen& screen) const override;
  KeyResult on_touch(int x, int y) override;

 private:
  [[nodiscard]] RowInView row_in_view() const override;

  std::vector<TouchedPart> parts_;
  std::optional<std::size_t> touched_{};
};

}  // namespace handset::phone
