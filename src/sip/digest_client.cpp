#include "sip/digest_client.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sip/digest_list.h"
#include "sip/grammar.h"

namespace handset::sip {
namespace {

void append_quoted(std::string& out, std::string_view plain) {
  out += '"';
  for (const char c : plain) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

// A value of the challenge goes back as it came, quoted-pairs and all.
void append_echo(std::string& out, std::string_view before, const DigestText& text) {
  out += before;
  if (!text.quoted) return append_quoted(out, text.raw);
  out += '"';
  out += text.raw;
  out += '"';
}

// What goes back to the peer must not break a line.
bool has_control(const DigestText& text) {
  return std::any_of(text.raw.begin(), text.raw.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void read_qop(std::string_view options, DigestChallenge& challenge) {
  challenge.qop_present = true;
  for_each_item(options, [&](std::string_view option) {
    challenge.offers_auth |= equal_ignoring_case(option, "auth");
    challenge.offers_auth_int |= equal_ignoring_case(option, "auth-int");
  });
}

}  // namespace

bool DigestChallenge::answerable() const {
  return algorithm && (!qop_present || offers_auth || offers_auth_int);
}

Qop DigestChallenge::qop() const {
  if (offers_auth) return Qop::Auth;
  return offers_auth_int ? Qop::AuthInt : Qop::None;
}

Result<DigestChallenge> parse_digest_challenge(std::string_view value) {
  DigestChallenge challenge;
  DigestText algorithm;
  DigestText stale;
  DigestText qop;
  const auto slot_of = [&](std::string_view name) -> DigestText* {
    if (equal_ignoring_case(name, "realm")) return &challenge.realm;
    if (equal_ignoring_case(name, "nonce")) return &challenge.nonce;
    if (equal_ignoring_case(name, "opaque")) return &challenge.opaque;
    if (equal_ignoring_case(name, "algorithm")) return &algorithm;
    if (equal_ignoring_case(name, "stale")) return &stale;
    if (equal_ignoring_case(name, "qop")) return &qop;
    return nullptr;
  };

  DigestList list(value);
  std::string_view name;
  DigestText text;
  while (list.next(name, text)) {
    DigestText* slot = slot_of(name);
    if (slot != nullptr && !list.keep(*slot, text)) break;
  }
  if (list.error()) return tl::unexpected(*list.error());
  if (!challenge.realm.present || !challenge.nonce.present)
    return fail(Errc::Malformed, "challenge without realm or nonce");
  if (has_control(challenge.realm) || has_control(challenge.nonce) || has_control(challenge.opaque))
    return fail(Errc::Malformed, "challenge with control characters");

  challenge.algorithm = algorithm.present ? digest_algorithm(algorithm.raw) : DigestAlgorithm::Md5;
  challenge.stale = stale.present && equal_ignoring_case(stale.raw, "true");
  if (qop.present) read_qop(qop.raw, challenge);
  return challenge;
}

Result<DigestChallenge> choose_digest_challenge(std::span<const std::string_view> values,
                                                const DigestDemand& demand) {
  Error error{Errc::NotFound, 0, "no challenge in the response"};
  for (const std::string_view value : values) {
    const auto challenge = parse_digest_challenge(value);
    // One that we may not answer says more than one that we cannot, and that more than a broken one.
    if (!challenge) {
      if (error.code != Errc::Unsupported && error.code != Errc::Refused) error = challenge.error();
    } else if (!challenge->answerable()) {
      if (error.code != Errc::Refused)
        error = {Errc::Unsupported, 0, "no challenge with an algorithm and a qop that we speak"};
    } else if (!demand.allows(*challenge->algorithm)) {
      error = {Errc::Refused, 0, "no challenge with a digest algorithm as strong as is asked for"};
    } else {
      return challenge;
    }
  }
  return tl::unexpected(error);
}

void append_digest_authorization(std::string& out, const DigestChallenge& challenge,
                                 const DigestAnswer& answer) {
  const DigestAlgorithm algorithm = challenge.algorithm.value_or(DigestAlgorithm::Md5);
  std::array<char, max_digest_length> buffer;
  const std::string_view realm = challenge.realm.quoted
                                     ? unquote(challenge.realm.raw, buffer).value_or(challenge.realm.raw)
                                     : challenge.realm.raw;
  const Qop qop = challenge.qop();
  const std::string_view qop_text = qop == Qop::AuthInt ? "auth-int" : "auth";
  std::string nc;
  append_hex(nc, answer.nc, 8);
  const HexDigest ha1 = digest_ha1(algorithm, answer.username, realm, answer.password);
  const HexDigest response = digest_response(algorithm, ha1.view(),
                                             {.method = answer.method,
                                              .uri = answer.uri,
                                              .nonce = challenge.nonce.raw,
                                              .qop = qop,
                                              .qop_text = qop_text,
                                              .nc = nc,
                                              .cnonce = answer.cnonce,
                                              .body = answer.body});

  out += "Digest username=";
  append_quoted(out, answer.username);
  append_echo(out, ", realm=", challenge.realm);
  append_echo(out, ", nonce=", challenge.nonce);
  out += ", uri=";
  append_quoted(out, answer.uri);
  out += ", response=\"";
  out += response.view();
  out += "\", algorithm=";
  out += digest_name(algorithm);
  if (qop != Qop::None) {
    out += ", cnonce=";
    append_quoted(out, answer.cnonce);
    out += ", qop=";
    out += qop_text;
    out += ", nc=" + nc;
  }
  if (challenge.opaque.present) append_echo(out, ", opaque=", challenge.opaque);
}

}  // namespace handset::sip
