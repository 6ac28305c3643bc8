// What RFC 3261 8.2 lets a user agent say about a request from the message alone, before it is known whom
// it is for. 405, 501 and 404 belong to the switchboard. Allocates nothing; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "sip/message.h"

namespace handset::sip {

// Status 0: nothing is wrong. `reason` is the reason phrase to answer with, in static storage.
struct Verdict {
  std::uint16_t status = 0;
  std::string_view reason;

  [[nodiscard]] bool ok() const { return status == 0; }
};

// For a request that parsed: version 505; missing, doubled or broken mandatory fields and numbers 400;
// CSeq for another method 400; URI scheme 416; a Require that is not in `supported` 420 (then call
// write_unsupported() of writer.h). An ACK with a bad verdict is dropped, not answered.
[[nodiscard]] Verdict check(const Message& request, std::span<const std::string_view> supported = {});

// The answer to a request whose parse failed but which is answerable(): 400, 513 or 505.
[[nodiscard]] Verdict verdict_for(const Message& request, const Error& parse_error);

// Whether a response that parsed may be acted on; if not it is discarded in silence: exactly one Via, and
// From, To, Call-ID and CSeq once each and sound.
[[nodiscard]] Result<void> check_response(const Message& response);

}  // namespace handset::sip
