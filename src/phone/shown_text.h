// Text from outside as it may be shown to people and kept in logs. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace handset::phone {

// Each URL in it loses its user and password ("http://u:p@host/" becomes "http://host/"), and each `Notify:`
// its credentials ("Notify:http:host:80:path:CRED:DATA" becomes "Notify:http:host:80:path::DATA").
[[nodiscard]] std::string without_credentials(std::string_view whole);

// A web or internal URI: likewise, and a `Notify:` without its credentials and data.
[[nodiscard]] std::string shown_uri(std::string_view uri);

// Of an address, or of what ends in one, the values of its query: "http://host/a?b=c&d" becomes
// "http://host/a?b=hidden&hidden".
[[nodiscard]] std::string without_query_values(std::string_view text);

}  // namespace handset::phone
