// CiscoIPPhoneStatus and CiscoIPPhoneStatusFile: a small window over the call screen with words, a clock that
// counts up, and a picture. No keys are its own, and nobody closes it but the next one or Init:AppStatus.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "xml/picture.h"

namespace handset::xml {

// What both have.
struct StatusWords {
  static constexpr std::size_t letters = 32;
  static constexpr int most_seconds = 65535;

  std::string text;
  std::optional<int> timer{};  // seconds that its clock starts with; nothing: no clock
};

struct Status {
  static constexpr std::string_view root = "CiscoIPPhoneStatus";

  StatusWords words;
  PicturePlace place;
  std::optional<CipPixels> pixels{};  // a friendly phone does without

  static Status read(const Element& element, Reader& reader);
};

struct StatusFile {
  static constexpr std::string_view root = "CiscoIPPhoneStatusFile";

  StatusWords words;
  PicturePlace place;
  std::string url;

  static StatusFile read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
