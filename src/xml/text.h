// CiscoIPPhoneText: a page of text, which the phone wraps and pages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "xml/common.h"

namespace handset::xml {

struct Text {
  static constexpr std::string_view root = "CiscoIPPhoneText";
  static constexpr std::size_t letters = 4000;

  Common common;
  std::string text;  // TAB and LF are its only control characters

  static Text read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
