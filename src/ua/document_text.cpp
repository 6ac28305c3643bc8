#include "ua/document_text.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace handset::ua {

std::string line_of(std::string_view text) {
  std::string out(trim(text));
  std::replace_if(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return out;
}

// A code point has four bytes at most.
std::string name_of(std::string_view text, std::size_t most) {
  std::string out = line_of(text);
  if (out.size() > most) out.resize(first_code_points(out, most / 4).size());
  return out;
}

std::string_view local_name(const Element& element) {
  const Split split = split_once(element.name(), ':');
  return split.found ? split.after : split.before;
}

std::optional<bool> flag_of(std::string_view word) {
  if (word == "true" || word == "1") return true;
  if (word == "false" || word == "0") return false;
  return std::nullopt;
}

}  // namespace handset::ua
