#include "phone/picture_fetcher.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace handset::phone {
namespace {

// Work that was cut short (docs/decisions/0017-out-of-memory.md) is looked at again after this.
constexpr Duration resume_after = seconds(1);

}  // namespace

void PictureFetcher::add(std::vector<PictureOrder> orders) {
  std::erase_if(orders_, [&](const PictureOrder& old) {
    return !handler_.wants(old) || std::any_of(orders.begin(), orders.end(), [&](const PictureOrder& each) {
      return each.window == old.window && each.slot == old.slot;
    });
  });
  orders_.insert(orders_.begin(), std::make_move_iterator(orders.begin()),
                 std::make_move_iterator(orders.end()));
  start();
  while (orders_.size() > most_orders) {
    const PictureOrder last = std::move(orders_.back());
    orders_.pop_back();
    handler_.on_no_picture(last, "Too many pictures", "it is fetched when its page is seen again");
  }
}

void PictureFetcher::drop_unwanted() {
  if (current_ && !handler_.wants(*current_)) {
    loader_.cancel();
    current_.reset();
  }
  std::erase_if(orders_, [this](const PictureOrder& each) { return !handler_.wants(each); });
  start();
}

void PictureFetcher::start() {
  if (current_ || orders_.empty()) return;
  world_.clock.arm(resume_, resume_after);
  loader_.load(orders_.front().url, orders_.front().limit.bytes);
  current_ = std::move(orders_.front());
  orders_.erase(orders_.begin());
  resume_.cancel();
}

void PictureFetcher::on_page(FetchResult result) {
  world_.clock.arm(resume_, resume_after);
  const PictureOrder order = *std::exchange(current_, std::nullopt);
  if (std::string trouble = prompt_words(result); !trouble.empty()) {
    handler_.on_no_picture(order, std::move(trouble), result.detail);
  } else if (const auto picture = make_picture(std::move(result.body), order.limit)) {
    handler_.on_picture(order, *picture);
  } else {
    handler_.on_no_picture(order,
                           picture.error().code == Errc::TooLarge ? "Data too large!" : "XML Error [4]",
                           std::string(picture.error().what));
  }
  drop_unwanted();
  resume_.cancel();
}

}  // namespace handset::phone
