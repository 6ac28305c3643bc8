// A SIP message as it may be shown to people: what stands for a password is left out of its credentials.
// For traces, not for the wire; a pure function, any thread.
#pragma once

#include <string>

#include "sip/message.h"

namespace handset::ua {

// The whole message. In Authorization and Proxy-Authorization, Digest keeps the parameters that say who
// answered what and loses the response and all unknown ones; another scheme, or a broken value, loses
// everything.
[[nodiscard]] std::string without_secrets(const sip::Message& message);

}  // namespace handset::ua
