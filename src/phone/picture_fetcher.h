// Fetches the pictures that pages and Status windows name by their address, one after the other, as pages are
// loaded: under the same policy, with the same cookies and logins. Owned by the Services of a phone; shard's
// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/world.h"
#include "phone/options.h"
#include "phone/page_loader.h"
#include "phone/picture_data.h"
#include "phone/window.h"

namespace handset::phone {

struct PictureOrder {
  WindowId window{};  // 0: for the Status window
  std::size_t slot = 0;
  std::string url{};
  PictureLimit limit{};
};

class PictureHandler {
 public:
  // Asked before a fetch: closed windows want nothing.
  [[nodiscard]] virtual bool wants(const PictureOrder& order) const = 0;
  virtual void on_picture(const PictureOrder& order, const PicturePtr& picture) = 0;
  // `prompt`: short words for the prompt line; `detail`: what the log may have beside them, or empty.
  virtual void on_no_picture(const PictureOrder& order, std::string prompt, const std::string& detail) = 0;

 protected:
  ~PictureHandler() = default;
};

class PictureFetcher final : private PageHandler {
 public:
  // Orders that may wait; a page has at most ten pictures.
  static constexpr std::size_t most_orders = 64;

  // All of them outlive the fetcher.
  PictureFetcher(const World& world, const PhoneOptions& options, CookieJar& cookies, PictureHandler& handler)
      : world_(world), handler_(handler), loader_(world, options, cookies, *this) {}
  PictureFetcher(const PictureFetcher&) = delete;
  PictureFetcher& operator=(const PictureFetcher&) = delete;

  // Before all that wait, and in the place of those for the same slots. The answers come on a later turn; of
  // more than most_orders the last ones are not fetched, which on_no_picture() tells at once.
  void add(std::vector<PictureOrder> orders);
  // Whether the one for that slot is under way.
  [[nodiscard]] bool fetches(WindowId window, std::size_t slot) const {
    return current_ && current_->window == window && current_->slot == slot;
  }
  // Something is under way or waits for that.
  [[nodiscard]] bool busy() const { return current_ || !orders_.empty(); }
  // What nobody wants any more is given up.
  void drop_unwanted();

 private:
  void on_page(FetchResult result) override;
  void start();

  const World& world_;
  PictureHandler& handler_;
  PageLoader loader_;
  std::vector<PictureOrder> orders_;
  std::optional<PictureOrder> current_;                           // under way
  Timer resume_ = Timer::calling<&PictureFetcher::start>(*this);  // armed while there is something to begin
};

}  // namespace handset::phone
