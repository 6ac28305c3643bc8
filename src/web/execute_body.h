// The body of a POST to /CGI/Execute: the document in it, in every way in which programs that push to these
// phones write it. Pure functions; any thread.
//
// Looked at, not believed, is the Content-Type: a body that begins with '<' is the document. One that begins
// "XML=<" has the document behind the sign as it is, with '&', '+' and '%' of its own. All else is a form
// (application/x-www-form-urlencoded) whose first field XML is the document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace handset::web {

// A document may have that many bytes.
inline constexpr std::size_t most_execute_bytes = std::size_t{40} * 1024;

struct ExecuteBody {
  std::string document;
  std::string charset;  // that the Content-Type tells of these bytes; may be empty

  friend bool operator==(const ExecuteBody&, const ExecuteBody&) = default;
};

struct ExecuteBodyError {
  int status = 200;  // 413 when it is too long; else it is the business of the answer's document alone
  std::string words;
};

[[nodiscard]] tl::expected<ExecuteBody, ExecuteBodyError> read_execute_body(std::string_view content_type,
                                                                            std::string_view body);

}  // namespace handset::web
