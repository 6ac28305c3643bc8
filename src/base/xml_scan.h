// The pass over a document's text that comes before any tree: well-formedness (XML 1.0, section 2), our
// limits, no DOCTYPE, no entity but the five of the standard and numbers. What passes here, pugixml reads
// without surprises; it checks neither letters nor duplicate attributes by itself.
//
// One liberty: white space may stand before the XML declaration, as scripts on web servers often leave it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/xml_document.h"

namespace handset {

// `text` is valid UTF-8. Nothing when the document is sound. The limit of bytes is the caller's.
[[nodiscard]] std::optional<DocumentError> scan_document(std::string_view text, const DocumentLimits& limits);

// Line and column of a byte; CR, LF and both together end a line.
[[nodiscard]] Place place_at(std::string_view text, std::size_t at);

// Where the first byte stands that is no UTF-8; the size when there is none.
[[nodiscard]] std::size_t first_bad_utf8(std::string_view text);

}  // namespace handset
