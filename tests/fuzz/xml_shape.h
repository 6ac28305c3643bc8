// A second look at a document that was taken as sound XML: how much of what it holds, and nothing that it may
// never hold.
#pragma once

#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>

#include "base/charset.h"
#include "base/xml_document.h"
#include "fuzz/property.h"

namespace handset::fuzz {

struct XmlShape {
  std::size_t depth = 0;
  std::size_t elements = 0;
  std::size_t attributes = 0;
};

// `text` is a well-formed document in UTF-8.
inline XmlShape shape_of(std::string_view text) {
  XmlShape shape;
  std::size_t open = 0;
  const auto behind = [&](std::size_t from, std::string_view end) {
    return text.find(end, from) + end.size();
  };
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const auto rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = behind(at + 4, "-->");
    } else if (rest.starts_with("<![CDATA[")) {
      at = behind(at, "]]>");
    } else if (rest.starts_with("<?")) {
      at = behind(at, "?>");
    } else if (rest.starts_with("</")) {
      --open;
      at = behind(at, ">");
    } else {
      require(!rest.starts_with("<!"), "a document holds no DOCTYPE and no other declaration");
      ++shape.elements;
      shape.depth = std::max(shape.depth, ++open);
      for (++at; text.at(at) != '>'; ++at)
        if (text[at] == '"' || text[at] == '\'') {
          ++shape.attributes;
          at = text.find(text[at], at + 1);
        }
      if (text[at - 1] == '/') --open;
    }
  }
  require(open == 0, "each element has its end");
  return shape;
}

// A document that was accepted, in the bytes that it came in.
inline void require_sound_document(std::string_view bytes, std::string_view charset,
                                   const DocumentLimits& limits) {
  require(bytes.size() <= limits.bytes, "a document has no more bytes than it may");
  const auto decoded = decode_document(bytes, charset);
  require(decoded.text.has_value(), "a document is text");
  const auto shape = shape_of(*decoded.text);
  require(shape.depth <= limits.depth, "a document is no deeper than it may be");
  require(shape.elements <= limits.nodes, "a document has no more elements than it may");
  require(shape.attributes <= limits.attributes, "a document has no more attributes than it may");
}

// The document with the middle of it many times over: about as large as a document may be.
inline std::string swollen(std::string_view document, std::size_t size) {
  const std::size_t third = document.size() / 3;
  const auto middle = document.substr(third, third);
  std::string out(document.substr(0, third));
  while (!middle.empty() && out.size() + document.size() < size) out += middle;
  out += document.substr(third);
  return out;
}

// Whatever is in it, a document of 192 KiB takes some milliseconds; work that grows with the square of its
// size takes minutes. The time of the thread alone counts, so that other work on the machine makes no
// difference.
template <class Work>
void require_quick(Work work) {
  const auto spent = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  };
  const double before = spent();
  work();
  require(spent() - before < 2.0, "the time that a document takes grows with its size");
}

}  // namespace handset::fuzz
