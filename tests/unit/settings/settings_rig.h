// What the tests of the settings have in common.
#pragma once

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "settings/snapshot.h"
#include "settings/value_types.h"

namespace handset::settings {

inline Address address_of(std::string_view tag) {
  const auto address = find_tag(tag);
  EXPECT_TRUE(address) << tag;
  return address.value_or(Address{});
}

inline const Row& row_of(std::string_view tag) {
  return rows()[address_of(tag).row];
}

// The kept form of a value, or "refused".
inline std::string kept(std::string_view tag, std::string_view value) {
  return check_value(row_of(tag), value).value_or("refused");
}

inline bool accepts(std::string_view tag, std::string_view value) {
  return check_value(row_of(tag), value).has_value();
}

// What is said of a value that is refused; empty for one that is not.
inline std::string said_of(std::string_view tag, std::string_view value) {
  const auto checked = check_value(row_of(tag), value);
  return checked ? "" : refusal(row_of(tag), value, checked.error());
}

inline std::vector<std::string> tags_of(const std::vector<Address>& addresses) {
  std::vector<std::string> out;
  for (const Address address : addresses) out.push_back(tag_of(address));
  return out;
}

}  // namespace handset::settings
