#include "ua/address_text.h"

#include <algorithm>

#include "base/text.h"
#include "sip/grammar.h"

namespace handset::ua {
namespace {

// RFC 3261 25.1: unreserved and user-unreserved.
bool is_user_letter(char c) {
  return is_alnum(c) || std::string_view("-_.!~*'()&=+$,;?/").find(c) != std::string_view::npos;
}

bool breaks_user(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte >= 0x7f || std::string_view("\"%:<>@").find(c) != std::string_view::npos;
}

// token *(LWS token)
bool is_words(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || sip::is_token({&c, 1}); });
}

}  // namespace

std::string escape_user(std::string_view plain, EscapeUser escape) {
  std::string out;
  for (const char c : plain) {
    if (escape == EscapeUser::All ? is_user_letter(c) : !breaks_user(c)) {
      out += c;
    } else {
      out += '%';
      constexpr std::string_view digits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out += digits[byte / 16U];
      out += digits[byte % 16U];
    }
  }
  return out;
}

std::string name_addr(std::string_view display_name, std::string_view uri, DisplayName how) {
  std::string out;
  const std::string_view name = trim(display_name);
  if (name.empty()) {
    // Nothing stands before the brackets.
  } else if (how == DisplayName::Plain && is_words(name)) {
    out = std::string(name) + " ";
  } else {
    out = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += "\" ";
  }
  return out + "<" + std::string(uri) + ">";
}

}  // namespace handset::ua
