// Each test is held against one that looks at letter by letter, with every size and every place of a word.
#include "base/eight_letters.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>

namespace handset {
namespace {

constexpr std::size_t most = 26;

TEST(EightLetters, OneOddLetterIsSeenWhereverItIs) {
  for (std::size_t size = 1; size <= most; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (unsigned letter = 0; letter < 256; ++letter) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(letter);
        EXPECT_EQ(is_plain(text, ' '), letter >= ' ' && letter <= '~') << size << " " << at << " " << letter;
        EXPECT_EQ(is_plain(text, '!'), letter > ' ' && letter <= '~') << size << " " << at << " " << letter;
      }
  EXPECT_TRUE(is_plain({}, ' '));
}

TEST(EightLetters, NeighboursOfAnOddLetterDoNotHideIt) {
  for (const char neighbour : {'!', '~', ' ', '\x7f', '\xff', '\0'}) {
    std::string text(most, neighbour);
    text[11] = '\x1f';
    EXPECT_FALSE(is_plain(text, ' '));
  }
}

TEST(EightLetters, TextsAreTheSameWhenAllLettersAre) {
  const std::string text = "abcdefghijklmnopqrstuvwxyz";
  for (std::size_t size = 0; size <= most; ++size) {
    EXPECT_TRUE(same_letters(text.data(), std::string(text).data(), size));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = '-';
      EXPECT_FALSE(same_letters(text.data(), other.data(), size)) << size << " " << at;
    }
  }
}

TEST(EightLetters, TheFirstOfALetterIsFound) {
  for (std::size_t size = 0; size <= most; ++size)
    for (std::size_t at = 0; at <= size; ++at) {
      // Neighbours that differ in one bit, before it and behind it.
      std::string text(size, ';');
      std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), ':');
      EXPECT_EQ(find_near(text, ':'), at);
    }
}

}  // namespace
}  // namespace handset
