#include "sip/digest.h"

#include "base/hex.h"
#include "base/text.h"
#include "sip/digest_list.h"

namespace handset::sip {
namespace {

using Slot = DigestText DigestCredentials::*;

// Where a parameter belongs; null for one that means nothing to us. Lengths tell nearly all names apart.
Slot slot_of(std::string_view name) {
  const auto is = [&](std::string_view known, Slot slot) {
    return equal_ignoring_case(name, known) ? slot : Slot{nullptr};
  };
  switch (name.size()) {
    case 2:
      return is("nc", &DigestCredentials::nc);
    case 3:
      return to_lower(name[0]) == 'u' ? is("uri", &DigestCredentials::uri)
                                      : is("qop", &DigestCredentials::qop);
    case 5:
      return to_lower(name[0]) == 'r' ? is("realm", &DigestCredentials::realm)
                                      : is("nonce", &DigestCredentials::nonce);
    case 6:
      return to_lower(name[0]) == 'c' ? is("cnonce", &DigestCredentials::cnonce)
                                      : is("opaque", &DigestCredentials::opaque);
    case 8:
      return to_lower(name[0]) == 'u' ? is("username", &DigestCredentials::username)
                                      : is("response", &DigestCredentials::response);
    case 9:
      return is("algorithm", &DigestCredentials::algorithm);
    default:
      return nullptr;
  }
}

}  // namespace

std::optional<DigestAlgorithm> digest_algorithm(std::string_view name) {
  using enum DigestAlgorithm;
  for (const auto algorithm : {Md5, Sha256, Sha512_256})
    if (equal_ignoring_case(name, digest_name(algorithm))) return algorithm;
  return std::nullopt;
}

std::string_view digest_name(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::Md5:
      return "MD5";
    case DigestAlgorithm::Sha256:
      return "SHA-256";
    case DigestAlgorithm::Sha512_256:
      break;
  }
  return "SHA-512-256";
}

std::size_t digest_length(DigestAlgorithm algorithm) {
  return algorithm == DigestAlgorithm::Md5 ? 32 : 64;
}

Result<DigestCredentials> parse_digest_credentials(std::string_view value) {
  Result<DigestCredentials> credentials;  // filled in place: it is large
  DigestList list(value);
  std::string_view name;
  DigestText text;
  while (list.next(name, text)) {
    const Slot slot = slot_of(name);
    if (slot != nullptr && !list.keep((*credentials).*slot, text)) break;
  }
  if (list.error()) credentials = tl::unexpected(*list.error());
  return credentials;
}

std::optional<std::uint32_t> parse_nonce_count(std::string_view text) {
  const auto count = text.size() == 8 ? read_hex(text) : std::nullopt;
  return count ? std::optional(static_cast<std::uint32_t>(*count)) : std::nullopt;
}

HexDigest digest_ha1(DigestAlgorithm algorithm, std::string_view user, std::string_view realm,
                     std::string_view password) {
  return hex_digest(algorithm, {user, ":", realm, ":", password});
}

HexDigest digest_ha2(DigestAlgorithm algorithm, const DigestInput& input) {
  if (input.qop != Qop::AuthInt) return hex_digest(algorithm, {input.method, ":", input.uri});
  return hex_digest(algorithm,
                    {input.method, ":", input.uri, ":", hex_digest(algorithm, {input.body}).view()});
}

HexDigest digest_response(DigestAlgorithm algorithm, std::string_view ha1, std::string_view ha2,
                          const DigestInput& input) {
  if (input.qop == Qop::None) return hex_digest(algorithm, {ha1, ":", input.nonce, ":", ha2});
  return hex_digest(algorithm,
                    {ha1, ":", input.nonce, ":", input.nc, ":", input.cnonce, ":", input.qop_text, ":", ha2});
}

HexDigest digest_response(DigestAlgorithm algorithm, std::string_view ha1, const DigestInput& input) {
  return digest_response(algorithm, ha1, digest_ha2(algorithm, input).view(), input);
}

}  // namespace handset::sip
