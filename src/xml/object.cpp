#include "xml/object.h"

#include <optional>
#include <utility>

#include "base/charset.h"
#include "base/text.h"
#include "base/utf8.h"
#include "xml/html_text.h"
#include "xml/letters.h"
#include "xml/makers.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

// Goes through the registry: the alternatives of Object, one after the other.
template <class... Types>
std::optional<Object> read_root(const Element& root, Reader& reader, const std::variant<Types...>*) {
  std::optional<Object> object;
  static_cast<void>(((root.name() == Types::root && (object = Types::read(root, reader), true)) || ...));
  return object;
}

constexpr std::string_view blanks_and_nuls = {" \t\r\n\0", 5};

std::string_view without_tail(std::string_view body) {
  return body.substr(0, body.find_last_not_of(blanks_and_nuls) + 1);
}

bool looks_like_object(std::string_view body, bool other_makers) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  body = trim(body);
  return body.starts_with("<?xml") || body.starts_with("<CiscoIPPhone") ||
         (other_makers && body.starts_with('<') && maker_of_root(body.substr(1)));
}

bool is_xml_type(std::string_view type) {
  return equal_ignoring_case(type, "text/xml") || equal_ignoring_case(type, "application/xml");
}

bool is_text_type(std::string_view type) {
  return type.empty() || equal_ignoring_case(type, "text/plain") || equal_ignoring_case(type, "text/html");
}

XmlResult<ParsedObject> plain_text(std::string_view body, std::string_view charset, bool is_html, Mode mode) {
  const Decoded decoded = decode_document(body, charset);
  if (!decoded.text) {
    return tl::unexpected(XmlError{
        XmlError::Kind::Broken, {}, "the text is not what its character set " + decoded.charset + " allows"});
  }
  const std::string words = is_html ? text_of_html(*decoded.text) : *decoded.text;
  Text page{.common = {}, .text = paragraphs(without_tail(words))};
  Notes notes;
  if (count_code_points(page.text) > Text::letters) {
    std::string message = "a text of more than " + std::to_string(Text::letters) + " letters";
    if (mode == Mode::Strict) {
      return tl::unexpected(XmlError{XmlError::Kind::Invalid, {}, std::move(message)});
    }
    notes.push_back({{}, std::move(message)});
    page.text.resize(first_code_points(page.text, Text::letters).size());
  }
  return ParsedObject{std::move(page), std::move(notes)};
}

}  // namespace

XmlResult<ParsedObject> parse_object(const Document& document, const Dialect& dialect) {
  const Element root = document.root();
  Reader reader(document, dialect);
  std::optional<Object> object;
  if (has_object(dialect.profile, root.name()))
    object = read_root(root, reader, static_cast<const Object*>(nullptr));
  if (!object && dialect.other_makers) object = read_makers_object(root, reader);
  if (!object) {
    return tl::unexpected(XmlError{XmlError::Kind::Unsupported, document.place_of(root),
                                   "a phone of the profile " + std::string(profile_name(dialect.profile)) +
                                       " has no object called " + in_words(root.name())});
  }
  if (reader.refused()) return tl::unexpected(*reader.refused());
  return ParsedObject{*std::move(object), reader.take_notes()};
}

XmlResult<ParsedObject> parse_document(std::string_view bytes, std::string_view http_charset,
                                       const Dialect& dialect, const DocumentLimits& limits) {
  const auto document = Document::parse(bytes, http_charset, limits);
  if (!document) return tl::unexpected(xml_error(document.error()));
  return parse_object(*document, dialect);
}

XmlResult<ParsedObject> parse_content(std::string_view content_type, std::string_view body,
                                      const Dialect& dialect, const DocumentLimits& limits) {
  using Kind = XmlError::Kind;
  const std::string_view type = media_type(content_type);
  const std::string_view charset = charset_of(content_type);
  if (body.size() > limits.bytes) return parse_document(body, charset, dialect, limits);
  // In UTF-16 a NUL is half of a letter.
  const std::string_view content = begins_as_utf16(body) ? body : without_tail(body);
  if (content.empty()) return tl::unexpected(XmlError{Kind::Empty, {}, "the answer is empty"});
  if (is_xml_type(type) || looks_like_object(content, dialect.other_makers))
    return parse_document(content, charset, dialect, limits);
  if (is_text_type(type))
    return plain_text(content, charset, equal_ignoring_case(type, "text/html"), dialect.mode);
  return tl::unexpected(XmlError{Kind::Unsupported, {}, "no page can be made of " + in_words(type)});
}

}  // namespace handset::xml
