#include "xml/makers.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "xml/aastra.h"
#include "xml/reader.h"
#include "xml/snom.h"

namespace handset::xml {

namespace {

struct MakerWords {
  Maker maker;
  std::string_view event;
  std::string_view prefix;  // of the root
};

constexpr std::array<MakerWords, 4> makers = {
    MakerWords{Maker::Aastra, "aastra-xml", "AastraIPPhone"},
    MakerWords{Maker::Yealink, "yealink-xml", "YealinkIPPhone"},
    MakerWords{Maker::Snom, "xml", "SnomIPPhone"},
    MakerWords{Maker::Snom, "xml", "IPPhone"},
};

const MakerWords* words_of_root(std::string_view root) {
  for (const MakerWords& words : makers)
    if (root.starts_with(words.prefix)) return &words;
  return nullptr;
}

}  // namespace

std::optional<Maker> maker_of_event(std::string_view event) {
  for (const MakerWords& words : makers)
    if (equal_ignoring_case(event, words.event)) return words.maker;
  return std::nullopt;
}

std::optional<Maker> maker_of_root(std::string_view root) {
  const MakerWords* words = words_of_root(root);
  return words == nullptr ? std::nullopt : std::optional(words->maker);
}

XmlResult<ParsedObject> parse_makers_object(const Document& document, Mode mode) {
  const Element root = document.root();
  Reader reader(document, mode);
  std::optional<Object> object;
  if (const MakerWords* words = words_of_root(root.name())) {
    const std::string_view kind = root.name().substr(words->prefix.size());
    object = words->maker == Maker::Snom ? read_snom(kind, root, reader) : read_aastra(kind, root, reader);
  }
  if (!object) {
    return tl::unexpected(XmlError{XmlError::Kind::Unsupported, document.place_of(root),
                                   "no object can be made of " + in_words(root.name())});
  }
  if (reader.refused()) return tl::unexpected(*reader.refused());
  return ParsedObject{*std::move(object), reader.take_notes()};
}

}  // namespace handset::xml
