// The parameter list behind the scheme Digest, as Authorization and WWW-Authenticate share it:
// `name=value, name="value"`, with limits. Stricter and, being on the way of every push, quicker than the
// common ParameterReader. RFC 3261 25.1 (auth-param, LWS, quoted-string); empty elements are passed over.
// Internal to the digest files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "sip/digest.h"

namespace handset::sip {

class DigestList {
 public:
  // `value` is the whole header value and outlives the list.
  explicit DigestList(std::string_view value);

  // The next parameter; false at the end and at an error.
  [[nodiscard]] bool next(std::string_view& name, DigestText& text);
  // Fills a slot that must not be filled already; false makes it an error.
  [[nodiscard]] bool keep(DigestText& slot, const DigestText& text);

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void skip_space();
  [[nodiscard]] bool quoted(DigestText& text);
  bool stop(Errc code, std::string_view what);

  std::string_view value_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  std::optional<Error> error_;
};

}  // namespace handset::sip
