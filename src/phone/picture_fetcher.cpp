#include "phone/picture_fetcher.h"

#include <utility>

#include "phone/page_request.h"

namespace handset::phone {

PictureFetcher::~PictureFetcher() {
  if (fetching_) world_.fetcher.cancel(fetch_);
}

void PictureFetcher::add(PictureOrder order) {
  if (orders_.size() == most_orders) return;
  orders_.push_back(std::move(order));
  start();
}

void PictureFetcher::drop_unwanted() {
  if (fetching_ && !handler_.wants(orders_.front())) {
    world_.fetcher.cancel(fetch_);
    fetching_ = false;
    orders_.pop_front();
  }
  start();
}

void PictureFetcher::start() {
  if (fetching_) return;
  while (!orders_.empty() && !handler_.wants(orders_.front())) orders_.pop_front();
  if (orders_.empty()) return;
  FetchRequest request = page_request(options_, orders_.front().url);
  request.max_bytes = png_bytes_limit;
  fetch_ = world_.fetcher.fetch(std::move(request), *this);
  fetching_ = true;
}

void PictureFetcher::on_fetched(FetchId fetch, FetchResult result) {
  if (!fetching_ || fetch != fetch_) return;
  fetching_ = false;
  const PictureOrder order = std::move(orders_.front());
  orders_.pop_front();
  if (std::string trouble = prompt_words(result); !trouble.empty()) {
    handler_.on_no_picture(order, std::move(trouble), result.detail);
  } else if (const auto picture = make_picture(std::move(result.body))) {
    handler_.on_picture(order, *picture);
  } else {
    handler_.on_no_picture(order,
                           picture.error().code == Errc::TooLarge ? "Data too large!" : "XML Error [4]",
                           std::string(picture.error().what));
  }
  start();
}

}  // namespace handset::phone
