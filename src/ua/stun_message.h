// STUN's Binding, as a client speaks it: the request is written, the response read. RFC 8489, with what the
// tests of NATs need (RFC 5780, RFC 3489), and with what an old server answers with (RFC 3489). Values and
// pure functions; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"

namespace handset::ua {

using StunTransactionId = std::array<std::byte, 12>;

struct StunRequest {
  StunTransactionId transaction{};
  // CHANGE-REQUEST: the answer is to come from the server's other address, or from its other port.
  bool change_address = false;
  bool change_port = false;
  std::string software{};  // no longer than 128 characters (RFC 8489 14.14); empty: not said
  bool fingerprint = false;
};

[[nodiscard]] std::string write_stun_request(const StunRequest& request);

struct StunResponse {
  static constexpr std::size_t most_unknown = 32;
  static constexpr std::size_t longest_reason = 763;  // bytes, RFC 8489 14.8

  StunTransactionId transaction{};
  unsigned error = 0;                // 300 to 699; 0: it is a success
  std::string_view reason{};         // of an error, in the bytes that were read; may be empty
  std::optional<Endpoint> mapped{};  // a success has it: XOR-MAPPED-ADDRESS, else MAPPED-ADDRESS
  std::optional<Endpoint> origin{};  // RESPONSE-ORIGIN, or SOURCE-ADDRESS
  std::optional<Endpoint> other{};   // OTHER-ADDRESS, or CHANGED-ADDRESS
  std::vector<std::uint16_t> unknown_attributes{};  // of ours, to the server (error 420)
  bool fingerprint = false;                         // there is one, and it is right

  friend bool operator==(const StunResponse&, const StunResponse&) = default;
};

// A STUN message by its first byte, the cookie of RFC 8489 5 and a length that is its own. SIP begins with a
// letter.
[[nodiscard]] bool is_stun(std::string_view bytes);

// A Binding response, whole. Errors: Malformed, with the offset, where it does not follow RFC 8489 (5, 14)
// or its FINGERPRINT is not right; Unsupported when it is sound, but no response to Binding, or has an
// attribute that has to be understood and is not (RFC 8489 6.3.3, 6.3.4); TooLarge.
[[nodiscard]] Result<StunResponse> read_stun_response(std::string_view bytes);

// The transaction of what is_stun(), whatever else it is.
[[nodiscard]] StunTransactionId stun_transaction(std::string_view bytes);

}  // namespace handset::ua
