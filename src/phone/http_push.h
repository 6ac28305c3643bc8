// A document that a client posted to the phone by HTTP (/CGI/Execute), and what it is told: for an Execute
// what came of each item, for another object that it is shown, or one error for the whole document. Values.
// Cisco IP Phone Services Application Development Notes, "HTTP requests"; xml/response.h.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "base/address.h"
#include "xml/response.h"

namespace handset::phone {

struct HttpPush {
  Endpoint client;
  std::string document;   // without the form around it
  std::string charset{};  // that HTTP told; may be empty
};

struct HttpPushError {
  xml::PushError number = xml::PushError::Parse;
  std::string words;
};

using HttpPushAnswer = tl::expected<xml::Response, HttpPushError>;

}  // namespace handset::phone
