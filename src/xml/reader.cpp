#include "xml/reader.h"

#include <limits>

#include "base/text.h"
#include "base/utf8.h"
#include "xml/internal_uri.h"
#include "xml/letters.h"

namespace handset::xml {

namespace {

std::string too_long(std::string_view name, std::size_t letters, std::size_t most) {
  return in_words(name) + " has " + std::to_string(letters) + " letters; " + std::to_string(most) +
         " are allowed";
}

bool holds_control_characters(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  }
  return false;
}

}  // namespace

std::string in_words(std::string_view name) {
  return std::string(first_code_points(name, 32));
}

void Reader::breach(const Element& at, std::string message) {
  if (!strict()) return note(at, std::move(message));
  refuse(at, std::move(message));
}

void Reader::refuse(const Element& at, std::string message) {
  if (!refused_) refused_ = XmlError{XmlError::Kind::Invalid, document_.place_of(at), std::move(message)};
}

void Reader::note(const Element& at, std::string message) {
  if (notes_.size() < most_notes) notes_.push_back({document_.place_of(at), std::move(message)});
}

void Reader::unknown_child(const Element& child, const Element& parent) {
  breach(child, in_words(parent.name()) + " has no element " + in_words(child.name()));
}

bool Reader::has_room(const Element& item, std::size_t held, std::size_t most_strict,
                      std::size_t most_friendly) {
  if (held >= most_strict) {
    breach(item, "more than " + std::to_string(most_strict) + " of " + in_words(item.name()));
  }
  return held < (strict() ? most_strict : most_friendly);
}

bool Reader::is_first(const Element& at, const std::string& so_far) {
  if (so_far.empty()) return true;
  breach(at, in_words(at.name()) + " stands there twice");
  return false;
}

std::string_view Reader::text_of(const Element& at) {
  if (const Element inner = at.first_child()) unknown_child(inner, at);
  return at.text(text_);
}

std::string Reader::limited(const Element& at, std::string text, std::size_t most) {
  const std::size_t letters = count_code_points(text);
  if (letters <= most) return text;
  breach(at, too_long(at.name(), letters, most));
  text.resize(first_code_points(text, most).size());
  return text;
}

std::string Reader::line(const Element& at, std::size_t most) {
  return limited(at, one_line(text_of(at)), most);
}

std::string Reader::line(const Element& at, std::string_view value, std::size_t most) {
  return limited(at, one_line(value), most);
}

std::string Reader::lines(const Element& at, std::size_t most) {
  return limited(at, several_lines(text_of(at)), most);
}

std::string Reader::paragraphs(const Element& at, std::size_t most) {
  return limited(at, xml::paragraphs(text_of(at)), most);
}

std::optional<int> Reader::integer(const Element& at, const IntegerLimits& limits) {
  const std::string text = one_line(text_of(at));
  const bool negative = text.starts_with('-');
  const std::string_view digits = std::string_view(text).substr(negative || text.starts_with('+') ? 1 : 0);
  const auto size = parse_decimal(digits, std::numeric_limits<int>::max());
  const auto number =
      size ? std::optional(negative ? -static_cast<int>(*size) : static_cast<int>(*size)) : std::nullopt;
  if (!number || *number < limits.least || *number > limits.most)
    breach(at, in_words(at.name()) + " is a number from " + std::to_string(limits.least) + " to " +
                   std::to_string(limits.most) + ", not \"" + in_words(text) + '"');
  if (!number || *number < limits.least || *number > limits.most_friendly) return std::nullopt;
  return number;
}

std::string Reader::url(const Element& at) {
  return url(at, text_of(at));
}

std::string Reader::url(const Element& at, std::string_view value) {
  value = trim(value);
  const std::size_t letters = count_code_points(value);
  if (letters > url_letters(Mode::Strict)) breach(at, too_long("URL", letters, url_letters(Mode::Strict)));
  if (letters > url_letters(Mode::Friendly)) return {};
  if (holds_control_characters(value)) {
    breach(at, "a URL with control characters in it");
    return {};
  }
  return std::string(value);
}

}  // namespace handset::xml
