#include "base/redirect.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace handset {

bool is_redirect(int status) {
  constexpr std::array statuses = {301, 302, 303, 307, 308};
  return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

tl::expected<NextHop, HopRefusal> next_hop(const std::optional<WebUrl>& from, std::string_view location,
                                           unsigned hops, unsigned most) {
  const auto refuse = [](FetchError error, std::string detail) {
    return tl::unexpected(HopRefusal{error, std::move(detail)});
  };
  if (hops >= most) return refuse(FetchError::TooManyRedirects, "to " + std::string(location));
  if (!from) return refuse(FetchError::Broken, "a redirect from an address that is not understood");
  NextHop next{from->follow(location)};
  const auto to = WebUrl::parse(next.url);
  const bool is_web =
      starts_with_ignoring_case(next.url, "http:") || starts_with_ignoring_case(next.url, "https:");
  if (!is_web) return refuse(FetchError::NotAllowed, "a redirect to something else than http and https");
  if (!to) return refuse(FetchError::Broken, "a redirect to a bad address");
  if (from->secure && !to->secure) return refuse(FetchError::InsecureRedirect, "to " + std::string(location));
  next.other_server = to->origin() != from->origin();
  return next;
}

void drop_personal_fields(std::vector<HttpField>& fields) {
  std::erase_if(fields, [](const HttpField& field) {
    return equal_ignoring_case(field.name, "Authorization") || equal_ignoring_case(field.name, "Cookie");
  });
}

}  // namespace handset
