// What a phone reads of a PNG file itself, and rows that are chosen by their numbers.
#include "phone/picture_data.h"

#include <gtest/gtest.h>

#include "phone/number_choice.h"
#include "unit/phone/example_rig.h"

namespace handset::phone {
namespace {

TEST(PictureData, OfAFileItsHeadIsRead) {
  const auto picture = make_picture(png_head(64, 48));
  ASSERT_TRUE(picture);
  EXPECT_EQ(width_of(**picture), 64U);
  EXPECT_EQ(height_of(**picture), 48U);
  EXPECT_EQ(size_of(**picture), png_head(64, 48).size());
  EXPECT_EQ(picture_words(**picture), "PNG picture, 64 x 48");
}

TEST(PictureData, WhatHasNoHeadIsNoPicture) {
  const std::string sound = png_head(64, 48);
  for (std::size_t size = 0; size < sound.size(); ++size) {
    const auto picture = make_picture(sound.substr(0, size));
    ASSERT_FALSE(picture) << size;
    EXPECT_EQ(picture.error().code, Errc::Malformed);
  }
  for (std::size_t at = 0; at < 16; ++at) {
    std::string other = sound;
    other[at] = static_cast<char>(other[at] ^ 0x20);
    EXPECT_FALSE(make_picture(other)) << at;
  }
  EXPECT_FALSE(make_picture(png_head(0, 48)));
  EXPECT_FALSE(make_picture(png_head(64, 0)));
}

TEST(PictureData, BytesAndSidesAreLimited) {
  EXPECT_TRUE(make_picture(png_head(2048, 2048)));
  for (const std::string& large : {png_head(2049, 1), png_head(1, 2049), png_head(0xffffffff, 1),
                                   png_head(1, 1) + std::string(png_bytes_limit, '\0')}) {
    const auto picture = make_picture(large);
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().code, Errc::TooLarge);
  }
}

// "+3": points at the third row; "3": chooses it.
std::string typed(NumberChoice& choice, std::string_view digits) {
  std::string out;
  for (const char digit : digits) {
    const NumberChoice::Step step =
        digit == '_' ? choice.pause() : choice.digit(static_cast<unsigned>(digit - '0'));
    if (step.kind == NumberChoice::Step::Kind::Points) out += '+';
    if (step.kind != NumberChoice::Step::Kind::Nothing) out += std::to_string(step.row + 1);
  }
  return out;
}

TEST(NumberChoice, OfNineRowsADigitChoosesAtOnce) {
  NumberChoice nine(9);
  EXPECT_EQ(typed(nine, "190"), "19");
  NumberChoice three(3);
  EXPECT_EQ(typed(three, "4"), "");
  EXPECT_FALSE(three.waits());
  NumberChoice none(0);
  EXPECT_EQ(typed(none, "1"), "");
}

TEST(NumberChoice, OfMoreADigitMayWait) {
  NumberChoice twelve(12);
  EXPECT_EQ(typed(twelve, "1"), "+1");
  EXPECT_TRUE(twelve.waits());
  EXPECT_EQ(typed(twelve, "2"), "12");
  EXPECT_FALSE(twelve.waits());
  EXPECT_EQ(typed(twelve, "1_"), "+11");
  EXPECT_EQ(typed(twelve, "2"), "2");
  EXPECT_EQ(typed(twelve, "02"), "2");
  EXPECT_EQ(typed(twelve, "13"), "+1");
  EXPECT_EQ(typed(twelve, "0_"), "");
  EXPECT_EQ(typed(twelve, "00"), "");
  EXPECT_FALSE(twelve.waits());
}

}  // namespace
}  // namespace handset::phone
