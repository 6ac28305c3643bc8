// Fetches the pictures that pages and Status windows name by their address, one after the other, under the
// same policy and logins as the pages. Owned by the Services of a phone; shard's thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "base/world.h"
#include "phone/options.h"
#include "phone/picture_data.h"
#include "phone/window.h"

namespace handset::phone {

struct PictureOrder {
  WindowId window{};  // 0: for the Status window
  std::size_t slot = 0;
  std::string url{};
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

class PictureFetcher final : public FetchHandler {
 public:
  // Orders that may wait; a page has at most ten pictures.
  static constexpr std::size_t most_orders = 64;

  // All of them outlive the fetcher.
  PictureFetcher(const World& world, const PhoneOptions& options, PictureHandler& handler)
      : world_(world), options_(options), handler_(handler) {}
  // Gives up the one under way.
  ~PictureFetcher();
  PictureFetcher(const PictureFetcher&) = delete;
  PictureFetcher& operator=(const PictureFetcher&) = delete;

  // The answer comes on a later turn. Beyond most_orders it is dropped.
  void add(PictureOrder order);
  // What nobody wants any more is given up.
  void drop_unwanted();

  void on_fetched(FetchId fetch, FetchResult result) override;

 private:
  void start();

  World world_;
  const PhoneOptions& options_;
  PictureHandler& handler_;
  std::deque<PictureOrder> orders_;  // the first is under way
  FetchId fetch_{};
  bool fetching_ = false;
};

}  // namespace handset::phone
