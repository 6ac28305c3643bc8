#include "xml/letters.h"

#include "base/text.h"
#include "base/utf8.h"

namespace handset::xml {

namespace {

// C0, DEL and C1.
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

// ASCII, and no control character.
bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F;
}

// Without its ends: words of ASCII with one blank between, which stay as they are.
bool is_one_line(std::string_view text) {
  bool blank = true;  // no blank may stand here
  for (const char c : text) {
    if (c == ' ' ? blank : !is_plain(c)) return false;
    blank = c == ' ';
  }
  return true;
}

// How much of it stays as it is among paragraphs.
std::size_t plain_prefix(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_plain(text[size])) ++size;
  return size;
}

}  // namespace

std::string one_line(std::string_view text) {
  text = trim(text);
  if (is_one_line(text)) return std::string(text);
  std::string line;
  bool blank = false;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (c < 0x80 && is_space(static_cast<char>(c))) {
      blank = !line.empty();
    } else if (!is_control(c)) {
      if (blank) line += ' ';
      blank = false;
      append_utf8(line, c);
    }
  }
  return line;
}

std::string several_lines(std::string_view text) {
  const std::string whole = paragraphs(trim(text));
  std::string lines;
  std::string_view rest = whole;
  while (!rest.empty()) {
    const Split split = split_once(rest, '\n');
    lines += one_line(split.before);
    if (split.found) lines += '\n';
    rest = split.after;
  }
  return lines;
}

std::string paragraphs(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const std::size_t plain = plain_prefix(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return out;
    const char32_t c = take_code_point(text);
    if (c == '\r') {
      if (!text.starts_with('\n')) out += '\n';
    } else if (c == '\n' || c == '\t' || !is_control(c)) {
      append_utf8(out, c);
    }
  }
}

}  // namespace handset::xml
