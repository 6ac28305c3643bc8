// Bytes in a declared character set to UTF-8. The sets are a fixed list, so that a name from outside never
// reaches the converter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handset {

// The value of the charset parameter of a Content-Type, without quotes; empty when there is none.
[[nodiscard]] std::string_view charset_of(std::string_view content_type);

// Whether a document in these bytes is read as UTF-16: by its mark, or the way '<' looks without one.
[[nodiscard]] bool begins_as_utf16(std::string_view bytes);

// Whether it is one of the list, by any of its names, without case.
[[nodiscard]] bool is_known_charset(std::string_view charset);

// Nothing when the charset is unknown or the bytes are none of it. For UTF-8 the bytes are only checked.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset);

// A document as UTF-8 without a byte order mark: by the mark itself, else by the XML declaration, else by
// the charset of the HTTP answer, else UTF-8 when the bytes are valid so, else ISO-8859-1. On failure
// `charset` is the one that the bytes don't follow, or that is unknown.
struct Decoded {
  std::optional<std::string> text;
  std::string charset;
};
[[nodiscard]] Decoded decode_document(std::string_view bytes, std::string_view http_charset);

}  // namespace handset
