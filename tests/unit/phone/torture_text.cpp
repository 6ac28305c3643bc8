#include "unit/phone/torture_messages.h"

namespace handset::phone {

std::string torture_text(std::string_view lines, std::string_view body) {
  if (lines.starts_with('\n')) lines.remove_prefix(1);
  std::string text;
  for (const char c : lines) {
    if (c == '\n') text += '\r';
    text += c;
  }
  constexpr std::string_view length = "{length}";
  if (const auto at = text.find(length); at != std::string::npos)
    text.replace(at, length.size(), std::to_string(body.size()));
  text += "\r\n";
  text += body;
  return text;
}

}  // namespace handset::phone
