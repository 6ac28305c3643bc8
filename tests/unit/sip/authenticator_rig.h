// A line with its authenticator, and a sender whose credentials can be bent in every way.
#pragma once

#include <array>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "seeded_random.h"
#include "sip/authenticator.h"

namespace handset::sip {

// Pieces of an Authorization field. What is empty optional is left out of it.
struct Sender {
  std::string username = "101";
  std::string password = "secret";
  std::string realm = "phone.local";
  std::string method = "NOTIFY";
  std::string uri = "sip:101@192.0.2.10:5060";
  std::string body = "http://192.0.2.9/menu.xml";
  std::string nonce;
  DigestAlgorithm hash = DigestAlgorithm::Md5;
  std::optional<std::string> algorithm = "MD5";
  std::optional<std::string> qop = "auth";
  std::optional<std::string> nc = "00000001";
  std::optional<std::string> cnonce = "feedc0de";
  std::optional<std::string> response;  // instead of the right one

  [[nodiscard]] std::string right_response() const {
    const auto ha1 = digest_ha1(hash, username, realm, password);
    const Qop kind = !qop ? Qop::None : *qop == "auth-int" ? Qop::AuthInt : Qop::Auth;
    return std::string(digest_response(hash, ha1.view(),
                                       {.method = method,
                                        .uri = uri,
                                        .nonce = nonce,
                                        .qop = kind,
                                        .qop_text = qop ? *qop : std::string_view{},
                                        .nc = nc ? *nc : std::string_view{},
                                        .cnonce = cnonce ? *cnonce : std::string_view{},
                                        .body = body})
                           .view());
  }

  [[nodiscard]] std::string value() const {
    std::string out = "Digest username=\"" + username + "\", realm=\"" + realm + "\", nonce=\"" + nonce +
                      "\", uri=\"" + uri + "\", response=\"" + response.value_or(right_response()) + "\"";
    if (algorithm) out += ", algorithm=" + *algorithm;
    if (qop) out += ", qop=" + *qop;
    if (nc) out += ", nc=" + *nc;
    if (cnonce) out += ", cnonce=\"" + *cnonce + "\"";
    return out;
  }
};

class AuthenticatorTest : public testing::Test {
 protected:
  static LineAccountSettings settings() {
    return {.line = 1, .usernames = {"101", "auth101"}, .realm = "phone.local", .password = "secret"};
  }

  // The challenge as header lines.
  std::string challenge_lines(const LineAccount& account, bool stale = false) {
    std::array<char, 2048> buffer;
    Writer out(buffer);
    authenticator.write_challenge(out, account, source, stale, now);
    EXPECT_TRUE(out.ok());
    return std::string(out.view());
  }

  std::string fresh_nonce(const LineAccount& account) {
    const auto lines = challenge_lines(account);
    const auto at = lines.find("nonce=\"") + 7;
    return lines.substr(at, lines.find('"', at) - at);
  }

  // A sender that knows all it needs, with a fresh nonce.
  Sender sender() {
    Sender out;
    out.nonce = fresh_nonce(line);
    return out;
  }

  AuthOutcome ask(LineAccount& account, const std::vector<std::string>& values) {
    AuthRequest request{
        .method = "NOTIFY", .request_uri = "sip:101@192.0.2.10:5060", .body = body, .source = source};
    for (const auto& value : values) request.authorization[request.authorization_count++] = value;
    return authenticator.check(request, account, now);
  }
  AuthOutcome ask_with(const std::vector<std::string>& values) { return ask(line, values); }
  AuthOutcome ask(const Sender& who) { return ask(line, {who.value()}); }

  SeededRandom random;
  Authenticator authenticator{random};
  SteadyTime now{hours(1)};
  IpAddress source = IpAddress::v4(192, 0, 2, 20);
  std::string body = "http://192.0.2.9/menu.xml";
  LineAccount line = authenticator.open(settings(), now);
};

inline void expect_refused(const AuthOutcome& outcome) {
  EXPECT_TRUE(outcome.verdict == AuthVerdict::Challenge || outcome.verdict == AuthVerdict::Malformed)
      << outcome.reason;
  EXPECT_FALSE(outcome.stale) << outcome.reason;
}
inline void expect_challenged(const AuthOutcome& outcome, bool stale = false) {
  EXPECT_EQ(outcome.verdict, AuthVerdict::Challenge) << outcome.reason;
  EXPECT_EQ(outcome.stale, stale) << outcome.reason;
}

}  // namespace handset::sip
