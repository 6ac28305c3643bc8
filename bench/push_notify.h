// The NOTIFY of an authenticated push as all benches send it: the headers that a PBX writes, 200 bytes of
// body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace handset::bench {

struct PushNotify {
  std::string user;
  std::uint64_t operation = 0;     // makes branch, tag and Call-ID unique
  unsigned slot = 0;               // part of the Call-ID, for the client's use
  std::string_view credentials{};  // the value of Authorization; empty: none, and the first of the two
  std::size_t body_size = 200;     // at least that of the URL's start
};

inline std::string push_uri(std::string_view user) {
  return "sip:" + std::string(user) + "@127.0.0.1";
}

inline std::string write_push_notify(const PushNotify& push) {
  const bool first = push.credentials.empty();
  const std::string uri = push_uri(push.user);
  const std::string id = std::to_string(push.operation);
  std::string text = "NOTIFY " + uri + " SIP/2.0\r\n";
  text += "Via: SIP/2.0/UDP 127.0.0.1:5090;rport;branch=z9hG4bK" + id + (first ? "a\r\n" : "b\r\n");
  text += "Max-Forwards: 70\r\nFrom: <sip:pbx@127.0.0.1>;tag=t" + id + "\r\nTo: <" + uri + ">\r\n";
  text += "Call-ID: " + std::to_string(push.slot) + "-" + id + "@127.0.0.1\r\n";
  text += first ? "CSeq: 1 NOTIFY\r\n" : "CSeq: 2 NOTIFY\r\n";
  text += "Contact: <sip:pbx@127.0.0.1:5090>\r\nEvent: XML-Service\r\nSubscription-State: active\r\n";
  text += "Content-Type: text/html\r\nUser-Agent: bench\r\n";
  if (!first) text += "Authorization: " + std::string(push.credentials) + "\r\n";
  std::string body = "http://127.0.0.1:8080/pages/";
  body.resize(push.body_size, 'p');
  return text + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Of the length that real ones have.
inline constexpr std::string_view sample_credentials =
    "Digest username=\"u1000\", realm=\"bench\", nonce=\"00000000000000000000000000000000\", "
    "uri=\"sip:u1000@127.0.0.1\", response=\"00000000000000000000000000000000\", algorithm=MD5, "
    "cnonce=\"c0ffee42\", qop=auth, nc=00000001";

// A NOTIFY with credentials of that size in all, for measurements of a parser.
inline std::string write_sample_notify(std::size_t size) {
  PushNotify push{.user = "u1000", .operation = 1'000'000, .credentials = sample_credentials};
  push.body_size = 50;  // any of two digits
  push.body_size += size - write_push_notify(push).size();
  return write_push_notify(push);
}

}  // namespace handset::bench
