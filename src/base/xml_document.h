// An XML document from outside: checked first, then a tree.
//
// One pass over the text, before any tree is built, refuses what is too large or too deep, what is not well
// formed (XML 1.0), and every DOCTYPE; entities other than the five of the standard do not exist here.
// A Document is a value of whoever parsed it; Elements and their texts live as long as it does. No state is
// shared; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace pugi {
struct xml_node_struct;
}

namespace handset {

// Both count from 1, the column in letters; 0 is "nowhere".
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

// "line 3, column 8: ..."; the message alone when it stands nowhere.
[[nodiscard]] std::string at_place(const Place& place, std::string_view message);

struct DocumentError {
  enum class Kind : std::uint8_t {
    Empty,     // nothing was sent
    TooLarge,  // more bytes than a document may have
    Broken,    // no well-formed XML, a DOCTYPE, bad letters, deeper or larger than we read
  };

  Kind kind = Kind::Broken;
  Place place{};
  std::string message;

  [[nodiscard]] std::string log_words() const { return at_place(place, message); }
};

template <class T>
using DocumentResult = tl::expected<T, DocumentError>;

struct DocumentLimits {
  std::size_t bytes = std::size_t{192} * 1024;
  std::size_t depth = 32;
  std::size_t nodes = 16384;      // elements, runs of text, comments and instructions
  std::size_t attributes = 4096;  // of the whole document
};

struct Attribute {
  std::string_view name;
  std::string_view value;
};

// A place in the tree; false when there is nothing. Names are case sensitive.
class Element {
 public:
  Element() = default;

  explicit operator bool() const { return node_ != nullptr; }
  [[nodiscard]] std::string_view name() const;
  // Its own text, CDATA included, without that of elements inside; line ends are LF unless escaped.
  [[nodiscard]] std::string text() const;
  // The same without a copy where it stands in one piece, as it nearly always does; else `room` is filled.
  // Valid as long as both.
  [[nodiscard]] std::string_view text(std::string& room) const;
  [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const;
  // In document order.
  [[nodiscard]] std::vector<Attribute> attributes() const;
  [[nodiscard]] Element first_child() const;
  [[nodiscard]] Element next() const;

  class Iterator {
   public:
    explicit Iterator(pugi::xml_node_struct* node) : node_(node) {}
    Element operator*() const { return Element(node_); }
    Iterator& operator++() {
      node_ = Element(node_).next().node_;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    pugi::xml_node_struct* node_;
  };
  // The elements inside: for (Element child : element) ...
  [[nodiscard]] Iterator begin() const { return Iterator(first_child().node_); }
  [[nodiscard]] static Iterator end() { return Iterator(nullptr); }

 private:
  friend class Document;
  explicit Element(pugi::xml_node_struct* node) : node_(node) {}

  pugi::xml_node_struct* node_ = nullptr;
};

class Document {
 public:
  // `http_charset` is that of the Content-Type, or empty.
  static DocumentResult<Document> parse(std::string_view bytes, std::string_view http_charset = {},
                                        const DocumentLimits& limits = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] Element root() const;
  [[nodiscard]] Place place_of(const Element& element) const;

 private:
  struct Tree;
  explicit Document(std::unique_ptr<Tree> tree);

  std::unique_ptr<Tree> tree_;
};

}  // namespace handset
