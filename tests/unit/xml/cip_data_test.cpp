// Pictures in hex digits (reference 2.6).
#include "xml/cip_data.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::xml {
namespace {

// A row a line: '.' white, '-' and '+' grey, '#' black.
std::string drawn(const CipPixels& pixels) {
  std::string out;
  for (std::size_t i = 0; i < pixels.levels.size(); ++i) {
    out += std::string(".-+#").at(pixels.levels[i]);
    if ((i + 1) % pixels.width == 0) out += '\n';
  }
  return out;
}

TEST(CipData, the_first_pixel_is_in_the_two_lowest_bits) {
  EXPECT_EQ(drawn(decode_cip("2D", {4, 1, 2}).pixels), "-#+.\n");
}

TEST(CipData, with_one_bit_a_pixel_the_first_one_is_in_the_lowest) {
  EXPECT_EQ(drawn(decode_cip("0D80", {8, 2, 1}).pixels), "#.##....\n.......#\n");
  EXPECT_EQ(drawn(decode_cip("05", {3, 1, 1}).pixels), "#.#\n");
}

TEST(CipData, rows_of_odd_width_follow_each_other_without_padding) {
  const CipPicture box = decode_cip("FF4FFC3F", {5, 3, 2});
  EXPECT_EQ(drawn(box.pixels), "#####\n#.-.#\n#####\n");
  EXPECT_EQ(box.bytes, 4U);
  EXPECT_FALSE(box.stopped);
}

TEST(CipData, sizes_of_the_schema_are_those_of_packed_pixels) {
  EXPECT_EQ((CipShape{133, 65, 2}.bytes()), 2162U);
  EXPECT_EQ((CipShape{106, 21, 2}.bytes()), 557U);
  EXPECT_EQ((CipShape{16, 10, 2}.bytes()), 40U);
  EXPECT_EQ((CipShape{5, 3, 1}.bytes()), 2U);
}

TEST(CipData, what_is_missing_is_white) {
  const CipPicture picture = decode_cip("FF00FF00", {8, 8, 2});
  EXPECT_EQ(drawn(picture.pixels).substr(0, 27), "####....\n####....\n........\n");
  EXPECT_EQ(picture.pixels.levels.size(), 64U);
  EXPECT_EQ(decode_cip("", {2, 2, 2}).pixels, (CipPixels{2, 2, {0, 0, 0, 0}}));
}

TEST(CipData, what_is_too_much_is_not_looked_at) {
  const CipPicture picture = decode_cip("FFFFFF", {2, 1, 2});
  EXPECT_EQ(drawn(picture.pixels), "##\n");
  EXPECT_EQ(picture.bytes, 3U);
}

TEST(CipData, ends_at_what_is_no_pair_of_hex_digits) {
  for (const char* data : {"FFx0", "FF0", "FF FF", "FF\nFF"}) {
    const CipPicture picture = decode_cip(data, {4, 2, 2});
    EXPECT_EQ(drawn(picture.pixels), "####\n....\n") << data;
    EXPECT_TRUE(picture.stopped) << data;
    EXPECT_EQ(picture.bytes, 1U) << data;
  }
}

TEST(CipData, digits_may_be_small) {
  EXPECT_EQ(decode_cip("ff4ffc3f", {5, 3, 2}).pixels, decode_cip("FF4FFC3F", {5, 3, 2}).pixels);
}

TEST(CipData, a_picture_without_pixels_has_none) {
  EXPECT_TRUE(decode_cip("FFFF", {0, 7, 2}).pixels.levels.empty());
}

}  // namespace
}  // namespace handset::xml
