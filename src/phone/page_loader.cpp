#include "phone/page_loader.h"

#include <algorithm>
#include <utility>

#include "base/redirect.h"
#include "base/text.h"
#include "phone/page_request.h"

namespace handset::phone {
namespace {

// What was cut short (docs/decisions/0017-out-of-memory.md) ends after this.
constexpr Duration rest_after = seconds(1);

FetchResult failure(FetchError error, std::string url, std::string detail) {
  FetchResult result;
  result.error = error;
  result.url = std::move(url);
  result.detail = std::move(detail);
  return result;
}

}  // namespace

void PageLoader::load(std::string_view url, std::size_t most_bytes) {
  cancel();
  most_bytes_ = most_bytes;
  hops_ = 0;
  same_server_ = true;
  deadline_ = world_.clock.now() + FetchRequest{}.total_timeout;
  ask(with_device_name(options_, url));
}

void PageLoader::cancel() {
  if (current_) world_.fetcher.cancel(*current_);
  current_.reset();
  rest_.cancel();
}

void PageLoader::ask(const std::string& url) {
  hop_ = WebUrl::parse(url);
  FetchRequest request = page_request(options_, url);
  asked_ = request.fields;
  request.follow = false;
  request.max_bytes = most_bytes_;
  request.total_timeout = std::min(request.total_timeout, deadline_ - world_.clock.now());
  if (!same_server_) request.login.reset();
  if (hop_) {
    if (std::string cookies = cookies_.field_for(*hop_, world_.clock.now()); !cookies.empty())
      request.fields.push_back({"Cookie", std::move(cookies)});
  }
  current_ = world_.fetcher.fetch(std::move(request), *this);
}

void PageLoader::on_fetched(FetchId fetch, FetchResult result) {
  if (current_ != fetch) return;
  world_.clock.arm(rest_, rest_after);
  current_.reset();
  take_cookies(result);
  const bool leads_on =
      result.error == FetchError::None && is_redirect(result.status) && !result.location.empty();
  std::optional<FetchResult> end = leads_on ? follow(result) : std::optional(std::move(result));
  rest_.cancel();
  if (end) handler_.on_page(*std::move(end));
}

void PageLoader::cut_short() {
  world_.clock.arm(rest_, rest_after);
  FetchResult end = failure(FetchError::Broken, hop_ ? hop_->origin() : std::string(), "no memory is left");
  rest_.cancel();
  handler_.on_page(std::move(end));
}

std::optional<FetchResult> PageLoader::follow(const FetchResult& redirect) {
  auto next = next_hop(hop_, redirect.location, hops_, FetchRequest{}.max_redirects);
  if (!next) return failure(next.error().error, redirect.url, without_credentials(next.error().detail));
  if (world_.clock.now() >= deadline_)
    return failure(FetchError::TimedOut, redirect.url, "no time is left for a redirect");
  ++hops_;
  same_server_ = same_server_ && !next->other_server;
  ask(next->url);
  return std::nullopt;
}

void PageLoader::take_cookies(const FetchResult& result) {
  if (!hop_ || result.error != FetchError::None) return;
  for (const HttpField& field : result.fields)
    if (equal_ignoring_case(field.name, "Set-Cookie"))
      cookies_.take(*hop_, field.value, world_.clock.now(), world_.clock.wall());
}

}  // namespace handset::phone
