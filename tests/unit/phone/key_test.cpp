#include "phone/key.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

TEST(Key, EveryNameLeadsBackToItsKey) {
  for (unsigned i = 0; i <= static_cast<unsigned>(Key::Exit); ++i) {
    const Key key = static_cast<Key>(i);
    EXPECT_EQ(parse_key(key_name(key)), key) << key_name(key);
  }
}

TEST(Key, NamesAreReadWithoutCase) {
  EXPECT_EQ(parse_key("keypadpound"), Key::KeyPadPound);
  EXPECT_EQ(parse_key("SERVICES"), Key::Services);
}

TEST(Key, BothSpellingsOfDownAreKnown) {
  EXPECT_EQ(parse_key("NavDwn"), Key::NavDown);
  EXPECT_EQ(parse_key("NavDown"), Key::NavDown);
  EXPECT_EQ(parse_key("VolDwn"), Key::VolDown);
  EXPECT_EQ(parse_key("VolDn"), Key::VolDown);
  EXPECT_EQ(parse_key("VolDown"), Key::VolDown);
}

TEST(Key, NamesOfOtherPhonesAreAliases) {
  EXPECT_EQ(parse_key("SoftKey1"), Key::Soft1);
  EXPECT_EQ(parse_key("Applications"), Key::Services);
  EXPECT_EQ(parse_key("FixedFeature3"), Key::Hold);
}

TEST(Key, UnknownNamesAreNoKeys) {
  EXPECT_EQ(parse_key(""), std::nullopt);
  EXPECT_EQ(parse_key("KeyPad10"), std::nullopt);
  EXPECT_EQ(parse_key("Line13"), std::nullopt);
}

TEST(Key, ThereAreNoLineKeysAboveTheLinesOfTheModel) {
  const Model& model = *find_model("SPA504G");
  EXPECT_TRUE(has_key(model, Key::Line4));
  EXPECT_FALSE(has_key(model, Key::Line5));
}

TEST(Key, APhoneWithoutScreenHasNoSoftKeys) {
  EXPECT_FALSE(has_key(*find_model("SPA501G"), Key::Soft1));
  EXPECT_TRUE(has_key(default_model(), Key::Soft1));
}

TEST(Key, DigitsSoftKeysAndLinesKnowTheirPlace) {
  EXPECT_EQ(digit_of(Key::KeyPad7), 7u);
  EXPECT_EQ(digit_of(Key::KeyPadStar), std::nullopt);
  EXPECT_EQ(soft_key_of(Key::Soft4), 3u);
  EXPECT_EQ(line_of(Key::Line12), 11u);
  EXPECT_EQ(line_of(Key::Messages), std::nullopt);
}

TEST(Key, OfAConsoleHasTheNameOfItsUnitAndItsPlace) {
  EXPECT_EQ(key_name(console_key(0)), "Unit1Key1");
  EXPECT_EQ(key_name(console_key(63)), "Unit2Key32");
  EXPECT_EQ(parse_key("unit2key1"), console_key(32));
  EXPECT_EQ(console_place_of(Key::Unit2Key32), 63U);
  for (const std::string_view none : {"Unit3Key1", "Unit1Key33", "Unit1Key0", "Unit1Key", "Unit1Key01"})
    EXPECT_EQ(parse_key(none), std::nullopt) << none;
}

TEST(Key, OfAConsoleIsThereWhereAConsoleMayStand) {
  EXPECT_TRUE(has_key(default_model(), Key::Unit2Key32));
  EXPECT_FALSE(has_key(*find_model("SPA502G"), Key::Unit1Key1));
  for (const Key key : keys_of(default_model())) EXPECT_FALSE(console_place_of(key)) << key_name(key);
}

}  // namespace
}  // namespace handset::phone
