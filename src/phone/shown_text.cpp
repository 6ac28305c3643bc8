#include "phone/shown_text.h"

namespace handset::phone {

std::string without_credentials(std::string_view text) {
  constexpr std::string_view mark = "://";
  // What ends the authority of a URL, in prose and in markup as well.
  constexpr std::string_view ends = "/?#\"'<> \t\r\n";
  std::string shown;
  shown.reserve(text.size());
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark)) {
    shown += text.substr(0, at + mark.size());
    text.remove_prefix(at + mark.size());
    const auto sign = text.substr(0, text.find_first_of(ends)).rfind('@');
    if (sign != std::string_view::npos) text.remove_prefix(sign + 1);
  }
  shown += text;
  return shown;
}

}  // namespace handset::phone
