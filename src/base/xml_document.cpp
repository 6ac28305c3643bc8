#include "base/xml_document.h"

#include <cstddef>
#include <pugixml.hpp>
#include <utility>

#include "base/charset.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/xml_scan.h"

namespace handset {

namespace {

pugi::xml_node node_of(pugi::xml_node_struct* node) {
  return pugi::xml_node(node);
}

pugi::xml_node first_element(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

DocumentError undecodable(std::string_view bytes, const std::string& charset) {
  DocumentError error;
  if (!is_known_charset(charset)) {
    error.message = "the character set \"" + std::string(first_code_points(charset, 32)) + "\" is not known";
    return error;
  }
  error.message = "the text is not what its character set " + charset + " allows";
  if (starts_with_ignoring_case(charset, "utf8") || equal_ignoring_case(charset, "utf-8")) {
    error.place = place_at(bytes, first_bad_utf8(bytes));
  }
  return error;
}

}  // namespace

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

struct Document::Tree {
  std::string text;  // for places
  pugi::xml_document document;
};

std::string_view Element::name() const {
  return node_of(node_).name();
}

std::string_view Element::text(std::string& room) const {
  std::string_view only;
  std::size_t pieces = 0;
  for (pugi::xml_node child = node_of(node_).first_child(); child; child = child.next_sibling()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
    if (++pieces == 1) {
      only = child.value();
      continue;
    }
    if (pieces == 2) room = only;
    room += child.value();
  }
  return pieces > 1 ? std::string_view(room) : only;
}

std::string Element::text() const {
  std::string room;
  return std::string(text(room));
}

std::optional<std::string_view> Element::attribute(std::string_view name) const {
  for (const pugi::xml_attribute& attribute : node_of(node_).attributes()) {
    if (attribute.name() == name) return attribute.value();
  }
  return std::nullopt;
}

std::vector<Attribute> Element::attributes() const {
  std::vector<Attribute> attributes;
  for (const pugi::xml_attribute& attribute : node_of(node_).attributes()) {
    attributes.push_back({attribute.name(), attribute.value()});
  }
  return attributes;
}

Element Element::first_child() const {
  return Element(first_element(node_of(node_).first_child()).internal_object());
}

Element Element::next() const {
  return Element(first_element(node_of(node_).next_sibling()).internal_object());
}

Document::Document(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

DocumentResult<Document> Document::parse(std::string_view bytes, std::string_view http_charset,
                                         const DocumentLimits& limits) {
  using Kind = DocumentError::Kind;
  if (bytes.empty()) return tl::unexpected(DocumentError{Kind::Empty, {}, "the document is empty"});
  if (bytes.size() > limits.bytes) {
    return tl::unexpected(DocumentError{Kind::TooLarge,
                                        {},
                                        std::to_string(bytes.size()) + " bytes; " +
                                            std::to_string(limits.bytes) + " are the most that are read"});
  }
  Decoded decoded = decode_document(bytes, http_charset);
  if (!decoded.text) return tl::unexpected(undecodable(bytes, decoded.charset));

  auto tree = std::make_unique<Tree>();
  tree->text = std::move(*decoded.text);
  if (auto error = scan_document(tree->text, limits)) return tl::unexpected(*std::move(error));

  const pugi::xml_parse_result result = tree->document.load_buffer(tree->text.data(), tree->text.size(),
                                                                   pugi::parse_default, pugi::encoding_utf8);
  if (!result) {
    return tl::unexpected(DocumentError{
        Kind::Broken, place_at(tree->text, static_cast<std::size_t>(result.offset)), result.description()});
  }
  return Document(std::move(tree));
}

Element Document::root() const {
  return Element(tree_->document.document_element().internal_object());
}

Place Document::place_of(const Element& element) const {
  const std::ptrdiff_t name = node_of(element.node_).offset_debug();
  return name <= 0 ? Place{} : place_at(tree_->text, static_cast<std::size_t>(name) - 1);
}

}  // namespace handset
