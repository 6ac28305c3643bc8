#include "base/hex.h"

#include <array>
#include <gtest/gtest.h>

namespace handset {
namespace {

TEST(Hex, DigitsAreThoseOfTheLowBytes) {
  std::array<char, 16> digits;
  write_hex(digits.data(), 0x0123456789abcdefU, 16);
  EXPECT_EQ(std::string_view(digits.data(), 16), "0123456789abcdef");
  write_hex(digits.data(), 0x0123456789abcdefU, 4);
  EXPECT_EQ(std::string_view(digits.data(), 4), "cdef");
}

TEST(Hex, IsReadInEitherCaseAndNothingElseIs) {
  EXPECT_EQ(read_hex("00ff"), 0xffU);
  EXPECT_EQ(read_hex("0123456789ABCDEf"), 0x0123456789abcdefU);
  for (const std::string_view wrong : {"0g", "-1", " 1", "1 ", "0x1", "\xff", "00123456789abcdef"})
    EXPECT_FALSE(read_hex(wrong)) << wrong;
}

}  // namespace
}  // namespace handset
