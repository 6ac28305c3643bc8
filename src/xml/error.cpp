#include "xml/error.h"

#include "base/text.h"

namespace handset::xml {

namespace {

std::string at_place(const Place& place, std::string_view message) {
  std::string words;
  if (place.line != 0) {
    words += "line ";
    append_decimal(words, place.line);
    words += ", column ";
    append_decimal(words, place.column);
    words += ": ";
  }
  words += message;
  return words;
}

}  // namespace

std::string_view XmlError::prompt_words() const {
  switch (kind) {
    case Kind::Empty:
      return "No services configured";
    case Kind::TooLarge:
      return "Data too large!";
    case Kind::Unsupported:
      return "XML Error [5]";
    case Kind::Broken:
    case Kind::Invalid:
      break;
  }
  return "XML Error [4]";
}

std::string XmlError::log_words() const {
  return at_place(place, message);
}

std::string Note::log_words() const {
  return at_place(place, message);
}

}  // namespace handset::xml
