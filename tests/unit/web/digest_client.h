// Digest as a program computes it (RFC 7616, 3.4).
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"
#include "sip/digest.h"
#include "unit/web/rig.h"

namespace handset::web::testing {

struct DigestClient {
  std::string user = "admin";
  std::string password = std::string(admin_password);
  DigestAlgorithm algorithm = DigestAlgorithm::Sha256;
  std::string nonce{};
  unsigned count = 1;
  std::string uri = "/api/v1/phone";
  std::string realm = "Handset";
  std::string qop = "auth";
};

// Of a WWW-Authenticate field.
inline std::string nonce_of(const std::string& challenge) {
  const auto begin = challenge.find("nonce=\"") + 7;
  return challenge.substr(begin, challenge.find('"', begin) - begin);
}

// The value of the Authorization field.
inline std::string digest_answer(const DigestClient& client, std::string_view method = "GET") {
  std::string count;
  append_hex(count, client.count, 8);
  const auto ha1 = sip::digest_ha1(client.algorithm, client.user, client.realm, client.password);
  const auto response = sip::digest_response(client.algorithm, ha1.view(),
                                             {.method = method,
                                              .uri = client.uri,
                                              .nonce = client.nonce,
                                              .qop = sip::Qop::Auth,
                                              .qop_text = client.qop,
                                              .nc = count,
                                              .cnonce = "0a4f113b"});
  return "Digest username=\"" + client.user + "\", realm=\"" + client.realm + "\", nonce=\"" + client.nonce +
         "\", uri=\"" + client.uri + "\", algorithm=" + std::string(sip::digest_name(client.algorithm)) +
         ", qop=" + client.qop + ", nc=" + count + ", cnonce=\"0a4f113b\", response=\"" +
         std::string(response.view()) + "\"";
}

}  // namespace handset::web::testing
