#include "phone/text_field.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

using Kind = TextField::Kind;

void tap(TextField& field, Key key, int times = 1) {
  for (; times > 0; --times) field.tap(key);
}

TEST(TextField, TapsOfAKeyGoThroughItsLettersAndRound) {
  TextField field(Kind::Small);
  tap(field, Key::KeyPad2);
  EXPECT_EQ(field.value(), "a");
  EXPECT_TRUE(field.tapping());
  tap(field, Key::KeyPad2, 2);
  EXPECT_EQ(field.value(), "c");
  tap(field, Key::KeyPad2);
  EXPECT_EQ(field.value(), "a");
}

TEST(TextField, APauseOrAnotherKeyEndsTheTap) {
  TextField field(Kind::Any);
  tap(field, Key::KeyPad4, 3);
  tap(field, Key::KeyPad3, 2);
  field.end_tap();
  tap(field, Key::KeyPad3, 1);
  EXPECT_EQ(field.value(), "ied");
}

TEST(TextField, PoundTurnsTheCaseOfAnyText) {
  TextField field(Kind::Any);
  EXPECT_EQ(field.case_name(), "abc");
  tap(field, Key::KeyPadPound);
  EXPECT_EQ(field.case_name(), "ABC");
  tap(field, Key::KeyPad5);
  tap(field, Key::KeyPadPound, 2);
  tap(field, Key::KeyPad6, 3);
  tap(field, Key::KeyPad0);
  tap(field, Key::KeyPadPound, 2);
  EXPECT_EQ(field.case_name(), "123");
  tap(field, Key::KeyPad2, 2);
  EXPECT_EQ(field.value(), "Jo 22");
}

TEST(TextField, DigitsComeAtOnceWhereOnlyDigitsAreTaken) {
  TextField number(Kind::Number);
  tap(number, Key::KeyPad2, 2);
  tap(number, Key::KeyPadStar);
  tap(number, Key::KeyPadPound);
  EXPECT_EQ(number.value(), "22");
  EXPECT_FALSE(number.tapping());
  TextField telephone(Kind::Telephone);
  tap(telephone, Key::KeyPadStar);
  tap(telephone, Key::KeyPad7);
  tap(telephone, Key::KeyPadPound);
  EXPECT_EQ(telephone.value(), "*7#");
}

TEST(TextField, StarGoesThroughTheArithmeticSigns) {
  TextField field(Kind::Equation);
  tap(field, Key::KeyPad3);
  tap(field, Key::KeyPadStar, 2);
  tap(field, Key::KeyPad4);
  tap(field, Key::KeyPadPound);
  EXPECT_EQ(field.value(), "3-4.");
}

TEST(TextField, AKeyboardWritesWhatTheKindTakes) {
  struct Case {
    Kind kind;
    const char* value;
  };
  for (const Case& c : {Case{Kind::Any, "Až 1*#+"}, Case{Kind::Telephone, "1*#"}, Case{Kind::Number, "1"},
                        Case{Kind::Equation, "1*+"}, Case{Kind::Capitals, "A "}, Case{Kind::Small, "a "},
                        Case{Kind::Dial, "A1*#+"}}) {
    TextField field(c.kind);
    field.type("Až\n 1*#+\x7f");
    EXPECT_EQ(field.value(), c.value);
  }
}

TEST(TextField, InsertsAndErasesAtTheCursor) {
  TextField field(Kind::Any, false, "žluč");
  EXPECT_TRUE(field.left());
  EXPECT_TRUE(field.left());
  field.type("X");
  EXPECT_EQ(field.value(), "žlXuč");
  EXPECT_TRUE(field.erase());
  EXPECT_TRUE(field.erase());
  EXPECT_EQ(field.value(), "žuč");
  EXPECT_TRUE(field.left());
  EXPECT_FALSE(field.left());
  EXPECT_FALSE(field.erase());
}

TEST(TextField, RightEndsATapFirst) {
  TextField field(Kind::Small);
  tap(field, Key::KeyPad2);
  EXPECT_TRUE(field.right());
  tap(field, Key::KeyPad2);
  EXPECT_EQ(field.value(), "aa");
  field.end_tap();
  EXPECT_FALSE(field.right());
}

TEST(TextField, HoldsSixtyFourLetters) {
  TextField field(Kind::Any, false, std::string(100, 'x'));
  EXPECT_EQ(field.value().size(), TextField::most_letters);
  EXPECT_FALSE(field.type("y"));
  EXPECT_FALSE(field.tap(Key::KeyPad2));
  EXPECT_EQ(field.value(), std::string(TextField::most_letters, 'x'));
}

TEST(TextField, ShowsThePartAroundTheCursor) {
  TextField field(Kind::Any, false, "abcdefgh");
  EXPECT_EQ(field.shown(2, 8, true), (ScreenField{2, "defgh", 5}));
  EXPECT_EQ(field.shown(2, 8, false), (ScreenField{2, "abcde", std::nullopt}));
  for (int i = 0; i < 6; ++i) field.left();
  EXPECT_EQ(field.shown(2, 8, true), (ScreenField{2, "abcde", 2}));
}

TEST(TextField, CountsWideLettersAsTwoCells) {
  const TextField field(Kind::Any, false, "日本語");
  EXPECT_EQ(field.shown(0, 10, true), (ScreenField{0, "日本語", 6}));
  EXPECT_EQ(field.shown(0, 6, true), (ScreenField{0, "本語", 4}));
}

TEST(TextField, ShowsDotsForWhatIsMasked) {
  TextField field(Kind::Number, true, "47");
  tap(field, Key::KeyPad1);
  EXPECT_EQ(field.shown(0, 10, true), (ScreenField{0, "***", 3}));
  EXPECT_EQ(field.value(), "471");
}

TEST(TextField, HasRoomInABoxOfNoCells) {
  const TextField field(Kind::Any, false, "abc");
  EXPECT_EQ(field.shown(8, 8, true), (ScreenField{8, "", 0}));
}

}  // namespace
}  // namespace handset::phone
