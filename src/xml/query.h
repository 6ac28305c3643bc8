// The query of a request: what a form sends, and what `QueryStringParam:` adds to a URL. Pure functions that
// allocate what they return.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handset::xml {

// `url` with `query` added behind its `?` or `&`; a fragment is cut off.
[[nodiscard]] std::string append_query(std::string_view url, std::string_view query);

struct Parameter {
  std::string_view name;   // empty: not sent
  std::string_view value;  // UTF-8; an empty one is sent as `name=`
};

// Where a form goes: `url` with `name=value` of each in that order, everything but the unreserved letters of
// RFC 3986 as %XX.
[[nodiscard]] std::string submit_url(std::string_view url, const std::vector<Parameter>& parameters);

// What a soft key opens while a row is highlighted; each is a URI as its document writes it, and the row's
// is empty where there is no row. A QueryStringParam on either side goes to the web URL on the other, or
// becomes the DATA of a `Notify:` there. Empty: nothing can be opened.
[[nodiscard]] std::string key_with_row(std::string_view key_uri, std::string_view row_uri);

}  // namespace handset::xml
