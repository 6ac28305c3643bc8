// How a page is asked for, and what of its address may be seen. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/fetch.h"
#include "phone/options.h"
#include "phone/shown_text.h"

namespace handset::phone {

// The headers of such phones, the login where the server is one that it is for, and the policy.
[[nodiscard]] FetchRequest page_request(const PhoneOptions& options, const std::string& url);

// With `#DEVICENAME#` replaced, as phones of the 79xx do.
[[nodiscard]] std::string with_device_name(const PhoneOptions& options, std::string_view url);

// scheme://host of it, with a port that is not the usual one, for people; what is no such URL as it is.
[[nodiscard]] std::string origin_words(std::string_view url);

}  // namespace handset::phone
