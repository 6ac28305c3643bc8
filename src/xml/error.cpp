#include "xml/error.h"

#include <utility>

namespace handset::xml {

XmlError xml_error(DocumentError error) {
  const auto kind = [&] {
    switch (error.kind) {
      case DocumentError::Kind::Empty:
        return XmlError::Kind::Empty;
      case DocumentError::Kind::TooLarge:
        return XmlError::Kind::TooLarge;
      case DocumentError::Kind::Broken:
        break;
    }
    return XmlError::Kind::Broken;
  }();
  return {kind, error.place, std::move(error.message)};
}

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
