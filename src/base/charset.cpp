#include "base/charset.h"

#include <cstddef>
#include <iconv.h>

#include "base/text.h"
#include "base/utf8.h"

namespace handset {

namespace {

constexpr const char* utf8 = "UTF-8";
constexpr const char* latin1 = "ISO-8859-1";
constexpr const char* utf16 = "UTF-16";
constexpr const char* utf16_little = "UTF-16LE";
constexpr const char* utf16_big = "UTF-16BE";

struct Alias {
  std::string_view name;
  const char* charset;
};

// Names that differ from the converter's own by more than case.
constexpr Alias aliases[] = {
    {"utf8", utf8},
    {"us-ascii", latin1},  // bytes above 127 are wrong there, and most often Latin
    {"ascii", latin1},
    {"latin1", latin1},
    {"latin-1", latin1},
    {"l1", latin1},
    {"iso8859-1", latin1},
    {"iso_8859-1", latin1},
    {"latin2", "ISO-8859-2"},
    {"latin9", "ISO-8859-15"},
    {"cp1250", "WINDOWS-1250"},
    {"cp1251", "WINDOWS-1251"},
    {"cp1252", "WINDOWS-1252"},
    {"x-sjis", "SHIFT_JIS"},
    {"sjis", "SHIFT_JIS"},
    {"ks_c_5601-1987", "EUC-KR"},
    {"ucs-2", utf16},
    {"iso-10646-ucs-2", utf16},
};

constexpr const char* charsets[] = {
    utf8,           latin1,         "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",   "ISO-8859-5",
    "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-11",
    "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",  "ISO-8859-16",  "WINDOWS-1250", "WINDOWS-1251",
    "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257",
    "WINDOWS-1258", "KOI8-R",       "KOI8-U",       "SHIFT_JIS",    "EUC-JP",       "EUC-KR",
    "GB2312",       "GBK",          "GB18030",      "BIG5",         "TIS-620",      utf16,
    utf16_little,   utf16_big,
};

// The converter's name, or null.
const char* find_charset(std::string_view name) {
  for (const Alias& alias : aliases) {
    if (equal_ignoring_case(name, alias.name)) return alias.charset;
  }
  for (const char* charset : charsets) {
    if (equal_ignoring_case(name, charset)) return charset;
  }
  return nullptr;
}

bool is_utf16(std::string_view charset) {
  const char* found = find_charset(charset);
  return found == utf16 || found == utf16_little || found == utf16_big;
}

std::optional<std::string> convert(std::string_view bytes, const char* charset) {
  const iconv_t converter = iconv_open(utf8, charset);
  // iconv_open's own way to say no is this cast.
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // NOLINT

  // No charset of the list has a byte that becomes more than four.
  std::string out(bytes.size() * 4 + 4, '\0');
  char* from = const_cast<char*>(bytes.data());  // NOLINT: iconv does not write there
  char* to = out.data();
  std::size_t left = bytes.size();
  std::size_t room = out.size();
  const bool ok = iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1) &&
                  iconv(converter, nullptr, nullptr, &to, &room) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (!ok) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

// The encoding that the XML declaration names; empty without one.
std::string_view declared_charset(std::string_view bytes) {
  const std::string_view head = trim(bytes.substr(0, 256));
  if (!head.starts_with("<?xml")) return {};
  const std::size_t declaration_end = head.find("?>");
  if (declaration_end == std::string_view::npos) return {};
  const std::string_view declaration = head.substr(0, declaration_end);
  const std::size_t name = declaration.find("encoding");
  if (name == std::string_view::npos) return {};
  std::string_view value = trim(declaration.substr(name + std::string_view("encoding").size()));
  if (!value.starts_with('=')) return {};
  value = trim(value.substr(1));
  if (value.empty() || (value[0] != '"' && value[0] != '\'')) return {};
  const std::size_t close = value.find(value[0], 1);
  return close == std::string_view::npos ? std::string_view{} : value.substr(1, close - 1);
}

// Byte order marks, and the two ways in which '<' looks in UTF-16 without one (XML 1.0 appendix F).
struct Signature {
  std::string_view bytes;
  const char* charset;
  bool is_mark;
};
using namespace std::string_view_literals;
constexpr Signature signatures[] = {
    {"\xEF\xBB\xBF"sv, utf8, true}, {"\xFF\xFE"sv, utf16_little, true}, {"\xFE\xFF"sv, utf16_big, true},
    {"<\0"sv, utf16_little, false}, {"\0<"sv, utf16_big, false},
};

// Null when there is none.
const Signature* signature_of(std::string_view bytes) {
  for (const Signature& signature : signatures)
    if (bytes.starts_with(signature.bytes)) return &signature;
  return nullptr;
}

}  // namespace

std::string_view charset_of(std::string_view content_type) {
  std::string_view rest = split_once(content_type, ';').after;
  while (!rest.empty()) {
    const Split parameter = split_once(rest, ';');
    rest = parameter.after;
    // A colon for the equals sign is seen in the wild.
    std::string_view text = trim(parameter.before);
    if (!starts_with_ignoring_case(text, "charset")) continue;
    text = trim(text.substr(std::string_view("charset").size()));
    if (text.empty() || (text[0] != '=' && text[0] != ':')) continue;
    text = trim(text.substr(1));
    if (text.starts_with('"')) {
      text.remove_prefix(1);
      text = text.substr(0, text.find('"'));
    }
    return text;
  }
  return {};
}

bool begins_as_utf16(std::string_view bytes) {
  const Signature* signature = signature_of(bytes);
  return signature != nullptr && is_utf16(signature->charset);
}

bool is_known_charset(std::string_view charset) {
  return find_charset(charset) != nullptr;
}

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset) {
  const char* known = find_charset(charset);
  if (known == nullptr) return std::nullopt;
  if (known == utf8) {
    if (!is_valid_utf8(bytes)) return std::nullopt;
    return std::string(bytes);
  }
  if (known == latin1) return utf8_from_latin1(bytes);
  return convert(bytes, known);
}

Decoded decode_document(std::string_view bytes, std::string_view http_charset) {
  if (const Signature* signature = signature_of(bytes)) {
    if (signature->is_mark) bytes.remove_prefix(signature->bytes.size());
    return {to_utf8(bytes, signature->charset), signature->charset};
  }
  // Whatever says UTF-16 from here on is wrong: the text could be read byte by byte. Some servers do so.
  const std::string_view declared = declared_charset(bytes);
  if (!declared.empty() && !is_utf16(declared)) return {to_utf8(bytes, declared), std::string(declared)};
  if (is_known_charset(http_charset) && !is_utf16(http_charset)) {
    return {to_utf8(bytes, http_charset), std::string(http_charset)};
  }
  if (is_valid_utf8(bytes)) return {std::string(bytes), utf8};
  return {utf8_from_latin1(bytes), latin1};
}

}  // namespace handset
