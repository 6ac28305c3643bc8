// The lamps of a phone, as a plain value: what colour each has and how it blinks. What they mean is decided
// elsewhere (LED scripts, message waiting); whoever shows a Lamp does the blinking.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace handset::phone {

enum class LampColour : std::uint8_t { Off, Green, Red, Amber };

// The patterns of an LED script (p=n, b, s, d and f).
enum class LampPattern : std::uint8_t { Steady, Blink, SlowBlink, DoubleBlink, FastBlink };

struct Lamp {
  LampColour colour = LampColour::Off;
  LampPattern pattern = LampPattern::Steady;

  friend bool operator==(const Lamp&, const Lamp&) = default;
};

struct Lamps {
  std::vector<Lamp> lines;  // one a line key of the model
  Lamp message;
  Lamp speaker;
  Lamp headset;
  Lamp mute;

  friend bool operator==(const Lamps&, const Lamps&) = default;
};

// "off", "green", "red", "amber".
[[nodiscard]] std::string_view lamp_colour_name(LampColour colour);
// "steady", "blink", "slow", "double", "fast".
[[nodiscard]] std::string_view lamp_pattern_name(LampPattern pattern);

}  // namespace handset::phone
