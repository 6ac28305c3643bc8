#include "draw/bmp_file.h"

#include <gtest/gtest.h>

namespace handset::draw {
namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at, std::size_t count = 4) {
  std::uint32_t out = 0;
  for (std::size_t i = count; i > 0; --i) out = out << 8U | static_cast<std::uint8_t>(bytes.at(at + i - 1));
  return out;
}

// By the layout of BITMAPFILEHEADER and BITMAPINFOHEADER, read for itself.
Picture read_bmp(const std::string& bytes) {
  EXPECT_EQ(bytes.substr(0, 2), "BM");
  EXPECT_EQ(number_at(bytes, 2), bytes.size());
  EXPECT_EQ(number_at(bytes, 14), 40U);
  EXPECT_EQ(number_at(bytes, 26, 2), 1U);
  EXPECT_EQ(number_at(bytes, 28, 2), 24U);
  EXPECT_EQ(number_at(bytes, 30), 0U);
  Picture out{number_at(bytes, 18), number_at(bytes, 22)};
  const std::size_t row = (std::size_t{out.width} * 3 + 3) & ~std::size_t{3};
  const std::size_t begin = number_at(bytes, 10);
  EXPECT_EQ(bytes.size(), begin + row * out.height);
  for (std::size_t y = out.height; y > 0; --y)
    for (std::size_t x = 0; x < out.width; ++x)
      out.pixels.push_back(number_at(bytes, begin + (y - 1) * row + x * 3, 3));
  return out;
}

TEST(BmpFile, HoldsThePixelsWhateverTheWidth) {
  for (unsigned width = 1; width <= 5; ++width) {
    Picture picture{width, 3};
    for (unsigned i = 0; i < width * 3; ++i) picture.pixels.push_back(0x102030U + i * 0x0A0B0CU);
    EXPECT_EQ(read_bmp(bmp_of(picture)), picture) << width;
  }
}

TEST(BmpFile, IsEmptyWithoutPixels) {
  EXPECT_EQ(bmp_of({}), "");
}

}  // namespace
}  // namespace handset::draw
