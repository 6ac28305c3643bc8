// Whom the phone tells its XML user name and password: the servers of the two service URLs in the settings,
// whatever page of theirs it asks for, and nobody else. Pure functions; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/fetch.h"
#include "phone/options.h"

namespace handset::phone {

// What a 401 to a request for `url` is answered with, if its server is one of those. The fetcher does not
// carry it to another server by a redirect.
[[nodiscard]] std::optional<FetchLogin> service_credentials(const PhoneOptions& options,
                                                            std::string_view url);

}  // namespace handset::phone
