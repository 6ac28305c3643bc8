#include "phone/push.h"

#include <array>

namespace handset::phone {

const PushWords& push_words(PushAnswer answer) {
  // In the order of the enumeration.
  static constexpr std::array<PushWords, 14> words{{
      {200, "OK", "", 0},
      {200, "OK", "", 0},
      {400, "No URL In Body", "the body must be one http or https URL", 0},
      {400, "Broken XML", "the inline document is not sound XML", 0},
      {413, "Request Entity Too Large", "the URL in the body is too long", 0},
      {403, "Forbidden",
       "XML_NOTIFY_Body does not allow this: inline CiscoIPPhoneExecute and internal URIs need url+xml", 0},
      {503, "Service Unavailable", "the phone is busy with earlier pushes", 5},
      {415, "Unsupported Media Type", "the body's encoding is none that is accepted", 0},
      {400, "Bad Content-Encoding", "the body is no gzip, or too long when unpacked", 0},
      {200, "OK", "", 0},
      {400, "Bad Message Summary", "the body is no application/simple-message-summary of RFC 3842", 0},
      {415, "Unsupported Media Type", "a message summary is application/simple-message-summary", 0},
      {200, "OK", "", 0},
      {403, "Forbidden", "Resync From SIP, or Provision Enable, is No", 0},
  }};
  return words[static_cast<std::size_t>(answer)];
}

}  // namespace handset::phone
