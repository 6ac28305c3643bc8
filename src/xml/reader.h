// What the readers of objects share: the mode, the notes, and the first breach in strict mode. A reader
// goes on after a breach; parse_object() asks refused() at the end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/xml_document.h"
#include "xml/error.h"
#include "xml/profile.h"

namespace handset::xml {

struct IntegerLimits {
  int least;
  int most;           // of a strict phone
  int most_friendly;  // of a friendly one

  IntegerLimits(int lowest, int highest) : IntegerLimits(lowest, highest, highest) {}
  IntegerLimits(int lowest, int highest, int furthest)
      : least(lowest), most(highest), most_friendly(furthest) {}
};

class Reader {
 public:
  static constexpr std::size_t most_notes = 32;

  Reader(const Document& document, const Dialect& dialect) : document_(document), dialect_(dialect) {}

  [[nodiscard]] bool strict() const { return dialect_.mode == Mode::Strict; }
  [[nodiscard]] Profile profile() const { return dialect_.profile; }

  // The rules are broken here: strict refuses the document, friendly mends and notes it.
  void breach(const Element& at, std::string message);
  // Nothing can be made of it: both refuse the document.
  void refuse(const Element& at, std::string message);
  // Dropped in both modes.
  void note(const Element& at, std::string message);
  // A child that its parent does not have.
  void unknown_child(const Element& child, const Element& parent);

  // A list that is full: the item is dropped.
  bool has_room(const Element& item, std::size_t held, std::size_t most_strict, std::size_t most_friendly);
  // An element that may stand there once stands there again: it is dropped.
  bool is_first(const Element& at, const std::string& so_far);

  // The text of an element (see letters.h). More letters than `most` are a breach, and cut.
  std::string line(const Element& at, std::size_t most);
  std::string line(const Element& at, std::string_view value, std::size_t most);
  std::string lines(const Element& at, std::size_t most);
  std::string paragraphs(const Element& at, std::size_t most);
  // A whole number. What lies outside is a breach, and what a friendly phone does not take either, nothing.
  std::optional<int> integer(const Element& at, const IntegerLimits& limits);
  // At most 256 letters when strict. What is over 2048, or holds control characters, is dropped.
  std::string url(const Element& at);
  std::string url(const Element& at, std::string_view value);

  [[nodiscard]] const std::optional<XmlError>& refused() const { return refused_; }
  Notes take_notes() { return std::move(notes_); }

 private:
  std::string_view text_of(const Element& at);
  std::string limited(const Element& at, std::string text, std::size_t most);

  const Document& document_;
  Dialect dialect_;
  std::optional<XmlError> refused_;
  Notes notes_;
  std::string text_;  // of an element whose text stands in several pieces
};

// An element's or attribute's name for a message.
[[nodiscard]] std::string in_words(std::string_view name);

}  // namespace handset::xml
