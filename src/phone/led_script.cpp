#include "phone/led_script.h"

#include <optional>

#include "base/text.h"

namespace handset::phone {
namespace {

std::optional<LampColour> colour_of(char letter) {
  switch (letter) {
    case 'r':
      return LampColour::Red;
    case 'g':
      return LampColour::Green;
    case 'a':
      return LampColour::Amber;
    case 'o':
      return LampColour::Off;
    default:
      return std::nullopt;
  }
}

std::optional<LampPattern> pattern_of(char letter) {
  switch (letter) {
    case 'n':
      return LampPattern::Steady;
    case 's':
      return LampPattern::SlowBlink;
    case 'f':
      return LampPattern::FastBlink;
    case 'd':
      return LampPattern::DoubleBlink;
    case 'u':
      return LampPattern::Blink;
    default:
      return std::nullopt;
  }
}

}  // namespace

Lamp lamp_from(std::string_view script, const Lamp& standard) {
  Lamp lamp = standard;
  bool has_pattern = false;
  bool has_colour = false;
  while (!script.empty()) {
    const auto parts = split_once(script, ';');
    const auto field = split_once(parts.before, '=');
    const std::string_view key = trim(field.before);
    const std::string_view value = trim(field.after);
    script = parts.found ? parts.after : std::string_view();
    if (value.empty()) continue;
    if (const auto colour = key == "c" ? colour_of(value.front()) : std::nullopt) {
      lamp.colour = *colour;
      has_colour = true;
    } else if (const auto pattern = key == "p" ? pattern_of(value.front()) : std::nullopt) {
      lamp.pattern = *pattern;
      has_pattern = true;
    }
  }
  // c=g alone is a steady lamp, whatever the built-in one does.
  if (has_colour && !has_pattern) lamp.pattern = LampPattern::Steady;
  return lamp;
}

}  // namespace handset::phone
