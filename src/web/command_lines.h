// A push as a line for a shell, for people who want to do it again by hand. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

#include "phone/push_log.h"
#include "web/push_rules.h"

namespace handset::web {

// As one word of a POSIX shell, whatever it holds.
[[nodiscard]] std::string shell_word(std::string_view text);

// Asks for the document the way the phone did.
[[nodiscard]] std::string curl_line(const phone::PushDocument& document);
// Pushes the same to the same line. The password is not in it: `handset push` takes it from HANDSET_PASSWORD.
[[nodiscard]] std::string push_line(const phone::PushRecord& push);
// Posts what was posted by HTTP, to a phone whose address is to be filled in, as somebody who may by these
// rules; curl asks for the password.
[[nodiscard]] std::string post_line(const phone::PushRecord& push, const PushRules& rules);

}  // namespace handset::web
