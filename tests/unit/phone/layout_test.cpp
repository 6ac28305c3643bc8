#include "phone/layout.h"

#include <gmock/gmock.h>

#include "base/utf8.h"

namespace handset::phone {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Wrap, BreaksBetweenWords) {
  EXPECT_THAT(wrap("the quick brown fox", 10), ElementsAre("the quick", "brown fox"));
}

TEST(Wrap, AWordThatJustFitsStays) {
  EXPECT_THAT(wrap("abcde fghij", 5), ElementsAre("abcde", "fghij"));
}

TEST(Wrap, BlanksAtASoftBreakAreDropped) {
  EXPECT_THAT(wrap("abcd    efgh", 5), ElementsAre("abcd", "efgh"));
}

TEST(Wrap, IndentationAtAHardBreakStays) {
  EXPECT_THAT(wrap("list:\n  one", 10), ElementsAre("list:", "  one"));
}

TEST(Wrap, IndentationThatLeavesNoRoomIsDropped) {
  EXPECT_THAT(wrap("        ab", 4), ElementsAre("ab"));
}

TEST(Wrap, ALongWordIsCutToWholeLines) {
  EXPECT_THAT(wrap("abcdefghij", 4), ElementsAre("abcd", "efgh", "ij"));
}

TEST(Wrap, ALongWordBeginsOnALineOfItsOwn) {
  EXPECT_THAT(wrap("to abcdefgh", 5), ElementsAre("to", "abcde", "fgh"));
}

TEST(Wrap, EveryKindOfLineEndIsOneHardBreak) {
  EXPECT_THAT(wrap("a\rb\nc\r\nd", 10), ElementsAre("a", "b", "c", "d"));
}

TEST(Wrap, TwoHardBreaksLeaveAnEmptyLine) {
  EXPECT_THAT(wrap("a\n\nb", 10), ElementsAre("a", "", "b"));
}

TEST(Wrap, AHardBreakAtTheEndMakesNoFurtherLine) {
  EXPECT_THAT(wrap("a\r\n", 10), ElementsAre("a"));
}

TEST(Wrap, ATabReachesToTheNextStop) {
  EXPECT_THAT(wrap("ab\tc\td", 20), ElementsAre("ab  c   d"));
}

TEST(Wrap, OtherControlCharactersAreLeftOut) {
  EXPECT_THAT(wrap("a\x1b[1m\x07", 10), ElementsAre("a[1m"));
}

TEST(Wrap, WideLettersTakeTwoCellsAndBreakAnywhere) {
  EXPECT_THAT(wrap("日本語日本語", 7), ElementsAre("日本語", "日本語"));
}

TEST(Wrap, ClosingPunctuationDoesNotBeginALine) {
  EXPECT_THAT(wrap("日本語。日本", 6), ElementsAre("日本", "語。日", "本"));
}

TEST(Wrap, CombiningMarksStayWithTheirLetter) {
  EXPECT_THAT(wrap("abcde\u0301f", 5), ElementsAre("abcde\u0301", "f"));
}

TEST(Wrap, AMarkAfterAWideLetterStaysBeforeTheBreak) {
  EXPECT_THAT(wrap("か\u3099き", 2), ElementsAre("か\u3099", "き"));
}

TEST(Wrap, BytesThatAreNoUtf8BecomeReplacementCharacters) {
  EXPECT_THAT(wrap("a\xff", 10), ElementsAre("a\uFFFD"));
}

TEST(Wrap, NoTextHasNoLines) {
  EXPECT_THAT(wrap("", 10), IsEmpty());
}

TEST(Wrap, AGridWithoutColumnsHasNoLines) {
  EXPECT_THAT(wrap("abc", 0), IsEmpty());
}

TEST(Wrap, NoLineIsEverWiderThanTheGrid) {
  const std::string text = "  Ä lòng \tword日本 and、averyveryverylongone e\u0301\u0301 🙂🙂\t\tx \n\n   end";
  for (std::size_t columns = 2; columns < 40; ++columns) {
    for (const std::string& line : wrap(text, columns)) EXPECT_LE(cell_width(line), columns) << line;
  }
}

TEST(Wrap, NoLetterIsLost) {
  const std::string text = "one two 日本語 three 🙂 four、five";
  std::string expected;
  for (const char c : text) {
    if (c != ' ') expected += c;
  }
  for (std::size_t columns = 2; columns < 40; ++columns) {
    std::string kept;
    for (const std::string& line : wrap(text, columns)) {
      for (const char c : line) {
        if (c != ' ') kept += c;
      }
    }
    EXPECT_EQ(kept, expected) << columns;
  }
}

TEST(Wrap, ALetterHasEightMarksAtMost) {
  std::string text = "a";
  for (int i = 0; i < 1000; ++i) text += "\u0301";
  EXPECT_EQ(count_code_points(wrap(text, 10).at(0)), 9u);
  EXPECT_EQ(count_code_points(cut(text, 10)), 9u);
}

TEST(Cut, LeavesTextThatFits) {
  EXPECT_EQ(cut("Hello", 5), "Hello");
}

TEST(Cut, EndsWithAnEllipsisWhenSomethingIsMissing) {
  EXPECT_EQ(cut("Hello, world", 6), "Hello…");
}

TEST(Cut, AWideLetterThatDoesNotFitGoes) {
  EXPECT_EQ(cut("日本語", 4), "日…");
}

TEST(Cut, KeepsTheMarksOfTheLastLetter) {
  EXPECT_EQ(cut("abe\u0301", 3), "abe\u0301");
  EXPECT_EQ(cut("abe\u0301x", 3), "ab…");
}

TEST(Cut, MakesOneLineOfSeveral) {
  EXPECT_EQ(cut("a\r\nb\tc\nd", 10), "a b c d");
}

TEST(Cut, NothingFitsIntoNoColumns) {
  EXPECT_EQ(cut("abc", 0), "");
}

TEST(Scroll, StaysWhereEverythingIsInView) {
  Scroll scroll(3, 5);
  EXPECT_FALSE(scroll.move(1));
  EXPECT_EQ(scroll.first(), 0u);
  EXPECT_EQ(scroll.end(), 3u);
}

TEST(Scroll, StopsAtBothEnds) {
  Scroll scroll(10, 4);
  EXPECT_TRUE(scroll.move(99));
  EXPECT_EQ(scroll.first(), 6u);
  EXPECT_EQ(scroll.end(), 10u);
  EXPECT_TRUE(scroll.move(-99));
  EXPECT_EQ(scroll.first(), 0u);
}

TEST(Scroll, PagesByWhatIsVisible) {
  Scroll scroll(10, 4);
  scroll.move_pages(1);
  EXPECT_EQ(scroll.first(), 4u);
  scroll.move_pages(1);
  EXPECT_EQ(scroll.first(), 6u);
}

TEST(Scroll, RevealsWithTheLeastMovement) {
  Scroll scroll(20, 4);
  EXPECT_FALSE(scroll.reveal(3, 4));
  EXPECT_TRUE(scroll.reveal(6, 8));
  EXPECT_EQ(scroll.first(), 4u);
  EXPECT_TRUE(scroll.reveal(1, 2));
  EXPECT_EQ(scroll.first(), 1u);
}

TEST(Scroll, RevealsTheBeginningOfWhatIsTooTall) {
  Scroll scroll(20, 4);
  scroll.reveal(10, 16);
  EXPECT_EQ(scroll.first(), 10u);
}

}  // namespace
}  // namespace handset::phone
