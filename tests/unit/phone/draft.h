// SIP requests by hand, and what comes back for them, as values: whatever carries them, simulated or real.
#pragma once

#include <cstdint>
#include <gtest/gtest.h>
#include <string>
#include <string_view>

#include "sip/digest_client.h"
#include "sip/message.h"

namespace handset::phone {

// A request as a PBX would write it; every part can be changed.
struct Draft {
  std::string method = "NOTIFY";
  std::string uri = "sip:101@192.0.2.10:5060";
  std::string sent_by = "192.0.2.20:5090";  // and what else Via is to have
  std::string branch = "z9hG4bK-one";
  std::string call_id = "call-1@192.0.2.20";
  std::string from_tag = "tag-1";
  std::string to_parameters{};
  unsigned cseq = 1;
  std::string extra = "Event: XML-Service\r\nContent-Type: text/html\r\n";
  std::string body = "http://web.example/page.xml";

  [[nodiscard]] std::string text() const {
    return method + " " + uri + " SIP/2.0\r\n" + "Via: SIP/2.0/UDP " + sent_by + ";branch=" + branch +
           "\r\n" + "Max-Forwards: 70\r\nFrom: <sip:pbx@192.0.2.20>;tag=" + from_tag + "\r\nTo: <" + uri +
           ">" + to_parameters + "\r\nCall-ID: " + call_id + "\r\nCSeq: " + std::to_string(cseq) + " " +
           method + "\r\n" + extra + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
};

inline unsigned status_of(std::string_view answer) {
  sip::Message message;
  if (answer.empty() || !message.parse(answer)) return 0;
  return message.status();
}

inline std::string field_of(std::string_view answer, sip::Field field) {
  sip::Message message;
  if (answer.empty() || !message.parse(answer)) return {};
  return std::string(message.value(field));
}

// What INVITE would get and what the phone understands: how it answers OPTIONS when all is well (RFC
// 3261 11.2).
inline bool tells_options(std::string_view answer) {
  return status_of(answer) == 480 && field_of(answer, sip::Field::Allow).find("NOTIFY") != std::string::npos;
}

// The draft again with the answer to the challenge of a 401.
inline Draft with_credentials(Draft draft, std::string_view answer_401, std::string_view user,
                              std::string_view password, std::uint32_t nc = 1) {
  const std::string value = field_of(answer_401, sip::Field::WwwAuthenticate);
  const auto challenge = sip::parse_digest_challenge(value);
  EXPECT_TRUE(challenge) << answer_401;
  if (!challenge) return draft;
  std::string authorization;
  sip::append_digest_authorization(authorization, *challenge,
                                   {user, password, draft.method, draft.uri, draft.body, "c0ffee", nc});
  draft.extra += "Authorization: " + authorization + "\r\n";
  draft.branch += "-auth";
  ++draft.cseq;
  return draft;
}

}  // namespace handset::phone
