#include "phone/led_script.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

constexpr Lamp built_in{LampColour::Red, LampPattern::FastBlink};

TEST(LedScript, ABlankOneIsTheBuiltInLamp) {
  EXPECT_EQ(lamp_from("", built_in), built_in);
}

TEST(LedScript, HasAColourAndAPattern) {
  EXPECT_EQ(lamp_from("c=g;p=d", built_in), (Lamp{LampColour::Green, LampPattern::DoubleBlink}));
  EXPECT_EQ(lamp_from(" p=sb ; c=a ;", built_in), (Lamp{LampColour::Amber, LampPattern::SlowBlink}));
  EXPECT_EQ(lamp_from("c=r;p=ud", built_in), (Lamp{LampColour::Red, LampPattern::Blink}));
}

TEST(LedScript, AColourAloneIsSteady) {
  EXPECT_EQ(lamp_from("c=o", built_in), (Lamp{LampColour::Off, LampPattern::Steady}));
  EXPECT_EQ(lamp_from("p=n", built_in), (Lamp{LampColour::Red, LampPattern::Steady}));
}

TEST(LedScript, WhatIsWrongIsLeftAsItWas) {
  EXPECT_EQ(lamp_from("c=x;p=q;z=1;;=", built_in), built_in);
}

}  // namespace
}  // namespace handset::phone
