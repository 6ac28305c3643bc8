// A body of several parts: multipart/related (RFC 2387), whose parts belong together, or another multipart
// (RFC 2046 5.1), read. Lines may end with CRLF or with LF alone. Slices of what was read; any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace handset::ua {

struct BodyPart {
  std::string_view content_type;  // empty: none was said; may be folded over lines
  std::string_view content_id;    // without its angle brackets (RFC 2392); empty: it has none
  std::string_view body;
};

struct Multipart {
  static constexpr std::size_t most_parts = 256;
  static constexpr std::size_t most_header_lines = 32;  // of a part

  std::vector<BodyPart> parts;  // at least one
  std::size_t root = 0;         // the one that speaks of the others: `start` names it, else it is the first

  // `content_type`: of the whole, "multipart/related; boundary=x". What stands before the first boundary and
  // behind the last is passed over, and a part may be a multipart itself, which is not looked into. Errors:
  // Unsupported (another type than multipart/`subtype`, or a part in base64 or the like), Malformed (no
  // boundary or a wrong one, no end, no parts, a broken part, two parts with one Content-ID, a start that is
  // none), TooLarge.
  static Result<Multipart> parse(std::string_view content_type, std::string_view body,
                                 std::string_view subtype = "related");

  // Null: there is none. An empty one names none.
  [[nodiscard]] const BodyPart* find(std::string_view content_id) const;
};

}  // namespace handset::ua
