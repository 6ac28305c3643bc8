#include "phone/page_request.h"

#include <utility>

#include "phone/service_account.h"

namespace handset::phone {

namespace {

// scheme://host:port of a URL, for people.
std::string_view origin_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  return url.substr(0, url.find_first_of("/?#", scheme + 3));
}

std::vector<HttpField> request_fields(const Model& model) {
  std::string display = std::to_string(model.width) + ", " + std::to_string(model.height) +
                        (model.screen == ScreenKind::Colour ? ", 16, C" : ", 1, G");
  return {{"User-Agent", "Handset (" + std::string(model.name) + ")"},
          {"Accept", "x-CiscoIPPhone/*;version=3.3.4, text/*"},
          {"Accept-Language", "en-US"},
          {"Accept-Charset", "utf-8, iso-8859-1;q=0.8"},
          {"x-CiscoIPPhoneModelName", std::string(model.name)},
          {"x-CiscoIPPhoneSDKVersion", "3.3.4"},
          {"x-CiscoIPPhoneDisplay", std::move(display)}};
}

}  // namespace

FetchRequest page_request(const PhoneOptions& options, const std::string& url) {
  FetchRequest request;
  request.url = url;
  request.fields = request_fields(*options.model);
  request.login = service_credentials(options, url);
  request.policy = options.fetch;
  return request;
}

std::string origin_words(std::string_view url) {
  return without_credentials(origin_of(url));
}

}  // namespace handset::phone
