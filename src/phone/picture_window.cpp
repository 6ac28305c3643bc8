#include "phone/picture_window.h"

#include <algorithm>
#include <utility>

#include "phone/layout.h"
#include "xml/internal_uri.h"

namespace handset::phone {

namespace {

// A QueryStringParam is for the soft keys: choosing it only says which row they are about.
KeyResult open_choice(const PictureChoice& choice) {
  const bool opens =
      !choice.uri.empty() && xml::parse_uri(choice.uri).scheme != xml::Scheme::QueryStringParam;
  return opens ? KeyResult::open(choice.uri, choice.name) : KeyResult::done();
}

}  // namespace

// --- A picture

PictureWindow::PictureWindow(PageSource source, PageHead head, ScreenPicture picture, std::string url)
    : ServicesWindow(std::move(source), std::move(head)),
      picture_(std::move(picture)),
      url_(std::move(url)) {}

void PictureWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Image;
  show_head(screen);
  if (picture_.data) {
    screen.picture = picture_;
  } else {
    screen.rows.emplace_back();
    screen.rows.back().text = trouble_.empty() ? "Loading picture ..." : cut(trouble_, screen.columns);
    screen.total_rows = 1;
  }
}

std::vector<std::string> PictureWindow::picture_urls() const {
  if (url_.empty()) return {};
  return {url_};
}

void PictureWindow::on_picture(std::size_t, const PicturePtr& picture) {
  picture_.data = picture;
  trouble_.clear();
}

void PictureWindow::on_no_picture(std::size_t, const std::string& words) {
  trouble_ = words;
}

PicturePtr PictureWindow::picture(std::size_t) const {
  return picture_.data;
}

// --- Chosen by digits

GraphicMenuWindow::GraphicMenuWindow(PageSource source, PageHead head, ScreenPicture picture,
                                     std::vector<PictureChoice> choices)
    : PictureWindow(std::move(source), std::move(head), std::move(picture), {}),
      choices_(std::move(choices)),
      number_(choices_.size()) {}

void GraphicMenuWindow::show(Screen& screen) const {
  PictureWindow::show(screen);
  screen.kind = WindowKind::GraphicMenu;
  if (number_.waits()) screen.prompt = number_.typed() + '_';
}

KeyResult GraphicMenuWindow::on_key(Key key) {
  if (!digit_of(key)) number_.forget();
  return PictureWindow::on_key(key);
}

KeyResult GraphicMenuWindow::on_page_key(Key key) {
  const auto digit = digit_of(key);
  return digit ? follow(number_.digit(*digit)) : KeyResult::declined();
}

KeyResult GraphicMenuWindow::follow(const NumberChoice::Step& step) {
  if (step.kind != NumberChoice::Step::Kind::Chooses) return KeyResult::done();
  chosen_ = step.row;
  return open_choice(choices_[step.row]);
}

ServicesWindow::RowInView GraphicMenuWindow::row_in_view() const {
  return chosen_ ? RowInView{choices_[*chosen_].uri, choices_[*chosen_].name} : RowInView{};
}

// --- Touched

TouchMenuWindow::TouchMenuWindow(PageSource source, PageHead head, ScreenPicture picture, std::string url,
                                 std::vector<TouchedPart> parts)
    : PictureWindow(std::move(source), std::move(head), std::move(picture), std::move(url)),
      parts_(std::move(parts)) {}

void TouchMenuWindow::show(Screen& screen) const {
  PictureWindow::show(screen);
  screen.kind = WindowKind::GraphicMenu;
}

KeyResult TouchMenuWindow::on_touch(int x, int y) {
  const auto part = std::find_if(parts_.begin(), parts_.end(),
                                 [&](const TouchedPart& each) { return each.area.holds(x, y); });
  if (part == parts_.end()) return KeyResult::declined();
  touched_ = static_cast<std::size_t>(part - parts_.begin());
  return open_choice(part->choice);
}

ServicesWindow::RowInView TouchMenuWindow::row_in_view() const {
  return touched_ ? RowInView{parts_[*touched_].choice.uri, parts_[*touched_].choice.name} : RowInView{};
}

}  // namespace handset::phone
