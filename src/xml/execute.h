// CiscoIPPhoneExecute: what a push tells the phone to do. It is not shown; executor.h runs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace handset {
class Element;
}

namespace handset::xml {

class Reader;

// Counts for web URLs only; an internal URI runs at once.
enum class Priority : std::uint8_t {
  Now = 0,       // whatever the phone does
  WhenIdle = 1,  // wait until it is idle
  IfIdle = 2,    // now if it is idle, else never
};

struct ExecuteItem {
  std::string url;
  Priority priority = Priority::Now;
};

struct Execute {
  static constexpr std::string_view root = "CiscoIPPhoneExecute";
  static constexpr std::size_t most_items_strict = 3;
  static constexpr std::size_t most_items_friendly = 32;

  std::vector<ExecuteItem> items;

  static Execute read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
