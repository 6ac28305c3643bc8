// What the phone answers to a pushed document: CiscoIPPhoneResponse with a line for each item, or
// CiscoIPPhoneError for the whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handset::xml {

struct ResponseItem {
  int status = 0;  // 0 is success
  std::string data;
  std::string url;
};

struct Response {
  std::vector<ResponseItem> items;
};

[[nodiscard]] std::string write_response(const Response& response);

enum class PushError : std::uint8_t { Parse = 1, Framing = 2, File = 3, Authentication = 4 };

// `words` is for people and may be empty.
[[nodiscard]] std::string write_error(PushError error, std::string_view words);

}  // namespace handset::xml
