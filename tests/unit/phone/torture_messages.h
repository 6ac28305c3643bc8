// The rows of RFC 4475 and RFC 5118 as messages to the phone of phone_rig.h: each of the kind that its
// section describes, with our own words and aimed at a user that the phone has, so that no 404 hides the
// verdict.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handset::phone {

struct TortureMessage {
  std::string section;
  std::string name;  // as the RFC calls it
  std::string bytes;
  std::vector<unsigned> verdicts;         // the statuses that will do; empty: silence
  std::vector<std::string_view> holds{};  // what the answer must hold
  std::vector<std::string_view> lacks{};  // and what not
  bool on_streams = true;                 // it makes sense where Content-Length frames it
  bool closes_stream = false;             // and then where the next message begins is unknown
};

// A user of the phone that needs escapes and a semicolon in a URI (RFC 4475 3.1.1.9).
inline constexpr std::string_view semicolon_user = "semi;par=u@example.net";

// RFC 4475 3.1.1: valid messages.
[[nodiscard]] std::vector<TortureMessage> valid_messages();
// RFC 4475 3.1.2: invalid messages.
[[nodiscard]] std::vector<TortureMessage> invalid_messages();
// RFC 4475 3.2 to 3.4: transaction layer, application layer, backward compatibility.
[[nodiscard]] std::vector<TortureMessage> semantic_messages();
// RFC 5118.
[[nodiscard]] std::vector<TortureMessage> ipv6_messages();

// Lines that end with LF as a message with CR LF and its blank line; the first one is left out when it is
// empty, "{length}" is the size of the body.
[[nodiscard]] std::string torture_text(std::string_view lines, std::string_view body = {});

}  // namespace handset::phone
