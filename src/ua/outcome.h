// What became of a request that keeps something at a server: a REGISTER, a SUBSCRIBE.
#pragma once

#include <cstdint>

namespace handset::ua {

enum class Outcome : std::uint8_t {
  Answered,    // with a final response that asks for no password
  Refused,     // our password is wrong, or cannot be given: a final response as well
  Unanswered,  // no address, no way there, or no answer in time
  NotSetUp,    // the settings do not allow to send at all
};

}  // namespace handset::ua
