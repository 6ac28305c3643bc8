// Digest authentication: credentials as slices of a message, and the computation of a response.
// Values only: no state, no policy. Who checks is sip/authenticator.h, who answers sip/digest_client.h.
// RFC 3261 22.4, RFC 2617 (no qop, auth, auth-int), RFC 7616 and RFC 8760 (SHA-256, SHA-512-256).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"
#include "sip/grammar.h"

namespace handset::sip {

// "MD5", "SHA-256", "SHA-512-256", in any case; nothing for every other name, the -sess forms included.
[[nodiscard]] std::optional<DigestAlgorithm> digest_algorithm(std::string_view name);
[[nodiscard]] std::string_view digest_name(DigestAlgorithm algorithm);
// Letters of a response: 32 or 64.
[[nodiscard]] std::size_t digest_length(DigestAlgorithm algorithm);

// A value as it stands in the message. Absent, empty and wrong are three different things to a digest.
struct DigestText {
  std::string_view raw;  // without the quotes around it, quoted-pairs still in
  bool present = false;
  bool quoted = false;

  // Whether the value is there and means `plain`; case counts.
  [[nodiscard]] bool equals(std::string_view plain) const {
    return present && (quoted ? equals_quoted(raw, plain) : raw == plain);
  }
};

enum class Qop : std::uint8_t { None, Auth, AuthInt };

// The value of Authorization or Proxy-Authorization with the scheme Digest. The slices point into the
// header value.
struct DigestCredentials {
  DigestText username;
  DigestText realm;
  DigestText nonce;
  DigestText uri;
  DigestText response;
  DigestText algorithm;
  DigestText cnonce;
  DigestText nc;
  DigestText qop;
  DigestText opaque;
};

// Header values beyond these are refused unread.
inline constexpr std::size_t max_digest_length = 4096;
inline constexpr std::size_t max_digest_parameters = 32;

// Errors: Unsupported (another scheme), Malformed (broken grammar, or one of the parameters above twice),
// TooLarge (the limits above). Whether all that is needed is there is the checker's call.
[[nodiscard]] Result<DigestCredentials> parse_digest_credentials(std::string_view value);

// Exactly 8 hexadecimal digits.
[[nodiscard]] std::optional<std::uint32_t> parse_nonce_count(std::string_view text);

// H(A1). It stands for the password: keep it like one.
[[nodiscard]] HexDigest digest_ha1(DigestAlgorithm algorithm, std::string_view user, std::string_view realm,
                                   std::string_view password);

// What goes into a response beside H(A1), all of it as it stands in the message.
struct DigestInput {
  std::string_view method{};
  std::string_view uri{};
  std::string_view nonce{};
  Qop qop = Qop::None;
  std::string_view qop_text{};  // the qop as sent; with Qop::None it, nc and cnonce stay out of the hash
  std::string_view nc{};
  std::string_view cnonce{};
  std::string_view body{};  // counts with Qop::AuthInt only
};

[[nodiscard]] HexDigest digest_response(DigestAlgorithm algorithm, std::string_view ha1,
                                        const DigestInput& input);
// The same in two steps, for who knows H(A2) from before. Without AuthInt it is one of method and URI alone.
[[nodiscard]] HexDigest digest_ha2(DigestAlgorithm algorithm, const DigestInput& input);
[[nodiscard]] HexDigest digest_response(DigestAlgorithm algorithm, std::string_view ha1, std::string_view ha2,
                                        const DigestInput& input);

}  // namespace handset::sip
