// What can be wrong with the document of an XML service, with its place, in words for the log and for the
// prompt line.
//
// Strict is the phone whose parser is bound to the schema; friendly mends what can be mended and notes what
// strict would have refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/xml_document.h"

namespace handset::xml {

enum class Mode : std::uint8_t { Strict, Friendly };

struct XmlError {
  enum class Kind : std::uint8_t {
    Empty,        // nothing was sent
    TooLarge,     // more bytes than a document may have
    Broken,       // no well-formed XML, a DOCTYPE, bad letters, deeper or larger than we read
    Invalid,      // sound XML that breaks the rules of its object
    Unsupported,  // a root, or a type of content, that this phone has no object for
  };

  Kind kind = Kind::Broken;
  Place place{};
  std::string message;

  // "XML Error [4]" and its relatives.
  [[nodiscard]] std::string_view prompt_words() const;
  // "line 3, column 8: ..." for the log.
  [[nodiscard]] std::string log_words() const;
};

// The document was no sound XML.
[[nodiscard]] XmlError xml_error(DocumentError error);

template <class T>
using XmlResult = tl::expected<T, XmlError>;

// What was mended or dropped; a strict phone would have refused most of it.
struct Note {
  Place place;
  std::string message;

  [[nodiscard]] std::string log_words() const;
};

using Notes = std::vector<Note>;

}  // namespace handset::xml
