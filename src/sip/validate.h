// What can be said against a message from its text alone. Whether it follows the grammar comes before all of
// RFC 3261 8.2; the steps of 8.2 that need no knowledge of the receiver are here one by one, for the
// switchboard to take in their order. Allocates nothing; any thread.
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
// CSeq for another method 400; a Request-URI that is broken or has header fields 400, though one of a scheme
// that we don't speak passes. An ACK with a bad verdict is dropped, not answered.
[[nodiscard]] Verdict check(const Message& request);

// RFC 3261 8.2.2.3: a Require that is not in `supported` 420 (then call write_unsupported() of writer.h). In
// CANCEL and ACK it counts for nothing.
[[nodiscard]] Verdict check_require(const Message& request, std::span<const std::string_view> supported = {});

// The answer to a request whose parse failed but which is answerable(): 400 or 505; when a limit was
// exceeded, 413 for the body and 513 for what is before it.
[[nodiscard]] Verdict verdict_for(const Message& request, const Error& parse_error);

// Whether a response that parsed may be acted on; if not it is discarded in silence: exactly one Via, and
// From, To, Call-ID and CSeq once each and sound.
[[nodiscard]] Result<void> check_response(const Message& response);

}  // namespace handset::sip
