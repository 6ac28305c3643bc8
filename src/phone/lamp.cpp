#include "phone/lamp.h"

namespace handset::phone {

std::string_view lamp_colour_name(LampColour colour) {
  switch (colour) {
    case LampColour::Off:
      return "off";
    case LampColour::Green:
      return "green";
    case LampColour::Red:
      return "red";
    case LampColour::Amber:
      return "amber";
  }
  return "";
}

std::string_view lamp_pattern_name(LampPattern pattern) {
  switch (pattern) {
    case LampPattern::Steady:
      return "steady";
    case LampPattern::Blink:
      return "blink";
    case LampPattern::SlowBlink:
      return "slow";
    case LampPattern::DoubleBlink:
      return "double";
    case LampPattern::FastBlink:
      return "fast";
  }
  return "";
}

}  // namespace handset::phone
