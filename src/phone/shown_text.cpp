#include "phone/shown_text.h"

#include "xml/internal_uri.h"

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

std::string shown_uri(std::string_view uri) {
  if (xml::parse_uri(uri).scheme != xml::Scheme::Notify) return without_credentials(uri);
  constexpr int shown_fields = 5;  // Notify, http, host, port and path
  std::size_t end = 0;
  for (int field = 0; field < shown_fields && end != std::string_view::npos; ++field)
    end = uri.find(':', field == 0 ? 0 : end + 1);
  return std::string(uri.substr(0, end));
}

}  // namespace handset::phone
