// CiscoIPPhoneDirectory: a page of names with their telephone numbers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "xml/common.h"

namespace handset::xml {

struct DirectoryEntry {
  std::string name;       // empty: an entry without a name
  std::string telephone;  // as written, with blanks and brackets for people; empty: nothing to dial
};

struct Directory {
  static constexpr std::string_view root = "CiscoIPPhoneDirectory";
  static constexpr std::size_t most_entries = 32;
  // Servers that count wrongly send a few more.
  static constexpr std::size_t most_entries_friendly = 100;
  static constexpr std::size_t letters = 32;  // of a name, and of a number

  Common common;
  std::vector<DirectoryEntry> entries;

  static Directory read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
