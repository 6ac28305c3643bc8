#include "phone/service_account.h"

#include "base/text.h"

namespace handset::phone {
namespace {

// scheme://host:port as written, the port that goes without saying left out. Empty for what has none, and for
// what names a user before its host.
std::string_view origin_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view origin = url.substr(0, url.find_first_of("/?#", scheme + 3));
  if (origin.find_first_of("@\\", scheme + 3) != std::string_view::npos) return {};
  const std::string_view usual = equal_ignoring_case(url.substr(0, scheme), "https") ? ":443" : ":80";
  if (origin.ends_with(usual)) origin.remove_suffix(usual.size());
  return origin;
}

bool same_server(std::string_view url, std::string_view service) {
  const std::string_view origin = origin_of(url);
  return !origin.empty() && equal_ignoring_case(origin, origin_of(service));
}

}  // namespace

std::optional<FetchLogin> service_credentials(const PhoneOptions& options, std::string_view url) {
  const ServiceAccount& account = options.service_account;
  if (account.user.empty()) return std::nullopt;
  if (!same_server(url, options.services.url) && !same_server(url, options.directories.url))
    return std::nullopt;
  return FetchLogin{.user = account.user, .password = account.password};
}

}  // namespace handset::phone
