// What the body of an authenticated NOTIFY with Event: XML-Service asks for (architecture: the room after
// the digest check). Nothing is carried out here.
//
// In this order: trimmed of white space and NULs; empty is nothing to do; `<` begins a document; an internal
// URI; a web URL; all else is refused. Documents and internal URIs only when XML_NOTIFY_Body is `url+xml`.
// The way of a bare URL allocates nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/xml_document.h"
#include "xml/error.h"
#include "xml/object.h"
#include "xml/profile.h"

namespace handset::xml {

struct NotifyPolicy {
  Mode mode = Mode::Friendly;
  Profile profile = Profile::Spa;
  bool inline_xml = false;    // XML_NOTIFY_Body is `url+xml`
  bool other_makers = false;  // XML_Other_Makers
  DocumentLimits limits{};

  [[nodiscard]] Dialect dialect() const { return {mode, profile, other_makers}; }
};

struct NotifyWork {
  enum class Kind : std::uint8_t { Nothing, Url, Document };

  Kind kind = Kind::Nothing;
  std::string_view url{};            // of Kind::Url; a piece of the body, which the caller keeps or copies
  std::unique_ptr<Object> object{};  // of Kind::Document; an Execute unless another maker's event brought it
  Notes notes{};                     // what a strict phone would have refused in the document
};

struct NotifyRefusal {
  unsigned status = 400;         // 400, 403 or 413
  std::string_view words;        // for the answer; static
  std::string_view parameter{};  // with 403: the parameter that forbids it; static
  std::string detail{};          // for the log: what is wrong with the document, and where
};

// `content_type` is that of the request, or empty; only its charset matters, and only for a document.
[[nodiscard]] tl::expected<NotifyWork, NotifyRefusal> judge_notify(std::string_view body,
                                                                   std::string_view content_type,
                                                                   const NotifyPolicy& policy);

// The same of a NOTIFY with the event of another maker, which other_makers allows: its body is a document of
// theirs, of any kind that we read, or empty.
[[nodiscard]] tl::expected<NotifyWork, NotifyRefusal> judge_makers_notify(std::string_view body,
                                                                          std::string_view content_type,
                                                                          const NotifyPolicy& policy);

}  // namespace handset::xml
