// The value of From, To, Contact, Route and their like: a display name, a URI and parameters (RFC 3261
// 20.10), as slices of the header value. Allocates nothing; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "sip/grammar.h"
#include "sip/uri.h"

namespace handset::sip {

struct NameAddr {
  std::string_view text;          // this one alone, trimmed
  std::string_view rest;          // further ones of the same line, behind the comma
  std::string_view display_name;  // of a quoted one: the inside of the quotes
  std::string_view uri_text;      // without angle brackets
  std::string_view parameters;    // of the header value, behind the first ';'
  std::string_view tag;           // empty: there is none, for an empty one is refused
  bool quoted = false;            // the display name was in quotes
  bool star = false;              // "Contact: *"
  bool more = false;              // a comma was there: `rest` holds another one

  // The first one of a line. Error: Malformed. Without angle brackets all parameters are the header's and
  // the URI may hold neither '?' nor ',' (RFC 3261 20.10).
  static Result<NameAddr> parse(std::string_view value);

  [[nodiscard]] Result<Uri> uri() const { return Uri::parse(uri_text); }
  [[nodiscard]] std::optional<Parameter> parameter(std::string_view name) const {
    return find_parameter(parameters, name);
  }
};

}  // namespace handset::sip
