#include "phone/service_pictures.h"

#include <memory>
#include <utility>
#include <vector>

#include "phone/shown_text.h"
#include "xml/picture.h"

namespace handset::phone {

namespace {

// "1:30", "1:00:00".
std::string timer_words(Duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  const auto two_digits = [](long long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::string tail = two_digits(seconds % 60);
  if (seconds < 3600) return std::to_string(seconds / 60) + ":" + tail;
  return std::to_string(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + tail;
}

// In which pictures may lie anywhere.
void set_pane(ScreenStatus& status, const xml::PictureLimits& limits) {
  status.width = static_cast<unsigned>(limits.right) + 1;
  status.height = static_cast<unsigned>(limits.bottom) + 1;
}

}  // namespace

ServicePictures::ServicePictures(const World& world, const PhoneOptions& options, WindowStack& windows,
                                 CookieJar& cookies)
    : world_(world), options_(options), windows_(windows), cookies_(cookies) {}

// --- Pages

void ServicePictures::opened(WindowId window) {
  order(window, true);
  if (window == windows_.top()) seen_ = window;
}

void ServicePictures::windows_changed() {
  if (seen_pages_ == windows_.pages_version()) return;
  drop_unwanted();
  if (windows_.top() != seen_) order(windows_.top(), false);
  seen_ = windows_.top();
  seen_pages_ = windows_.pages_version();
}

// `all`: those that it has already as well.
void ServicePictures::order(WindowId window, bool all) {
  const Window* page = windows_.find_window(window);
  if (page == nullptr) return;
  const std::vector<std::string> urls = page->picture_urls();
  const PictureLimit icon = options_.notify.mode == xml::Mode::Strict ? icon_limit : icon_limit_friendly;
  std::vector<PictureOrder> orders;
  for (std::size_t slot = 0; slot < urls.size(); ++slot) {
    if (urls[slot].empty()) continue;
    if (!all && (page->picture(slot) != nullptr || fetches(window, slot))) continue;
    orders.push_back({window, slot, urls[slot], page->needs_picture(slot) ? PictureLimit{} : icon});
  }
  if (!orders.empty()) fetcher().add(std::move(orders));
}

PictureFetcher& ServicePictures::fetcher() {
  if (!fetcher_)
    fetcher_ =
        std::make_unique<PictureFetcher>(world_, options_, cookies_, static_cast<PictureHandler&>(*this));
  return *fetcher_;
}

void ServicePictures::drop_unwanted() {
  if (fetcher_) fetcher_->drop_unwanted();
}

// Of pages that lie under others.
void ServicePictures::keep_within_budget() {
  struct File {
    WindowId window;
    std::size_t slot;
    std::size_t bytes;
  };
  std::vector<File> files;
  std::size_t sum = 0;
  for (const WindowId window : windows_.open()) {
    const Window& page = *windows_.find_window(window);
    const std::vector<std::string> urls = page.picture_urls();
    for (std::size_t slot = 0; slot < urls.size(); ++slot) {
      const PicturePtr picture = urls[slot].empty() ? nullptr : page.picture(slot);
      if (picture == nullptr) continue;
      files.push_back({window, slot, size_of(*picture)});
      sum += files.back().bytes;
    }
  }
  for (const File& file : files) {
    if (sum <= most_bytes || file.window == windows_.top()) return;
    windows_.set_picture(file.window, file.slot, nullptr);
    sum -= file.bytes;
  }
}

bool ServicePictures::wants(const PictureOrder& order) const {
  if (order.window == WindowId{}) return status_ && status_->url == order.url;
  const Window* page = windows_.find_window(order.window);
  if (page == nullptr) return false;
  const std::vector<std::string> urls = page->picture_urls();
  return order.slot < urls.size() && urls[order.slot] == order.url;
}

void ServicePictures::on_picture(const PictureOrder& order, const PicturePtr& picture) {
  if (order.window != WindowId{}) {
    if (!wants(order)) return;
    windows_.set_picture(order.window, order.slot, picture);
    keep_within_budget();
  } else if (wants(order)) {
    status_->status.picture->data = picture;
    draw_status();
  }
}

void ServicePictures::on_no_picture(const PictureOrder& order, std::string prompt,
                                    const std::string& detail) {
  const std::string words = without_credentials(order.url);
  world_.log.write(LogLevel::Warning, "picture",
                   words + ": " + prompt + (detail.empty() ? "" : " (" + detail + ")"));
  if (!wants(order)) return;
  if (order.window == WindowId{}) {
    status_->status.picture.reset();
    draw_status();
    return;
  }
  const Window* page = windows_.find_window(order.window);
  if (!page->needs_picture(order.slot)) return;
  // An old one is better than none.
  if (page->picture(order.slot) == nullptr) windows_.set_no_picture(order.window, order.slot, prompt);
  if (order.window == windows_.top()) windows_.note(std::move(prompt));
}

// --- The Status window

void ServicePictures::show(const xml::Status& status) {
  Shown shown;
  if (status.pixels) shown.status.picture = {make_picture(*status.pixels), status.place.x, status.place.y};
  set_pane(shown.status, xml::status_limits);
  show_status(status.words, std::move(shown));
}

void ServicePictures::show(const xml::StatusFile& status) {
  Shown shown;
  shown.status.picture = {nullptr, status.place.x, status.place.y};
  set_pane(shown.status, xml::status_file_limits);
  shown.url = status.url;
  show_status(status.words, std::move(shown));
  drop_unwanted();
  fetcher().add({{WindowId{}, 0, status.url, {}}});
}

void ServicePictures::show_status(const xml::StatusWords& words, Shown shown) {
  shown.status.text = words.text;
  if (words.timer) shown.seed = seconds(*words.timer);
  shown.since = world_.clock.now();
  status_ = std::make_unique<Shown>(std::move(shown));
  draw_status();
}

void ServicePictures::clear_status() {
  status_.reset();
  drop_unwanted();
  draw_status();
}

void ServicePictures::draw_status() {
  second_.cancel();
  if (!status_) return windows_.set_status(std::nullopt);
  ScreenStatus& status = status_->status;
  if (status_->seed) {
    status.timer = timer_words(*status_->seed + (world_.clock.now() - status_->since));
    world_.clock.arm(second_, seconds(1));
  }
  const bool empty = status.text.empty() && status.timer.empty() && !(status.picture && status.picture->data);
  windows_.set_status(empty ? std::nullopt : std::optional(status));
}

}  // namespace handset::phone
