// The pictures of a phone's pages, and its Status window: what comes by an address is fetched behind its
// page. Part of the Services; shard's thread.
//
// A page whose picture does not come says so in its place; a menu does without its icons. What is missing is
// fetched when its page is seen again, and the pages of a phone keep no more than most_bytes of files: those
// of the lowest page go first, and come again likewise. The Status window stays until the next one, or
// clear_status(): nobody at the keys closes it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/world.h"
#include "phone/options.h"
#include "phone/picture_fetcher.h"
#include "phone/window_stack.h"
#include "xml/status.h"

namespace handset::phone {

class ServicePictures final : private PictureHandler {
 public:
  static constexpr std::size_t most_bytes = std::size_t{8} * 1024 * 1024;

  // All of them outlive it.
  ServicePictures(const World& world, const PhoneOptions& options, WindowStack& windows, CookieJar& cookies);

  // A page has been opened, or has taken another's place.
  void opened(WindowId window);
  // What nobody sees any more is not fetched, and what the page in view lacks comes next.
  void windows_changed();
  // A picture is under way, or waits for that.
  [[nodiscard]] bool busy() const { return fetcher_ && fetcher_->busy(); }

  void show(const xml::Status& status);
  void show(const xml::StatusFile& status);
  void clear_status();

 private:
  struct Shown {
    ScreenStatus status{};
    std::optional<Duration> seed{};  // of its clock
    SteadyTime since{};
    std::string url{};  // of its picture
  };

  [[nodiscard]] bool wants(const PictureOrder& order) const override;
  void on_picture(const PictureOrder& order, const PicturePtr& picture) override;
  void on_no_picture(const PictureOrder& order, std::string prompt, const std::string& detail) override;
  [[nodiscard]] PictureFetcher& fetcher();
  [[nodiscard]] bool fetches(WindowId window, std::size_t slot) const {
    return fetcher_ && fetcher_->fetches(window, slot);
  }
  void drop_unwanted();
  void order(WindowId window, bool all);
  void keep_within_budget();
  void show_status(const xml::StatusWords& words, Shown shown);
  void draw_status();

  const World& world_;
  const PhoneOptions& options_;
  WindowStack& windows_;
  CookieJar& cookies_;
  std::unique_ptr<PictureFetcher> fetcher_;  // from the first picture on
  std::unique_ptr<Shown> status_;            // null: there is no such window
  WindowId seen_{};                          // on top when the windows were last looked at
  std::uint64_t seen_pages_ = 0;             // and their version
  Timer second_ = Timer::calling<&ServicePictures::draw_status>(*this);
};

}  // namespace handset::phone
