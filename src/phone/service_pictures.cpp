#include "phone/service_pictures.h"

#include <memory>
#include <utility>
#include <vector>

#include "phone/message_window.h"
#include "phone/shown_text.h"

namespace handset::phone {

namespace {

// The panes of pictures in a Status window: one of a document, one of a file.
constexpr unsigned status_width = 106;
constexpr unsigned status_height = 21;
constexpr unsigned status_file_width = 262;
constexpr unsigned status_file_height = 50;

// "1:30", "1:00:00".
std::string timer_words(Duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  const auto two_digits = [](long long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::string tail = two_digits(seconds % 60);
  if (seconds < 3600) return std::to_string(seconds / 60) + ":" + tail;
  return std::to_string(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" + tail;
}

}  // namespace

ServicePictures::ServicePictures(const World& world, const PhoneOptions& options, WindowStack& windows)
    : world_(world), options_(options), windows_(windows), fetcher_(world, options, *this) {}

// --- Pages

void ServicePictures::opened(WindowId window) {
  const Window* page = windows_.find_window(window);
  if (page == nullptr) return;
  const std::vector<std::string> urls = page->picture_urls();
  for (std::size_t slot = 0; slot < urls.size(); ++slot) {
    if (!urls[slot].empty()) fetcher_.add({window, slot, urls[slot]});
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
    if (wants(order)) windows_.set_picture(order.window, order.slot, picture);
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
  if (page->picture(order.slot) != nullptr) return windows_.note(std::move(prompt));
  Screen screen;
  page->show(screen);
  windows_.replace(order.window,
                   std::make_unique<MessageWindow>(
                       *options_.model, screen.title.empty() ? "XML service" : screen.title, prompt, words));
}

// --- The Status window

void ServicePictures::show(const xml::Status& status) {
  Shown shown;
  if (status.pixels) shown.status.picture = {make_picture(*status.pixels), status.place.x, status.place.y};
  shown.status.width = status_width;
  shown.status.height = status_height;
  show_status(status.words, std::move(shown));
}

void ServicePictures::show(const xml::StatusFile& status) {
  Shown shown;
  shown.status.picture = {nullptr, status.place.x, status.place.y};
  shown.status.width = status_file_width;
  shown.status.height = status_file_height;
  shown.url = status.url;
  show_status(status.words, std::move(shown));
  fetcher_.drop_unwanted();
  fetcher_.add({WindowId{}, 0, status.url});
}

void ServicePictures::show_status(const xml::StatusWords& words, Shown shown) {
  shown.status.text = words.text;
  if (words.timer) shown.seed = seconds(*words.timer);
  shown.since = world_.clock.now();
  status_ = std::move(shown);
  draw_status();
}

void ServicePictures::clear_status() {
  status_.reset();
  fetcher_.drop_unwanted();
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
