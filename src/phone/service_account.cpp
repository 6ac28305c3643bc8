#include "phone/service_account.h"

#include "base/web_url.h"

namespace handset::phone {
namespace {

bool same_server(const WebUrl& url, std::string_view service) {
  const auto other = WebUrl::parse(service);
  return other && url.origin() == other->origin();
}

}  // namespace

std::optional<FetchLogin> service_credentials(const PhoneOptions& options, std::string_view url) {
  const ServiceAccount& account = options.service_account;
  const auto asked = WebUrl::parse(url);
  if (account.user.empty() || !asked) return std::nullopt;
  if (!same_server(*asked, options.services.url) && !same_server(*asked, options.directories.url))
    return std::nullopt;
  return FetchLogin{.user = account.user, .password = account.password};
}

}  // namespace handset::phone
