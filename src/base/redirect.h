// Where a redirect leads, and whether a phone goes there: the rules of everybody who fetches for it. Three
// hops at most unless the request says otherwise, to http and https alone, never from https to http; what
// speaks for the user to one server is not told to another. Pure functions; any thread. RFC 9110
// section 15.4.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/fetch.h"
#include "base/web_url.h"

namespace handset {

// The statuses whose Location leads on.
[[nodiscard]] bool is_redirect(int status);

struct NextHop {
  std::string url;            // absolute
  bool other_server = false;  // than the one that sent it there
};

// Why it is not followed; `detail` as in FetchResult.
struct HopRefusal {
  FetchError error = FetchError::Broken;
  std::string detail;
};

// `from`: the hop that answered with `location`; nothing where its address is none that is known here, and
// then nothing it says is followed. `hops`: redirects followed so far, of `most`.
[[nodiscard]] tl::expected<NextHop, HopRefusal> next_hop(const std::optional<WebUrl>& from,
                                                         std::string_view location, unsigned hops,
                                                         unsigned most);

// Takes the fields away that speak for the user to one server.
void drop_personal_fields(std::vector<HttpField>& fields);

}  // namespace handset
