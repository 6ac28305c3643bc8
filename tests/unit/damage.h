// A sound text with a few letters gone, doubled or replaced: for parsers that must survive anything.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace handset::testing {

// `bits`: letters that mean something to the parser.
inline std::string damaged(std::string text, std::string_view bits, std::mt19937& random) {
  for (auto hits = 1 + random() % 3; hits > 0; --hits) {
    const std::size_t at = random() % text.size();
    switch (random() % 4) {
      case 0:
        text.erase(at, 1 + random() % 8);
        break;
      case 1:
        text.insert(at, 1, bits[random() % bits.size()]);
        break;
      case 2:
        text[at] = bits[random() % bits.size()];
        break;
      default:
        text.insert(at, text.substr(random() % text.size(), random() % 40));
    }
    if (text.empty()) text = bits.front();
  }
  return text;
}

}  // namespace handset::testing
