#include "sim/web.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "base/web_url.h"

namespace handset::sim {
namespace {

const IpAddress usual_server = IpAddress::v4(203, 0, 113, 80);

WebUrl url_to_serve(std::string_view text) {
  auto url = WebUrl::parse(text);
  if (!url) throw std::invalid_argument("not an http or https URL: " + std::string(text));
  return *std::move(url);
}

}  // namespace

void Web::serve(std::string_view text, Handler handler) {
  const WebUrl url = url_to_serve(text);
  if (!names_.knows(url.host)) names_.set(url.host, {usual_server});
  handlers_.insert_or_assign(url.text(), std::move(handler));
}

void Web::serve_answer(std::string_view url, WebAnswer answer) {
  serve(url, [answer = std::move(answer)](const WebRequest&) { return answer; });
}

void Web::serve(std::string_view url, std::string body, std::string content_type) {
  WebAnswer answer;
  answer.result.status = 200;
  answer.result.content_type = std::move(content_type);
  answer.result.body = std::move(body);
  serve_answer(url, std::move(answer));
}

void Web::serve_status(std::string_view url, int status) {
  WebAnswer answer;
  answer.result.status = status;
  serve_answer(url, std::move(answer));
}

void Web::serve_redirect(std::string_view url, std::string location, int status) {
  WebAnswer answer;
  answer.result.status = status;
  answer.location = std::move(location);
  serve_answer(url, std::move(answer));
}

void Web::serve_nothing(std::string_view url) {
  WebAnswer answer;
  answer.never = true;
  serve_answer(url, std::move(answer));
}

void Web::serve_error(std::string_view url, FetchError error) {
  WebAnswer answer;
  answer.result.error = error;
  answer.result.detail = "as the simulated server was told";
  serve_answer(url, std::move(answer));
}

void Web::withdraw(std::string_view url) {
  handlers_.erase(url_to_serve(url).text());
}

std::uint64_t Web::requests(std::string_view url) const {
  const auto found = requests_.find(url_to_serve(url).text());
  return found == requests_.end() ? 0 : found->second;
}

std::optional<WebAnswer> Web::answer(const WebRequest& request) {
  const WebUrl url = url_to_serve(request.url);
  const Handler* handler = find(url.text());
  if (handler == nullptr && !listens(url)) return std::nullopt;
  ++requests_[url.text()];
  ++total_;
  if (handler == nullptr) {
    WebAnswer not_found;
    not_found.result.status = 404;
    return not_found;
  }
  const Handler keep = *handler;  // it may serve or withdraw pages itself
  return keep(request);
}

const Web::Handler* Web::find(std::string_view url) const {
  const auto exact = handlers_.find(url);
  if (exact != handlers_.end()) return &exact->second;
  const Handler* best = nullptr;
  std::size_t length = 0;
  for (const auto& [served, handler] : handlers_) {
    const auto prefix = std::string_view(served).substr(0, served.size() - 1);
    if (served.back() != '*' || url.substr(0, prefix.size()) != prefix || prefix.size() < length) continue;
    best = &handler;
    length = prefix.size();
  }
  return best;
}

bool Web::listens(const WebUrl& url) const {
  const std::string any_page = url.origin() + "/";
  const auto first = handlers_.lower_bound(any_page);
  return first != handlers_.end() && first->first.starts_with(any_page);
}

}  // namespace handset::sim
