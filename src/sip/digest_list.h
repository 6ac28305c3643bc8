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
  [[nodiscard]] bool keep(DigestText& slot, const DigestText& text) {
    if (slot.present) return stop(Errc::Malformed, "digest parameter given twice", at_);
    slot = text;
    return true;
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  // Takes the value that begins at `at`; false when there is none.
  [[nodiscard]] bool take_value(std::size_t& at, DigestText& text);
  bool stop(Errc code, std::string_view what, std::size_t at);

  std::string_view value_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  bool has_pairs_ = false;  // a backslash somewhere: of most values there is none
  std::optional<Error> error_;
};

}  // namespace handset::sip
